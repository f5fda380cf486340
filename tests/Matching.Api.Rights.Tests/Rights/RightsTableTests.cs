using System.Text;
using Matching.Api.Rights;

namespace Matching.Api.Rights.Tests.Rights;

public sealed class RightsTableTests
{
    private static readonly RightsTable Table = RightsTable.Own;

    // The words that endpoints use.
    private const string Used =
        "commune.read item.read catalogue.register need.read need.report need.verify need.amend need.close need.renew need.readiness aid.register pledge.read pledge.offer pledge.accept "
        + "pledge.receive pledge.amend pledge.withdraw pledge.return pledge.way pledge.check round.read round.create round.edit round.pin round.freeze round.solve round.propose "
        + "round.approve round.publish round.close round.void plan.read plan.explain plan.export delivery.read delivery.dispatch delivery.deliver delivery.confirm delivery.release "
        + "ledger.read ledger.verify audit.read report.read sample.load";

    [Fact]
    public void Every_operation_of_the_service_is_in_the_table() => Assert.All(Used.Split(' '), name => Assert.NotNull(Table.Find(name)));

    [Fact]
    public void An_auditor_reads_everything_and_changes_nothing()
    {
        var auditor = Table.Operations.Where(operation => operation.Rights.ContainsKey("auditor")).ToArray();
        Assert.All(auditor, operation => Assert.True(operation.Kind is OperationKind.Read or OperationKind.Own, operation.Name));
        Assert.All(Table.Operations.Where(operation => operation.Name.EndsWith(".read", StringComparison.Ordinal)), operation => Assert.Contains("auditor", operation.Rights.Keys));
    }

    [Fact]
    public void An_administrator_allocates_nothing_and_sees_no_donor()
    {
        foreach (var operation in Table.Operations.Where(operation => operation.Rights.ContainsKey("administrator")))
        {
            Assert.False(operation.Kind is OperationKind.Allocate or OperationKind.Change, operation.Name);
            Assert.False(operation.Name.StartsWith("pledge.", StringComparison.Ordinal), operation.Name);
        }
    }

    [Fact]
    public void Only_administrators_change_accounts_and_keys() => Assert.All(
        Table.Operations.Where(operation => operation.Kind is OperationKind.Settings), operation => Assert.Equal(["administrator"], operation.Rights.Keys));

    [Fact]
    public void Support_sees_no_personal_data_and_changes_nothing()
    {
        var support = Table.Operations.Where(operation => operation.Rights.ContainsKey("support")).ToArray();
        Assert.NotEmpty(support);
        Assert.All(support, operation => Assert.True(!operation.Personal && operation.Kind is OperationKind.Read or OperationKind.Own, operation.Name));
    }

    [Fact]
    public void Only_an_approver_approves_and_an_approver_proposes_nothing()
    {
        Assert.Equal(["approver"], Table.Find("round.approve")!.Rights.Keys);
        Assert.DoesNotContain("approver", Table.Find("round.propose")!.Rights.Keys);
    }

    [Fact]
    public void Who_plans_approves_or_administers_needs_a_second_factor() => Assert.All(
        (string[])["province-planner", "national-planner", "approver", "administrator"], name => Assert.True(Table.Role(name)!.SecondFactor, name));

    [Fact]
    public void No_machine_approves_or_administers() => Assert.All((string[])["approver", "administrator", "support"], name => Assert.False(Table.Role(name)!.Key, name));

    [Fact]
    public void Donors_and_officers_reach_no_further_than_their_own_records()
    {
        foreach (var operation in Table.Operations.Where(operation => operation.Kind is OperationKind.Change || operation.Personal))
        {
            Assert.All(operation.Rights.Where(right => right.Key.StartsWith("donor", StringComparison.Ordinal)), right => Assert.Equal(Reach.Donor, right.Value));
            Assert.All(operation.Rights.Where(right => right.Key == "commune-officer"), right => Assert.Equal(Reach.Commune, right.Value));
        }
    }

    [Fact]
    public void A_right_for_a_role_that_is_none_is_refused()
    {
        const string json = """{ "anonymous": [], "roles": [], "operations": [{ "name": "a", "vi": "a", "en": "a", "kind": "read", "rights": { "ghost": "all" } }] }""";
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(json));
        Assert.Contains("ghost", Assert.Throws<InvalidDataException>(() => RightsTable.Parse(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_says_what_the_table_says()
    {
        var path = Path.Combine(Root(), "docs", "rights.md");
        var page = RightsPage.Of(Table);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.True(File.ReadAllText(path) == page, "docs/rights.md is stale: run the tests with UPDATE_GOLDEN=1 and read the difference.");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Matching.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}
