using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Matching.Engine.Ledger;

/// <summary>Who did what, when and why, and what it moved: one entry of the journal. Ledger and audit log are this one chain.</summary>
public sealed record JournalEntry
{
    /// <summary>The hash before the first entry: 64 zeros.</summary>
    public static string Genesis { get; } = new('0', 64);

    /// <summary>1, 2, 3 … without a gap.</summary>
    public required long Sequence { get; init; }

    /// <summary>Microseconds since 1970-01-01 00:00 UTC.</summary>
    public required long AtMicroseconds { get; init; }

    /// <summary>Who: the account name of a person or a machine.</summary>
    public required string Actor { get; init; }

    /// <summary>What, as a verb in snake_case: <c>pledge_accepted</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Of what: its kind and id, <c>pledge:P12</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Why, in the actor's words.</summary>
    public string? Reason { get; init; }

    /// <summary>What changed, as JSON; what cannot be told by the postings.</summary>
    public string Details { get; init; } = "";

    /// <summary>The idempotency key of the intent, with its caller: <c>caller/key</c>.</summary>
    public string? Key { get; init; }

    public ImmutableArray<Posting> Postings { get; init; } = [];

    /// <summary>Hash of the entry before, lower-case hex.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>SHA-256 of the canonical form, lower-case hex.</summary>
    public required string Hash { get; init; }

    public DateTimeOffset At => DateTimeOffset.UnixEpoch.AddMicroseconds(AtMicroseconds);

    /// <summary>The entry with the hash that belongs to it.</summary>
    public JournalEntry Sealed() => this with { Hash = CanonicalForm.HashOf(this) };
}

/// <summary>The bytes that an entry's hash is taken over (docs/ledger.md has the same in words).</summary>
/// <remarks>
/// Version 1: integers are 8 bytes, big-endian, two's complement; text is its length in UTF-8 bytes as such an integer and then the bytes, and −1 alone for no text.
/// In order: the text "matching-ledger", the version, the hash before (text), sequence, microseconds, actor, action, subject, reason, details, key,
/// the number of postings, and of each posting its movement, kind, account (text of its key) and amount.
/// </remarks>
public static class CanonicalForm
{
    public const int Version = 1;

    /// <summary>SHA-256 of the entry's canonical form; its own hash takes no part. Lower-case hex.</summary>
    public static string HashOf(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var bytes = new ArrayBufferWriter<byte>(512);
        Write(entry, bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes.WrittenSpan));
    }

    public static void Write(JournalEntry entry, IBufferWriter<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(bytes);
        Text(bytes, "matching-ledger");
        Number(bytes, Version);
        Text(bytes, entry.PreviousHash);
        Number(bytes, entry.Sequence);
        Number(bytes, entry.AtMicroseconds);
        Text(bytes, entry.Actor);
        Text(bytes, entry.Action);
        Text(bytes, entry.Subject);
        Text(bytes, entry.Reason);
        Text(bytes, entry.Details);
        Text(bytes, entry.Key);
        Number(bytes, entry.Postings.Length);
        foreach (var posting in entry.Postings)
        {
            Number(bytes, posting.Movement);
            Number(bytes, (int)posting.Kind);
            Text(bytes, posting.Account.Key);
            Number(bytes, posting.Amount);
        }
    }

    private static void Number(IBufferWriter<byte> bytes, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes.GetSpan(sizeof(long)), number);
        bytes.Advance(sizeof(long));
    }

    private static void Text(IBufferWriter<byte> bytes, string? text)
    {
        if (text is null)
        {
            Number(bytes, -1);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(text);
        Number(bytes, length);
        Encoding.UTF8.GetBytes(text, bytes.GetSpan(length));
        bytes.Advance(length);
    }
}
