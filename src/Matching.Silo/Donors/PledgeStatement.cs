using System.Collections.Immutable;
using Matching.Engine.Deliveries;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;

namespace Matching.Silo.Donors;

/// <summary>One step of a pledge or of what it gave.</summary>
public enum StatementStep
{
    Offered = 0,
    Promised,
    Declined,
    Received,
    Withdrawn,
    Expired,
    Returned,
    Committed,
    Dispatched,
    Delivered,
    Confirmed,

    /// <summary>Lost on the way.</summary>
    Lost,

    /// <summary>Missing when the commune counted.</summary>
    Missing,

    /// <summary>Sent and come back; free again.</summary>
    TakenBack,

    /// <summary>Not sent; free again.</summary>
    Released,
}

/// <summary>What happened, when, to how much of the pledge, in its own measure.</summary>
/// <param name="Sequence">Number of the entry in the journal.</param>
/// <param name="AtMicroseconds">Since 1970 UTC.</param>
/// <param name="Note">The reason, or the voucher of a receipt.</param>
public sealed record StatementEvent(StatementStep Step, long Sequence, long AtMicroseconds, long Amount, string? Note);

/// <summary>What one line was given from the pledge, and what became of it.</summary>
/// <param name="Units">Whole units of the item that were committed; money pays for a part of the last one, too.</param>
/// <param name="Amount">Committed, in the pledge's own measure.</param>
public sealed record StatementCommitment(
    string Round, NeedId Need, Commune Commune, Item Item, long Units, long Amount, AllocationBalances Stand, long Back, ImmutableArray<StatementEvent> Events)
{
    /// <summary>When the last of such a step was; nothing if there was none.</summary>
    public long? Last(StatementStep step) => Events.Where(one => one.Step == step).Select(one => (long?)one.AtMicroseconds).Max();
}

/// <summary>What a donor promised with one pledge, handed over, and what became of every đồng or unit of it.</summary>
/// <remarks>All of it is told by the journal; the sums are those of the ledger.</remarks>
public sealed record PledgeStatement(PledgeRecord Record, PledgeBalances Balances, ImmutableArray<StatementEvent> Events, ImmutableArray<StatementCommitment> Commitments)
{
    /// <summary>The sum of one step over the pledge and all that it gave.</summary>
    public long Sum(StatementStep step) => Events.Concat(Commitments.SelectMany(part => part.Events)).Where(one => one.Step == step).Sum(one => one.Amount);
}
