using System.Globalization;
using Matching.Engine.Intents;
using Matching.Engine.Pledges;
using Matching.Silo.Desks;
using Matching.Silo.Store;
using Matching.Silo.Store.Rows;

namespace Matching.Silo.Imports;

/// <summary>Rows of pledges: offered when they are new, amended when they state another amount or other conditions than the pledge that is there.</summary>
internal sealed class PledgeRows(WriteScope scope, ImportOrder.Pledges order, string actor, ImportDraft draft)
{
    public void Decide()
    {
        var known = new Dictionary<string, PledgeRow>(StringComparer.Ordinal);
        foreach (var ids in order.All.Select(pledge => pledge.Id.Value).Chunk(1_000))
        {
            foreach (var row in scope.Db.Pledges.Where(row => ids.Contains(row.Id)))
            {
                known.Add(row.Id, row);
            }
        }

        for (var i = 0; i < order.All.Length; i++)
        {
            Row(i, order.All[i], known.GetValueOrDefault(order.All[i].Id.Value));
        }
    }

    private void Row(int index, Pledge stated, PledgeRow? row)
    {
        var id = stated.Id.Value;
        List<FieldChange> changes = [];
        Decision<Change<PledgeRecord>> decided;
        if (row is null)
        {
            decided = stated.Item is { } item && scope.Db.Items.Find(item.Code) is null
                ? Refusal.Of(RefusalCode.NotFound, $"The catalogue has no item {item}. Register it first.", $"Danh mục không có mặt hàng {item}. Hãy ghi vào danh mục trước.")
                : PledgeLife.Decide(null, new PledgeBalances(), new PledgeCommand.Offer(stated), actor);
        }
        else
        {
            var record = StoreJson.Read<PledgeRecord>(row.Document);
            if (record.Pledge.Donor != stated.Donor)
            {
                // Whose it is may not be the caller's to know.
                draft.Refused(index, id, Refusal.Of(RefusalCode.Duplicate, $"Pledge {id} is one of another donor. Take another id.", $"Mã cam kết {id} đã được nhà tài trợ khác dùng. Hãy dùng mã khác."));
                return;
            }

            changes = Differences(stated, record.Pledge);
            if (changes.Count == 0)
            {
                draft.Unchanged(index, id);
                return;
            }

            decided = Amended(stated, record, changes);
        }

        if (decided.Refusal is { } refusal)
        {
            draft.Refused(index, id, refusal);
            return;
        }

        PledgeDesk.Keep(scope, row, decided.Value.Next);
        draft.Works.Add(new Work("pledge:" + id, decided.Value.Next.Version, decided.Value.Action, decided.Value.Details, decided.Value.Reason, decided.Value.Movements));
        if (row is null)
        {
            draft.Added(index, id);
        }
        else
        {
            draft.Changed(index, id, changes);
        }
    }

    private Decision<Change<PledgeRecord>> Amended(Pledge stated, PledgeRecord record, List<FieldChange> changes)
    {
        var known = record.Pledge;
        if (stated.Kind != known.Kind || stated.Item != known.Item || changes.Exists(change => change.Column is "donor_name" or "wishes" or "soft_wishes"))
        {
            return Refusal.Of(
                RefusalCode.WrongState,
                $"Of pledge {known.Id} a table changes amount and conditions; kind, item, donor's name and wishes stay. Withdraw it and offer another one under a new id.",
                $"Với cam kết {known.Id}, bảng chỉ đổi được số lượng và điều kiện; loại, mặt hàng, tên nhà tài trợ và nguyện vọng giữ nguyên. Hãy rút cam kết rồi đề nghị cam kết mới với mã khác.");
        }

        var stands = scope.PledgeBalances(known.Id);
        var gone = stands.Withdrawn + stands.Expired + stands.Returned;
        if (stated.Amount != known.Amount && gone > 0)
        {
            return Refusal.Of(
                RefusalCode.WrongState,
                $"Of pledge {known.Id}, {gone} of {known.Amount} were withdrawn, expired or given back, so a new amount would not be clear. Amend this pledge by itself.",
                $"Cam kết {known.Id} đã rút, hết hạn hoặc hoàn trả {gone} trên {known.Amount}, nên số lượng mới không rõ nghĩa. Hãy sửa riêng cam kết này.");
        }

        return PledgeLife.Decide(
            record, stands,
            new PledgeCommand.Amend(
                stated.Amount == known.Amount ? null : stated.Amount,
                changes.Exists(change => change.Column is not ("amount_vnd" or "quantity")) ? stated.Conditions : null,
                "import " + order.ContentSha256[..12]),
            actor);
    }

    private List<FieldChange> Differences(Pledge stated, Pledge known)
    {
        var changes = new List<FieldChange>();
        Compare("kind", Views.Name(known.Kind), Views.Name(stated.Kind));
        Compare("item_code", known.Item?.Code ?? "", stated.Item?.Code ?? "");
        Compare(known.Kind == PledgeKind.Money ? "amount_vnd" : "quantity", known.Amount.ToString(CultureInfo.InvariantCulture), stated.Amount.ToString(CultureInfo.InvariantCulture));
        if (stated.DonorName is { Length: > 0 } name) // a table without names says nothing about them
        {
            Compare("donor_name", known.DonorName ?? "", name);
        }

        // Most rows of a table are what is there already; only of the others the columns are asked for, which costs more.
        var before = known with { DonorName = null, Amount = 1 };
        var after = stated with { DonorName = null, Amount = 1 };
        if (StoreJson.Text(before) != StoreJson.Text(after))
        {
            var (old, now) = (order.Terms(known).ToDictionary(StringComparer.Ordinal), order.Terms(stated).ToDictionary(StringComparer.Ordinal));
            foreach (var column in old.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                Compare(column, old.GetValueOrDefault(column, ""), now.GetValueOrDefault(column, ""));
            }
        }

        return changes;

        void Compare(string column, string was, string becomes)
        {
            if (was != becomes)
            {
                changes.Add(new(column, was, becomes));
            }
        }
    }
}
