namespace Matching.Engine.Pledges;

/// <summary>How far a pledge has come. What became of its parts is in the ledger.</summary>
public enum PledgeState
{
    /// <summary>Stated by the donor; moves nothing yet.</summary>
    Offered = 0,

    /// <summary>Accepted by the fund; its parts stand in the ledger.</summary>
    Accepted = 1,

    /// <summary>Not accepted, with a reason.</summary>
    Declined = 2,
}

/// <summary>A pledge from its offer on.</summary>
public sealed record PledgeRecord
{
    /// <summary>What is promised and asked. Its amount is all that was ever promised: withdrawals and expiry are told by the ledger.</summary>
    public required Pledge Pledge { get; init; }

    public PledgeState State { get; init; }

    /// <summary>1 for the offer; one more with every change that the donor or the fund makes to it.</summary>
    public long Version { get; init; } = 1;

    public required string OfferedBy { get; init; }

    public string? AcceptedBy { get; init; }

    /// <summary>Why it was declined.</summary>
    public string? Reason { get; init; }
}

/// <summary>What can be asked of a pledge.</summary>
public abstract record PledgeCommand
{
    private PledgeCommand()
    {
    }

    public sealed record Offer(Pledge Pledge) : PledgeCommand;

    public sealed record Accept : PledgeCommand;

    public sealed record Decline(string Reason) : PledgeCommand;

    /// <summary>The donor hands over a part.</summary>
    /// <param name="Voucher">Number of the receipt or bank statement.</param>
    public sealed record Receive(long Amount, string Voucher) : PledgeCommand;

    /// <summary>New terms: another amount, other conditions, or both.</summary>
    public sealed record Amend(long? Amount, PledgeConditions? Conditions, string Reason) : PledgeCommand;

    /// <summary>The donor calls back a free part; without an amount, all that is free and not handed over.</summary>
    public sealed record Withdraw(long? Amount, string Reason) : PledgeCommand;

    /// <summary>What is free and was not handed over by its last day falls away.</summary>
    public sealed record Expire(DateOnly Today) : PledgeCommand;

    /// <summary>A free part that was handed over is given back.</summary>
    public sealed record Return(long Amount, string Reason) : PledgeCommand;
}
