using System.Collections.Immutable;
using System.Globalization;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;

namespace Matching.Files;

/// <summary>pledges.csv: what donors promise, and under which conditions.</summary>
internal static class PledgesFile
{
    private const int Id = 0, Donor = 1, DonorName = 2, Kind = 3, Amount = 4, ItemCode = 5, Quantity = 6;

    public static ImmutableArray<Column> Columns(int format) =>
    [
        new("pledge_id", true), new("donor_id", true), new("donor_name"), new("kind", true), new("amount_vnd"), new("item_code"), new("quantity"),
        .. ConditionColumns.Columns(format), .. WishColumns.Columns(format),
    ];

    /// <summary>Column at which the conditions begin.</summary>
    public const int FirstCondition = Quantity + 1;

    /// <summary>Reads the pledges; the ids, also of wrong rows, into <paramref name="lines"/>.</summary>
    public static void Read(
        InputFile file, int format, RoundIndex index, ImmutableArray<Pledge>.Builder pledges, Dictionary<string, long> lines, CancellationToken cancel)
    {
        var sum = Int128.Zero;
        var rows = 0L;
        file.ReadTable(Columns(format), required: true, (table, row) =>
        {
            var conditions = new ConditionColumns(table, row, format, index);
            var wishes = new WishColumns(table, row, format, index);
            return () =>
            {
                rows++;
                if (ReadPledge(table, row, index, conditions, wishes, lines, out var valueVnd) is not { } pledge)
                {
                    return;
                }

                sum += valueVnd;
                if (file.Faults.Count == 0)
                {
                    pledges.Add(pledge);
                }
                else if (pledges.Count > 0)
                {
                    pledges.Clear();
                    pledges.Capacity = 0;
                }
            };
        }, cancel);

        if (sum > RoundFiles.LargestSum)
        {
            file.Faults.Add(0, "amount_vnd", sum.ToString(CultureInfo.InvariantCulture), FaultKind.SumTooLarge, NeedsFile.TooMuch("pledges", "cam kết"));
        }

        if (rows == 0 && file.IsComplete)
        {
            file.Warnings.Add(0, null, (string?)null, FaultKind.NothingToAllocate, new(
                "pledges; without any, the plan gives nothing", "cam kết tài trợ; không có cam kết thì phương án không cấp được gì"));
        }
    }

    public static void Write(Stream stream, int format, ImmutableArray<Pledge> pledges)
    {
        using var csv = new CsvOutput(stream, [.. Columns(format).Select(column => column.Name)]);
        foreach (var pledge in pledges)
        {
            var isMoney = pledge.Kind == PledgeKind.Money;
            csv.Text(pledge.Id.Value).Text(pledge.Donor.Value).Text(pledge.DonorName).Word(Words.PledgeKinds.Word(pledge.Kind))
                .Number(isMoney ? pledge.Amount : null).Text(pledge.Item?.Code).Number(isMoney ? null : pledge.Amount);
            ConditionColumns.Write(csv, format, pledge.Conditions);
            WishColumns.Write(csv, format, pledge);
            csv.EndRow();
        }
    }

    private static Pledge? ReadPledge(
        CsvTable table, RowReader row, RoundIndex index, ConditionColumns conditionColumns, WishColumns wishColumns, Dictionary<string, long> lines, out Int128 valueVnd)
    {
        valueVnd = 0;
        var id = row.Id(Id);
        var donor = row.RequiredKey(Donor);
        var donorName = row.Name(DonorName);
        var kind = row.RequiredChoice(Kind, Words.PledgeKinds);
        if (id is not null && !lines.TryAdd(id, table.Line))
        {
            table.Fault(Id, FaultKind.Duplicate, Advice.UsedBefore(lines[id]));
        }

        long? amount = null;
        string? itemCode = null;
        if (kind == PledgeKind.Money)
        {
            amount = row.RequiredNumber(Amount, 1, Vnd.Largest);
            Refuse(table, row, ItemCode, "money", "tiền");
            Refuse(table, row, Quantity, "money", "tiền");
            valueVnd = amount ?? 0;
        }
        else if (kind == PledgeKind.Goods)
        {
            Refuse(table, row, Amount, "goods", "hiện vật");
            itemCode = row.RequiredKey(ItemCode);
            amount = row.RequiredNumber(Quantity, 1, Vnd.Largest);
            valueVnd = GoodsValue(table, index, itemCode, amount);
        }

        var conditions = conditionColumns.Read(kind, amount, itemCode);
        if (donor is not null && conditions.NotWithDonors.Contains(new DonorId(donor)))
        {
            table.Fault(ConditionColumns.NotWith, FaultKind.Contradiction, new($"other donors than the pledge's own, {donor}", $"nhà tài trợ khác với chính nhà tài trợ của cam kết, {donor}"));
        }

        var (wishes, softWishes) = wishColumns.Read();
        return !table.RowIsGood ? null : new Pledge
        {
            Id = new PledgeId(id!),
            Donor = new DonorId(donor!),
            DonorName = donorName,
            Kind = kind!.Value,
            Amount = amount!.Value,
            Item = itemCode is null ? null : new ItemId(itemCode),
            Conditions = conditions,
            Wishes = wishes,
            SoftWishes = softWishes,
        };
    }

    private static Int128 GoodsValue(CsvTable table, RoundIndex index, string? itemCode, long? units)
    {
        if (itemCode is null)
        {
            return 0;
        }

        if (index.IsUnknownItem(itemCode))
        {
            table.Fault(ItemCode, FaultKind.UnknownReference, Advice.KnownIn("item_code", RoundFiles.Items));
            return 0;
        }

        var costVnd = index.Item(itemCode)?.UnitCost.Dong ?? 0;
        var valueVnd = (Int128)(units ?? 0) * costVnd;
        if (valueVnd <= Vnd.Largest)
        {
            return valueVnd;
        }

        table.Fault(Quantity, FaultKind.OutOfRange, new(
            string.Create(CultureInfo.InvariantCulture, $"quantity × unit cost ({costVnd} VND) of at most {Vnd.Largest} VND"),
            string.Create(CultureInfo.InvariantCulture, $"số lượng × đơn giá ({costVnd} đồng) nhiều nhất {Vnd.Largest} đồng")));
        return 0;
    }

    private static void Refuse(CsvTable table, RowReader row, int column, string kind, string kindVi)
    {
        if (!row.IsEmpty(column))
        {
            table.Fault(column, FaultKind.Contradiction, new($"nothing, because the pledge is of {kind}", $"để trống, vì cam kết là {kindVi}"));
        }
    }
}
