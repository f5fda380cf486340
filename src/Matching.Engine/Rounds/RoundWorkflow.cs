using Matching.Engine.Intents;

namespace Matching.Engine.Rounds;

/// <summary>What may happen to a round next: Draft → Frozen → Solved → Approved → Published → Closed; Voided before Published.</summary>
/// <remarks>What a step moves in the ledger follows from the plan and is added by whoever holds it; this rule says who may take which step when.</remarks>
public static class RoundWorkflow
{
    /// <summary>What a command does, or why not.</summary>
    /// <param name="round">The round as it stands; <see langword="null"/> before it is created.</param>
    /// <param name="actor">Who asks.</param>
    public static Decision<Change<RoundRecord>> Decide(RoundRecord? round, RoundCommand command, string actor)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command is RoundCommand.Create create)
        {
            return Created(round, create, actor);
        }

        if (round is null)
        {
            return Refusal.Of(RefusalCode.NotFound, $"There is no such round. Check its id.", $"Không có đợt này. Hãy kiểm tra lại mã.");
        }

        return command switch
        {
            RoundCommand.Edit edit => In(round, RoundState.Draft) ?? Next(
                round with
                {
                    Name = edit.Name ?? round.Name,
                    AsOf = edit.AsOf ?? round.AsOf,
                    Policy = edit.Policy ?? round.Policy,
                    CountOnlyReceived = edit.CountOnlyReceived ?? round.CountOnlyReceived,
                },
                "round_edited", edit),
            RoundCommand.SetPin pin => Pinned(round, pin, actor),
            RoundCommand.Freeze freeze => In(round, RoundState.Draft)
                ?? Next(round with { State = RoundState.Frozen, SnapshotSha256 = freeze.SnapshotSha256, LeftOut = freeze.LeftOut, SkippedLastTime = freeze.SkippedLastTime }, "round_frozen", freeze),
            RoundCommand.AddPlan add => PlanAdded(round, add),
            RoundCommand.Propose propose => Proposed(round, propose, actor),
            RoundCommand.Approve => Approved(round, actor),
            RoundCommand.Reopen reopen => In(round, RoundState.Frozen, RoundState.Solved, RoundState.Approved) ?? NoReason(reopen.Reason)
                ?? Because(reopen.Reason, Next(
                    round with { State = RoundState.Draft, SnapshotSha256 = null, LeftOut = [], SkippedLastTime = [], Plans = [], ProposedPlan = null, ProposedBy = null, ApprovedBy = null }, "round_reopened", new { })),
            RoundCommand.Publish => In(round, RoundState.Approved)
                ?? Next(round with { State = RoundState.Published, PublishedBy = actor }, "round_published", new { Plan = round.ProposedPlan }),
            RoundCommand.Close close => Closed(round, close),
            RoundCommand.Void give => In(round, RoundState.Draft, RoundState.Frozen, RoundState.Solved, RoundState.Approved) ?? NoReason(give.Reason)
                ?? Because(give.Reason, Next(round with { State = RoundState.Voided, Reason = give.Reason }, "round_voided", new { })),
            _ => throw new ArgumentException($"{command.GetType().Name} is no command of a round.", nameof(command)),
        };
    }

    private static Decision<Change<RoundRecord>> Created(RoundRecord? round, RoundCommand.Create create, string actor)
    {
        if (round is not null)
        {
            return Refusal.Of(RefusalCode.Duplicate, $"Round {create.Id} is there already. Take another id.", $"Đã có đợt {create.Id}. Hãy dùng mã khác.");
        }

        return string.IsNullOrWhiteSpace(create.Id) || string.IsNullOrWhiteSpace(create.Name)
            ? Refusal.Of(RefusalCode.Invalid, $"A round needs an id and a name.", $"Đợt cần có mã và tên.")
            : new Change<RoundRecord>(
                new RoundRecord { Id = create.Id, Name = create.Name, AsOf = create.AsOf, Policy = create.Policy, CountOnlyReceived = create.CountOnlyReceived, CreatedBy = actor },
                "round_created", create);
    }

    private static Decision<Change<RoundRecord>> Pinned(RoundRecord round, RoundCommand.SetPin set, string actor)
    {
        if (In(round, RoundState.Draft) is { } refusal)
        {
            return refusal;
        }

        if (NoReason(set.Reason) is { } none)
        {
            return none;
        }

        if (set.Pin is { } stated && (stated.Pledge != set.Pledge || stated.Need != set.Need || (stated.Rule != PinRule.Forbid && stated.Amount < 1)))
        {
            return Refusal.Of(RefusalCode.Invalid, $"A pin of {set.Pledge} and {set.Need} must be about the two, with an amount of 1 or more.", $"Ghim của {set.Pledge} và {set.Need} phải nêu đúng cặp này, với lượng từ 1 trở lên.");
        }

        var others = round.Pins.RemoveAll(known => known.Pin.Pledge == set.Pledge && known.Pin.Need == set.Need);
        return Because(set.Reason, Next(round with { Pins = set.Pin is { } pin ? others.Add(new(pin, set.Reason, actor)) : others }, "round_pinned", set));
    }

    private static Decision<Change<RoundRecord>> PlanAdded(RoundRecord round, RoundCommand.AddPlan add)
    {
        if (In(round, RoundState.Frozen, RoundState.Solved) is { } refusal)
        {
            return refusal;
        }

        if (add.Plan.SnapshotSha256 != round.SnapshotSha256)
        {
            return Refusal.Of(
                RefusalCode.Changed,
                $"Plan {add.Plan.Id} was made for snapshot {add.Plan.SnapshotSha256}; round {round.Id} is frozen as {round.SnapshotSha256}. Solve again.",
                $"Phương án {add.Plan.Id} được lập cho bản chụp {add.Plan.SnapshotSha256}; đợt {round.Id} đang ở bản {round.SnapshotSha256}. Hãy tính lại.");
        }

        return round.Plan(add.Plan.Id) is not null
            ? Refusal.Of(RefusalCode.Duplicate, $"Round {round.Id} has a plan {add.Plan.Id} already.", $"Đợt {round.Id} đã có phương án {add.Plan.Id}.")
            : Next(round with { State = RoundState.Solved, Plans = round.Plans.Add(add.Plan) }, "plan_added", add.Plan);
    }

    private static Decision<Change<RoundRecord>> Proposed(RoundRecord round, RoundCommand.Propose propose, string actor) =>
        In(round, RoundState.Solved)
        ?? (round.Plan(propose.PlanId) is null
            ? (Decision<Change<RoundRecord>>)Refusal.Of(
                RefusalCode.NotFound,
                $"Round {round.Id} has no plan {propose.PlanId}; it has {string.Join(", ", round.Plans.Select(plan => plan.Id))}.",
                $"Đợt {round.Id} không có phương án {propose.PlanId}; hiện có {string.Join(", ", round.Plans.Select(plan => plan.Id))}.")
            : Next(round with { ProposedPlan = propose.PlanId, ProposedBy = actor }, "plan_proposed", propose));

    private static Decision<Change<RoundRecord>> Approved(RoundRecord round, string actor)
    {
        if (In(round, RoundState.Solved) is { } refusal)
        {
            return refusal;
        }

        if (round.Proposed is not { } plan)
        {
            return Refusal.Of(RefusalCode.WrongState, $"No plan of round {round.Id} is proposed. Propose one of its {round.Plans.Length} plans first.", $"Đợt {round.Id} chưa có phương án được đề xuất. Hãy đề xuất một trong {round.Plans.Length} phương án.");
        }

        var part = actor == round.ProposedBy ? ("proposed it", "đã đề xuất")
            : actor == plan.MadeBy ? ("made it", "đã lập")
            : round.Pins.Any(pin => pin.By == actor) ? ("set pins in it", "đã đặt ghim trong")
            : default;
        return part != default
            ? Refusal.Of(
                RefusalCode.NotYou,
                $"{actor} {part.Item1}, so plan {plan.Id} of round {round.Id} must be approved by somebody else.",
                $"{actor} {part.Item2} phương án {plan.Id} của đợt {round.Id}, nên phải do người khác duyệt.")
            : Next(round with { State = RoundState.Approved, ApprovedBy = actor }, "round_approved", new { Plan = plan.Id, plan.Sha256 });
    }

    private static Decision<Change<RoundRecord>> Closed(RoundRecord round, RoundCommand.Close close) =>
        In(round, RoundState.Published)
        ?? (close.Unresolved > 0
            ? (Decision<Change<RoundRecord>>)Refusal.Of(
                RefusalCode.WrongState,
                $"{close.Unresolved} allocations of round {round.Id} are not confirmed, lost or released yet. Settle them, then close it.",
                $"Đợt {round.Id} còn {close.Unresolved} khoản chưa được xác nhận, báo mất hoặc giải phóng. Hãy xử lý xong rồi đóng đợt.")
            : Next(round with { State = RoundState.Closed }, "round_closed", new { }));

    private static Decision<Change<RoundRecord>>? In(RoundRecord round, params RoundState[] allowed) => allowed.Contains(round.State)
        ? null
        : (Decision<Change<RoundRecord>>?)Refusal.Of(
            RefusalCode.WrongState,
            $"Round {round.Id} is {round.State}; this can be done only while it is {string.Join(" or ", allowed)}.",
            $"Đợt {round.Id} đang ở trạng thái {round.State}; chỉ làm được việc này khi đợt ở {string.Join(" hoặc ", allowed)}.");

    private static Decision<Change<RoundRecord>>? NoReason(string reason) => Refusal.WithoutReason(reason) is { } refusal ? (Decision<Change<RoundRecord>>?)refusal : null;

    private static Decision<Change<RoundRecord>> Because(string reason, Decision<Change<RoundRecord>> change) =>
        change.IsRefused ? change : change.Value with { Reason = reason };

    private static Decision<Change<RoundRecord>> Next(RoundRecord next, string action, object details) =>
        new Change<RoundRecord>(next with { Version = next.Version + 1 }, action, details);
}
