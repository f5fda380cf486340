using Matching.Engine.Ledger;

namespace Matching.Engine.Pledges;

/// <summary>Where the parts of one pledge stand, in its own measure; each zero or more.</summary>
public sealed record PledgeBalances
{
    /// <summary>All that was ever promised.</summary>
    public long Promised { get; init; }

    public long Available { get; init; }

    public long Reserved { get; init; }

    public long Committed { get; init; }

    public long Dispatched { get; init; }

    public long Delivered { get; init; }

    public long Confirmed { get; init; }

    public long Lost { get; init; }

    public long Withdrawn { get; init; }

    public long Expired { get; init; }

    public long Returned { get; init; }

    /// <summary>Promised and not handed over yet.</summary>
    public long Awaited { get; init; }

    /// <summary>Handed over and not given back.</summary>
    public long Received { get; init; }

    /// <summary>What left the fund's hands for communes.</summary>
    public long Sent => Dispatched + Delivered + Confirmed + Lost;

    /// <summary>What is held by a round or given to lines.</summary>
    public long Bound => Reserved + Committed + Sent;

    /// <summary>The free part that is already handed over: what a round may use that counts only what was received.</summary>
    public long AvailableAndReceived => Math.Max(0, Available - Awaited);

    /// <summary>The balances with one account's amount added where it belongs.</summary>
    public PledgeBalances With(AccountKind kind, long amount) => kind switch
    {
        AccountKind.Donor => this with { Promised = Promised - amount },
        AccountKind.Available => this with { Available = Available + amount },
        AccountKind.Reserved => this with { Reserved = Reserved + amount },
        AccountKind.Committed => this with { Committed = Committed + amount },
        AccountKind.Dispatched => this with { Dispatched = Dispatched + amount },
        AccountKind.Delivered => this with { Delivered = Delivered + amount },
        AccountKind.Confirmed => this with { Confirmed = Confirmed + amount },
        AccountKind.Lost => this with { Lost = Lost + amount },
        AccountKind.Withdrawn => this with { Withdrawn = Withdrawn + amount },
        AccountKind.Expired => this with { Expired = Expired + amount },
        AccountKind.Returned => this with { Returned = Returned + amount },
        AccountKind.Awaited => this with { Awaited = Awaited + amount },
        AccountKind.Received => this with { Received = Received + amount },
        _ => this,
    };
}
