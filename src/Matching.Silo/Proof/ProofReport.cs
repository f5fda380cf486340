using Matching.Engine.Ledger;

namespace Matching.Silo.Proof;

/// <summary>What was re-proved from the store alone, and what is wrong with it.</summary>
public sealed record ProofReport
{
    public required string Database { get; init; }

    public required long Entries { get; init; }

    public required long Postings { get; init; }

    public required long Balances { get; init; }

    public required long Pledges { get; init; }

    public required long Lines { get; init; }

    public required long Answers { get; init; }

    /// <summary>Rounds whose plan was read back and held against ledger, approval and Matching.Verify.</summary>
    public required long PublishedRounds { get; init; }

    /// <summary>Events of accounts in the chain that were held against the accounts themselves; 0 where only the ledger was proved.</summary>
    public long AccountEvents { get; init; }

    /// <summary>Events of accounts that are not in the chain yet: the running service carries them there within seconds, a stopped one at its next start.</summary>
    public long AccountEventsWaiting { get; init; }

    /// <summary>Number and hash of the last entry: keep them outside the store, and a store that was cut short is noticed.</summary>
    public required long HeadSequence { get; init; }

    public required string HeadHash { get; init; }

    /// <summary>In the order found, at most a thousand.</summary>
    public required IReadOnlyList<LedgerFault> Faults { get; init; }

    /// <summary>All of them.</summary>
    public required long FaultCount { get; init; }

    public bool IsSound => FaultCount == 0;
}
