using System.Collections.Immutable;
using Matching.Engine.Explain;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Engine.Entry;

/// <summary>How the fair shares with the pledge were found. Both give the same shares.</summary>
public enum EntryMethod
{
    /// <summary>Only the bottlenecks that the pledge touches were solved again.</summary>
    Incremental = 0,

    /// <summary>The fair shares of the whole round were solved again.</summary>
    Full,

    /// <summary>Only a full solve could tell, and none was asked for: nothing is stated.</summary>
    None,
}

/// <summary>A line that the pledge could serve.</summary>
public sealed record EntryLine(NeedId Need, Commune Commune, Item Item, Vnd Open);

/// <summary>What the pledge could serve in one class.</summary>
/// <param name="Open">What those lines still lack in the fair plan of today, to the nearest đồng.</param>
public sealed record EntryClassReach(PriorityClass Class, int Lines, int Communes, Vnd Open);

/// <summary>Which lines the pledge could serve, whoever else gives.</summary>
/// <param name="Asked">What those lines ask for.</param>
/// <param name="Open">What they still lack in the fair plan of today, to the nearest đồng.</param>
/// <param name="Classes">In order; classes without such lines are left out.</param>
/// <param name="Examples">The ones that lack most, first classes first.</param>
public sealed record EntryReach(int Lines, int Communes, Vnd Asked, Vnd Open, ImmutableArray<EntryClassReach> Classes, ImmutableArray<EntryLine> Examples);

/// <summary>Fair shares of one class before and after, sums to the nearest đồng.</summary>
public sealed record EntryClassChange(PriorityClass Class, Vnd Before, Vnd After, Ratio SmallestBefore, Ratio SmallestAfter, int LinesChanged);

/// <summary>Lines of one class whose fair coverage goes from one common value to another.</summary>
/// <param name="Items">Up to three of their items, those with most lines first.</param>
/// <param name="ItemCount">How many items they have in all.</param>
/// <param name="Provinces">Names of up to three of their provinces, those with most lines first.</param>
/// <param name="ProvinceCount">How many provinces they lie in.</param>
public sealed record EntryGroup(
    PriorityClass Class,
    Ratio Before,
    Ratio After,
    int Lines,
    int Communes,
    ImmutableArray<Item> Items,
    int ItemCount,
    ImmutableArray<string> Provinces,
    int ProvinceCount);

/// <summary>What dropping one condition, and nothing else, would change.</summary>
/// <param name="Columns">Its columns in pledges.csv; lists that are united are one condition ("provinces, communes").</param>
/// <param name="MoreLines">Further lines that the pledge could serve.</param>
/// <param name="MoreAlone">Further value that could be placed were there no other pledges.</param>
/// <param name="MoreToday">
/// Further value that the fair shares of the round would gain, to the nearest đồng; <see langword="null"/> when only a full solve could tell and none was asked for.
/// </param>
public sealed record EntryCondition(string Columns, int MoreLines, Vnd MoreAlone, Vnd? MoreToday);

/// <summary>Why a condition cannot be met, or not in full.</summary>
public enum EntryProblemKind
{
    /// <summary>The last day lies before the round's own day; <see cref="EntryProblem.Day"/> is the earliest that would do.</summary>
    Expired = 0,

    /// <summary>No line meets all that is stated; dropping the named condition alone would reach some.</summary>
    ReachesNothing,

    /// <summary>No line meets all that is stated, whichever single condition is dropped.</summary>
    ReachesNothingBySeveral,

    /// <summary>The first day lies after the day on which every line is needed; <see cref="EntryProblem.Day"/> is the latest that would do.</summary>
    TooLate,

    /// <summary>No commune could take the minimum; <see cref="EntryProblem.Allowed"/> is the most that one could.</summary>
    MinimumAboveEveryCommune,

    /// <summary>It cannot be used whole; <see cref="EntryProblem.Allowed"/> is the most that could be placed.</summary>
    CannotBeUsedWhole,

    /// <summary>A ceiling lets nothing through.</summary>
    CeilingOfNothing,

    /// <summary>Fewer communes could be served than it must reach; <see cref="EntryProblem.Allowed"/> is how many.</summary>
    TooFewCommunes,

    /// <summary>Fewer places could be served than it is to be split among; <see cref="EntryProblem.Allowed"/> is how many.</summary>
    TooFewParts,

    /// <summary>No commune could take the fixed amount; <see cref="EntryProblem.Allowed"/> is the most that one could.</summary>
    FixedAmountAboveEveryCommune,

    /// <summary>No line asks for as much as the amount for its children; <see cref="EntryProblem.Allowed"/> is how many lines state their children at all.</summary>
    AmountPerChildFitsNoLine,
}

/// <summary>One condition that cannot be met as stated.</summary>
/// <param name="Stated">In the pledge's own measure, where there is a number.</param>
/// <param name="Allowed">What would do, in the pledge's own measure, where there is a number.</param>
/// <param name="Lines">Lines that could be served were it otherwise.</param>
public sealed record EntryProblem(EntryProblemKind Kind, string Columns, long Stated, long Allowed, DateOnly? Day, int Lines);

/// <summary>What a pledge would do in a round, before it is accepted.</summary>
public sealed record EntryReport
{
    public required PledgeName Pledge { get; init; }

    /// <summary>The item given, for goods.</summary>
    public required Item? Goods { get; init; }

    /// <summary>In the pledge's own measure.</summary>
    public required long Amount { get; init; }

    /// <summary>What the round may use of it: nothing once expired, less the reserve when nothing is asked of money. In the pledge's own measure.</summary>
    public required long Available { get; init; }

    /// <summary>The available amount as value; goods at the item's price.</summary>
    public required Vnd AvailableValue { get; init; }

    /// <summary>The round has a pledge of this id, which this one takes the place of.</summary>
    public required bool Replaces { get; init; }

    public required EntryMethod Method { get; init; }

    public required EntryReach Reach { get; init; }

    /// <summary>How much of it could be placed were there no other pledges: everything asked for is open, its own conditions hold, units may be parted.</summary>
    public required Vnd Alone { get; init; }

    /// <summary>What the fair shares of the round gain with it, to the nearest đồng; negative where it takes the place of a better one.</summary>
    public required Vnd Today { get; init; }

    /// <summary>Whether the pledge states choices that fair shares do not look at (such as min_per_commune or all_or_nothing); then <see cref="Today"/> is the most it can do.</summary>
    public required bool HasDiscrete { get; init; }

    public required ImmutableArray<EntryProblem> Problems { get; init; }

    /// <summary>Every stated condition.</summary>
    public required ImmutableArray<EntryCondition> Conditions { get; init; }

    /// <summary>Classes in which something changes, in order.</summary>
    public required ImmutableArray<EntryClassChange> Classes { get; init; }

    /// <summary>Whom it lifts from what to what: by class, poorest first.</summary>
    public required ImmutableArray<EntryGroup> Groups { get; init; }
}
