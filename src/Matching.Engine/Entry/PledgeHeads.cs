using Matching.Engine.Allocation;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Explain;
using Matching.Engine.Pledges;

namespace Matching.Engine.Entry;

/// <summary>Lines of one atom that a pledge reaches over one way with one ceiling.</summary>
/// <param name="Lines">Lines of the atom that the pledge may serve, ascending.</param>
/// <param name="Tail">Index into <see cref="PledgeHeads.Tails"/>, or −1 for the pledge itself.</param>
/// <param name="CapVnd">Ceiling of the way.</param>
internal readonly record struct PledgeHead(int Atom, List<int> Lines, int Tail, long CapVnd);

/// <summary>A ceiling of the pledge in one commune, one province, or on one portion of it.</summary>
/// <param name="Above">The tail around this one (a commune lies in a province or a portion, an early portion in later ones), or −1.</param>
internal readonly record struct PledgeTail(int Above, long CapVnd);

/// <summary>The ways that a further pledge would have into a solved network: to whole atoms, or to parts of them.</summary>
internal sealed class PledgeHeads
{
    private PledgeHeads(long supplyVnd, List<PledgeTail> tails, List<PledgeHead> heads, List<int> lines) =>
        (SupplyVnd, Tails, Heads, Lines) = (supplyVnd, tails, heads, lines);

    /// <summary>Of no pledge at all.</summary>
    public static PledgeHeads None { get; } = new(0, [], [], []);

    /// <summary>In đồng of line value.</summary>
    public long SupplyVnd { get; }

    /// <summary>Those above come first.</summary>
    public List<PledgeTail> Tails { get; }

    /// <summary>By atom.</summary>
    public List<PledgeHead> Heads { get; }

    /// <summary>All lines that the pledge may serve, ascending, also where a ceiling of zero closes the way.</summary>
    public List<int> Lines { get; }

    /// <summary>The lines that a pledge may serve, ascending, one by one as they are asked for.</summary>
    /// <param name="among">Lines that matter.</param>
    public static IEnumerable<int> LinesOf(SolvedShares round, Pledge pledge, Predicate<int> among)
    {
        var index = round.Index;
        var (mayItem, mayCommune) = (Items(index, pledge), Communes(index, pledge.Conditions));
        for (var l = 0; l < index.LineCount; l++)
        {
            if (mayItem[index.LineItem[l]] && mayCommune[index.LineCommune[l]] && among(l) && Eligibility.MayServe(round.Lookup, pledge, index.Need[l]))
            {
                yield return l;
            }
        }
    }

    /// <param name="unitVnd">Đồng of line value that one of the pledge's own measure covers.</param>
    public static PledgeHeads Of(SolvedShares round, Pledge pledge, long unitVnd)
    {
        var index = round.Index;
        var available = RoundIndex.AvailableOf(index.Round, pledge);
        var commune = Ceiling(pledge.CommuneCeiling);
        var province = Ceiling(pledge.ProvinceCeiling);
        var percent = pledge.Conditions.MaxSharePercent is { } stated && stated < 100 ? stated : (int?)null;
        var tails = new List<PledgeTail>();
        var tailOf = new Dictionary<(bool Commune, int Place), int>();
        var portions = pledge.Portions.Sort(static (left, right) => Nullable.Compare(right.Before, left.Before)); // the widest first
        foreach (var portion in portions)
        {
            tails.Add(new PledgeTail(tails.Count - 1, checked(portion.Most * unitVnd)));
        }

        List<int> lines = available == 0 ? [] : [.. LinesOf(round, pledge, static _ => true)];
        var serves = new bool[index.LineCount];
        foreach (var line in lines)
        {
            serves[line] = true;
        }

        var heads = new List<PledgeHead>();
        var network = round.Network;
        for (var a = 0; a < network.AtomCount; a++)
        {
            var first = heads.Count;
            for (var i = network.AtomLineStart[a]; i < network.AtomLineStart[a + 1]; i++)
            {
                var l = network.AtomLine[i];
                if (serves[l])
                {
                    Add(a, l, first);
                }
            }
        }

        return new PledgeHeads(checked(available * unitVnd), tails, heads, lines);

        // Lines of an atom share a way when they share its ceilings.
        void Add(int atom, int line, int first)
        {
            var tail = TailOf(line, index.LineCommune[line], index.CommuneProvince[index.LineCommune[line]]);
            for (var h = heads.Count - 1; h >= first && percent is null; h--)
            {
                if (heads[h].Tail == tail)
                {
                    heads[h].Lines.Add(line);
                    return;
                }
            }

            var share = percent is { } most ? PledgeRoom.ShareOf(index, pledge, line, most) * (pledge.Kind == PledgeKind.Goods ? unitVnd : 1) : FlowNetwork.Unlimited;
            heads.Add(new PledgeHead(atom, [line], tail, share));
        }

        long? Ceiling(long? most) => most is { } amount && amount < available ? checked(amount * unitVnd) : null;

        // No pledge has both portions and a ceiling per province; portions beside a ceiling per commune hold whole communes.
        int TailOf(int line, int at, int inside)
        {
            var above = province is { } capVnd ? Tail((false, inside), -1, capVnd) : PortionOf(line);
            return commune is { } there ? Tail((true, at), above, there) : above;
        }

        int PortionOf(int line)
        {
            var innermost = portions.Length - 1;
            while (innermost >= 0 && !portions[innermost].Holds(index.CommuneTier[index.LineCommune[line]], index.NeedAt(line).NeededBy))
            {
                innermost--;
            }

            return innermost;
        }

        int Tail((bool, int) place, int above, long capVnd)
        {
            if (!tailOf.TryGetValue(place, out var tail))
            {
                tail = tails.Count;
                tailOf.Add(place, tail);
                tails.Add(new PledgeTail(above, capVnd));
            }

            return tail;
        }
    }

    /// <summary>Items that the pledge names, to pass over the others quickly.</summary>
    private static bool[] Items(RoundIndex index, Pledge pledge)
    {
        var asks = pledge.Conditions;
        return Array.ConvertAll(index.Items, item =>
            (pledge.Item is not { } goods || goods == item.Id) && ((asks.Items.IsEmpty && asks.Categories.IsEmpty) || Eligibility.HoldsItems(asks, item)));
    }

    /// <summary>Communes in the places that the pledge names, to pass over the others quickly.</summary>
    private static bool[] Communes(RoundIndex index, PledgeConditions asks)
    {
        var may = new bool[index.Communes.Length];
        var anywhere = asks.Provinces.IsEmpty && asks.Districts.IsEmpty && asks.Communes.IsEmpty;
        var provinces = Array.ConvertAll(index.Provinces, p => asks.Provinces.Contains(p));
        var districts = Array.ConvertAll(index.Districts, d => asks.Districts.Contains(d));
        for (var c = 0; c < may.Length; c++)
        {
            may[c] = anywhere || provinces[index.CommuneProvince[c]] || (index.CommuneDistrict[c] >= 0 && districts[index.CommuneDistrict[c]]);
        }

        foreach (var id in asks.Communes)
        {
            if (index.CommuneById.TryGetValue(id, out var c))
            {
                may[c] = true;
            }
        }

        return may;
    }
}
