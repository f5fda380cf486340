using System.Collections.Immutable;
using Matching.Engine.Ledger;
using Matching.Engine.Quantities;

namespace Matching.Engine.Tests.Ledger;

/// <summary>A small ledger known by heart, one thing changed at a time; hashes are made to fit, so that only the rule itself can notice.</summary>
public sealed class LedgerProofTests
{
    private static readonly ImmutableArray<Movement> Life =
    [
        Movement.OfPledge(MovementKind.Promise, new("p"), Measure.Vnd, 100),
        Movement.OfPledge(MovementKind.Receive, new("p"), Measure.Vnd, 60),
        Movement.OfLine(MovementKind.Ask, new("n"), 80),
        Bound(MovementKind.Reserve, 50),
        Bound(MovementKind.Commit, 50),
        Bound(MovementKind.Dispatch, 50),
        Bound(MovementKind.Deliver, 50),
        Bound(MovementKind.Confirm, 40),
        Bound(MovementKind.FallShort, 10),
    ];

    [Fact]
    public void The_ledger_known_by_heart_is_sound()
    {
        var proof = Prove(Life);

        Assert.Empty(proof.Faults);
        Assert.Equal(50, proof.BalanceOf(Account.OfPledge(AccountKind.Available, new("p"), Measure.Vnd)));
        Assert.Equal(40, proof.BalanceOf(Account.Of(AccountKind.Confirmed, new("p"), null, new("n"), Measure.Vnd)));
        Assert.Equal(40, proof.BalanceOf(Account.OfLine(AccountKind.Open, new("n"))));
    }

    [Fact]
    public void Giving_the_same_đồng_twice_is_noticed_where_it_happens() =>
        Complains(Prove(Life.Insert(4, Bound(MovementKind.Reserve, 60) with { Need = new("m") }).Insert(3, Movement.OfLine(MovementKind.Ask, new("m"), 90))), LedgerFaultKind.BelowZero, 6);

    [Fact]
    public void More_for_a_line_than_it_asks_for_is_noticed() =>
        Complains(Prove(Life.SetItem(2, Movement.OfLine(MovementKind.Ask, new("n"), 40))), LedgerFaultKind.LineOverfull, 4);

    [Fact]
    public void Sending_what_was_not_received_is_noticed() => Complains(Prove(Life.SetItem(1, Movement.OfPledge(MovementKind.Receive, new("p"), Measure.Vnd, 49))), LedgerFaultKind.SentBeforeReceived, 6);

    [Fact]
    public void A_movement_between_measures_is_noticed() => Complains(
        Prove(Life, (number, postings) => number != 2 ? postings : postings.SetItem(1, postings[1] with { Account = Account.OfPledge(AccountKind.Received, new("p"), Measure.Goods(new("coat"))) })),
        LedgerFaultKind.Unbalanced, 2);

    [Fact]
    public void A_posting_to_the_donor_alone_is_noticed_as_a_pledge_that_does_not_add_up() => Complains(
        Prove(Life, (number, postings) => number != 1 ? postings : postings.RemoveRange(2, 2)), LedgerFaultKind.PledgeDoesNotAddUp, 1);

    [Fact]
    public void An_amount_beyond_the_largest_is_noticed() => Complains(
        Prove(Life, (number, postings) => number != 1 ? postings : [.. postings.Select(posting => posting with { Amount = posting.Amount / 100 * (Vnd.Largest + 1) })]), LedgerFaultKind.OutOfRange, 1);

    [Fact]
    public void A_movement_that_is_none_of_the_closed_set_is_noticed() => Complains(
        Prove(Life, (number, postings) => number != 8 ? postings : [.. postings.Select(posting => posting with { Kind = (MovementKind)77 })]), LedgerFaultKind.ForeignAccount, 8);

    [Fact]
    public void A_key_used_twice_is_noticed()
    {
        var entries = Entries(Life, null);
        entries[5] = (entries[5] with { Key = "a/k1" }).Sealed();

        Complains(Prove(Chained(entries)), LedgerFaultKind.KeyTwice, 6);
    }

    [Fact]
    public void An_entry_left_out_is_noticed_even_when_the_chain_is_closed_over_it()
    {
        var entries = Entries(Life, null);
        entries.RemoveAt(7);

        Complains(Prove(Chained(entries)), LedgerFaultKind.Gap, 9);
    }

    [Fact]
    public void An_entry_from_elsewhere_breaks_the_link()
    {
        var entries = Entries(Life, null);
        entries[3] = (entries[3] with { PreviousHash = JournalEntry.Genesis }).Sealed();

        Complains(Prove(entries), LedgerFaultKind.BrokenLink, 4);
    }

    [Fact]
    public void A_stored_balance_a_missing_one_and_a_wrong_head_are_noticed()
    {
        var entries = Entries(Life, null);
        var proof = Prove(entries);
        var stored = proof.Balances.ToDictionary(balance => balance.Key, balance => balance.Value, StringComparer.Ordinal);
        stored[Account.OfPledge(AccountKind.Available, new("p"), Measure.Vnd).Key]++;
        stored.Remove(Account.OfLine(AccountKind.Open, new("n")).Key);

        proof.Close(stored, 8, entries[^1].Hash);

        Assert.Equal(2, proof.Faults.Count(fault => fault.Kind == LedgerFaultKind.BalanceDiffers));
        Assert.Single(proof.Faults, fault => fault.Kind == LedgerFaultKind.HeadDiffers);
    }

    private static Movement Bound(MovementKind kind, long amount) =>
        new() { Kind = kind, Pledge = new("p"), Round = "r", Need = new("n"), Measure = Measure.Vnd, Amount = amount, NeedVnd = amount };

    private static List<JournalEntry> Entries(ImmutableArray<Movement> movements, Func<int, ImmutableArray<Posting>, ImmutableArray<Posting>>? change) => Chained(
    [
        .. movements.Select((movement, i) => new JournalEntry
        {
            Sequence = i + 1,
            AtMicroseconds = i,
            Actor = "a",
            Action = "posted",
            Subject = "test:1",
            Key = "a/k" + i.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Postings = change is null ? movement.Postings(0) : change(i + 1, movement.Postings(0)),
            PreviousHash = "",
            Hash = "",
        }),
    ]);

    private static List<JournalEntry> Chained(List<JournalEntry> entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            entries[i] = (entries[i] with { PreviousHash = i == 0 ? JournalEntry.Genesis : entries[i - 1].Hash }).Sealed();
        }

        return entries;
    }

    private static LedgerProof Prove(ImmutableArray<Movement> movements, Func<int, ImmutableArray<Posting>, ImmutableArray<Posting>>? change = null) => Prove(Entries(movements, change));

    private static LedgerProof Prove(List<JournalEntry> entries)
    {
        var proof = new LedgerProof();
        entries.ForEach(proof.Add);
        return proof;
    }

    private static void Complains(LedgerProof proof, LedgerFaultKind kind, long sequence) =>
        Assert.True(proof.Faults.Any(fault => fault.Kind == kind && fault.Sequence == sequence), $"expected {kind} at {sequence}, found: {string.Join('\n', proof.Faults)}");
}
