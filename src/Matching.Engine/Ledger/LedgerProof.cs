using System.Globalization;
using System.Runtime.InteropServices;
using Matching.Engine.Quantities;

namespace Matching.Engine.Ledger;

/// <summary>Proves a journal from its entries alone: fed with one entry after the other, it says what is wrong with each, and at the end with the whole.</summary>
/// <remarks>
/// Nothing stored is trusted: hashes are taken anew, balances folded from the postings, and every rule is held after every entry and not only at the end.
/// At most <see cref="MostFaults"/> faults are kept; <see cref="FaultCount"/> counts all.
/// </remarks>
public sealed class LedgerProof
{
    public const int MostFaults = 1_000;

    private readonly Dictionary<string, long> _balances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Sides> _pledges = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _openOfLine = new(StringComparer.Ordinal);
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly List<LedgerFault> _faults = [];

    public long Entries { get; private set; }

    public long PostingCount { get; private set; }

    /// <summary>Number of the last entry, 0 before the first.</summary>
    public long LastSequence { get; private set; }

    /// <summary>Hash of the last entry as it is stored.</summary>
    public string LastHash { get; private set; } = JournalEntry.Genesis;

    public IReadOnlyList<LedgerFault> Faults => _faults;

    public long FaultCount { get; private set; }

    /// <summary>The balances that follow from the entries, by the key of the account; accounts that were never touched are left out.</summary>
    public IReadOnlyDictionary<string, long> Balances => _balances;

    public long BalanceOf(Account account) => _balances.GetValueOrDefault(account.Key);

    public void Add(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Entries++;
        CheckChain(entry);
        if (entry.Key is { } key && !_keys.Add(key))
        {
            Fault(new(LedgerFaultKind.KeyTwice, entry.Sequence, key, "2", "1"));
        }

        CheckMovements(entry);
        Fold(entry);
        CheckTouched(entry);
        LastSequence = entry.Sequence;
        LastHash = entry.Hash;
    }

    /// <summary>Holds stored balances against the fold: each is the sum of its postings, and none is missing or left over.</summary>
    /// <param name="stored">Key and amount of every stored balance.</param>
    /// <param name="headSequence">Number of the last entry, as the store says.</param>
    /// <param name="headHash">Hash of the last entry, as the store says.</param>
    public void Close(IEnumerable<KeyValuePair<string, long>> stored, long headSequence, string headHash)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var left = new HashSet<string>(_balances.Keys, StringComparer.Ordinal);
        foreach (var (account, amount) in stored)
        {
            left.Remove(account);
            var expected = _balances.GetValueOrDefault(account);
            if (amount != expected)
            {
                Fault(LedgerFault.Of(LedgerFaultKind.BalanceDiffers, 0, account, amount, expected));
            }
        }

        foreach (var account in left.Order(StringComparer.Ordinal))
        {
            if (_balances[account] != 0)
            {
                Fault(new(LedgerFaultKind.BalanceDiffers, 0, account, "-", _balances[account].ToString(CultureInfo.InvariantCulture)));
            }
        }

