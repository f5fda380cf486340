using Matching.Engine.Allocation;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Samples;

namespace Matching.Engine.Tests.Allocation;

/// <summary>The same round written otherwise has the same fair shares, and where no order of ids changes, the same plan.</summary>
public abstract class AllocatorInvariances
{
    private const int Some = 200;

    protected abstract IAllocator Allocator { get; }

    private Plan Solve(Round round)
    {
        var result = Allocator.Solve(round, new SolveOptions(), StillClock.Instance, CancellationToken.None);
        Assert.True(result.StoppedBecause == StopReason.Complete, $"{result.StoppedBecause}: {string.Join("; ", result.Conflicts)}");
        return result.Plan!;
    }

    [Fact]
    public void The_order_of_rows_changes_no_byte_of_the_plan() =>
        Seeds.Hold(Some, RandomOptions.Everything, round =>
        {
            var shuffled = round.Shuffled(seed: 7);
            Assert.Equal(PlanText.All(round, Solve(round)), PlanText.All(shuffled, Solve(shuffled)));
        });

    [Fact]
    public void Ids_renamed_in_order_change_nothing_but_the_ids() =>
        Seeds.Hold(Some, RandomOptions.Everything, round =>
        {
            var renamed = round.Renamed(id => "x" + id);
            Assert.Equal(PlanText.All(round, Solve(round)), PlanText.All(round, Solve(renamed)));
        });

    [Fact]
    public void Ids_of_anything_but_needs_renamed_out_of_order_leave_the_fair_shares() =>
        Seeds.Hold(Some, RandomOptions.Everything, round =>
        {
            var renamed = round.Renamed(Rewriting.Scattered, nameNeed: id => id);
            Exact.AssertSameShares(round, Solve(round), renamed, Solve(renamed));
        });

    [Fact]
    public void Where_no_queue_of_projects_ends_in_ids_needs_may_be_renamed_too() =>
        Seeds.Hold(Some, RandomOptions.Everything with { Projects = false }, round =>
        {
            var renamed = round.Renamed(Rewriting.Scattered);
            Exact.AssertSameShares(round, Solve(round), round, Solve(renamed));
        });

    [Fact]
    public void A_pledge_split_in_two_gives_the_same_fair_shares() =>
        Seeds.Hold(Some, RandomOptions.Everything, round =>
        {
            var split = round.Split();
            Exact.AssertSameShares(round, Solve(round), split, Solve(split));
        });

    [Fact]
    public void Seven_times_the_quantities_and_the_pledges_give_seven_times_the_fair_shares() =>
        Seeds.Hold(Some, RandomOptions.PureNetwork, random =>
        {
            var round = random.WithoutPercentages();
            var scaled = round.WithQuantitiesTimes(7);
            Exact.AssertSameShares(round, Solve(round), scaled, Solve(scaled), times: 7);
        });

    [Fact]
    public void A_thousand_times_the_prices_and_the_money_give_a_thousand_times_the_fair_shares() =>
        Seeds.Hold(Some, RandomOptions.Divisible, random =>
        {
            var round = random.WithoutPercentages();
            var scaled = round.WithPricesTimes(1_000);
            Exact.AssertSameShares(round, Solve(round), scaled, Solve(scaled), times: 1_000);
        });

    [Fact]
    public void Amounts_near_the_largest_scale_like_small_ones() =>
        Seeds.Hold(Some, RandomOptions.PureNetwork, random =>
        {
            const long huge = 999_999_999_989;
            var round = random.WithoutPercentages();
            var scaled = round.WithPricesTimes(huge);
            Exact.AssertSameShares(round, Solve(round), scaled, Solve(scaled), times: huge);
        });
}

public sealed class LeximinAllocatorInvariances : AllocatorInvariances
{
    protected override IAllocator Allocator { get; } = new LeximinAllocator();
}
