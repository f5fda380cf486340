using System.Collections.Immutable;
using System.Text.Json;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Files;

namespace Matching.Cli.Batch;

/// <summary>The members of a variant that speak of single conditions, pledges, prices and tiers.</summary>
internal sealed class VariantMembers(JsonWalk walk, Dictionary<string, JsonElement> members, string path)
{
    private const int LargestTier = 999;

    public Variant AddTo(Variant variant) => variant with
    {
        Conditions = [.. Conditions().OrderBy(change => change.Pledge.Value, StringComparer.Ordinal)],
        Created = [.. Created()],
        Prices = Entries("prices", "an object of item_code and unit cost", "một đối tượng gồm item_code và đơn giá")
            .Select(e => (e.Name, Value: walk.Whole(e.Element, e.Path, 1, Vnd.Largest)))
            .Where(e => e.Value is not null)
            .ToImmutableDictionary(e => new ItemId(e.Name), e => new Vnd(e.Value!.Value)),
        Tiers = Entries("tiers", "an object of commune_code and tier", "một đối tượng gồm commune_code và mức ưu tiên")
            .Select(e => (e.Name, Value: walk.Whole(e.Element, e.Path, 1, LargestTier)))
            .Where(e => e.Value is not null)
            .ToImmutableDictionary(e => new CommuneId(e.Name), e => (int)e.Value!.Value),
    };

    /// <summary>Dropped and set conditions, one change for each pledge that is spoken of.</summary>
    private IEnumerable<PledgeChange> Conditions()
    {
        var changes = new SortedDictionary<string, PledgeChange>(StringComparer.Ordinal);
        void Add(string pledge, string at, string column, string cell)
        {
            var known = changes.GetValueOrDefault(pledge) ?? new PledgeChange(new PledgeId(pledge), at, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));
            if (known.Cells.ContainsKey(column))
            {
                walk.Refuse(at, column, FaultKind.Duplicate, "each condition dropped or set, once", "mỗi điều kiện hoặc bỏ hoặc đặt lại, một lần");
            }

            changes[pledge] = known with { Cells = known.Cells.SetItem(column, cell) };
        }

        foreach (var (pledge, list, at) in Entries("drop_conditions", "an object of pledge_id and a list of conditions", "một đối tượng gồm pledge_id và danh sách điều kiện"))
        {
            foreach (var (element, place) in walk.Array(list, at))
            {
                if (walk.Text(element, place) is { } column && IsKnown(column, place, PledgeCells.Conditions))
                {
                    Add(pledge, at, column, "");
                }
            }
        }

        foreach (var (pledge, columns, at) in Entries("set_conditions", "an object of pledge_id and conditions", "một đối tượng gồm pledge_id và các điều kiện"))
        {
            foreach (var (column, cell) in Cells(columns, at, PledgeCells.Conditions))
            {
                Add(pledge, at, column, cell);
            }
        }

        return changes.Values;
    }

    private List<PledgeChange> Created()
    {
        var created = new List<PledgeChange>();
        foreach (var (element, at) in members.TryGetValue("new_pledges", out var list) ? walk.Array(list, JsonWalk.Join(path, "new_pledges")) : [])
        {
            var cells = Cells(element, at, PledgeCells.Columns).ToImmutableSortedDictionary(StringComparer.Ordinal);
            if (cells.TryGetValue("pledge_id", out var id))
            {
                created.Add(new PledgeChange(new PledgeId(id), at, cells));
            }
            else if (element.ValueKind == JsonValueKind.Object)
            {
                walk.Refuse(JsonWalk.Join(at, "pledge_id"), null, FaultKind.Missing, "the member \"pledge_id\"", "mục \"pledge_id\"");
            }
        }

        return created;
    }

    private List<KeyValuePair<string, string>> Cells(JsonElement element, string at, ImmutableArray<string> known)
    {
        var cells = new List<KeyValuePair<string, string>>();
        foreach (var (column, value, place) in walk.Entries(element, at, "an object of columns and values", "một đối tượng gồm các cột và giá trị"))
        {
            if (IsKnown(column, place, known) && walk.Cell(value, place) is { } cell)
            {
                cells.Add(new(column, cell));
            }
        }

        return cells;
    }

    private bool IsKnown(string column, string at, ImmutableArray<string> known)
    {
        if (known.Contains(column, StringComparer.Ordinal))
        {
            return true;
        }

        var names = string.Join(", ", known);
        walk.Refuse(at, column, FaultKind.UnknownMember, $"one of {names}", $"một trong {names}");
        return false;
    }

    private IEnumerable<(string Name, JsonElement Element, string Path)> Entries(string member, string expected, string expectedVi) =>
        members.TryGetValue(member, out var element) ? walk.Entries(element, JsonWalk.Join(path, member), expected, expectedVi) : [];
}
