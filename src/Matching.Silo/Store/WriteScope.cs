using System.Collections.Immutable;
using System.Data.Common;
using System.Security.Cryptography;
using Matching.Engine.Intents;
using Matching.Engine.Ledger;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Silo.Store.Rows;
using Microsoft.EntityFrameworkCore;

namespace Matching.Silo.Store;

/// <summary>What one write may do inside the writer's transaction: read, save rows, append to the journal.</summary>
internal sealed class WriteScope(Database database, DbConnection connection, Statements statements) : IDisposable
{
    private const string Work = "work";

    private StoreContext? _context;

    public required DbTransaction Transaction { get; init; }

    public long Sequence { get; set; }

    public string Hash { get; set; } = JournalEntry.Genesis;

    public long NowMicroseconds { get; set; }

    /// <summary>The tables, tracked; saved by <see cref="Append"/>.</summary>
    public StoreContext Db
    {
        get
        {
            if (_context is null)
            {
                _context = database.Context(connection);
                _context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;
                _context.Database.AutoSavepointsEnabled = false;
                _context.Database.UseTransaction(Transaction);
            }

            return _context;
        }
    }

    public DbDataReader Query(string sql, params ReadOnlySpan<object?> values) => statements.Query(Transaction, sql, values);

    public int Execute(string sql, params ReadOnlySpan<object?> values) => statements.Execute(Transaction, sql, values);

    /// <summary>From here on what is done can be undone by itself.</summary>
    public void Begin() => Transaction.Save(Work);

    public void Keep() => Transaction.Release(Work);

    public void Undo()
    {
        Transaction.Rollback(Work);
        Transaction.Release(Work);
    }

    /// <summary>Saves the tracked rows, posts the movements, and appends the entry. Nothing of it stays when it is refused.</summary>
    /// <returns>Why not, or <see langword="null"/>.</returns>
    public Refusal? Append(JournalEntry draft, ImmutableArray<Movement> movements)
    {
        if (_context?.ChangeTracker.HasChanges() == true)
        {
            _context.SaveChanges();
        }

        var postings = ImmutableArray.CreateBuilder<Posting>(movements.Length * 4);
        for (var i = 0; i < movements.Length; i++)
        {
            postings.AddRange(movements[i].Postings(i));
        }

        var changes = Net(postings);
        var entry = (draft with { Sequence = Sequence + 1, AtMicroseconds = NowMicroseconds, PreviousHash = Hash, Postings = postings.DrainToImmutable() }).Sealed();
        if (EntryWriter.Write(this, changes, entry) is { } lacking)
        {
            return NotEnough(lacking.Account, -lacking.Amount);
        }

        Sequence = entry.Sequence;
        Hash = entry.Hash;
        return null;
    }

    /// <summary>The bytes stored under a hash.</summary>
    /// <exception cref="StoreRefusedException">They are missing, or not those of the hash.</exception>
    public byte[] Content(string sha256)
    {
        var content = Db.Documents.AsNoTracking().FirstOrDefault(row => row.Sha256 == sha256)?.Content ?? throw new StoreRefusedException($"Document {sha256} is missing from the store; restore a backup.");
        return Convert.ToHexStringLower(SHA256.HashData(content)) == sha256 ? content : throw new StoreRefusedException($"Document {sha256} was changed in the store; restore a backup.");
    }

    public PledgeBalances PledgeBalances(PledgeId pledge)
    {
        var balances = new PledgeBalances();
        using var rows = Query("SELECT kind, amount FROM balances WHERE pledge = @p0", pledge.Value);
        while (rows.Read())
        {
            balances = balances.With((AccountKind)rows.GetInt32(0), rows.GetInt64(1));
        }

        return balances;
    }

    public LineBalances LineBalances(NeedId need)
    {
        long asked = 0, open = 0, outside = 0, held = 0, taken = 0;
        using var rows = Query("SELECT kind, amount FROM balances WHERE need = @p0 AND pledge IS NULL", need.Value);
        while (rows.Read())
        {
            var amount = rows.GetInt64(1);
            switch ((AccountKind)rows.GetInt32(0))
            {
                case AccountKind.Asked:
                    asked -= amount;
                    break;
                case AccountKind.Open:
                    open += amount;
                    break;
                case AccountKind.Outside:
                    outside += amount;
                    break;
                case AccountKind.Held:
                    held += amount;
                    break;
                case AccountKind.Taken:
                    taken += amount;
                    break;
            }
        }

        return new(asked, open, outside, held, taken);
    }

    /// <summary>Forgets what was tracked: the next work starts from the tables.</summary>
    public void Forget() => _context?.ChangeTracker.Clear();

    public void Dispose() => _context?.Dispose();

    private static List<NetChange> Net(ImmutableArray<Posting>.Builder postings)
    {
        var net = new SortedDictionary<string, (Account Account, long Amount)>(StringComparer.Ordinal);
        foreach (var posting in postings)
        {
            var key = posting.Account.Key;
            net[key] = (posting.Account, net.GetValueOrDefault(key).Amount + posting.Amount);
        }

        return [.. net.Where(change => change.Value.Amount != 0).Select(change => new NetChange(change.Key, change.Value.Account, change.Value.Amount))];
    }

    private Refusal NotEnough(Account account, long asked)
    {
        using var rows = Query("SELECT amount FROM balances WHERE account = @p0", account.Key);
        var there = rows.Read() ? rows.GetInt64(0) : 0;
        var thing = account.Pledge is { } pledge ? $"pledge {pledge}" : $"need line {account.Need}";
        var thingVi = account.Pledge is { } ofPledge ? $"cam kết {ofPledge}" : $"dòng nhu cầu {account.Need}";
        return Refusal.Of(
            RefusalCode.NotEnough,
            $"Of {thing}, {there} {account.Measure} are {account.Kind}; {asked} were asked for. Ask for less, or release something first.",
            $"Trong {thingVi} chỉ còn {there} {account.Measure} ở {account.Kind}; đã yêu cầu {asked}. Hãy yêu cầu ít hơn, hoặc giải phóng phần khác trước.") with { Things = [account.Key] };
    }
}
