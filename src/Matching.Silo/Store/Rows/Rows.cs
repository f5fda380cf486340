namespace Matching.Silo.Store.Rows;

/// <summary>The last entry of the chain. One row; whoever writes holds it.</summary>
public sealed class HeadRow
{
    public int Id { get; set; }

    public long Sequence { get; set; }

    public required string Hash { get; set; }
}

/// <summary>One entry of the journal, without its postings. Never changed, never deleted: triggers refuse it.</summary>
public sealed class EntryRow
{
    public long Sequence { get; set; }

    public long AtMicroseconds { get; set; }

    public required string Actor { get; set; }

    public required string Action { get; set; }

    public required string Subject { get; set; }

    public string? Reason { get; set; }

    public required string Details { get; set; }

    public string? Key { get; set; }

    public required string PreviousHash { get; set; }

    public required string Hash { get; set; }
}

/// <summary>One posting. Never changed, never deleted.</summary>
public sealed class PostingRow
{
    public long Sequence { get; set; }

    public int Number { get; set; }

    public int Movement { get; set; }

    public int Kind { get; set; }

    public required string Account { get; set; }

    public long Amount { get; set; }
}

/// <summary>The sum of an account's postings, kept for speed and guarded by a CHECK: sources at zero or below, all others at zero or above.</summary>
public sealed class BalanceRow
{
    public required string Account { get; set; }

    public int Kind { get; set; }

    public string? Pledge { get; set; }

    public string? Round { get; set; }

    public string? Need { get; set; }

    public required string Measure { get; set; }

    public long Amount { get; set; }
}

/// <summary>The answer that an intent got, kept for its repetitions.</summary>
public sealed class IntentRow
{
    public required string Caller { get; set; }

    public required string Key { get; set; }

    public required string BodySha256 { get; set; }

    public required string Answer { get; set; }

    public long Sequence { get; set; }

    public long AtMicroseconds { get; set; }
}

public sealed class CommuneRow
{
    public required string Code { get; set; }

    public required string Name { get; set; }

    public required string ProvinceCode { get; set; }

    /// <summary>The commune as JSON.</summary>
    public required string Document { get; set; }
}

public sealed class ItemRow
{
    public required string Code { get; set; }

    public required string Category { get; set; }

    public long UnitCostVnd { get; set; }

    public required string Document { get; set; }
}

/// <summary>The version of a commune's needs.</summary>
public sealed class CommuneNeedsRow
{
    public required string Commune { get; set; }

    public long Version { get; set; }
}

/// <summary>A need line as it stands: what lists ask for as columns, all of it as JSON.</summary>
public sealed class NeedRow
{
    public required string Id { get; set; }

    public required string Commune { get; set; }

    public required string Item { get; set; }

    public int Year { get; set; }

    /// <summary>reported, verified, rejected or closed.</summary>
    public required string State { get; set; }

    public required string Urgency { get; set; }

    public long Quantity { get; set; }

    public long UnitCostVnd { get; set; }

    public long Version { get; set; }

    public required string Document { get; set; }
}

public sealed class AidRow
{
    public required string Commune { get; set; }

    public required string Id { get; set; }

    public required string Item { get; set; }

    public required string Source { get; set; }

    public required string Document { get; set; }
}

public sealed class PledgeRow
{
    public required string Id { get; set; }

    public required string Donor { get; set; }

    /// <summary>Measure of the ledger: VND, or goods: and the item.</summary>
    public required string Measure { get; set; }

    public required string State { get; set; }

    public long Amount { get; set; }

    public long Version { get; set; }

    public required string Document { get; set; }
}

public sealed class RoundRow
{
    public required string Id { get; set; }

    public required string State { get; set; }

    public long Version { get; set; }

    public required string Document { get; set; }
}

/// <summary>A snapshot or a plan, under the SHA-256 of its bytes.</summary>
public sealed class DocumentRow
{
    public required string Sha256 { get; set; }

    /// <summary>snapshot or plan.</summary>
    public required string Kind { get; set; }

    public required string Round { get; set; }

    public required byte[] Content { get; set; }
}

/// <summary>What a published round gave a line from a pledge.</summary>
public sealed class AllocationRow
{
    public required string Round { get; set; }

    public required string Pledge { get; set; }

    public required string Need { get; set; }

    public required string Measure { get; set; }

    public long Amount { get; set; }

    public long NeedVnd { get; set; }
}
