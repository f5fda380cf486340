using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Quantities;

namespace Matching.Engine.Rounds;

/// <summary>How far a round has come.</summary>
public enum RoundState
{
    /// <summary>Policy, day and pins are being set.</summary>
    Draft = 0,

    /// <summary>The snapshot is stored with its SHA-256; needs and pledges may go on changing outside.</summary>
    Frozen = 1,

    /// <summary>There is at least one plan.</summary>
    Solved = 2,

    /// <summary>A second person approved the proposed plan; what it gives is held for it.</summary>
    Approved = 3,

    /// <summary>What was held is committed to the lines. There is no way back but releasing line by line.</summary>
    Published = 4,

    /// <summary>Everything that was committed has come to an end.</summary>
    Closed = 5,

    /// <summary>Given up before it was published.</summary>
    Voided = 6,
}

/// <summary>A planner's decision about one pledge and one line, with its reason and who took it.</summary>
public sealed record PinDecision(Pin Pin, string Reason, string By);

/// <summary>Why something open or free is not in a round.</summary>
public enum LeftOutReason
{
    /// <summary>What is left of the pledge cannot be given without breaking what its donor asks of all of it; the detail is the condition.</summary>
    RestCannotBeGiven = 0,

    /// <summary>Another donor holds the line alone, and gives nothing in this round.</summary>
    HeldAlone = 1,

    /// <summary>The line, or its commune, is not ready; the detail is the reason.</summary>
    NotReady = 2,
}

/// <summary>Something open or free that a frozen round has not.</summary>
/// <param name="Kind">pledge or need.</param>
/// <param name="Detail">The condition, as pledges.csv names it, or the planner's reason.</param>
public sealed record LeftOut(string Kind, string Id, LeftOutReason Reason, string? Detail)
{
    /// <summary>The commune of a line.</summary>
    public CommuneId? Commune { get; init; }

    /// <summary>Since when it is not ready.</summary>
    public DateOnly? Since { get; init; }
}

/// <summary>A line that the round before left out because it was not ready, in the round now or not.</summary>
public sealed record SkippedLine(Needs.NeedId Need, CommuneId Commune, string Reason, string Round);

/// <summary>What one pin costs: the plan beside the one without it.</summary>
/// <param name="Reason">Why the planner set it.</param>
/// <param name="Complete">Whether the plan without it was solved to its end; where there are no classes, there was no time or too many pins.</param>
public sealed record PinPrice(Pin Pin, string Reason, bool Complete, ImmutableArray<PinPriceClass> Classes);

/// <summary>One class with and without a pin.</summary>
/// <param name="Class">Its number, 1 = first.</param>
/// <param name="Fair">Sum of the fair shares.</param>
/// <param name="Allocated">Sum of what whole units are given.</param>
/// <param name="Smallest">Coverage of the worst line.</param>
public sealed record PinPriceClass(int Class, Vnd Fair, Vnd FairWithout, Vnd Allocated, Vnd AllocatedWithout, Ratio Smallest, Ratio SmallestWithout);

/// <summary>One finished plan of a round; its content is stored under its hash.</summary>
/// <param name="SnapshotSha256">The snapshot that it was made for.</param>
/// <param name="Complete">Whether the solve ended by itself.</param>
public sealed record PlanRecord(string Id, string Sha256, string SnapshotSha256, Fairness Fairness, bool Complete, string MadeBy, string Note)
{
    /// <summary>What each of the planner's pins costs, in the order in which they were set.</summary>
    public ImmutableArray<PinPrice> PinPrices { get; init; } = [];
}

/// <summary>A round as a piece of work: who did what, and what stands.</summary>
public sealed record RoundRecord
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required DateOnly AsOf { get; init; }

    public RoundPolicy Policy { get; init; } = new();

    /// <summary>Whether only what donors have handed over counts; otherwise what they promised.</summary>
    public bool CountOnlyReceived { get; init; }

    public ImmutableArray<PinDecision> Pins { get; init; } = [];

    public RoundState State { get; init; }

    /// <summary>1 for the draft; one more with every change.</summary>
    public long Version { get; init; } = 1;

    public required string CreatedBy { get; init; }

    public string? SnapshotSha256 { get; init; }

    /// <summary>What is open or free and was left out when the round was frozen, and why.</summary>
    public ImmutableArray<LeftOut> LeftOut { get; init; } = [];

    /// <summary>Lines that the published round before left out because they were not ready.</summary>
    public ImmutableArray<SkippedLine> SkippedLastTime { get; init; } = [];

    public ImmutableArray<PlanRecord> Plans { get; init; } = [];

    public string? ProposedPlan { get; init; }

    public string? ProposedBy { get; init; }

    public string? ApprovedBy { get; init; }

    public string? PublishedBy { get; init; }

    /// <summary>Why it was voided.</summary>
    public string? Reason { get; init; }

    public PlanRecord? Plan(string id) => Plans.FirstOrDefault(plan => plan.Id == id);

    public PlanRecord? Proposed => ProposedPlan is { } id ? Plan(id) : null;
}

/// <summary>What can be asked of a round.</summary>
public abstract record RoundCommand
{
    private RoundCommand()
    {
    }

    public sealed record Create(string Id, string Name, DateOnly AsOf, RoundPolicy Policy, bool CountOnlyReceived) : RoundCommand;

    /// <summary>Other settings of a draft; what is not stated stays.</summary>
    public sealed record Edit(string? Name = null, DateOnly? AsOf = null, RoundPolicy? Policy = null, bool? CountOnlyReceived = null) : RoundCommand;

    /// <summary>Sets the pin of a pair, or lifts it (<paramref name="Pin"/> with amount, or <see langword="null"/>).</summary>
    public sealed record SetPin(Pledges.PledgeId Pledge, Needs.NeedId Need, Pin? Pin, string Reason) : RoundCommand;

    public sealed record Freeze(string SnapshotSha256) : RoundCommand
    {
        public ImmutableArray<LeftOut> LeftOut { get; init; } = [];

        public ImmutableArray<SkippedLine> SkippedLastTime { get; init; } = [];
    }

    public sealed record AddPlan(PlanRecord Plan) : RoundCommand;

    public sealed record Propose(string PlanId) : RoundCommand;

    public sealed record Approve : RoundCommand;

    /// <summary>Back to the draft: plans and snapshot are put aside, and what was held is let go.</summary>
    public sealed record Reopen(string Reason) : RoundCommand;

    public sealed record Publish : RoundCommand;

    /// <param name="Unresolved">How many allocations of the round are still committed, on their way or not confirmed.</param>
    public sealed record Close(int Unresolved) : RoundCommand;

    public sealed record Void(string Reason) : RoundCommand;
}
