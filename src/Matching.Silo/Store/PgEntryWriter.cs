using Matching.Engine.Ledger;
using Matching.Silo.Store.Rows;

namespace Matching.Silo.Store;

/// <summary>The same as <see cref="EntryWriter"/> in one message to the server and one back, however many accounts and postings there are.</summary>
internal static class PgEntryWriter
{
    // The same condition as in EntryWriter, for all accounts at once; an account that is neither changed nor opened has not so much. The server sees the
    // rows that it had before the statement: who was changed is not opened, and who exists but was not changed meets the conflict.
    private const string Sql = """
        WITH wish AS (
            SELECT * FROM unnest(@p0::text[], @p1::integer[], @p2::text[], @p3::text[], @p4::text[], @p5::text[], @p6::bigint[]) AS w (account, kind, pledge, round, need, measure, amount)),
        changed AS (
            UPDATE balances b SET amount = b.amount + w.amount FROM wish w
            WHERE b.account = w.account AND CASE WHEN b.kind IN (1, 20, 30) THEN b.amount + w.amount <= 0 ELSE b.amount + w.amount >= 0 END
            RETURNING b.account),
        opened AS (
            INSERT INTO balances (account, kind, pledge, round, need, measure, amount)
            SELECT w.account, w.kind, w.pledge, w.round, w.need, w.measure, w.amount FROM wish w
            WHERE (w.kind IN (1, 20, 30)) = (w.amount < 0) AND NOT EXISTS (SELECT 1 FROM changed c WHERE c.account = w.account)
            ON CONFLICT (account) DO NOTHING
            RETURNING account)
        SELECT account FROM wish EXCEPT SELECT account FROM changed EXCEPT SELECT account FROM opened;
        INSERT INTO journal (sequence, at_microseconds, actor, action, subject, reason, details, key, previous_hash, hash)
        VALUES (@p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16);
        INSERT INTO postings (sequence, number, movement, kind, account, amount)
        SELECT @p7, n - 1, movement, kind, account, amount
        FROM unnest(@p17::integer[], @p18::integer[], @p19::text[], @p20::bigint[]) WITH ORDINALITY AS w (movement, kind, account, amount, n);
        INSERT INTO intents (caller, key, body_sha256, answer, sequence, at_microseconds) VALUES (@p21, @p22, @p23, @p24, @p25, @p26)
        """;

    /// <inheritdoc cref="EntryWriter.Write"/>
    public static NetChange? Write(WriteScope scope, IReadOnlyList<NetChange> changes, JournalEntry entry, IntentRow answer)
    {
        using var rows = scope.Query(
            Sql,
            Each(changes, change => change.Key), Each(changes, change => (int)change.Account.Kind), Each(changes, change => change.Account.Pledge), Each(changes, change => change.Account.Round),
            Each(changes, change => change.Account.Need), Each(changes, change => change.Account.Measure.Code), Each(changes, change => change.Amount),
            entry.Sequence, entry.AtMicroseconds, entry.Actor, entry.Action, entry.Subject, entry.Reason, entry.Details, entry.Key, entry.PreviousHash, entry.Hash,
            Each(entry.Postings, posting => posting.Movement), Each(entry.Postings, posting => (int)posting.Kind), Each(entry.Postings, posting => posting.Account.Key), Each(entry.Postings, posting => posting.Amount),
            answer.Caller, answer.Key, answer.BodySha256, answer.Answer, answer.Sequence, answer.AtMicroseconds);
        var lacking = new HashSet<string>(StringComparer.Ordinal);
        while (rows.Read())
        {
            lacking.Add(rows.GetString(0));
        }

        while (rows.NextResult())
        {
            // A later statement that failed is told here.
        }

        foreach (var change in changes)
        {
            if (lacking.Contains(change.Key))
            {
                return change;
            }
        }

        return null;
    }

    private static TValue[] Each<TFrom, TValue>(IReadOnlyList<TFrom> all, Func<TFrom, TValue> value)
    {
        var each = new TValue[all.Count];
        for (var i = 0; i < each.Length; i++)
        {
            each[i] = value(all[i]);
        }

        return each;
    }
}
