using Matching.Engine.Quantities;

namespace Matching.Engine.Needs;

/// <summary>An item of the catalogue by its code ("warm_set").</summary>
public readonly record struct ItemId(string Code)
{
    public override string ToString() => Code;
}

public enum ItemKind
{
    /// <summary>Whole units, any number of which helps.</summary>
    Consumable = 0,

    /// <summary>Helps only when a unit is fully paid: toilet, water point, classroom.</summary>
    Project = 1,
}

/// <summary>What can be needed, with its unit and its price norm.</summary>
public sealed record Item
{
    public required ItemId Id { get; init; }

    public required string NameVi { get; init; }

    public string? NameEn { get; init; }

    public required string Category { get; init; }

    public required string Unit { get; init; }

    /// <summary>More than zero.</summary>
    public required Vnd UnitCost
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value.Dong, nameof(UnitCost));
            field = value;
        }
    }

    public required ItemKind Kind { get; init; }
}
