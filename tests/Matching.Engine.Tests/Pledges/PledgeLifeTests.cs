using Matching.Engine.Intents;
using Matching.Engine.Ledger;
using Matching.Engine.Pledges;
using Matching.Samples;

namespace Matching.Engine.Tests.Pledges;

public sealed class PledgeLifeTests
{
    private PledgeRecord? _record;
    private PledgeBalances _balances = new();

    [Fact]
    public void A_pledge_is_offered_accepted_and_received_in_parts()
    {
        Accepted(100);
        Do(new PledgeCommand.Receive(30, "v1"));
        Do(new PledgeCommand.Receive(20, "v2"));

        Assert.Equal((100, 100, 50, 50), (_balances.Promised, _balances.Available, _balances.Received, _balances.Awaited));
        Assert.Equal(50, _balances.AvailableAndReceived);
        Assert.Equal(RefusalCode.NotEnough, Try(new PledgeCommand.Receive(51, "v3")).Refusal?.Code);
    }

    [Fact]
    public void Only_what_is_free_and_not_handed_over_can_be_called_back_and_the_rest_is_returned()
    {
        Accepted(100);
        Do(new PledgeCommand.Receive(70, "v"));
        Assert.Equal(RefusalCode.NotEnough, Try(new PledgeCommand.Withdraw(31, "đổi ý")).Refusal?.Code);
        Assert.Equal(RefusalCode.Invalid, Try(new PledgeCommand.Withdraw(30, "")).Refusal?.Code);
        Do(new PledgeCommand.Withdraw(null, "đổi ý"));
        Do(new PledgeCommand.Return(70, "đổi ý"));

        Assert.Equal((0, 30, 70, 0), (_balances.Available, _balances.Withdrawn, _balances.Returned, _balances.Received));
    }

    [Fact]
    public void Conditions_change_only_while_nothing_is_held_or_given()
    {
        Accepted(100);
        var terms = PledgeConditions.None with { Communes = [Tiny.A] };
        Assert.Null(Try(new PledgeCommand.Amend(null, terms, "ý nhà tài trợ")).Refusal);
        _balances = _balances with { Available = 60, Reserved = 40 };

        Assert.Equal(RefusalCode.WrongState, Try(new PledgeCommand.Amend(null, terms, "ý nhà tài trợ")).Refusal?.Code);
        Assert.Equal(RefusalCode.NotEnough, Try(new PledgeCommand.Amend(39, null, "bớt")).Refusal?.Code);
        Do(new PledgeCommand.Amend(40, null, "bớt"));
        Assert.Equal((0, 60), (_balances.Available, _balances.Withdrawn));
    }

    [Fact]
    public void A_raised_pledge_promises_more()
    {
        Accepted(100);
        Do(new PledgeCommand.Amend(150, null, "thêm"));

        Assert.Equal((150, 150, 150L), (_balances.Promised, _balances.Available, _record!.Pledge.Amount));
    }

    [Fact]
    public void It_expires_after_its_last_day_and_never_before()
    {
        Accepted(100, PledgeConditions.None with { AvailableUntil = new DateOnly(2026, 12, 31) });
        Do(new PledgeCommand.Receive(10, "v"));
        Assert.Equal(RefusalCode.WrongState, Try(new PledgeCommand.Expire(new DateOnly(2026, 12, 31))).Refusal?.Code);
        Do(new PledgeCommand.Expire(new DateOnly(2027, 1, 1)));

        Assert.Equal((10, 90), (_balances.Available, _balances.Expired)); // what was handed over stays and can be returned
        Assert.Equal(RefusalCode.NotEnough, Try(new PledgeCommand.Expire(new DateOnly(2027, 1, 2))).Refusal?.Code);
    }

    [Fact]
    public void A_declined_pledge_moves_nothing_and_stays_declined()
    {
        Do(new PledgeCommand.Offer(Tiny.Money("p", 100)));
        Do(new PledgeCommand.Decline("không phù hợp điều lệ"));

        Assert.Equal(0, _balances.Promised);
        Assert.Equal(RefusalCode.WrongState, Try(new PledgeCommand.Accept()).Refusal?.Code);
        Assert.Equal(RefusalCode.WrongState, Try(new PledgeCommand.Receive(1, "v")).Refusal?.Code);
    }

    private void Accepted(long amount, PledgeConditions? conditions = null)
    {
        Do(new PledgeCommand.Offer(Tiny.Money("p", amount, conditions)));
        Do(new PledgeCommand.Accept());
    }

    private Decision<Change<PledgeRecord>> Try(PledgeCommand command) => PledgeLife.Decide(_record, _balances, command, "staff");

    private void Do(PledgeCommand command)
    {
        var decision = Try(command);
        Assert.True(decision.Refusal is null, decision.Refusal?.ToString());
        _record = decision.Value.Next;
        var number = 0;
        foreach (var posting in decision.Value.Movements.SelectMany(movement => movement.Postings(number++)))
        {
            _balances = _balances.With(posting.Account.Kind, posting.Amount);
        }
    }
}
