using System.Collections.Immutable;
using Matching.Engine.Pledges;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Oracles.Model;
using Matching.Oracles.Policies;
using Matching.Samples;

namespace Matching.Oracles.Tests.Policies;

public sealed class HandPolicyTests
{
    private static readonly IHandPolicy[] All = [new RankList(), new GoalFactor(), new ProRataPerItem()];

    [Fact]
    public void Every_policy_keeps_eligibility_amounts_ceilings_and_whole_units()
    {
        foreach (var round in Enumerable.Range(0, 150).Select(seed => RandomRound.Create(seed, new RandomOptions { ProvinceCap = false, Pins = false })))
        {
            Assert.All(All, policy => AssertKept(round, policy));
        }
    }

    [Fact]
    public void The_rank_list_gives_the_first_line_all_and_the_last_nothing()
    {
        var report = CoverageReport.Of(TwoEqualLines, new RankList().Allocate(TwoEqualLines));

        Assert.Equal((0, 0.5, 1), (report.Tiers[0].Smallest, report.Tiers[0].Mean, report.Tiers[0].WithoutAnything));
        Assert.Equal(100, report.PlacedVnd);
    }

    [Fact]
    public void The_goal_factor_and_the_spreadsheet_divide_what_anyone_may_have()
    {
        Assert.All<IHandPolicy>([new GoalFactor(), new ProRataPerItem()], policy =>
            Assert.Equal(0.5, CoverageReport.Of(TwoEqualLines, policy.Allocate(TwoEqualLines)).Tiers[0].Smallest));
    }

    [Fact]
    public void Two_donors_pay_one_unit_together_and_what_makes_no_unit_goes_back()
    {
        var round = Tiny.Round([Tiny.Need("n1", Tiny.A, Tiny.Toilet, 2)], [Tiny.Money("g1", 60), Tiny.Money("g2", 90)]);

        Assert.All(All, policy => Assert.Equal([new Shipment(0, 0, 0, 60, 60), new Shipment(1, 0, 0, 40, 40)], policy.Allocate(round).ToArray()));
    }

    [Fact]
    public void A_line_that_no_pledge_may_serve_does_not_count_as_the_smallest()
    {
        var round = Tiny.Round(
            [Tiny.Need("n1", Tiny.A, Tiny.Blanket, 10), Tiny.Need("n2", Tiny.B, Tiny.Blanket, 10)], [Tiny.Money("g1", 50, Tiny.In(Tiny.A))]);

        var tier = Assert.Single(CoverageReport.Of(round, new RankList().Allocate(round)).Tiers);

        Assert.Equal((2, 1, 0.5, 0.25), (tier.Lines, tier.ReachableLines, tier.Smallest, tier.Mean));
    }

    private static Round TwoEqualLines => Tiny.Round(
        [Tiny.Need("n1", Tiny.A, Tiny.Blanket, 10), Tiny.Need("n2", Tiny.B, Tiny.Blanket, 10)], [Tiny.Money("g1", 100)]);

    private static void AssertKept(Round round, IHandPolicy policy)
    {
        var shipments = policy.Allocate(round);
        var model = PairModel.Of(round);
        var pairs = model.Pairs.ToDictionary(pair => (pair.Pledge, model.Lines[pair.Line].Need));
        var inCommune = new Dictionary<(int, int), long>();
        var inProvince = new Dictionary<(int, int), long>();
        foreach (var shipment in shipments)
        {
            var amount = shipment.Units + shipment.AmountVnd;
            var pair = Assert.Contains((shipment.Pledge, shipment.Need), (IDictionary<(int, int), ModelPair>)pairs);
            Assert.InRange(amount, 1, pair.Limit);
            var key = (shipment.Pledge, model.Lines[pair.Line].Commune);
            inCommune[key] = inCommune.GetValueOrDefault(key) + amount;
            var there = (shipment.Pledge, model.Lines[pair.Line].Province);
            inProvince[there] = inProvince.GetValueOrDefault(there) + amount;
        }

        Assert.All(inCommune, given => Assert.True(given.Value <= (model.Pledges[given.Key.Item1].MaxPerCommune ?? long.MaxValue)));
        Assert.All(inProvince, given => Assert.True(given.Value <= (model.Pledges[given.Key.Item1].MaxPerProvince ?? long.MaxValue)));
        Assert.All(shipments.GroupBy(s => s.Pledge), group => Assert.True(group.Sum(s => s.Units + s.AmountVnd) <= model.Pledges[group.Key].Available));
        foreach (var line in model.Lines)
        {
            var own = shipments.Where(s => s.Need == line.Need).ToImmutableArray();
            var money = own.Sum(s => s.AmountVnd);
            Assert.Equal(0, money % line.UnitCostVnd);
            Assert.True(own.Sum(s => s.Units) + (money / line.UnitCostVnd) <= line.Quantity);
        }
    }
}
