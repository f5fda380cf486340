using Matching.Engine.Entry;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Engine.Tests.Allocation;
using Matching.Samples;

namespace Matching.Engine.Tests.Entry;

public sealed class PriceListTests
{
    private static PriceReport Prices(Round round, int threads = 1) => PriceList.Of(round, out _, threads: threads)!;

    [Fact]
    public void A_condition_costs_what_the_fair_shares_gain_without_it()
    {
        var round = Tiny.TwoCommunes() with
        {
            Pledges = [Tiny.Money("m", 5_600_000, new() { Communes = [Tiny.A] }), Tiny.Money("w", 1_500_000, new() { Items = [Tiny.WarmSet.Id] })],
        };

        var price = Prices(round).Prices.Single(p => p.Condition == "communes");

        // 7,100,000 for 13,000,000 without the condition; with it, A has 70 % of 8,000,000 and B 30 % of 5,000,000.
        var of = Assert.Single(price.Classes);
        Assert.Equal((Vnd.Zero, new Ratio(3, 10), new Ratio(71, 130)), (price.Gain, of.SmallestBefore, of.SmallestAfter));
    }

    [Fact]
    public void A_pledge_adds_what_the_round_would_lose_without_it()
    {
        var price = Prices(Tiny.TwoCommunes()).Prices.Single(p => p.Pledge.Id == Tiny.MoneyForA && p.Condition.Length == 0);

        var of = Assert.Single(price.Classes);
        Assert.Equal((new Vnd(5_600_000), new Ratio(2, 5)), (price.Gain, of.SmallestAfter));
        Assert.Equal(Ratio.Zero, of.SmallestBefore);
        Assert.Equal(EntryMethod.Incremental, price.Method);
    }

    [Fact]
    public void A_condition_that_only_whole_plans_keep_costs_the_fair_shares_nothing()
    {
        var round = Tiny.TwoCommunes() with { Pledges = [Tiny.Money("m", 5_600_000, new() { MinPerCommune = 1_000_000, MaxCommunes = 1, AllOrNothing = true })] };

        Assert.All(Prices(round).Prices.Where(p => p.Condition.Length > 0), p => Assert.Empty(p.Classes));
    }

    [Fact]
    public void The_next_million_lifts_a_bottleneck_by_its_part_of_what_is_asked_for_there()
    {
        var value = Prices(Tiny.TwoCommunes()).Bottlenecks[0];

        Assert.Equal((new Ratio(2, 5), new Vnd(5_000_000), new Ratio(3, 5)), (value.Bottleneck.Coverage, value.Asked, value.AfterMillion));
    }

    [Fact]
    public void Money_lifts_nobody_at_a_province_cap()
    {
        var round = Tiny.TwoCommunes() with { Policy = new RoundPolicy { ProvinceCapPercent = 50 } };

        Assert.All(Prices(round).Bottlenecks.Where(b => b.Bottleneck.Kind == BottleneckKind.ProvinceCap), b => Assert.Equal(b.Bottleneck.Coverage, b.AfterMillion));
        Assert.Contains(Prices(round).Prices, p => p.Method == EntryMethod.Full);
    }

    [Fact]
    public void Every_price_of_any_round_is_the_difference_of_two_full_solves() =>
        Seeds.Hold(150, RandomOptions.Everything with { MaxLines = 20, MaxPledges = 8 }, round =>
        {
            if (PriceList.Of(round, out _) is not { } report)
            {
                return;
            }

            var today = Shares(round);
            foreach (var price in report.Prices)
            {
                var pledge = round.Pledges.Single(p => p.Id == price.Pledge.Id);
                var other = price.Condition.Length == 0
                    ? round with { Pledges = round.Pledges.Remove(pledge), Pins = round.Pins.RemoveAll(pin => pin.Pledge == pledge.Id) }
                    : round with { Pledges = round.Pledges.Replace(pledge, StatedConditions.Of(pledge.Conditions).Single(c => c.Columns == price.Condition).DropFrom(pledge)) };
                var gain = Enumerable.Range(0, today.Length).Zip(Shares(other), (l, after) => Amount(after) - Amount(today[l])).Sum();
                gain = price.Condition.Length == 0 ? -gain : gain;
                Assert.True(Math.Abs(gain - price.Gain.Dong) <= 1m + price.Classes.Length, $"{price.Pledge.Id} {price.Condition}: {price.Gain} in place of {gain}");
            }
        });

    [Fact]
    public void Threads_change_no_price()
    {
        var round = NationalRound.Create(new NationalOptions { Seed = 3, Communes = 60, Lines = 600, Pledges = 80 });

        Assert.Equal(Text(Prices(round)), Text(Prices(round, threads: 4)));
    }

    [Fact]
    public void A_pledge_that_the_round_does_not_have_is_refused() =>
        Assert.Throws<ArgumentException>(() => PriceList.Of(Tiny.TwoCommunes(), out _, new PledgeId("nobody")));

    private static IEnumerable<string> Text(PriceReport report) =>
        report.Prices.Select(p => $"{p.Pledge.Id} {p.Condition} {p.Method} {string.Join("; ", p.Classes.Select(c => $"{c.Class.Number} {c.Gain} {c.SmallestBefore} {c.SmallestAfter}"))}");

    private static FairShare[] Shares(Round round) => SolvedShares.Of(round, 1, CancellationToken.None, out _)!.Fair.Share;

    private static decimal Amount(FairShare share) => share.WholeVnd + ((decimal)share.Remainder / share.Denominator);
}
