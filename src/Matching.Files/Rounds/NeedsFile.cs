using System.Collections.Immutable;
using System.Globalization;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Quantities;

namespace Matching.Files;

/// <summary>needs.csv: who needs what.</summary>
internal static class NeedsFile
{
    private const int Id = 0, CommuneCode = 1, Site = 2, ItemCode = 3, AgeGroup = 4, Quantity = 5, UrgencyName = 6, NeededBy = 7, MinQuantity = 8,
        UnitCost = 9, Rank = 10, Beneficiaries = 11, Status = 12, Quality = 13;

    public static ImmutableArray<Column> Columns(int format) =>
    [
        new("need_id", true), new("commune_code", true), new("site"), new("item_code", true), new("age_group"), new("quantity", true), new("urgency", true),
        new("needed_by"), new("min_quantity"), new("unit_cost_vnd"), new("rank"), new("beneficiaries"), new("status"),
        .. (format < RoundFormat.Second ? [] : (Column[])[new("quality")]),
    ];

    /// <summary>Reads the lines into <paramref name="needs"/>; the ids, also of wrong rows, into <paramref name="lines"/>.</summary>
    public static void Read(
        InputFile file, int format, RoundIndex index, ImmutableArray<NeedLine>.Builder needs, Dictionary<string, long> lines, CancellationToken cancel)
    {
        var sum = Int128.Zero;
        var rows = 0L;
        file.ReadTable(Columns(format), required: true, (table, row) => () =>
        {
            rows++;
            if (ReadLine(table, row, format, index, lines, out var valueVnd) is not { } line)
            {
                return;
            }

            sum += valueVnd;
            if (file.Faults.Count == 0)
            {
                needs.Add(line);
            }
            else if (needs.Count > 0)
            {
                needs.Clear(); // of a bad file nothing is kept, so that it costs no memory
                needs.Capacity = 0;
            }
        }, cancel);

        if (sum > RoundFiles.LargestSum)
        {
            file.Faults.Add(0, "quantity", sum.ToString(CultureInfo.InvariantCulture), FaultKind.SumTooLarge, TooMuch("needs", "nhu cầu"));
        }

        if (rows == 0 && file.IsComplete)
        {
            file.Faults.Add(0, null, (string?)null, FaultKind.NothingToAllocate, new("at least one need line; a round without needs has no plan", "ít nhất một dòng nhu cầu; đợt không có nhu cầu thì không có phương án"));
        }
    }

    public static Wanted TooMuch(string what, string whatVi) => new(
        string.Create(CultureInfo.InvariantCulture, $"at most {RoundFiles.LargestSum} VND for all {what} together"),
        string.Create(CultureInfo.InvariantCulture, $"tổng giá trị mọi {whatVi} nhiều nhất {RoundFiles.LargestSum} đồng"));

    public static void Write(Stream stream, int format, ImmutableArray<NeedLine> needs)
    {
        using var csv = new CsvOutput(stream, [.. Columns(format).Select(column => column.Name)]);
        foreach (var need in needs)
        {
            csv.Text(need.Id.Value).Text(need.Commune.Code).Text(need.Site).Text(need.Item.Code).Text(need.AgeGroup)
                .Number(need.Quantity).Word(Words.Urgencies.Word(need.Urgency)).Day(need.NeededBy).Number(need.MinQuantity)
                .Number(need.OwnUnitCost?.Dong).Number(need.Rank).Number(need.Beneficiaries).Word(Words.Statuses.Word(need.Status));
            if (format >= RoundFormat.Second)
            {
                csv.Word(need.Quality is { } quality ? Words.AcceptedQualities.Word(quality) : "");
            }

            csv.EndRow();
        }
    }

    private static NeedLine? ReadLine(CsvTable table, RowReader row, int format, RoundIndex index, Dictionary<string, long> lines, out Int128 valueVnd)
    {
        valueVnd = 0;
        var id = row.Id(Id);
        var commune = row.RequiredKey(CommuneCode);
        var site = row.Name(Site);
        var itemCode = row.RequiredKey(ItemCode);
        var ageGroup = row.Key(AgeGroup);
        var quantity = row.RequiredNumber(Quantity, 1, Vnd.Largest);
        var urgency = row.RequiredChoice(UrgencyName, Words.Urgencies);
        var neededBy = row.Day(NeededBy);
        var minQuantity = row.Number(MinQuantity, 1, Vnd.Largest);
        var unitCost = row.Number(UnitCost, 1, Vnd.Largest);
        var rank = row.Number(Rank, 0, Vnd.Largest);
        var beneficiaries = row.Number(Beneficiaries, 0, Vnd.Largest);
        var status = row.Choice(Status, Words.Statuses);
        var quality = format < RoundFormat.Second ? null : row.Choice(Quality, Words.AcceptedQualities);
        if (id is not null && !lines.TryAdd(id, table.Line))
        {
            table.Fault(Id, FaultKind.Duplicate, Advice.UsedBefore(lines[id]));
        }

        if (commune is not null && index.IsUnknownCommune(commune))
        {
            table.Fault(CommuneCode, FaultKind.UnknownReference, index.CommuneAdvice(commune));
        }

        if (itemCode is not null && index.IsUnknownItem(itemCode))
        {
            table.Fault(ItemCode, FaultKind.UnknownReference, Advice.KnownIn("item_code", RoundFiles.Items));
        }

        if (minQuantity > quantity)
        {
            table.Fault(MinQuantity, FaultKind.Contradiction, new(
                string.Create(CultureInfo.InvariantCulture, $"at most the quantity, {quantity}"), string.Create(CultureInfo.InvariantCulture, $"không lớn hơn số lượng cần, {quantity}")));
        }

        var item = itemCode is null ? null : index.Item(itemCode);
        if (unitCost is not null && item?.Kind == ItemKind.Consumable)
        {
            table.Fault(UnitCost, FaultKind.Contradiction, new(
                $"nothing; only lines of projects have their own price, and {item.Id} is a consumable",
                $"để trống; chỉ công trình mới có đơn giá riêng, còn {item.Id} là hàng tiêu dùng"));
        }

        if (quantity is { } units && (unitCost ?? item?.UnitCost.Dong) is { } costVnd)
        {
            valueVnd = (Int128)units * costVnd;
            if (valueVnd > Vnd.Largest)
            {
                table.Fault(Quantity, FaultKind.OutOfRange, new(
                    string.Create(CultureInfo.InvariantCulture, $"quantity × unit cost ({costVnd} VND) of at most {Vnd.Largest} VND"),
                    string.Create(CultureInfo.InvariantCulture, $"số lượng × đơn giá ({costVnd} đồng) nhiều nhất {Vnd.Largest} đồng")));
                valueVnd = 0;
            }
        }

        return !table.RowIsGood ? null : new NeedLine
        {
            Id = new NeedId(id!),
            Commune = new CommuneId(commune!),
            Site = site,
            Item = new ItemId(itemCode!),
            AgeGroup = ageGroup,
            Quality = quality,
            Quantity = quantity!.Value,
            Urgency = urgency!.Value,
            NeededBy = neededBy,
            MinQuantity = minQuantity,
            OwnUnitCost = unitCost is { } own ? new Vnd(own) : null,
            Rank = rank,
            Beneficiaries = beneficiaries,
            Status = status ?? NeedStatus.Reported,
        };
    }
}
