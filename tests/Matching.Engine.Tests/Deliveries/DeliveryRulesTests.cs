using Matching.Engine.Deliveries;
using Matching.Engine.Intents;
using Matching.Engine.Ledger;
using Matching.Engine.Pledges;
using Gift = Matching.Engine.Deliveries.Allocation;

namespace Matching.Engine.Tests.Deliveries;

public sealed class DeliveryRulesTests
{
    private static readonly Gift Coats = new("r", new("p"), new("n"), Measure.Goods(new("coat")), 10, 2_000_000);

    private static readonly PledgeBalances InHand = new() { Promised = 10, Committed = 10, Received = 10 };

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(-1)]
    public void No_more_is_sent_than_is_committed_and_no_less_than_one(long amount) =>
        Assert.Equal(RefusalCode.NotEnough, Try(new(Committed: 10, 0, 0, 0, 0), new DeliveryCommand.Dispatch(amount)).Refusal?.Code);

    [Fact]
    public void Nothing_is_sent_that_the_donor_has_not_handed_over()
    {
        var decision = DeliveryRules.Decide(Coats, new(10, 0, 0, 0, 0), InHand with { Received = 4 }, new DeliveryCommand.Dispatch(5));

        Assert.Equal(RefusalCode.NotEnough, decision.Refusal?.Code);
        Assert.Contains("handed over 4", decision.Refusal!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_at_the_count_opens_the_line_again_and_needs_a_reason()
    {
        var stand = new AllocationBalances(0, 0, Delivered: 10, 0, 0);
        Assert.Equal(RefusalCode.Invalid, Try(stand, new DeliveryCommand.Confirm(8, 2, null)).Refusal?.Code);
        Assert.Equal(RefusalCode.NotEnough, Try(stand, new DeliveryCommand.Confirm(9, 2, "mất")).Refusal?.Code);

        var change = Try(stand, new DeliveryCommand.Confirm(8, 2, "hai áo rách")).Value;

        Assert.Equal([(MovementKind.Confirm, 8L), (MovementKind.FallShort, 2L)], change.Movements.Select(movement => (movement.Kind, movement.Amount)));
        Assert.Equal(400_000, change.Movements[1].NeedVnd);
    }

    [Fact]
    public void A_sum_that_does_not_fit_is_too_much_and_no_crash() =>
        Assert.Equal(RefusalCode.NotEnough, Try(new(0, 0, 10, 0, 0), new DeliveryCommand.Confirm(long.MaxValue, long.MaxValue, "x")).Refusal?.Code);

    [Theory]
    [InlineData(1, 0, 0, 0, 0, AllocationState.Committed)]
    [InlineData(0, 1, 1, 1, 0, AllocationState.Dispatched)]
    [InlineData(0, 0, 1, 1, 1, AllocationState.Delivered)]
    [InlineData(0, 0, 0, 1, 1, AllocationState.Shortage)]
    [InlineData(0, 0, 0, 1, 0, AllocationState.Confirmed)]
    [InlineData(0, 0, 0, 0, 0, AllocationState.Released)]
    public void It_is_as_far_as_the_part_furthest_behind(long committed, long dispatched, long delivered, long confirmed, long lost, AllocationState state) =>
        Assert.Equal(state, new AllocationBalances(committed, dispatched, delivered, confirmed, lost).State);

    private static Decision<Change<Gift>> Try(AllocationBalances stand, DeliveryCommand command) => DeliveryRules.Decide(Coats, stand, InHand, command);
}
