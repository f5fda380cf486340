using System.Collections.Immutable;
using Matching.Engine.Pledges;

namespace Matching.Files;

/// <summary>The columns of pledges.csv that state wishes. Other than in conditions, the order of elements means something, and none may stand twice.</summary>
internal sealed class WishColumns(CsvTable table, RowReader row, int format, RoundIndex index)
{
    /// <summary>More would say less.</summary>
    public const int MostWishes = 9, LargestWeight = 1_000;

    private readonly int _first = PledgesFile.FirstCondition + ConditionColumns.Columns(format).Length;
    private readonly ConditionElements _elements = new(index);

    public static ImmutableArray<Column> Columns(int format) => format < RoundFormat.Second ? [] : [new("wishes"), new("soft_wishes")];

    public (ImmutableArray<Wish> Wishes, ImmutableArray<SoftWish> Soft) Read()
    {
        if (format < RoundFormat.Second)
        {
            return ([], []);
        }

        var wishes = Elements(_first, static text => Wish.Read(text) is { } wish ? new SoftWish(wish, 0) : null);
        return (wishes.IsEmpty ? [] : [.. wishes.Select(static soft => soft.Wish)], Elements(_first + 1, ReadSoft));
    }

    public static void Write(CsvOutput csv, int format, Pledge pledge)
    {
        if (format >= RoundFormat.Second)
        {
            csv.Text(Cell(pledge.Wishes)).Text(Cell(pledge.SoftWishes));
        }
    }

    private static string? Cell<T>(ImmutableArray<T> elements) => elements.IsEmpty ? null : string.Join(';', elements);

    private static SoftWish? ReadSoft(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && Wish.Read(text[..colon]) is { } wish && Digits.TryRead(System.Text.Encoding.UTF8.GetBytes(text[(colon + 1)..]), out var weight)
            && weight is >= 1 and <= LargestWeight ? new SoftWish(wish, (int)weight) : null;
    }

    private ImmutableArray<SoftWish> Elements(int column, Func<string, SoftWish?> read)
    {
        if (table.Cell(column).IsEmpty || row.KeyList(column) is not { } cell)
        {
            return [];
        }

        var found = ImmutableArray.CreateBuilder<SoftWish>();
        foreach (var text in cell.Split(';').Select(static part => part.Trim(' ', '\u00A0')).Where(static part => part.Length > 0))
        {
            var (kind, wanted) = (FaultKind.NotAllowed, read == ReadSoft
                ? new Wanted("kind:value:weight, as in province:11:5, with a weight of 1 to 1000", "loại:giá trị:trọng số, ví dụ province:11:5, trọng số từ 1 đến 1000")
                : new Wanted("kind:value, as in province:11; the kinds are item, category, province, district, commune, zone, tier, urgency, age_group", "loại:giá trị, ví dụ province:11; các loại: item, category, province, district, commune, zone, tier, urgency, age_group"));
            if (read(text) is { } wish && IsKnown(wish.Wish, ref kind, ref wanted))
            {
                (kind, wanted) = found.Any(other => other.Wish == wish.Wish)
                    ? (FaultKind.Duplicate, new Wanted("each wish once", "mỗi nguyện vọng một lần"))
                    : (FaultKind.OutOfRange, new Wanted("at most 9 wishes", "nhiều nhất 9 nguyện vọng"));
                if (kind != FaultKind.Duplicate && found.Count < MostWishes)
                {
                    found.Add(wish);
                    continue;
                }
            }

            table.Fault(column, System.Text.Encoding.UTF8.GetBytes(text), kind, wanted);
        }

        return found.ToImmutable();
    }

    /// <summary>Whether the round has what the wish names.</summary>
    private bool IsKnown(Wish wish, ref FaultKind kind, ref Wanted wanted)
    {
        var (known, why, advice) = wish.Kind switch
        {
            WishKind.Item => (_elements.Item(wish.Value, out _, out var k, out var w), k, w),
            WishKind.Category => (_elements.Category(wish.Value, out _, out var k, out var w), k, w),
            WishKind.Province => (_elements.Province(wish.Value, out _, out var k, out var w), k, w),
            WishKind.District => (_elements.District(wish.Value, out _, out var k, out var w), k, w),
            WishKind.Commune => (_elements.Commune(wish.Value, out _, out var k, out var w), k, w),
            WishKind.Zone => (ConditionElements.Zone(wish.Value, out _, out var k, out var w), k, w),
            WishKind.Tier => (ConditionElements.Tier(wish.Value, out _, out var k, out var w), k, w),
            WishKind.Urgency => (ConditionElements.Urgency(wish.Value, out _, out var k, out var w), k, w),
            _ => (ConditionElements.AgeGroup(wish.Value, out _, out var k, out var w), k, w),
        };
        (kind, wanted) = known ? (kind, wanted) : (why, advice);
        return known;
    }
}
