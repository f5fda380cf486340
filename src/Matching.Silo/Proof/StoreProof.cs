using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Matching.Engine.Ledger;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Silo.Store;
using Microsoft.EntityFrameworkCore;

namespace Matching.Silo.Proof;

/// <summary>Re-proves a whole store beside whoever writes to it: reads one moment of it, trusts no balance, no hash and no state.</summary>
/// <remarks>What is checked, by invariant: docs/ledger.md.</remarks>
public static class StoreProof
{
    /// <param name="database">Path of a SQLite file, or <c>Host=…</c>.</param>
    /// <exception cref="StoreRefusedException">There is no such store, or it is of another version.</exception>
    public static ProofReport Run(string database, CancellationToken cancel = default) => Run(database, null, cancel);

    /// <param name="seen">Told of every entry, in order, for proofs of what stands beside the ledger.</param>
    /// <inheritdoc cref="Run(string, CancellationToken)"/>
    public static ProofReport Run(string database, Action<JournalEntry>? seen, CancellationToken cancel)
    {
        using var store = Database.Of(database);
        return Run(store, seen, cancel);
    }

    internal static ProofReport Run(Database store, Action<JournalEntry>? seen, CancellationToken cancel)
    {
        using var connection = store.OpenReader();
        store.CheckSchema(connection);
        var faults = new FaultList();
        foreach (var damage in store.Damage(connection))
        {
            faults.Add(new(LedgerFaultKind.DatabaseDamaged, 0, store.Name, damage, "ok"));
        }

        using var transaction = store.BeginReading(connection);
        using var db = store.Context(connection);
        db.Database.UseTransaction(transaction);
        var proof = new LedgerProof();
        var rounds = new RoundProof(new TermsProof(db.Needs.Select(row => new { row.Id, row.Commune, row.Item }).AsEnumerable().Select(row => KeyValuePair.Create(row.Id, (row.Commune, row.Item)))));
        var places = new PlaceProof(db, faults);
        foreach (var entry in Entries(connection, transaction, faults))
        {
            cancel.ThrowIfCancellationRequested();
            proof.Add(entry);
            rounds.Add(entry);
            places.Add(entry);
            seen?.Invoke(entry);
        }

        places.Close();

        var head = db.Heads.Single();
        var balances = db.Balances.Select(row => new { row.Account, row.Kind, row.Pledge, row.Round, row.Need, row.Measure, row.Amount }).ToList();
        proof.Close(balances.Select(row => KeyValuePair.Create(row.Account, row.Amount)), head.Sequence, head.Hash);
        foreach (var row in balances)
        {
            // Lists are made by these columns, so they must say what the key says.
            if (Parsed(row.Account) is not { } account || (int)account.Kind != row.Kind || account.Pledge != row.Pledge || account.Round != row.Round
                || account.Need != row.Need || account.Measure.Code != row.Measure)
            {
                faults.Add(new(LedgerFaultKind.BalanceDiffers, 0, row.Account, "columns", "those of its account"));
            }
        }

        faults.TakeFrom(proof);
        var lines = CheckLines(db, proof, faults);
        var pledges = CheckPledges(db, proof, faults);
        var answers = CheckAnswers(connection, transaction, faults);
        var published = rounds.Check(db, faults);
        return new ProofReport
        {
            Database = store.Name,
            Entries = proof.Entries,
            Postings = proof.PostingCount,
            Balances = balances.Count,
            Lines = lines,
            Pledges = pledges,
            Answers = answers,
            PublishedRounds = published,
            HeadSequence = head.Sequence,
            HeadHash = head.Hash,
            Faults = faults.Kept,
            FaultCount = faults.Count,
        };
    }

    /// <summary>The journal in order, entry by entry, with its postings.</summary>
    private static IEnumerable<JournalEntry> Entries(DbConnection connection, DbTransaction transaction, FaultList faults)
    {
        // Page by page, so that one connection can read both tables in turn, whatever the length of the journal.
        const int page = 2_000;
        var last = 0L;
        while (true)
        {
            var postings = new Dictionary<long, ImmutableArray<Posting>.Builder>();
            var entries = Read(
                connection, transaction, "SELECT sequence, at_microseconds, actor, action, subject, reason, details, key, previous_hash, hash FROM journal WHERE sequence > @p0 ORDER BY sequence LIMIT @p1", last, page,
                row => new JournalEntry
                {
                    Sequence = row.GetInt64(0),
                    AtMicroseconds = row.GetInt64(1),
                    Actor = row.GetString(2),
                    Action = row.GetString(3),
                    Subject = row.GetString(4),
                    Reason = row.IsDBNull(5) ? null : row.GetString(5),
                    Details = row.GetString(6),
                    Key = row.IsDBNull(7) ? null : row.GetString(7),
                    PreviousHash = row.GetString(8),
                    Hash = row.GetString(9),
                });
            if (entries.Count == 0)
            {
                break;
            }

            var end = entries[^1].Sequence;
            Read(
                connection, transaction, "SELECT sequence, movement, kind, account, amount FROM postings WHERE sequence > @p0 AND sequence <= @p1 ORDER BY sequence, number", last, end,
                row =>
                {
                    var (sequence, key) = (row.GetInt64(0), row.GetString(3));
                    if (Parsed(key) is not { } account)
                    {
                        faults.Add(new(LedgerFaultKind.ForeignAccount, sequence, key, key, "an account"));
                        return 0;
                    }

                    if (!postings.TryGetValue(sequence, out var list))
                    {
                        postings.Add(sequence, list = ImmutableArray.CreateBuilder<Posting>());
                    }

                    list.Add(new(row.GetInt32(1), (MovementKind)row.GetInt32(2), account, row.GetInt64(4)));
                    return 0;
                });
            foreach (var entry in entries)
            {
                yield return postings.Remove(entry.Sequence, out var own) ? entry with { Postings = own.DrainToImmutable() } : entry;
            }

            foreach (var orphan in postings.Keys.Order())
            {
                faults.Add(new(LedgerFaultKind.Gap, orphan, "postings", "postings", "an entry that they belong to"));
            }

            last = end;
        }

        foreach (var orphan in Read(connection, transaction, "SELECT DISTINCT sequence FROM postings WHERE sequence > @p0 ORDER BY sequence LIMIT @p1", last, page, row => row.GetInt64(0)))
        {
            faults.Add(new(LedgerFaultKind.Gap, orphan, "postings", "postings", "an entry that they belong to"));
        }
    }

