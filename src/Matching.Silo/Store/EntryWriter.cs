using Matching.Engine.Ledger;

namespace Matching.Silo.Store;

/// <summary>Net change of one account by one entry; never zero.</summary>
internal readonly record struct NetChange(string Key, Account Account, long Amount);

/// <summary>Writes balances, entry and postings.</summary>
internal static class EntryWriter
{
    /// <param name="changes">In the order of their keys.</param>
    /// <returns>The first account that has not so much, and then what was written before must be undone; <see langword="null"/> when all is written.</returns>
    public static NetChange? Write(WriteScope scope, IReadOnlyList<NetChange> changes, JournalEntry entry)
    {
        foreach (var change in changes)
        {
            // One conditional update per account: it changes nothing where the account would pass zero, whoever else writes.
            var changed = scope.Execute(
                "UPDATE balances SET amount = amount + @p1 WHERE account = @p0 AND CASE WHEN kind IN (1, 20, 30) THEN amount + @p1 <= 0 ELSE amount + @p1 >= 0 END",
                change.Key, change.Amount);
            if (changed == 0 && !Opened(scope, change))
            {
                return change;
            }
        }

        scope.Execute(
            "INSERT INTO journal (sequence, at_microseconds, actor, action, subject, reason, details, key, previous_hash, hash) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9)",
            entry.Sequence, entry.AtMicroseconds, entry.Actor, entry.Action, entry.Subject, entry.Reason, entry.Details, entry.Key, entry.PreviousHash, entry.Hash);
        for (var i = 0; i < entry.Postings.Length; i++)
        {
            var posting = entry.Postings[i];
            scope.Execute(
                "INSERT INTO postings (sequence, number, movement, kind, account, amount) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)",
                entry.Sequence, i, posting.Movement, (int)posting.Kind, posting.Account.Key, posting.Amount);
        }

        return null;
    }

    private static bool Opened(WriteScope scope, NetChange change) =>
        change.Account.Kind.IsSource() == change.Amount < 0
        && scope.Execute(
            "INSERT INTO balances (account, kind, pledge, round, need, measure, amount) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6) ON CONFLICT (account) DO NOTHING",
            change.Key, (int)change.Account.Kind, change.Account.Pledge, change.Account.Round, change.Account.Need, change.Account.Measure.Code, change.Amount) == 1;
}
