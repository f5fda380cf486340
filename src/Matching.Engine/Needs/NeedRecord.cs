using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Geography.Succession;
using Matching.Engine.Quantities;

namespace Matching.Engine.Needs;

/// <summary>A need line from its report on.</summary>
public sealed record NeedRecord
{
    /// <summary>What is needed; its status says reported, verified or rejected.</summary>
    public required NeedLine Line { get; init; }

    /// <summary>Price per unit that the line is accounted at, fixed when it was reported. More than zero.</summary>
    public required Vnd UnitCost { get; init; }

    /// <summary>The year that it is for.</summary>
    public required int Year { get; init; }

    public required string ReportedBy { get; init; }

    public string? VerifiedBy { get; init; }

    /// <summary>Closed lines take part in nothing new.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Why it was rejected or closed.</summary>
    public string? Reason { get; init; }

    /// <summary>Why rounds leave it out; <see langword="null"/> where they do not.</summary>
    public NotReady? NotReady { get; init; }

    /// <summary>The line that it takes the place of: of an earlier year, of an older commune, or at an older price.</summary>
    public NeedId? Renews { get; init; }

    /// <summary>The commune of an older administrative set under whose code it was reported; <see langword="null"/> when it was reported under the code in use.</summary>
    public PlaceCode? ReportedUnder { get; init; }

    /// <summary>The commune's version when this line changed last.</summary>
    public long Version { get; init; }

    public bool IsLive => !IsClosed && Line.Status != NeedStatus.Rejected;

    /// <summary>What the line asks for, in đồng at its own unit cost.</summary>
    public long WholeVnd => Line.Quantity * UnitCost.Dong;
}

/// <summary>Where a line's need stands, in đồng at its unit cost; each zero or more.</summary>
public readonly record struct LineBalances(long AskedVnd, long OpenVnd, long OutsideVnd, long HeldVnd, long TakenVnd);

/// <summary>Aid from outside the fund, as it was registered: whole, and the parts that lowered lines.</summary>
/// <param name="Parts">Units by line; what is missing to the whole no line asked for.</param>
public sealed record AidRecord(string Id, ExternalAid Aid, ImmutableArray<AidPart> Parts)
{
    /// <summary>The commune of an older administrative set under whose code it was registered.</summary>
    public PlaceCode? ReportedUnder { get; init; }
}

public sealed record AidPart(NeedId Need, long Units);

/// <summary>What can be asked of a commune's needs.</summary>
public abstract record NeedCommand
{
    private NeedCommand()
    {
    }

    public sealed record Report(NeedLine Line, Vnd UnitCost, int Year) : NeedCommand
    {
        /// <summary>Administrative set that the commune's code is of; <see langword="null"/> for the one in use, or the newest that has such a code.</summary>
        public string? AdminSet { get; init; }

        /// <summary>The older commune under whose code it came in. Filled in where the code is carried over.</summary>
        public PlaceCode? Under { get; init; }
    }

    /// <summary>Takes over what is still open of a line of another commune, which is closed there: as it stands, verified or not.</summary>
    public sealed record Adopt(NeedRecord Need) : NeedCommand;

    /// <summary>What is open of the line is asked for at another unit cost from now on; what is held or given keeps the old one.</summary>
    /// <param name="NewId">Of the line that takes over what is open, where a part is held or given already.</param>
    /// <param name="Source">Who says what it costs.</param>
    public sealed record Reprice(NeedId Id, Vnd UnitCost, NeedId NewId, string Source) : NeedCommand;

    public sealed record Verify(NeedId Id) : NeedCommand;

    public sealed record Reject(NeedId Id, string Reason) : NeedCommand;

    /// <summary>Another quantity, urgency, day, minimum or number of children. A line that asks for more must be verified again.</summary>
    public sealed record Amend(NeedId Id, string Reason) : NeedCommand
    {
        public long? Quantity { get; init; }

        public Urgency? Urgency { get; init; }

        public DateOnly? NeededBy { get; init; }

        public long? MinQuantity { get; init; }

        public long? Beneficiaries { get; init; }
    }

    /// <summary>Nothing more is asked for; what is held or on its way goes on.</summary>
    public sealed record Close(NeedId Id, string Reason) : NeedCommand;

    /// <summary>The yearly review: the line is closed, and a new one of another year takes its place.</summary>
    public sealed record Renew(NeedId Id, NeedId NewId, int Year, long Quantity) : NeedCommand;

    /// <summary>Rounds leave the line out, or without one the whole commune, until it is ready.</summary>
    public sealed record MarkNotReady(NeedId? Id, string Reason, DateOnly Since) : NeedCommand;

    /// <summary>Takes the mark from a line, or without one the commune's from all of them.</summary>
    public sealed record MarkReady(NeedId? Id, string Reason) : NeedCommand;

    /// <summary>Somebody outside the fund gives: lines that match ask for so much less, the most urgent first.</summary>
    public sealed record RegisterAid(string Id, ExternalAid Aid) : NeedCommand
    {
        /// <summary>As of <see cref="Report.AdminSet"/>.</summary>
        public string? AdminSet { get; init; }

        /// <summary>As of <see cref="Report.Under"/>.</summary>
        public PlaceCode? Under { get; init; }
    }
}

/// <summary>What happened to a commune's needs. The state is the fold of these.</summary>
public abstract record NeedEvent
{
    private NeedEvent()
    {
    }

    public sealed record Reported(NeedRecord Need) : NeedEvent;

    public sealed record Verified(NeedId Id, string By) : NeedEvent;

    public sealed record Rejected(NeedId Id, string Reason) : NeedEvent;

    public sealed record Amended(NeedId Id, NeedLine Line) : NeedEvent;

    public sealed record Closed(NeedId Id, string Reason) : NeedEvent;

    public sealed record Repriced(NeedId Id, Vnd UnitCost) : NeedEvent;

    public sealed record AidRegistered(AidRecord Aid) : NeedEvent;

    /// <summary>The line waits, or does not wait any more.</summary>
    public sealed record ReadinessMarked(NeedId Id, NotReady? Mark) : NeedEvent;
}
