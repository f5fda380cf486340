using System.Collections.Immutable;
using Matching.Engine.Intents;
using Matching.Engine.Rounds;
using Matching.Samples;

namespace Matching.Engine.Tests.Rounds;

/// <summary>Every command in every state: what is not in the table is refused.</summary>
public sealed class RoundWorkflowTests
{
    private static readonly PlanRecord Plan = new("a", "plan", "snap", Fairness.Leximin, Complete: true, "maker", "");

    private static readonly (string Name, RoundCommand Command, RoundState[] Allowed)[] Steps =
    [
        ("edit", new RoundCommand.Edit("tên mới"), [RoundState.Draft]),
        ("pin", new RoundCommand.SetPin(new("p"), new("n"), null, "lý do"), [RoundState.Draft]),
        ("freeze", new RoundCommand.Freeze("snap"), [RoundState.Draft]),
        ("add", new RoundCommand.AddPlan(Plan with { Id = "b" }), [RoundState.Frozen, RoundState.Solved]),
        ("propose", new RoundCommand.Propose("a"), [RoundState.Solved]),
        ("approve", new RoundCommand.Approve(), [RoundState.Solved]),
        ("reopen", new RoundCommand.Reopen("lý do"), [RoundState.Frozen, RoundState.Solved, RoundState.Approved]),
        ("publish", new RoundCommand.Publish(), [RoundState.Approved]),
        ("close", new RoundCommand.Close(0), [RoundState.Published]),
        ("void", new RoundCommand.Void("lý do"), [RoundState.Draft, RoundState.Frozen, RoundState.Solved, RoundState.Approved]),
    ];

    public static TheoryData<string, RoundState> Cells
    {
        get
        {
            var data = new TheoryData<string, RoundState>();
            foreach (var (name, _, _) in Steps)
            {
                foreach (var state in Enum.GetValues<RoundState>())
                {
                    data.Add(name, state);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Cells))]
    public void A_step_is_taken_in_its_states_and_refused_in_all_others(string name, RoundState state)
    {
        var (_, command, allowed) = Steps.Single(step => step.Name == name);

        var decision = RoundWorkflow.Decide(In(state), command, "somebody");

        Assert.Equal(allowed.Contains(state) ? null : RefusalCode.WrongState, decision.Refusal?.Code);
        if (decision.Refusal is null)
        {
            Assert.Equal(8, decision.Value.Next.Version);
        }
    }

    [Theory]
    [InlineData("proposer")]
    [InlineData("maker")]
    [InlineData("pinner")]
    public void Who_had_a_hand_in_a_plan_does_not_approve_it(string actor)
    {
        var round = In(RoundState.Solved) with { Pins = [new(new Pin(Tiny.MoneyForA, Tiny.WarmSetsForA, PinRule.Forbid, 0), "lý do", "pinner")] };

        Assert.Equal(RefusalCode.NotYou, RoundWorkflow.Decide(round, new RoundCommand.Approve(), actor).Refusal?.Code);
        Assert.Equal("other", RoundWorkflow.Decide(round, new RoundCommand.Approve(), "other").Value.Next.ApprovedBy);
    }

    [Fact]
    public void A_plan_for_another_snapshot_is_refused()
    {
        var decision = RoundWorkflow.Decide(In(RoundState.Frozen), new RoundCommand.AddPlan(Plan with { Id = "b", SnapshotSha256 = "old" }), "maker");

        Assert.Equal(RefusalCode.Changed, decision.Refusal?.Code);
    }

    [Fact]
    public void A_round_with_deliveries_under_way_is_not_closed()
    {
        var refused = RoundWorkflow.Decide(In(RoundState.Published), new RoundCommand.Close(3), "planner").Refusal;

        Assert.StartsWith("3 allocations", refused?.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pin_a_void_and_a_reopening_need_a_reason()
    {
        Assert.Equal(RefusalCode.Invalid, RoundWorkflow.Decide(In(RoundState.Draft), new RoundCommand.SetPin(new("p"), new("n"), null, ""), "x").Refusal?.Code);
        Assert.Equal(RefusalCode.Invalid, RoundWorkflow.Decide(In(RoundState.Draft), new RoundCommand.Void(" "), "x").Refusal?.Code);
        Assert.Equal(RefusalCode.Invalid, RoundWorkflow.Decide(In(RoundState.Solved), new RoundCommand.Reopen(""), "x").Refusal?.Code);
    }

    [Fact]
    public void A_reopened_round_starts_from_a_draft_without_plans()
    {
        var next = RoundWorkflow.Decide(In(RoundState.Approved), new RoundCommand.Reopen("dữ liệu đổi"), "planner").Value.Next;

        Assert.Equal((RoundState.Draft, null, 0, null), (next.State, next.SnapshotSha256, next.Plans.Length, next.ApprovedBy));
    }

    private static RoundRecord In(RoundState state) => new()
    {
        Id = "r",
        Name = "Đợt",
        AsOf = new DateOnly(2026, 11, 22),
        State = state,
        Version = 7,
        CreatedBy = "creator",
        SnapshotSha256 = state == RoundState.Draft ? null : "snap",
        Plans = state is RoundState.Draft or RoundState.Frozen ? [] : [Plan],
        ProposedPlan = state is RoundState.Draft or RoundState.Frozen ? null : "a",
        ProposedBy = "proposer",
    };
}
