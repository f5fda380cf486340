using System.Collections.Immutable;

namespace Matching.Engine.Rounds;

/// <summary>What the order of classes goes by.</summary>
public enum ClassKey
{
    Urgency = 0,
    Tier = 1,

    /// <summary>Consumables and projects.</summary>
    Kind = 2,
}

/// <summary>How a class shares what it can get.</summary>
public enum Fairness
{
    /// <summary>The smallest coverage as large as can be, then the second smallest, and so on.</summary>
    Leximin = 0,

    /// <summary>The largest total covered value, whoever gets it; for comparison.</summary>
    MaxCoverage = 1,
}

/// <summary>Where projects stand beside consumables of the same urgency and tier.</summary>
public enum ProjectsPlace
{
    After = 0,
    Before = 1,
}

/// <summary>What the planner decides before the round is solved.</summary>
public sealed record RoundPolicy
{
    /// <summary>Most significant key first; a key that is left out is appended in the default order.</summary>
    public ImmutableArray<ClassKey> ClassOrder { get; init; } = [ClassKey.Urgency, ClassKey.Tier, ClassKey.Kind];

    public Fairness Fairness { get; init; }

    public ProjectsPlace Projects { get; init; }

    /// <summary>Part of every unconditional money pledge that is kept back, 0 to 100.</summary>
    public int ReservePercent
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(ReservePercent));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 100, nameof(ReservePercent));
            field = value;
        }
    }

    /// <summary>Most that the lines of one province may receive, as a percentage (0 to 100) of the available value of all pledges.</summary>
    public int? ProvinceCapPercent
    {
        get;
        init
        {
            if (value is { } percent)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(percent, nameof(ProvinceCapPercent));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100, nameof(ProvinceCapPercent));
            }

            field = value;
        }
    }

    public bool OnlyVerified { get; init; }
}
