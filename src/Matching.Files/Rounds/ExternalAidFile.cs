using System.Collections.Immutable;
using System.Globalization;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Quantities;

namespace Matching.Files;

/// <summary>external_aid.csv: what others outside the fund give. Part of a round of format 2.</summary>
internal static class ExternalAidFile
{
    private const int CommuneCode = 0, ItemCode = 1, Quantity = 2, Source = 3, Date = 4, Need = 5, AgeGroup = 6, Site = 7;

    public static readonly ImmutableArray<Column> Columns =
    [
        new("commune_code", true), new("item_code", true), new("quantity", true), new("source", true), new("date", true), new("need_id"), new("age_group"), new("site"),
    ];

    /// <param name="needs">The lines by id; <see langword="null"/> when they are not known for certain.</param>
    public static ImmutableArray<ExternalAid> Read(InputFile file, RoundIndex index, Dictionary<NeedId, NeedLine>? needs, CancellationToken cancel)
    {
        var all = ImmutableArray.CreateBuilder<ExternalAid>();
        var lines = new Dictionary<ExternalAid, long>();
        var sum = Int128.Zero;
        file.ReadTable(Columns, required: false, (table, row) => () =>
        {
            if (ReadRow(table, row, index, needs) is not { } aid)
            {
                return;
            }

            if (!lines.TryAdd(aid, table.Line))
            {
                table.Fault(Quantity, FaultKind.Duplicate, new(
                    string.Create(CultureInfo.InvariantCulture, $"each gift once; line {lines[aid]} says the same. If both were given, state their sum in one row"),
                    string.Create(CultureInfo.InvariantCulture, $"mỗi lần hỗ trợ một dòng; dòng {lines[aid]} đã ghi như vậy. Nếu là hai lần, hãy ghi tổng vào một dòng")));
                return;
            }

            sum += (Int128)aid.Quantity * (index.Item(aid.Item.Code)?.UnitCost.Dong ?? 0);
            all.Add(aid);
        }, cancel);

        if (sum > RoundFiles.LargestSum)
        {
            file.Faults.Add(0, "quantity", sum.ToString(CultureInfo.InvariantCulture), FaultKind.SumTooLarge, NeedsFile.TooMuch("external aid", "hỗ trợ ngoài quỹ"));
        }

        return all.DrainToImmutable();
    }

    /// <summary>Refuses the file in a folder of an older format, in which it would be passed over unread.</summary>
    public static void RefuseIn(int format, InputFile file)
    {
        if (format < RoundFormat.Second && !file.IsAbsent)
        {
            file.Faults.Add(0, null, (string?)null, FaultKind.NotAllowed, new(
                string.Create(CultureInfo.InvariantCulture, $"\"format\": {RoundFormat.Second} in {RoundFiles.Settings}, so that this aid is counted; or the file taken away"),
                string.Create(CultureInfo.InvariantCulture, $"\"format\": {RoundFormat.Second} trong {RoundFiles.Settings} để tính phần hỗ trợ này; hoặc bỏ tệp ra khỏi thư mục")));
        }
    }

    public static void Write(Stream stream, ImmutableArray<ExternalAid> all)
    {
        using var csv = new CsvOutput(stream, [.. Columns.Select(column => column.Name)]);
        foreach (var aid in all)
        {
            csv.Text(aid.Commune.Code).Text(aid.Item.Code).Number(aid.Quantity).Text(aid.Source).Day(aid.Date)
                .Text(aid.Need?.Value).Text(aid.AgeGroup).Text(aid.Site).EndRow();
        }
    }

    private static ExternalAid? ReadRow(CsvTable table, RowReader row, RoundIndex index, Dictionary<NeedId, NeedLine>? needs)
    {
        var commune = row.RequiredKey(CommuneCode);
        var itemCode = row.RequiredKey(ItemCode);
        var quantity = row.RequiredNumber(Quantity, 1, Vnd.Largest);
        var source = row.RequiredName(Source);
        var date = row.Day(Date);
        var need = row.Key(Need);
        var ageGroup = row.Key(AgeGroup);
        var site = row.Name(Site);
        if (date is null && row.IsEmpty(Date))
        {
            row.Missing(Date, Advice.Day);
        }

        if (commune is not null && index.IsUnknownCommune(commune))
        {
            table.Fault(CommuneCode, FaultKind.UnknownReference, index.CommuneAdvice(commune));
        }

        if (itemCode is not null && index.IsUnknownItem(itemCode))
        {
            table.Fault(ItemCode, FaultKind.UnknownReference, Advice.KnownIn("item_code", RoundFiles.Items));
        }

        if (need is not null)
        {
            CheckNeed(table, need, commune, itemCode, ageGroup ?? site, needs);
        }

        if (quantity is { } units && itemCode is not null && index.Item(itemCode)?.UnitCost.Dong is { } costVnd && (Int128)units * costVnd > Vnd.Largest)
        {
            table.Fault(Quantity, FaultKind.OutOfRange, new(
                string.Create(CultureInfo.InvariantCulture, $"quantity × unit cost ({costVnd} VND) of at most {Vnd.Largest} VND"),
                string.Create(CultureInfo.InvariantCulture, $"số lượng × đơn giá ({costVnd} đồng) nhiều nhất {Vnd.Largest} đồng")));
        }

        return !table.RowIsGood ? null : new ExternalAid
        {
            Commune = new CommuneId(commune!),
            Item = new ItemId(itemCode!),
            Quantity = quantity!.Value,
            Source = source!,
            Date = date!.Value,
            Need = need is null ? null : new NeedId(need),
            AgeGroup = ageGroup,
            Site = site,
        };
    }

    private static void CheckNeed(CsvTable table, string need, string? commune, string? itemCode, string? narrower, Dictionary<NeedId, NeedLine>? needs)
    {
        if (narrower is not null)
        {
            table.Fault(Need, FaultKind.Contradiction, new("either a need_id, or an age_group or site; not both", "hoặc need_id, hoặc age_group hay site; không ghi cả hai"));
        }

        if (needs is null)
        {
            return;
        }

        if (!needs.TryGetValue(new NeedId(need), out var line))
        {
            table.Fault(Need, FaultKind.UnknownReference, Advice.KnownIn("need_id", RoundFiles.Needs));
        }
        else if ((commune is not null && line.Commune.Code != commune) || (itemCode is not null && line.Item.Code != itemCode))
        {
            table.Fault(Need, FaultKind.Contradiction, new(
                $"a need line of this commune and item; {need} is {line.Item} in {line.Commune}",
                $"dòng nhu cầu của đúng xã và mặt hàng này; {need} là {line.Item} tại {line.Commune}"));
        }
    }
}
