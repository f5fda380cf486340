using Matching.Engine.Allocation;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Engine.Explain;

/// <summary>A round with its references resolved once: what lies where, what a unit costs, what is asked in đồng.</summary>
/// <remarks>Immutable; made in one pass over the round, so that a national round costs a few milliseconds. Indices are places in the round's lists.</remarks>
public sealed class RoundLookup
{
    private readonly Dictionary<CommuneId, int> _communes;
    private readonly Dictionary<ItemId, int> _items;
    private readonly Lazy<Dictionary<NeedId, int>> _needs;
    private readonly Lazy<Dictionary<PledgeId, int>> _pledges;
    private readonly Lazy<int[]?> _idRanks;
    private readonly int[] _communeOfLine;
    private readonly int[] _itemOfLine;

    /// <exception cref="ArgumentException">A line names a commune or an item that the round does not list, or an id is listed twice.</exception>
    public RoundLookup(Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        Needs = OpenNeeds.Of(round);
        round = Needs.Round;
        _communes = new Dictionary<CommuneId, int>(round.Communes.Length);
        for (var c = 0; c < round.Communes.Length; c++)
        {
            _communes.Add(round.Communes[c].Id, c);
        }

        _items = new Dictionary<ItemId, int>(round.Items.Length);
        for (var i = 0; i < round.Items.Length; i++)
        {
            _items.Add(round.Items[i].Id, i);
        }

        _communeOfLine = new int[round.Needs.Length];
        _itemOfLine = new int[round.Needs.Length];
        for (var n = 0; n < round.Needs.Length; n++)
        {
            var line = round.Needs[n];
            _communeOfLine[n] = _communes.TryGetValue(line.Commune, out var c) ? c : throw Unknown(line, "commune", line.Commune.Code);
            _itemOfLine[n] = _items.TryGetValue(line.Item, out var i) ? i : throw Unknown(line, "item", line.Item.Code);
        }

        // Only pins and questions about one line or pledge go by these ids.
        _needs = new(() => IndexBy(round.Needs.Length, n => round.Needs[n].Id));
        _idRanks = new(IdRanks);
        _pledges = new(() => IndexBy(round.Pledges.Length, p => round.Pledges[p].Id));
    }

    /// <summary>The round as it was stated, and who outside the fund covers what of it.</summary>
    public OpenNeeds Needs { get; }

    /// <summary>The round as it is solved: what others outside the fund give is no longer asked for.</summary>
    public Round Round => Needs.Round;

    /// <summary>Place of the line's commune in <see cref="Round.Communes"/>.</summary>
    public int CommuneIndex(int need) => _communeOfLine[need];

    /// <summary>Place of the line's item in <see cref="Round.Items"/>.</summary>
    public int ItemIndex(int need) => _itemOfLine[need];

    public Commune CommuneOf(int need) => Round.Communes[_communeOfLine[need]];

    public Item ItemOf(int need) => Round.Items[_itemOfLine[need]];

    /// <summary>Whether the line meets any wish of the pledge.</summary>
    public bool MeetsAWish(Pledge pledge, int need)
    {
        ArgumentNullException.ThrowIfNull(pledge);
        var (line, commune, item) = (Round.Needs[need], CommuneOf(need), ItemOf(need));
        return pledge.Wishes.Any(wish => wish.Holds(line, commune, item)) || pledge.SoftWishes.Any(soft => soft.Wish.Holds(line, commune, item));
    }

    /// <summary>The price of one unit of the line: a project line's own, else the item's.</summary>
    public Vnd UnitCost(int need)
    {
        var item = ItemOf(need);
        return item.Kind == ItemKind.Project ? Round.Needs[need].OwnUnitCost ?? item.UnitCost : item.UnitCost;
    }

    /// <summary>Everything the line asks for, in đồng of line value.</summary>
    public Vnd Requested(int need) => UnitCost(need) * Round.Needs[need].Quantity;

    /// <summary>Whether the line takes part in the round: not rejected, and verified where the policy asks for that.</summary>
    public bool TakesPart(int need) => Eligibility.TakesPart(Round.Policy, Round.Needs[need]);

    /// <summary>What one đồng or unit of the pledge is worth: 1 for money, the item's unit cost for goods.</summary>
    /// <exception cref="ArgumentException">The goods pledge names no item, or one that the round does not list.</exception>
    public Vnd Worth(Pledge pledge)
    {
        ArgumentNullException.ThrowIfNull(pledge);
        return pledge.Kind == PledgeKind.Money
            ? new Vnd(1)
            : pledge.Item is { } item && _items.TryGetValue(item, out var i)
                ? Round.Items[i].UnitCost
                : throw new ArgumentException($"Goods pledge {pledge.Id} names item '{pledge.Item}', which the round does not list.", nameof(pledge));
    }

    public int? FindCommune(CommuneId id) => _communes.TryGetValue(id, out var index) ? index : null;

    public int? FindItem(ItemId id) => _items.TryGetValue(id, out var index) ? index : null;

    public int? FindNeed(NeedId id) => _needs.Value.TryGetValue(id, out var index) ? index : null;

    public int? FindPledge(PledgeId id) => _pledges.Value.TryGetValue(id, out var index) ? index : null;

    /// <summary>Place of the line among all lines ordered by id: what ties break by, whatever the order of rows.</summary>
    internal int IdRank(int need) => _idRanks.Value is { } ranks ? ranks[need] : need;

    private int[]? IdRanks()
    {
        var needs = Round.Needs;
        var sorted = true;
        for (var n = 1; n < needs.Length && sorted; n++)
        {
            sorted = string.CompareOrdinal(needs[n - 1].Id.Value, needs[n].Id.Value) < 0;
        }

        if (sorted)
        {
            return null;
        }

        var order = Enumerable.Range(0, needs.Length).ToArray();
        Array.Sort(order, (a, b) => string.CompareOrdinal(needs[a].Id.Value, needs[b].Id.Value));
        var ranks = new int[order.Length];
        for (var place = 0; place < order.Length; place++)
        {
            ranks[order[place]] = place;
        }

        return ranks;
    }

    private static Dictionary<TId, int> IndexBy<TId>(int count, Func<int, TId> id)
        where TId : notnull
    {
        var index = new Dictionary<TId, int>(count);
        for (var i = 0; i < count; i++)
        {
            index.Add(id(i), i);
        }

        return index;
    }

    private static ArgumentException Unknown(NeedLine line, string what, string code) =>
        new($"Need {line.Id} names {what} '{code}', which the round does not list.");
}
