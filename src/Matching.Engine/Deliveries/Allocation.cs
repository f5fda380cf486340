using Matching.Engine.Ledger;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;

namespace Matching.Engine.Deliveries;

/// <summary>What a published round gave one line from one pledge.</summary>
/// <param name="Amount">In the pledge's own measure; more than zero.</param>
/// <param name="NeedVnd">Need of the line that it meets, in đồng at the line's unit cost.</param>
public sealed record Allocation(string Round, PledgeId Pledge, NeedId Need, Measure Measure, long Amount, long NeedVnd)
{
    /// <summary>Need met by a part of the amount: đồng for đồng, a unit cost for a unit; of money that pays its own delivery the part that lines get, cut to whole đồng.</summary>
    public long NeedOf(long part) => (long)((Int128)NeedVnd * part / Amount);
}

/// <summary>Where what one pledge gave to one line stands; each zero or more, in the pledge's own measure.</summary>
public readonly record struct AllocationBalances(long Committed, long Dispatched, long Delivered, long Confirmed, long Lost)
{
    /// <summary>What has not come to an end.</summary>
    public long Unresolved => Committed + Dispatched + Delivered;

    /// <summary>How far it has come: the step that the part furthest behind is at.</summary>
    public AllocationState State =>
        Committed > 0 ? AllocationState.Committed
        : Dispatched > 0 ? AllocationState.Dispatched
        : Delivered > 0 ? AllocationState.Delivered
        : Lost > 0 ? AllocationState.Shortage
        : Confirmed > 0 ? AllocationState.Confirmed
        : AllocationState.Released;

    public AllocationBalances With(AccountKind kind, long amount) => kind switch
    {
        AccountKind.Committed => this with { Committed = Committed + amount },
        AccountKind.Dispatched => this with { Dispatched = Dispatched + amount },
        AccountKind.Delivered => this with { Delivered = Delivered + amount },
        AccountKind.Confirmed => this with { Confirmed = Confirmed + amount },
        AccountKind.Lost => this with { Lost = Lost + amount },
        _ => this,
    };
}

public enum AllocationState
{
    Committed = 0,
    Dispatched = 1,
    Delivered = 2,
    Confirmed = 3,

    /// <summary>At an end, and some of it was lost or missing.</summary>
    Shortage = 4,

    /// <summary>Nothing of it is left: all went back to the pledge.</summary>
    Released = 5,
}

/// <summary>What can be asked of an allocation.</summary>
public abstract record DeliveryCommand
{
    private DeliveryCommand()
    {
    }

    public sealed record Dispatch(long Amount) : DeliveryCommand;

    public sealed record Deliver(long Amount) : DeliveryCommand;

    /// <summary>The commune has counted: so much arrived, and so much is missing.</summary>
    public sealed record Confirm(long Received, long Missing, string? Reason) : DeliveryCommand;

    /// <summary>Lost on the way.</summary>
    public sealed record Lose(long Amount, string Reason) : DeliveryCommand;

    /// <summary>Sent, come back, free again.</summary>
    public sealed record TakeBack(long Amount, string Reason) : DeliveryCommand;

    /// <summary>Not sent, free again.</summary>
    public sealed record Release(long Amount, string Reason) : DeliveryCommand;
}