    private static List<T> Read<T>(DbConnection connection, DbTransaction transaction, string sql, long first, long second, Func<DbDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in new[] { ("p0", first), ("p1", second) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        var all = new List<T>();
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            all.Add(read(rows));
        }

        return all;
    }

    private static Account? Parsed(string key)
    {
        try
        {
            return Account.Parse(key);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static long CheckLines(StoreContext db, LedgerProof proof, FaultList faults)
    {
        var count = 0L;
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in db.Needs.AsEnumerable())
        {
            count++;
            known.Add(row.Id);
            var need = StoreJson.Read<NeedRecord>(row.Document);
            var asked = -proof.BalanceOf(Account.OfLine(AccountKind.Asked, need.Line.Id));
            var expected = need.Line.Status == NeedStatus.Rejected ? 0 : need.WholeVnd;
            if (need.IsClosed ? asked > expected : asked != expected)
            {
                faults.Add(LedgerFault.Of(LedgerFaultKind.LineStateDiffers, 0, "need:" + row.Id, expected, asked));
            }

            if (row.Quantity != need.Line.Quantity || row.UnitCostVnd != need.UnitCost.Dong || row.Commune != need.Line.Commune.Code || row.Item != need.Line.Item.Code || row.Id != need.Line.Id.Value)
            {
                faults.Add(new(LedgerFaultKind.LineStateDiffers, 0, "need:" + row.Id, "columns", "those of its document"));
            }
        }

        foreach (var account in proof.Balances.Keys.Select(Account.Parse).Where(account => account.Kind == AccountKind.Asked && !known.Contains(account.Need!)))
        {
            faults.Add(new(LedgerFaultKind.LineStateDiffers, 0, "need:" + account.Need, "-", "a line"));
        }

        return count;
    }

    private static long CheckPledges(StoreContext db, LedgerProof proof, FaultList faults)
    {
        var count = 0L;
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in db.Pledges.AsEnumerable())
        {
            count++;
            known.Add(row.Id);
            var record = StoreJson.Read<PledgeRecord>(row.Document);
            var promised = -proof.BalanceOf(Account.OfPledge(AccountKind.Donor, record.Pledge.Id, Measure.Of(record.Pledge)));
            var expected = record.State == PledgeState.Accepted ? record.Pledge.Amount : 0;
            if (promised != expected || row.Amount != record.Pledge.Amount || row.Donor != record.Pledge.Donor.Value || row.Id != record.Pledge.Id.Value)
            {
                faults.Add(LedgerFault.Of(LedgerFaultKind.PledgeStateDiffers, 0, "pledge:" + row.Id, expected, promised));
            }
        }

        foreach (var account in proof.Balances.Keys.Select(Account.Parse).Where(account => account.Kind == AccountKind.Donor && !known.Contains(account.Pledge!)))
        {
            faults.Add(new(LedgerFaultKind.PledgeStateDiffers, 0, "pledge:" + account.Pledge, "-", "a pledge"));
        }

        return count;
    }

    private static long CheckAnswers(DbConnection connection, DbTransaction transaction, FaultList faults)
    {
        var stray = Read(
            connection, transaction,
            "SELECT i.caller, i.key, i.sequence FROM intents i LEFT JOIN journal j ON j.sequence = i.sequence AND j.key = i.caller || '/' || i.key WHERE j.sequence IS NULL AND i.sequence >= @p0 ORDER BY i.sequence LIMIT @p1",
            long.MinValue, LedgerProof.MostFaults, row => (Key: row.GetString(0) + "/" + row.GetString(1), Sequence: row.GetInt64(2)));
        foreach (var (key, sequence) in stray)
        {
            faults.Add(new(LedgerFaultKind.AnswerWithoutEntry, sequence, key, sequence.ToString(CultureInfo.InvariantCulture), "an entry with this key"));
        }

        return Read(connection, transaction, "SELECT COUNT(*) FROM intents WHERE sequence >= @p0 AND sequence <= @p1", long.MinValue, long.MaxValue, row => row.GetInt64(0))[0];
    }
}
