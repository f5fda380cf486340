namespace Matching.Samples;

/// <summary>What a random tiny round may hold. A feature that is on appears in about two of three rounds.</summary>
public sealed record RandomOptions
{
    /// <summary>Everything that the contract knows.</summary>
    public static RandomOptions Everything { get; } = new();

    /// <summary>What the fair shares depend on, without anything that keeps whole units from the promised distance (no yes-or-no condition, no pin).</summary>
    public static RandomOptions Divisible { get; } = new() { Discrete = false, Pins = false };

    /// <summary>Divisible, consumables only, no ceiling downstream of the lines: a pure network.</summary>
    public static RandomOptions PureNetwork { get; } = Divisible with { Projects = false, ProvinceCap = false };

    /// <summary>1 or more.</summary>
    public int MaxCommunes { get; init; } = 6;

    /// <summary>2 or more.</summary>
    public int MaxLines { get; init; } = 12;

    /// <summary>1 or more.</summary>
    public int MaxPledges { get; init; } = 10;

    public bool Districts { get; init; } = true;

    /// <summary>Lists of items, places, zones, tiers, urgencies and age groups.</summary>
    public bool Lists { get; init; } = true;

    public bool Exclusions { get; init; } = true;

    /// <summary>Windows of pledges and days by which lines are needed.</summary>
    public bool Dates { get; init; } = true;

    public bool Goods { get; init; } = true;

    public bool Projects { get; init; } = true;

    /// <summary>Project lines with a price of their own.</summary>
    public bool OwnUnitCosts { get; init; } = true;

    /// <summary>Ceilings per commune and per share of a line.</summary>
    public bool Ceilings { get; init; } = true;

    /// <summary>Ceilings per province, and ceilings per commune or province as a part of the pledge.</summary>
    public bool ProvinceCeilings { get; init; } = true;

    /// <summary>Lines that take new goods only, and goods that are new or used.</summary>
    public bool Quality { get; init; } = true;

    /// <summary>Lines of a commune and item that others give to, and pledges that stay away from those.</summary>
    public bool OutsideAid { get; init; } = true;

    /// <summary>Parts of pledges kept for tier 1 or paying for delivery, and (with <see cref="Dates"/>) instalments.</summary>
    public bool Portions { get; init; } = true;

    /// <summary>Yes-or-no conditions of pledges and minimum quantities of lines.</summary>
    public bool Discrete { get; init; } = true;

    /// <summary>With <see cref="Discrete"/>: spreads over communes, equal parts, fixed amounts per commune or child.</summary>
    public bool Shapes { get; init; } = true;

    /// <summary>Wishes of pledges, in order or by weight.</summary>
    public bool Wishes { get; init; } = true;

    public bool Pins { get; init; } = true;

    public bool Reserve { get; init; } = true;

    public bool ProvinceCap { get; init; } = true;

    /// <summary>Class keys in other than the default order, projects before consumables, several urgencies and tiers.</summary>
    public bool Classes { get; init; } = true;

    /// <summary>Rejected lines, and rounds of verified needs only.</summary>
    public bool Statuses { get; init; } = true;
}