        if (headSequence != LastSequence || headHash != LastHash)
        {
            Fault(new(
                LedgerFaultKind.HeadDiffers, 0, "head",
                string.Create(CultureInfo.InvariantCulture, $"{headSequence} {headHash}"), string.Create(CultureInfo.InvariantCulture, $"{LastSequence} {LastHash}")));
        }
    }

    private void CheckChain(JournalEntry entry)
    {
        if (entry.Sequence != LastSequence + 1)
        {
            Fault(LedgerFault.Of(LedgerFaultKind.Gap, entry.Sequence, "sequence", entry.Sequence, LastSequence + 1));
        }

        if (entry.PreviousHash != LastHash)
        {
            Fault(new(LedgerFaultKind.BrokenLink, entry.Sequence, "previous_hash", entry.PreviousHash, LastHash));
        }

        var own = CanonicalForm.HashOf(entry);
        if (own != entry.Hash)
        {
            Fault(new(LedgerFaultKind.BrokenHash, entry.Sequence, entry.Subject, entry.Hash, own));
        }
    }

    private void CheckMovements(JournalEntry entry)
    {
        var sums = new Dictionary<string, Int128>(StringComparer.Ordinal);
        var postings = entry.Postings.AsSpan();
        for (var start = 0; start < postings.Length;)
        {
            var end = start + 1;
            while (end < postings.Length && postings[end].Movement == postings[start].Movement)
            {
                end++;
            }

            if (!MovementRules.Fit(postings[start..end]))
            {
                Fault(new(LedgerFaultKind.ForeignAccount, entry.Sequence, postings[start].Account.Key, postings[start].Kind.ToString(), "its own accounts"));
            }

            start = end;
        }

        foreach (var posting in postings)
        {
            if (posting.Amount is 0 or < -Vnd.Largest or > Vnd.Largest)
            {
                Fault(LedgerFault.Of(LedgerFaultKind.OutOfRange, entry.Sequence, posting.Account.Key, posting.Amount, 1));
            }

            CollectionsMarshal.GetValueRefOrAddDefault(sums, posting.Account.Measure.Code, out _) += posting.Amount;
        }

        foreach (var (measure, sum) in sums)
        {
            if (sum != 0)
            {
                Fault(new(LedgerFaultKind.Unbalanced, entry.Sequence, measure, sum.ToString(CultureInfo.InvariantCulture), "0"));
            }
        }
    }

    private void Fold(JournalEntry entry)
    {
        PostingCount += entry.Postings.Length;
        foreach (var posting in entry.Postings)
        {
            var account = posting.Account;
            var key = account.Key;
            CollectionsMarshal.GetValueRefOrAddDefault(_balances, key, out _) += posting.Amount;
            if (account.Pledge is { } pledge)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_pledges, pledge, out _).Add(account.Kind, posting.Amount);
            }

            if (account is { Kind: not AccountKind.Asked, Need: { } need } && account.Kind.IsLine())
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_openOfLine, need, out _) += posting.Amount;
            }
        }
    }

    private void CheckTouched(JournalEntry entry)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var posting in entry.Postings)
        {
            var account = posting.Account;
            var key = account.Key;
            if (!seen.Add(key))
            {
                continue;
            }

            var balance = _balances[key];
            if (account.Kind.IsSource() ? balance > 0 : balance < 0)
            {
                Fault(LedgerFault.Of(LedgerFaultKind.BelowZero, entry.Sequence, key, balance, 0));
            }

            if (account.Pledge is { } pledge && seen.Add("pledge " + pledge))
            {
                CheckPledge(entry.Sequence, pledge);
            }

            if (account.Kind.IsLine() && account.Need is { } need && seen.Add("need " + need))
            {
                CheckLine(entry.Sequence, need);
            }
        }
    }

    private void CheckPledge(long sequence, string pledge)
    {
        var sides = _pledges[pledge];
        if (sides.Use != sides.Promised || sides.Receipt != sides.Promised || sides.ReceiptPromised != sides.Promised)
        {
            Fault(LedgerFault.Of(LedgerFaultKind.PledgeDoesNotAddUp, sequence, "pledge:" + pledge, sides.Use != sides.Promised ? sides.Use : sides.Receipt, sides.Promised));
        }

        if (sides.Sent > sides.Received)
        {
            Fault(LedgerFault.Of(LedgerFaultKind.SentBeforeReceived, sequence, "pledge:" + pledge, sides.Sent, sides.Received));
        }
    }

    // The parts of a line other than what is open: all within what it asks for.
    private void CheckLine(long sequence, string need)
    {
        var id = new Needs.NeedId(need);
        var asked = -BalanceOf(Account.OfLine(AccountKind.Asked, id));
        var filled = _openOfLine[need] - BalanceOf(Account.OfLine(AccountKind.Open, id));
        if (filled > asked)
        {
            Fault(LedgerFault.Of(LedgerFaultKind.LineOverfull, sequence, "need:" + need, filled, asked));
        }
    }

    private void Fault(LedgerFault fault)
    {
        FaultCount++;
        if (_faults.Count < MostFaults)
        {
            _faults.Add(fault);
        }
    }

    /// <summary>Both sides of a pledge in its own measure.</summary>
    private struct Sides
    {
        public long Promised, Use, ReceiptPromised, Receipt, Received, Sent;

        public void Add(AccountKind kind, long amount)
        {
            switch (kind)
            {
                case AccountKind.Donor:
                    Promised -= amount;
                    return;
                case AccountKind.Promise:
                    ReceiptPromised -= amount;
                    return;
            }

            if (kind.IsUse())
            {
                Use += amount;
                Sent += kind is AccountKind.Dispatched or AccountKind.Delivered or AccountKind.Confirmed or AccountKind.Lost ? amount : 0;
            }
            else
            {
                Receipt += amount;
                Received += kind == AccountKind.Received ? amount : 0;
            }
        }
    }
}
