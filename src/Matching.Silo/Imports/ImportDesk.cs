using System.Collections.Immutable;
using Matching.Engine.Intents;
using Matching.Silo.Desks;
using Matching.Silo.Reference;
using Matching.Silo.Store;

namespace Matching.Silo.Imports;

internal sealed class ImportDesk(Desk desk, Reader reader, ReferenceShelf shelf) : IImportDesk
{
    public Task<ImportOutlook> LookAsync(string actor, ImportOrder order, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        return reader.LookAsync(scope => Decide(scope, order, actor).Outlook, cancel);
    }

    public async Task<Answer> TakeAsync(Intent intent, ImportOrder order, string digest, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(intent);
        ArgumentNullException.ThrowIfNull(order);
        var kind = KindOf(order);
        ImportOutlook? idle = null;
        var answer = await desk.DoAllAsync(
            intent, "Import " + kind, new { order.ContentSha256, Digest = digest },
            scope =>
            {
                var (outlook, draft) = Decide(scope, order, intent.Actor);
                if (outlook.Digest != digest)
                {
                    return Refusal.Of(
                        RefusalCode.Stale,
                        $"The table would not do any more what its preview showed. Look at a new preview and decide anew.",
                        $"Bảng này sẽ không còn làm đúng như bản xem trước. Hãy xem trước lại rồi quyết định.");
                }

                if (outlook.Rows.FirstOrDefault(row => row.Refusal is not null) is { } refused)
                {
                    return refused.Refusal!;
                }

                var counts = new ImportCounts(outlook.Count(RowEffect.Added), outlook.Count(RowEffect.Changed), outlook.Count(RowEffect.Unchanged));
                if (draft.Works.Count == 0)
                {
                    idle = outlook;
                    return Refusal.Of(RefusalCode.Duplicate, $"Nothing is to change.", $"Không có gì thay đổi.");
                }

                var whole = new Work(SubjectOf(kind, order), 0, "table_imported", new { Kind = kind, order.ContentSha256, counts.Added, counts.Changed, counts.Unchanged }, null, []) { Import = counts };
                return draft.Works.Append(whole).ToImmutableArray();
            },
            cancel).ConfigureAwait(false);
        return idle is null ? answer : new Answer { Receipt = new Receipt(SubjectOf(kind, order), 0, 0, 0) { Import = new ImportCounts(0, 0, idle.Rows.Length) } };
    }

    private (ImportOutlook Outlook, ImportDraft Draft) Decide(WriteScope scope, ImportOrder order, string actor)
    {
        ImportDraft draft;
        switch (order)
        {
            case ImportOrder.Needs needs:
                draft = new ImportDraft(needs.Lines.Length);
                new NeedRows(scope, shelf, needs, actor, draft).Decide();
                break;
            case ImportOrder.Pledges pledges:
                draft = new ImportDraft(pledges.All.Length);
                new PledgeRows(scope, pledges, actor, draft).Decide();
                break;
            case ImportOrder.Aid aid:
                draft = new ImportDraft(aid.All.Length);
                new AidRows(scope, aid, actor, draft).Decide();
                break;
            default:
                throw new ArgumentException($"{order.GetType().Name} is no table.", nameof(order));
        }

        return (draft.Outlook(KindOf(order), order.ContentSha256), draft);
    }

    private static string KindOf(ImportOrder order) => order switch
    {
        ImportOrder.Needs => "needs",
        ImportOrder.Pledges => "pledges",
        _ => "aid",
    };

    private static string SubjectOf(string kind, ImportOrder order) => $"import:{kind}-{order.ContentSha256[..12]}";
}
