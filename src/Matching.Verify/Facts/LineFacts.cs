using Matching.Engine.Needs;

namespace Matching.Verify.Facts;

/// <summary>What the checks ask of a line, as numbers: places, items, ages and zones by index, days by day number.</summary>
internal readonly record struct LineFacts
{
    /// <summary>Whether it takes part: not rejected, verified in a round of verified needs only, and not covered by others.</summary>
    public required bool Takes { get; init; }

    /// <summary>Whether others outside the fund give all that it asks for.</summary>
    public required bool Covered { get; init; }

    /// <summary>Units that others outside the fund give; <see cref="Quantity"/> is what is open beside them, or all of it once it is covered.</summary>
    public required long FromOthers { get; init; }

    public required int Commune { get; init; }

    /// <summary>Minus one in a set without districts.</summary>
    public required int District { get; init; }

    public required int Province { get; init; }

    public required int Zone { get; init; }

    /// <summary>As stated, else zone III → 1, II → 2, I → 3, other → 4.</summary>
    public required int Tier { get; init; }

    public required int Urgency { get; init; }

    public required int Item { get; init; }

    public required bool IsProject { get; init; }

    /// <summary>Minus one without an age group.</summary>
    public required int Age { get; init; }

    /// <summary>Whether it takes new goods only.</summary>
    public required bool NewOnly { get; init; }

    /// <summary>Whether others outside the fund give anything of its item in its commune, to this line or another.</summary>
    public required bool OthersGive { get; init; }

    /// <summary>The largest integer where no day is stated.</summary>
    public required int NeededBy { get; init; }

    public required long Quantity { get; init; }

    /// <summary>Units below which nothing helps; 0 where none is stated.</summary>
    public required long Minimum { get; init; }

    /// <summary>Đồng per unit: a project's own price where it states one, else the item's.</summary>
    public required long UnitVnd { get; init; }

    /// <summary>Quantity × unit price.</summary>
    public long ValueVnd => Quantity * UnitVnd;

    public (int Urgency, int Tier, ItemKind Kind) ClassKey => (Urgency, Tier, IsProject ? ItemKind.Project : ItemKind.Consumable);
}
