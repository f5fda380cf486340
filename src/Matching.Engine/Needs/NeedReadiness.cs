using Matching.Engine.Intents;

namespace Matching.Engine.Needs;

/// <summary>Why a line waits: no road, the school's site is not decided, papers are missing. Frozen rounds leave it out and say so.</summary>
/// <param name="Since">The day from which it is so.</param>
/// <param name="By">Who says it.</param>
/// <param name="OfCommune">Whether all of the commune waits, lines still to be reported included.</param>
public sealed record NotReady(string Reason, DateOnly Since, string By, bool OfCommune);

/// <summary>Marks lines, or a whole commune, as not ready, and takes the marks away again. Moves nothing in the ledger.</summary>
internal static class NeedReadiness
{
    public static Decision<Change<CommuneNeeds>> Decide(CommuneNeeds needs, NeedCommand.MarkNotReady command, string actor)
    {
        if (Refusal.WithoutReason(command.Reason) is { } refusal)
        {
            return refusal;
        }

        if (command.Id is { } id)
        {
            return Missing(needs, id) is { } missing ? missing : Done(needs, "need_not_ready", command.Reason, [new NeedEvent.ReadinessMarked(id, new(command.Reason, command.Since, actor, OfCommune: false))]);
        }

        NeedEvent[] events =
        [
            .. needs.Lines.Values.Where(static need => need.IsLive && need.NotReady is null or { OfCommune: true })
                .Select(need => new NeedEvent.ReadinessMarked(need.Line.Id, new(command.Reason, command.Since, actor, OfCommune: true))),
        ];
        return events.Length == 0
            ? Refusal.Of(
                RefusalCode.WrongState,
                $"Commune {needs.Commune} has no live line without a mark of its own; there is nothing to leave out. Report its needs first.",
                $"Xã {needs.Commune} không có dòng nhu cầu đang mở nào chưa được đánh dấu riêng; không có gì để tạm gác. Hãy báo cáo nhu cầu trước.")
            : Done(needs, "commune_not_ready", command.Reason, events);
    }

    public static Decision<Change<CommuneNeeds>> Decide(CommuneNeeds needs, NeedCommand.MarkReady command)
    {
        if (Refusal.WithoutReason(command.Reason) is { } refusal)
        {
            return refusal;
        }

        if (command.Id is { } id && Missing(needs, id) is { } missing)
        {
            return missing;
        }

        NeedEvent[] events =
        [
            .. needs.Lines.Values.Where(need => need.NotReady is { } mark && (command.Id is { } one ? need.Line.Id == one : mark.OfCommune))
                .Select(static need => new NeedEvent.ReadinessMarked(need.Line.Id, null)),
        ];
        return events.Length == 0
            ? Refusal.Of(RefusalCode.WrongState, $"Nothing of that is marked as not ready.", $"Không có gì đang được đánh dấu chưa sẵn sàng.")
            : Done(needs, command.Id is null ? "commune_ready" : "need_ready", command.Reason, events);
    }

    /// <summary>What waits in a commune as a whole, a line that is new there waits for as well.</summary>
    public static NotReady? OfCommune(CommuneNeeds needs) => needs.Lines.Values.Select(static need => need.NotReady).FirstOrDefault(static mark => mark is { OfCommune: true });

    private static Refusal? Missing(CommuneNeeds needs, NeedId id) => needs.Find(id) is { IsLive: true }
        ? null
        : Refusal.Of(RefusalCode.NotFound, $"Commune {needs.Commune} has no live line {id}.", $"Xã {needs.Commune} không có dòng {id} đang mở.");

    private static Decision<Change<CommuneNeeds>> Done(CommuneNeeds needs, string action, string reason, NeedEvent[] events) =>
        new Change<CommuneNeeds>(events.Aggregate(needs, static (state, happened) => state.Apply(happened)), action, events) { Reason = reason };
}
