using System.Globalization;
using Matching.Engine.Rounds;
using Matching.Samples;

namespace Matching.Benchmarks.Macro;

/// <summary>A generated round of a stated size.</summary>
/// <param name="Name">As in docs/benchmarks.md.</param>
/// <param name="TargetMilliseconds">What the product is to stay under for the whole solve; null for none.</param>
/// <param name="Plain">Without ceilings and yes-or-no conditions, so that a linear program can say the same thing.</param>
internal sealed record Case(string Name, int Communes, int Lines, int Pledges, int Classes, bool Plain = false, double? TargetMilliseconds = null)
{
    public static readonly Case[] Known =
    [
        new("province", 120, 1_800, 500, 9),
        new("national-5k-1-plain", NationalOptions.AllCommunes, 50_000, 5_000, 1, Plain: true, TargetMilliseconds: 1_000),
        new("national-5k-9-plain", NationalOptions.AllCommunes, 50_000, 5_000, 9, Plain: true, TargetMilliseconds: 1_000),
        new("national-50k-9-plain", NationalOptions.AllCommunes, 50_000, 50_000, 9, Plain: true, TargetMilliseconds: 4_000),
        new("national-5k-1", NationalOptions.AllCommunes, 50_000, 5_000, 1, TargetMilliseconds: 1_000),
        new("national-5k-9", NationalOptions.AllCommunes, 50_000, 5_000, 9, TargetMilliseconds: 1_000),
        new("national-50k-9", NationalOptions.AllCommunes, 50_000, 50_000, 9, TargetMilliseconds: 4_000),
    ];

    public static readonly Case[] Growth =
    [
        new("1k", 100, 1_000, 1_000, 9, Plain: true),
        new("10k", 1_000, 10_000, 10_000, 9, Plain: true),
        new("100k", NationalOptions.AllCommunes, 100_000, 100_000, 9, Plain: true),
        new("1M", NationalOptions.AllCommunes, 1_000_000, 1_000_000, 9, Plain: true, TargetMilliseconds: 60_000),
    ];

    public string Size => string.Create(CultureInfo.InvariantCulture, $"{Lines:#,0} × {Pledges:#,0}");

    public static Case Find(string name) =>
        Known.Concat(Growth).FirstOrDefault(known => known.Name == name)
            ?? throw new ArgumentException($"There is no case \"{name}\"; there are {string.Join(", ", Known.Concat(Growth).Select(known => known.Name))}.", nameof(name));

    public Round Create(int seed)
    {
        var options = new NationalOptions { Seed = seed, Communes = Communes, Lines = Lines, Pledges = Pledges, Classes = Classes };
        return NationalRound.Create(Plain ? options with { MaxPerCommunePercent = 0, MaxSharePercent = 0, DiscretePercent = 0 } : options);
    }
}
