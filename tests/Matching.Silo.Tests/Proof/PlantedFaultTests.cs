using Matching.Engine.Ledger;
using Matching.Samples;
using Matching.Silo.Embedded;
using Matching.Silo.Store;
using Matching.Silo.Tests.Stores;

namespace Matching.Silo.Tests.Proof;

/// <summary>Somebody with the database in hand changes one thing, past triggers and constraints: the proof names it.</summary>
public sealed class PlantedFaultTests
{
    private const string Donor = "1|for-a|||VND";
    private const string Committed = "4|for-a||a-warm|VND";

    /// <summary>Name, statement, complaint, and what it is about.</summary>
    private static readonly (string Name, string Sql, LedgerFaultKind Kind, string? About)[] Plants =
    [
        ("an entry retold", "UPDATE journal SET actor = 'thief' WHERE sequence = 5", LedgerFaultKind.BrokenHash, null),
        ("a reason slipped in", "UPDATE journal SET reason = 'x' WHERE sequence = 5", LedgerFaultKind.BrokenHash, null),
        ("an entry dated back", "UPDATE journal SET at_microseconds = at_microseconds - 1 WHERE sequence = 5", LedgerFaultKind.BrokenHash, null),
        ("a hash made to fit", "UPDATE journal SET hash = 'ab' WHERE sequence = 5", LedgerFaultKind.BrokenLink, null),
        ("an entry gone", "DELETE FROM journal WHERE sequence = 5", LedgerFaultKind.Gap, null),
        ("the last entries cut off", "DELETE FROM journal WHERE sequence = (SELECT MAX(sequence) FROM journal)", LedgerFaultKind.HeadDiffers, "head"),
        ("a posting raised", "UPDATE postings SET amount = amount + 1 WHERE number = 1 AND account LIKE '2|for-a|%' AND kind = 1", LedgerFaultKind.Unbalanced, "VND"),
        ("a posting gone", "DELETE FROM postings WHERE account = '" + Committed + "'", LedgerFaultKind.ForeignAccount, null),
        ("a posting moved to another pledge", "UPDATE postings SET account = '4|for-warm-sets||a-warm|VND' WHERE account = '" + Committed + "'", LedgerFaultKind.ForeignAccount, null),
        ("a movement renamed", "UPDATE postings SET kind = 10 WHERE kind = 8", LedgerFaultKind.ForeignAccount, null),
        ("both sides of a movement raised", "UPDATE postings SET amount = amount * 100 WHERE kind = 6", LedgerFaultKind.BelowZero, null),
        ("an account that is none", "UPDATE postings SET account = 'mine' WHERE account = '" + Committed + "'", LedgerFaultKind.ForeignAccount, "mine"),
        ("a posting of nothing", "UPDATE postings SET amount = 0 WHERE account = '" + Committed + "'", LedgerFaultKind.OutOfRange, null),
        ("a balance changed", "UPDATE balances SET amount = amount + 1 WHERE account = '" + Donor + "'", LedgerFaultKind.BalanceDiffers, Donor),
        ("a balance gone", "DELETE FROM balances WHERE account = '" + Donor + "'", LedgerFaultKind.BalanceDiffers, Donor),
        ("a balance out of nothing", "INSERT INTO balances (account, kind, pledge, round, need, measure, amount) VALUES ('2|ghost|||VND', 2, 'ghost', NULL, NULL, 'VND', 5)", LedgerFaultKind.BalanceDiffers, "ghost"),
        ("a balance under another pledge's name", "UPDATE balances SET pledge = 'for-warm-sets' WHERE account = '" + Donor + "'", LedgerFaultKind.BalanceDiffers, Donor),
        ("the head turned back", "UPDATE chain_head SET sequence = sequence - 1", LedgerFaultKind.HeadDiffers, "head"),
        ("an answer for nothing", "INSERT INTO intents VALUES ('thief', 'k', '00', '{}', 3, 0)", LedgerFaultKind.AnswerWithoutEntry, "thief/k"),
        ("a pledge raised past the ledger", "UPDATE pledges SET document = REPLACE(document, '5600000', '9600000') WHERE id = 'for-a'", LedgerFaultKind.PledgeStateDiffers, "for-a"),
        ("a pledge gone", "DELETE FROM pledges WHERE id = 'for-a'", LedgerFaultKind.PledgeStateDiffers, "for-a"),
        ("a line lowered past the ledger", "UPDATE needs SET document = REPLACE(document, '\"quantity\":20', '\"quantity\":2') WHERE id = 'a-lunch'", LedgerFaultKind.LineStateDiffers, "a-lunch"),
        ("a line gone", "DELETE FROM needs WHERE id = 'a-lunch'", LedgerFaultKind.LineStateDiffers, "a-lunch"),
        ("a round taken back", "UPDATE rounds SET document = REPLACE(document, 'published\"', 'approved\"')", LedgerFaultKind.CommittedWithoutApproval, "r1"),
        ("another approver", "UPDATE rounds SET document = REPLACE(document, '\"approver\"', '\"boss\"')", LedgerFaultKind.CommittedWithoutApproval, "r1"),
        ("an allocation changed", "UPDATE allocations SET amount = amount + 1 WHERE need = 'a-warm'", LedgerFaultKind.PlanDiffers, "for-a|a-warm"),
        ("an allocation gone", "DELETE FROM allocations WHERE need = 'a-warm'", LedgerFaultKind.PlanDiffers, "for-a|a-warm"),
        ("a snapshot gone", "DELETE FROM documents WHERE kind = 'snapshot'", LedgerFaultKind.DocumentChanged, null),
    ];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (name, _, _, _) in Plants)
            {
                data.Add("sqlite", name);
            }

            // The statements are the same; a handful on the other database shows that the proof reads it alike.
            if (PgServer.WhyNot is null)
            {
                foreach (var (name, _, _, _) in Plants.Where((_, i) => i % 6 == 0))
                {
                    data.Add("postgres", name);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task A_planted_fault_is_named(string kind, string name)
    {
        var (_, sql, fault, about) = Plants.Single(plant => plant.Name == name);
        using var store = await TestStore.PublishedAsync(kind);
        store.Sound();
        store.Tamper(sql);

        TestStore.Complains(store.Prove(), fault, about);
    }

    [Fact]
    public async Task A_plan_that_was_changed_together_with_its_hash_is_noticed()
    {
        using var store = await TestStore.PublishedAsync("sqlite");
        store.Tamper("UPDATE documents SET content = CAST(REPLACE(CAST(content AS TEXT), '3500000', '3000000') AS BLOB) WHERE kind = 'plan'");
        TestStore.Complains(store.Prove(), LedgerFaultKind.DocumentChanged);
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_refused_and_left_alone()
    {
        using var store = await TestStore.PublishedAsync("sqlite");
        store.Tamper("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29991231000000_Later', '99.0')");

        Assert.Contains("29991231000000_Later", Assert.Throws<StoreRefusedException>(() => EmbeddedHost.Open(store.Database, TimeProvider.System)).Message, StringComparison.Ordinal);
        Assert.Throws<StoreRefusedException>(() => store.Prove());
    }

    [Fact]
    public async Task A_file_in_use_is_refused_to_a_second_writer_and_open_to_readers()
    {
        using var store = new TestStore("sqlite");
        await using var host = store.Open();
        await new Scene(host).EnterAsync(Tiny.TwoCommunes());

        Assert.Throws<StoreRefusedException>(() => EmbeddedHost.Open(store.Database, TimeProvider.System));
        store.Sound();
    }
}
