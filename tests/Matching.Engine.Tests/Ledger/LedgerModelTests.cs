using System.Collections.Immutable;
using System.Globalization;
using Matching.Engine.Ledger;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;

namespace Matching.Engine.Tests.Ledger;

/// <summary>A ledger in memory that books what its guard lets through; random sequences by seed, held against a plain model.</summary>
public sealed class LedgerModelTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory, MemberData(nameof(Seeds))]
    public void Any_sequence_of_movements_that_the_guard_lets_through_keeps_every_invariant(int seed)
    {
        var random = new Random(seed);
        var ledger = new GuardedLedger();
        for (var step = 0; step < 400; step++)
        {
            ledger.TryPost(RandomMovement(random));
        }

        var proof = ledger.Prove();

        Assert.True(proof.FaultCount == 0, $"seed={seed}: {string.Join('\n', proof.Faults.Take(3))}");
        Assert.True(ledger.Entries.Count > 50, $"seed={seed}: only {ledger.Entries.Count} movements were let through");
        Assert.Equal(ledger.Balances.Where(balance => balance.Value != 0).OrderBy(balance => balance.Key, StringComparer.Ordinal),
            proof.Balances.Where(balance => balance.Value != 0).OrderBy(balance => balance.Key, StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_random_change_of_one_figure_never_goes_unnoticed(int seed)
    {
        var random = new Random(seed);
        var ledger = new GuardedLedger();
        for (var step = 0; step < 60; step++)
        {
            ledger.TryPost(RandomMovement(random));
        }

        var entries = ledger.Entries.ToArray();
        var at = random.Next(entries.Length);
        var postings = entries[at].Postings;
        var which = random.Next(postings.Length);
        entries[at] = entries[at] with { Postings = postings.SetItem(which, postings[which] with { Amount = postings[which].Amount + random.Next(1, 5) }) };

        var proof = new LedgerProof();
        Array.ForEach(entries, proof.Add);

        Assert.Contains(proof.Faults, fault => fault.Kind == LedgerFaultKind.BrokenHash && fault.Sequence == at + 1);
        Assert.Contains(proof.Faults, fault => fault.Kind is LedgerFaultKind.Unbalanced && fault.Sequence == at + 1);
    }

    [Theory, MemberData(nameof(KindNames))]
    public void Every_kind_of_movement_posts_what_its_rule_says_and_nothing_else_fits(string name)
    {
        var kind = Enum.Parse<MovementKind>(name);
        var postings = Whole(kind).Postings(0);

        Assert.True(MovementRules.Fit(postings.AsSpan()));
        Assert.All(postings.GroupBy(posting => posting.Account.Measure), measure => Assert.Equal(0, measure.Sum(posting => posting.Amount)));
        for (var i = 0; i < postings.Length; i++)
        {
            Assert.False(MovementRules.Fit(postings.RemoveAt(i).AsSpan()));
            Assert.False(MovementRules.Fit(postings.SetItem(i, postings[i] with { Account = Other(postings[i].Account) }).AsSpan()));
        }
    }

    public static TheoryData<string> KindNames => [.. MovementRules.Kinds.Select(kind => kind.ToString())];

    [Fact]
    public void Every_kind_of_movement_has_a_rule()
    {
        Assert.Equal(Enum.GetValues<MovementKind>(), MovementRules.Kinds);
    }

    [Theory]
    [InlineData("P1", null, null, "2|P1|||VND")]
    [InlineData("a|b%c", null, null, "2|a%7Cb%25c|||VND")]
    public void An_account_is_read_back_from_its_key(string pledge, string? round, string? need, string key)
    {
        var account = Account.Of(AccountKind.Available, new PledgeId(pledge), round, need is null ? null : new NeedId(need), Measure.Vnd);

        Assert.Equal(key, account.Key);
        Assert.Equal(account, Account.Parse(key));
    }

    [Theory]
    [InlineData("2|P1|r||VND")]
    [InlineData("2||||VND")]
    [InlineData("99|P1|||VND")]
    [InlineData("2|P1|||dollars")]
    [InlineData("31|||n|VND")]
    [InlineData("mine")]
    public void What_is_no_account_is_refused(string key)
    {
        Assert.Throws<FormatException>(() => Account.Parse(key));
    }

    /// <summary>The form is documented in docs/ledger.md: whoever checks a chain with a program of their own relies on it.</summary>
    [Fact]
    public void The_hash_of_a_known_entry_stays_what_it_is()
    {
        var entry = new JournalEntry
        {
            Sequence = 1,
            AtMicroseconds = 1_795_305_600_000_000,
            Actor = "an",
            Action = "pledge_accepted",
            Subject = "pledge:P1",
            Details = "{}",
            Key = "an/k1",
            Postings = Movement.OfPledge(MovementKind.Promise, new("P1"), Measure.Vnd, 5_000).Postings(0),
            PreviousHash = JournalEntry.Genesis,
            Hash = "",
        };

        Assert.Equal("2b90632c67d5c67402d1c5958f1e5bd355bd5341735a85abad411922890da8b4", CanonicalForm.HashOf(entry));
        Assert.NotEqual(CanonicalForm.HashOf(entry), CanonicalForm.HashOf(entry with { Reason = "" })); // no text and empty text differ
        Assert.NotEqual(CanonicalForm.HashOf(entry with { Actor = "ab", Action = "c" }), CanonicalForm.HashOf(entry with { Actor = "a", Action = "bc" }));
    }

    private static Account Other(Account account) =>
        Account.Of(account.Kind == AccountKind.Available ? AccountKind.Returned : AccountKind.Available, new("other"), null, null, account.Measure == Measure.Need ? Measure.Vnd : account.Measure);

    private static Movement Whole(MovementKind kind) => new() { Kind = kind, Pledge = new("p"), Round = "r", Need = new("n"), Measure = Measure.Vnd, Amount = 5, NeedVnd = 7 };

    private static Movement RandomMovement(Random random)
    {
        var kinds = Enum.GetValues<MovementKind>();
        var pledge = random.Next(4);
        var amount = random.Next(1, 60);
        return new()
        {
            // Promises and needs often enough that the others find something to move.
            Kind = random.Next(4) == 0 ? (random.Next(2) == 0 ? MovementKind.Promise : MovementKind.Ask) : kinds[random.Next(kinds.Length)],
            Pledge = new("p" + pledge.ToString(CultureInfo.InvariantCulture)),
            Round = "r" + random.Next(2).ToString(CultureInfo.InvariantCulture),
            Need = new("n" + random.Next(3).ToString(CultureInfo.InvariantCulture)),
            Measure = pledge == 0 ? Measure.Goods(new("coat")) : Measure.Vnd,
            Amount = amount,
            NeedVnd = pledge == 0 ? amount * 3 : amount,
        };
    }

    /// <summary>The plain model: a dictionary, a rule that nothing passes zero, and that nothing is sent that was not received.</summary>
    private sealed class GuardedLedger
    {
        public Dictionary<string, long> Balances { get; } = new(StringComparer.Ordinal);

        public List<JournalEntry> Entries { get; } = [];

        public void TryPost(Movement movement)
        {
            var postings = movement.Postings(0);
            var next = new Dictionary<string, long>(Balances, StringComparer.Ordinal);
            foreach (var posting in postings)
            {
                next[posting.Account.Key] = next.GetValueOrDefault(posting.Account.Key) + posting.Amount;
            }

            if (postings.Any(posting => posting.Account.Kind.IsSource() ? next[posting.Account.Key] > 0 : next[posting.Account.Key] < 0)
                || (movement.Kind is MovementKind.Dispatch or MovementKind.Return && Sent(next, movement.Pledge!.Value) > Of(next, AccountKind.Received, movement.Pledge!.Value)))
            {
                return;
            }

            foreach (var (key, amount) in next)
            {
                Balances[key] = amount;
            }

            Entries.Add(new JournalEntry
            {
                Sequence = Entries.Count + 1,
                AtMicroseconds = Entries.Count,
                Actor = "model",
                Action = "posted",
                Subject = "test:1",
                Postings = postings,
                PreviousHash = Entries.Count == 0 ? JournalEntry.Genesis : Entries[^1].Hash,
                Hash = "",
            }.Sealed());
        }

        public LedgerProof Prove()
        {
            var proof = new LedgerProof();
            Entries.ForEach(proof.Add);
            proof.Close(Balances, Entries.Count, Entries[^1].Hash);
            return proof;
        }

        private static long Sent(Dictionary<string, long> balances, PledgeId pledge) =>
            Of(balances, AccountKind.Dispatched, pledge) + Of(balances, AccountKind.Delivered, pledge) + Of(balances, AccountKind.Confirmed, pledge) + Of(balances, AccountKind.Lost, pledge);

        private static long Of(Dictionary<string, long> balances, AccountKind kind, PledgeId pledge) => balances
            .Select(balance => (Account: Account.Parse(balance.Key), balance.Value))
            .Where(balance => balance.Account.Kind == kind && balance.Account.Pledge == pledge.Value).Sum(balance => balance.Value);
    }
}
