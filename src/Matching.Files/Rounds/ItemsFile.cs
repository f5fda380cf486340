using System.Collections.Immutable;
using Matching.Engine.Needs;
using Matching.Engine.Quantities;

namespace Matching.Files;

/// <summary>items.csv: what can be needed, with unit and price norm.</summary>
internal static class ItemsFile
{
    private const int Code = 0, NameVi = 1, NameEn = 2, Category = 3, Unit = 4, UnitCost = 5, Kind = 6;

    private static readonly ImmutableArray<Column> s_columns =
    [
        new("item_code", true), new("name_vi", true), new("name_en"), new("category", true), new("unit", true), new("unit_cost_vnd", true), new("kind", true),
    ];

    public static void Read(InputFile file, RoundIndex index, CancellationToken cancel) =>
        file.ReadTable(s_columns, required: true, (table, row) => () =>
        {
            var code = row.Id(Code);
            var nameVi = row.RequiredName(NameVi);
            var nameEn = row.Name(NameEn);
            var category = row.RequiredKey(Category);
            var unit = row.RequiredName(Unit);
            var cost = row.RequiredNumber(UnitCost, 1, Vnd.Largest);
            var kind = row.RequiredChoice(Kind, Words.ItemKinds);
            index.Categories.Note(category);
            if (code is null)
            {
                return;
            }

            if (index.ItemLines.TryGetValue(code, out var line))
            {
                table.Fault(Code, FaultKind.Duplicate, Advice.UsedBefore(line));
                return;
            }

            index.ItemLines.Add(code, table.Line);
            if (table.RowIsGood)
            {
                index.Add(new Item
                {
                    Id = new ItemId(code),
                    NameVi = nameVi!,
                    NameEn = nameEn,
                    Category = category!,
                    Unit = unit!,
                    UnitCost = new Vnd(cost!.Value),
                    Kind = kind!.Value,
                });
            }
        }, cancel);

    public static void Write(Stream stream, ImmutableArray<Item> items)
    {
        using var csv = new CsvOutput(stream, [.. s_columns.Select(column => column.Name)]);
        foreach (var item in items)
        {
            csv.Text(item.Id.Code).Text(item.NameVi).Text(item.NameEn).Text(item.Category).Text(item.Unit)
                .Number(item.UnitCost.Dong).Word(Words.ItemKinds.Word(item.Kind)).EndRow();
        }
    }
}
