using Matching.Engine.Deliveries;
using Matching.Engine.Pledges;
using Matching.Samples;
using Matching.Silo.Donors;
using Matching.Silo.Embedded;
using Matching.Silo.Tests.Stores;
using static Matching.Silo.Tests.Stores.Scene;

namespace Matching.Silo.Tests.Contract;

/// <summary>Whatever happens to what a pledge gave, its statement tells it from the journal, to the đồng.</summary>
public sealed class StatementTests
{
    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var kind in TestStore.Kinds)
            {
                foreach (var seed in Enumerable.Range(1, kind == "sqlite" ? 6 : 2))
                {
                    cases.Add(kind, seed);
                }
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task The_sums_of_every_statement_are_those_of_the_ledger(string kind, int seed)
    {
        var random = new Random(seed);
        using var store = await TestStore.PublishedAsync(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        await ManyThingsAsync(host, random);

        foreach (var pledge in Tiny.TwoCommunes().Pledges)
        {
            var told = (await host.ReadAsync((db, token) => StatementReader.ReadAsync(db, pledge.Id, token)))!;
            var stand = await scene.BalancesAsync(pledge.Id);
            Assert.Equal(stand, told.Balances);
            Assert.Equal(
                (stand.Promised, stand.Received, stand.Withdrawn, stand.Expired, stand.Returned),
                (told.Sum(StatementStep.Promised), told.Sum(StatementStep.Received) - told.Sum(StatementStep.Returned), told.Sum(StatementStep.Withdrawn), told.Sum(StatementStep.Expired), told.Sum(StatementStep.Returned)));
            Assert.Equal(
                (stand.Committed, stand.Dispatched, stand.Delivered, stand.Confirmed, stand.Lost),
                (told.Commitments.Sum(part => part.Stand.Committed), told.Commitments.Sum(part => part.Stand.Dispatched), told.Commitments.Sum(part => part.Stand.Delivered),
                    told.Commitments.Sum(part => part.Stand.Confirmed), told.Commitments.Sum(part => part.Stand.Lost)));
            Assert.Equal(stand.Promised, stand.Available + told.Commitments.Sum(part => part.Amount - part.Back) + stand.Withdrawn + stand.Returned);
            Assert.All(told.Commitments, part => Assert.Equal(part.Amount, part.Back + part.Stand.Committed + part.Stand.Dispatched + part.Stand.Delivered + part.Stand.Confirmed + part.Stand.Lost));
        }

        store.Sound();
    }

    [Fact]
    public async Task A_statement_names_commune_item_days_and_what_was_missing()
    {
        using var store = await TestStore.PublishedAsync("sqlite");
        await using var host = store.Open();
        var by = new Scene(host);
        foreach (var command in new DeliveryCommand[] { new DeliveryCommand.Dispatch(1_500_000), new DeliveryCommand.Deliver(1_500_000), new DeliveryCommand.Confirm(1_000_000, 500_000, "một bộ bị ướt") })
        {
            await Done(host.Deliveries.DoAsync(new(Officer, "s" + command.GetType().Name), First, Tiny.MoneyForWarmSets, Tiny.WarmSetsForB, command));
        }

        var told = (await host.ReadAsync((db, token) => StatementReader.ReadAsync(db, Tiny.MoneyForWarmSets, token)))!;

        var part = Assert.Single(told.Commitments);
        Assert.Equal(("B", "warm_set", 3, 1_500_000), (part.Commune.Id.Code, part.Item.Id.Code, part.Units, part.Amount));
        Assert.Equal(
            [(StatementStep.Committed, 1_500_000L), (StatementStep.Dispatched, 1_500_000L), (StatementStep.Delivered, 1_500_000L), (StatementStep.Confirmed, 1_000_000L), (StatementStep.Missing, 500_000L)],
            part.Events.Select(one => (one.Step, one.Amount)).ToList());
        Assert.Equal("một bộ bị ướt", part.Events[^1].Note);
        Assert.Equal("v1", told.Events.Single(one => one.Step == StatementStep.Received).Note);
        Assert.NotNull(part.Last(StatementStep.Confirmed));
        Assert.Equal(1_500_000, (await by.BalancesAsync(Tiny.MoneyForWarmSets)).Promised);
    }

    /// <summary>Sixty random steps; some of them are refused, which moves nothing.</summary>
    private static async Task ManyThingsAsync(EmbeddedHost host, Random random)
    {
        var outcome = await host.Rounds.OutcomeAsync(First);
        for (var i = 0; i < 60; i++)
        {
            var intent = new Silo.Desks.Intent(Planner, FormattableString.Invariant($"many-{i}"));
            var part = outcome[random.Next(outcome.Count)].Allocation;
            var amount = 1 + random.NextInt64(part.Amount);
            switch (random.Next(8))
            {
                case 0 or 1:
                    await Do(new DeliveryCommand.Dispatch(amount));
                    break;
                case 2:
                    await Do(new DeliveryCommand.Deliver(amount));
                    break;
                case 3:
                    await Do(new DeliveryCommand.Confirm(amount / 2, amount - (amount / 2), "thiếu"));
                    break;
                case 4:
                    await Do(new DeliveryCommand.Lose(amount, "lũ"));
                    break;
                case 5:
                    await Do(new DeliveryCommand.TakeBack(amount, "đường tắc"));
                    break;
                case 6:
                    await Do(new DeliveryCommand.Release(amount, "đổi ý"));
                    break;
                default:
                    await host.Pledges.DoAsync(intent, part.Pledge, new PledgeCommand.Return(amount, "hoàn lại"));
                    break;
            }

            Task<Silo.Desks.Answer> Do(DeliveryCommand command) => host.Deliveries.DoAsync(intent, First, part.Pledge, part.Need, command);
        }
    }
}
