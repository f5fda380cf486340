using System.Runtime.CompilerServices;

namespace Matching.Samples;

/// <summary>What a generated national round looks like. Percentages are of all pledges unless said otherwise.</summary>
/// <remarks>Proportions and their sources are told in docs/samples.md. Values out of range are refused by <see cref="NationalRound.Create"/>.</remarks>
public sealed record NationalOptions
{
    /// <summary>The country has so many communes since 1/7/2025; more lines come from more school sites per commune.</summary>
    public const int AllCommunes = 3321;

    /// <summary>Equal seeds and options give equal rounds.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>1 to 3,321; fewer are drawn at random from the real ones.</summary>
    public int Communes { get; init; } = AllCommunes;

    /// <summary>1 to 10,000,000.</summary>
    public int Pledges { get; init; } = 5000;

    /// <summary>Need lines, from one per commune to 10,000,000; by default about 15 per commune (50,000 for the whole country).</summary>
    public int? Lines { get; init; }

    /// <summary>Classes of consumables: 1 (all alike), 3 (the tiers) or 9 (three tiers × three urgencies). Projects add their own classes.</summary>
    public int Classes { get; init; } = 9;

    /// <summary>Part of the lines that ask for projects, 0 to 100.</summary>
    public int ProjectSharePercent { get; init; } = 5;

    /// <summary>Value of all lines in percent of the value of all pledges, 1 to 100,000: 400 means four times as much is asked as offered.</summary>
    public int DemandToSupplyPercent { get; init; } = 400;

    /// <summary>Pledges for the whole country; together with <see cref="ProvincesPercent"/> at most 100.</summary>
    public int NationalPercent { get; init; } = 35;

    /// <summary>Pledges for one to three provinces. What is left names one to five communes.</summary>
    public int ProvincesPercent { get; init; } = 40;

    /// <summary>Pledges for one item; with the two that follow at most 100. What is left names two or three items.</summary>
    public int SingleItemPercent { get; init; } = 40;

    public int AnyItemPercent { get; init; } = 24;

    public int CategoryPercent { get; init; } = 16;

    /// <summary>Goods in place of money, where the sum buys a unit.</summary>
    public int GoodsPercent { get; init; } = 18;

    /// <summary>Only for communes of zone III.</summary>
    public int ZoneThreePercent { get; init; } = 25;

    /// <summary>Only for one age group, of those that have any.</summary>
    public int AgeGroupPercent { get; init; } = 15;

    /// <summary>Only for the most urgent lines; none where <see cref="Classes"/> is below 9.</summary>
    public int UrgencyPercent { get; init; } = 6;

    /// <summary>Only for the first tiers; none where <see cref="Classes"/> is 1.</summary>
    public int TierPercent { get; init; } = 4;

    /// <summary>With something excluded.</summary>
    public int ExclusionPercent { get; init; } = 6;

    /// <summary>With a first or a last day.</summary>
    public int WindowPercent { get; init; } = 8;

    /// <summary>With a ceiling per commune; twice as many among those who give to provinces.</summary>
    public int MaxPerCommunePercent { get; init; } = 5;

    /// <summary>With a ceiling on the share of any one line, among those who name provinces or communes.</summary>
    public int MaxSharePercent { get; init; } = 3;

    /// <summary>With a yes-or-no condition (minimum per commune, number of communes, all or nothing). 0 also leaves out the lines' minimum quantities.</summary>
    public int DiscretePercent { get; init; } = 5;

    internal int LineCount => Lines ?? (int)Math.Min(50_000, 15.06m * Communes);

    internal void Check()
    {
        Within(Communes, 1, AllCommunes);
        Within(Pledges, 1, 10_000_000);
        Within(LineCount, Communes, 10_000_000, nameof(Lines));
        Within(DemandToSupplyPercent, 1, 100_000);
        if (Classes is not (1 or 3 or 9))
        {
            throw new ArgumentOutOfRangeException(nameof(Classes), Classes, "A national round has 1, 3 or 9 classes of consumables.");
        }

        Within(ProjectSharePercent, 0, 100);
        Within(NationalPercent, 0, 100);
        Within(ProvincesPercent, 0, 100 - NationalPercent);
        Within(SingleItemPercent, 0, 100);
        Within(AnyItemPercent, 0, 100 - SingleItemPercent);
        Within(CategoryPercent, 0, 100 - SingleItemPercent - AnyItemPercent);
        Within(GoodsPercent, 0, 100);
        Within(ZoneThreePercent, 0, 100);
        Within(AgeGroupPercent, 0, 100);
        Within(UrgencyPercent, 0, 100);
        Within(TierPercent, 0, 100);
        Within(ExclusionPercent, 0, 100);
        Within(WindowPercent, 0, 100);
        Within(MaxPerCommunePercent, 0, 50);
        Within(MaxSharePercent, 0, 100);
        Within(DiscretePercent, 0, 100);
    }

    private static void Within(int value, int lowest, int highest, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < lowest || value > highest)
        {
            throw new ArgumentOutOfRangeException(
                name, value, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name} is {value}; it must be between {lowest} and {highest}."));
        }
    }
}
