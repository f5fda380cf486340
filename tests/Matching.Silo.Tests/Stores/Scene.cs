using Matching.Engine.Allocation;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Samples;
using Matching.Silo.Desks;

namespace Matching.Silo.Tests.Stores;

/// <summary>The tiny round as people enter it: an officer reports, a planner plans, a second one approves.</summary>
internal sealed class Scene(IMatchingHost host)
{
    public const string Officer = "officer";
    public const string Planner = "planner";
    public const string Approver = "approver";
    public const string First = "r1";

    private int _keys;

    public IMatchingHost Host => host;

    public Intent By(string actor) => new(actor, "k" + Interlocked.Increment(ref _keys).ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static async Task<Receipt> Done(Task<Answer> answer)
    {
        var said = await answer;
        Assert.True(said.Refusal is null, said.Refusal?.ToString());
        return said.Receipt!;
    }

    public async Task EnterAsync(Round? round = null, bool received = true)
    {
        round ??= Tiny.TwoCommunes();
        await Done(host.Catalogue.RegisterAsync(By(Planner), round.Communes, round.Items));
        foreach (var line in round.Needs)
        {
            var item = round.Items.First(item => item.Id == line.Item);
            await Done(host.Needs.DoAsync(By(Officer), line.Commune, new NeedCommand.Report(line, line.OwnUnitCost ?? item.UnitCost, 2026)));
            await Done(host.Needs.DoAsync(By(Planner), line.Commune, new NeedCommand.Verify(line.Id)));
        }

        foreach (var pledge in round.Pledges)
        {
            await Done(host.Pledges.DoAsync(By("donor"), pledge.Id, new PledgeCommand.Offer(pledge)));
            await Done(host.Pledges.DoAsync(By(Planner), pledge.Id, new PledgeCommand.Accept()));
            if (received)
            {
                await Done(host.Pledges.DoAsync(By(Planner), pledge.Id, new PledgeCommand.Receive(pledge.Amount, "v1")));
            }
        }
    }

    public Task<Receipt> CreateAsync(string id = First) =>
        Done(host.Rounds.DoAsync(By(Planner), id, new RoundCommand.Create(id, "Đợt thử", new DateOnly(2026, 11, 22), new RoundPolicy(), CountOnlyReceived: false)));

    public async Task<Plan> SolveAsync(string id = First, string planId = "a")
    {
        await Done(host.Rounds.FreezeAsync(By(Planner), id));
        return await AddPlanAsync(id, planId);
    }

    public async Task<Plan> AddPlanAsync(string id = First, string planId = "a")
    {
        var record = await host.Rounds.FindAsync(id);
        var snapshot = await host.Rounds.SnapshotAsync(record!.SnapshotSha256!);
        var result = new LeximinAllocator().Solve(snapshot!.Round, new SolveOptions(), TimeProvider.System, CancellationToken.None);
        await Done(host.Rounds.AddPlanAsync(By(Planner), id, planId, result.Plan!, Fairness.Leximin, complete: true, "test"));
        return result.Plan!;
    }

    public async Task ProposeAsync(string id = First, string planId = "a") =>
        await Done(host.Rounds.DoAsync(By(Planner), id, new RoundCommand.Propose(planId)));

    public Task<Answer> ApproveAsync(string id = First, string by = Approver) => host.Rounds.ApproveAsync(By(by), id);

    public Task<Answer> PublishAsync(string id = First) => host.Rounds.PublishAsync(By(Planner), id);

    /// <summary>From the draft to the published round.</summary>
    public async Task PublishedAsync(string id = First)
    {
        await CreateAsync(id);
        await SolveAsync(id);
        await ProposeAsync(id);
        await Done(ApproveAsync(id));
        await Done(PublishAsync(id));
    }

    public async Task<PledgeBalances> BalancesAsync(PledgeId pledge) => (await host.Pledges.FindAsync(pledge))!.Balances;
}
