using Matching.Engine.Geography;
using Matching.Engine.Quantities;

namespace Matching.Engine.Needs;

/// <summary>A need line by its id within the round.</summary>
public readonly record struct NeedId(string Value)
{
    public override string ToString() => Value;
}

public enum Urgency
{
    Critical = 0,
    High = 1,
    Normal = 2,
}

public enum NeedStatus
{
    Reported = 0,
    Verified = 1,

    /// <summary>Takes no part in any round.</summary>
    Rejected = 2,

    /// <summary>Others outside the fund give all of it, so it takes no part. Never stated in a file: it follows from <see cref="ExternalAid"/>.</summary>
    Covered = 3,
}

/// <summary>Which goods a line takes. Money always serves it: what is bought is new.</summary>
public enum AcceptedQuality
{
    /// <summary>New goods only.</summary>
    New = 0,

    /// <summary>Used goods as well, said in so many words; a line that says nothing takes them too.</summary>
    UsedOk = 1,
}

/// <summary>One commune (or one school site in it) needs a quantity of one item for one age group, with an urgency.</summary>
public sealed record NeedLine
{
    public required NeedId Id { get; init; }

    public required CommuneId Commune { get; init; }

    public string? Site { get; init; }

    public required ItemId Item { get; init; }

    public string? AgeGroup { get; init; }

    /// <summary>Which goods it takes; nothing stated takes any.</summary>
    public AcceptedQuality? Quality { get; init; }

    /// <summary>Units asked for; more than zero.</summary>
    public required long Quantity
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, nameof(Quantity));
            field = value;
        }
    }

    public required Urgency Urgency { get; init; }

    public DateOnly? NeededBy { get; init; }

    /// <summary>Fewer units than this are of no use: the line gets none or at least so many. At most <see cref="Quantity"/>.</summary>
    public long? MinQuantity { get; init; }

    /// <summary>A project line's own price per unit, in place of the item's.</summary>
    public Vnd? OwnUnitCost { get; init; }

    /// <summary>Place in the queue of projects, lower first; lines without one come last.</summary>
    public long? Rank { get; init; }

    public long? Beneficiaries { get; init; }

    public NeedStatus Status { get; init; }

    /// <summary>Whether others outside the fund give anything of this item in this commune. Never stated in a file: it follows from <see cref="ExternalAid"/>.</summary>
    public bool HasOutsideAid { get; init; }
}
