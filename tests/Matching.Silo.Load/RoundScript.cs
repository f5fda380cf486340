using System.Globalization;
using Matching.Engine.Allocation;
using Matching.Engine.Deliveries;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Silo.Desks;
using Matching.Silo.Embedded;
using Matching.Silo.Store;

namespace Matching.Silo.Load;

/// <summary>The whole life of one small round, step by step under fixed keys, so that a second run goes on where the first one ended.</summary>
public static class RoundScript
{
    private const int Units = 10;

    private static readonly Item Coat = new() { Id = new("script-coat"), NameVi = "Áo ấm", Category = "warm", Unit = "cái", UnitCost = new Vnd(200_000), Kind = ItemKind.Consumable };

    private static readonly Commune Place = new() { Id = new("S1"), Name = "Xã Một", Province = new("11"), ProvinceName = "Điện Biên" };

    /// <summary>The steps in which a crash would hurt, in order.</summary>
    public static IReadOnlyList<string> Steps { get; } = ["create", "freeze", "add-plan", "propose", "approve", "publish", "dispatch", "deliver", "confirm", "close"];

    /// <summary>The moments of each step's transaction.</summary>
    public static IReadOnlyList<string> Moments { get; } = Enum.GetNames<WriterMoment>();

    /// <summary>Entries that one round adds to the ledger, without the catalogue.</summary>
    public static int Entries => 5 + Steps.Count;

    /// <summary>Does round <paramref name="number"/> to its end and prints <c>ack STEP SEQUENCE</c> after each step; kills the process at that moment of that step, if one is stated.</summary>
    public static async Task RunAsync(string database, int number, string? step, string? moment)
    {
        await using var host = EmbeddedHost.Open(database, TimeProvider.System);
        foreach (var (name, wish) in Wishes(host, number))
        {
            if (name == step)
            {
                host.Writer.At = reached =>
                {
                    if (reached.ToString() == moment)
                    {
                        using var self = System.Diagnostics.Process.GetCurrentProcess();
                        self.Kill();
                        Thread.Sleep(Timeout.Infinite);
                    }
                };
            }

            var answer = await wish();
            await Console.Out.WriteLineAsync(answer.Receipt is { } receipt ? string.Create(CultureInfo.InvariantCulture, $"ack {name} {receipt.Sequence}") : $"no {name} {answer.Refusal}");
            await Console.Out.FlushAsync();
            if (answer.Receipt is null)
            {
                return;
            }
        }
    }

    private static IEnumerable<(string Name, Func<Task<Answer>> Wish)> Wishes(EmbeddedHost host, int number)
    {
        var id = number.ToString(CultureInfo.InvariantCulture);
        var (round, pledge, need) = ("script-" + id, new PledgeId("script-" + id), new NeedId("script-" + id));
        var amount = Units * Coat.UnitCost.Dong;
        var line = new NeedLine { Id = need, Commune = Place.Id, Item = Coat.Id, Site = id, Quantity = Units, Urgency = Urgency.Normal };
        var offer = new Pledge { Id = pledge, Donor = new("script-donor"), Kind = PledgeKind.Money, Amount = amount };
        Intent By(string actor, string step) => new(actor, round + "-" + step);

        yield return ("catalogue", () => host.Catalogue.RegisterAsync(new("planner", "script-catalogue"), [Place], [Coat]));
        yield return ("report", () => host.Needs.DoAsync(By("officer", "report"), Place.Id, new NeedCommand.Report(line, Coat.UnitCost, 2026)));
        yield return ("verify", () => host.Needs.DoAsync(By("planner", "verify"), Place.Id, new NeedCommand.Verify(need)));
        yield return ("offer", () => host.Pledges.DoAsync(By("donor", "offer"), pledge, new PledgeCommand.Offer(offer)));
        yield return ("accept", () => host.Pledges.DoAsync(By("planner", "accept"), pledge, new PledgeCommand.Accept()));
        yield return ("receive", () => host.Pledges.DoAsync(By("planner", "receive"), pledge, new PledgeCommand.Receive(amount, "v")));
        yield return ("create", () => host.Rounds.DoAsync(By("planner", "create"), round, new RoundCommand.Create(round, round, new DateOnly(2026, 11, 22), new RoundPolicy(), CountOnlyReceived: false)));
        yield return ("freeze", () => host.Rounds.FreezeAsync(By("planner", "freeze"), round));
        yield return ("add-plan", async () =>
        {
            var record = await host.Rounds.FindAsync(round);
            var snapshot = await host.Rounds.SnapshotAsync(record!.SnapshotSha256!);
            var result = new LeximinAllocator().Solve(snapshot!.Round, new SolveOptions(), TimeProvider.System, CancellationToken.None);
            return await host.Rounds.AddPlanAsync(By("planner", "add-plan"), round, "a", result.Plan!, Fairness.Leximin, complete: true, "script");
        });
        yield return ("propose", () => host.Rounds.DoAsync(By("planner", "propose"), round, new RoundCommand.Propose("a")));
        yield return ("approve", () => host.Rounds.ApproveAsync(By("approver", "approve"), round));
        yield return ("publish", () => host.Rounds.PublishAsync(By("planner", "publish"), round));
        yield return ("dispatch", () => host.Deliveries.DoAsync(By("planner", "dispatch"), round, pledge, need, new DeliveryCommand.Dispatch(amount)));
        yield return ("deliver", () => host.Deliveries.DoAsync(By("planner", "deliver"), round, pledge, need, new DeliveryCommand.Deliver(amount)));
        yield return ("confirm", () => host.Deliveries.DoAsync(By("officer", "confirm"), round, pledge, need, new DeliveryCommand.Confirm(amount, 0, null)));
        yield return ("close", () => host.Rounds.CloseAsync(By("planner", "close"), round));
    }
}
