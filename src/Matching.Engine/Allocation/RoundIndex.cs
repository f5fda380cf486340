using Matching.Engine.Explain;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Engine.Allocation;

/// <summary>A round turned into dense arrays, once, for the allocator's inner loops.</summary>
/// <remarks>
/// Everything is ordered by id (ordinal), lines by class first, so that the order of rows in the input decides nothing.
/// Only lines that take part and pledges that have something to give appear; lines ask for what others outside the fund have not given.
/// </remarks>
internal sealed class RoundIndex
{
    private RoundIndex(Round round) => Round = round;

    public Round Round { get; }

    /// <summary>Classes that hold a line, in the order they are served.</summary>
    public PriorityClass[] Classes { get; private set; } = [];

    /// <summary>Lines of class k are <c>ClassStart[k] .. ClassStart[k + 1]</c> (k from 0).</summary>
    public int[] ClassStart { get; private set; } = [0];

    public int LineCount => Need.Length;

    /// <summary>Index into the round's needs, per line.</summary>
    public int[] Need { get; private set; } = [];

    public int[] LineClass { get; private set; } = [];

    public int[] LineCommune { get; private set; } = [];

    public int[] LineItem { get; private set; } = [];

    public long[] Quantity { get; private set; } = [];

    public long[] UnitCostVnd { get; private set; } = [];

    /// <summary>Quantity × unit cost.</summary>
    public long[] DemandVnd { get; private set; } = [];

    public CommuneId[] Communes { get; private set; } = [];

    public int[] CommuneProvince { get; private set; } = [];

    /// <summary>District of a commune, or −1.</summary>
    public int[] CommuneDistrict { get; private set; } = [];

    public int[] CommuneTier { get; private set; } = [];

    public Zone[] CommuneZone { get; private set; } = [];

    public ProvinceId[] Provinces { get; private set; } = [];

    public DistrictId[] Districts { get; private set; } = [];

    public Item[] Items { get; private set; } = [];

    /// <summary>Per item: whether a line that takes part has another unit cost than the item.</summary>
    public bool[] HasOwnPrices { get; private set; } = [];

    public int PledgeCount => Pledge.Length;

    /// <summary>Index into the round's pledges, per live pledge.</summary>
    public int[] Pledge { get; private set; } = [];

    /// <summary>What the round may use, in the pledge's own measure; more than zero.</summary>
    public long[] Available { get; private set; } = [];

    public Dictionary<CommuneId, int> CommuneById { get; } = [];

    public Dictionary<ProvinceId, int> ProvinceById { get; } = [];

    public Dictionary<DistrictId, int> DistrictById { get; } = [];

    public Dictionary<ItemId, int> ItemById { get; } = [];

    public Pledge PledgeAt(int pledge) => Round.Pledges[Pledge[pledge]];

    public NeedLine NeedAt(int line) => Round.Needs[Need[line]];

    public bool IsProject(int line) => Items[LineItem[line]].Kind == ItemKind.Project;

    /// <exception cref="ArgumentException">The round names a commune or an item that it does not hold, or a pledge states conditions that cross.</exception>
    public static RoundIndex Of(Round round)
    {
        var index = new RoundIndex(OpenNeeds.Of(round).Round);
        index.ReadGeography();
        index.ReadItems();
        index.ReadLines();
        index.ReadPledges();
        return index;
    }

    /// <summary>What the round may use of a pledge, in its own measure: zero once expired, less the reserve when nothing is asked of it, less what delivery takes.</summary>
    public static long AvailableOf(Round round, Pledge pledge)
    {
        if (pledge.Conditions.AvailableUntil is { } until && until < round.AsOf)
        {
            return 0;
        }

        return pledge.Kind == PledgeKind.Money && round.Policy.ReservePercent > 0 && pledge.Conditions.IsUnconditional
            ? (long)((Int128)pledge.Amount * (100 - round.Policy.ReservePercent) / 100)
            : pledge.ForLines;
    }

    private static int[] SortedById<T>(IReadOnlyList<T> rows, Func<T, string> id)
    {
        var keys = new string[rows.Count];
        var order = new int[rows.Count];
        var sorted = true;
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = id(rows[i]);
            order[i] = i;
            sorted = sorted && (i == 0 || string.CompareOrdinal(keys[i - 1], keys[i]) < 0);
        }

        if (!sorted)
        {
            Array.Sort(keys, order, StringComparer.Ordinal);
        }

        return order;
    }

    private void ReadGeography()
    {
        var order = SortedById(Round.Communes, static c => c.Id.Code);
        Communes = new CommuneId[order.Length];
        CommuneProvince = new int[order.Length];
        CommuneDistrict = new int[order.Length];
        CommuneTier = new int[order.Length];
        CommuneZone = new Zone[order.Length];
        var provinces = new SortedSet<string>(StringComparer.Ordinal);
        var districts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var commune in Round.Communes)
        {
            provinces.Add(commune.Province.Code);
            if (commune.District is { } district)
            {
                districts.Add(district.Code);
            }
        }

        Provinces = [.. provinces.Select(static code => new ProvinceId(code))];
        Districts = [.. districts.Select(static code => new DistrictId(code))];
        for (var p = 0; p < Provinces.Length; p++)
        {
            ProvinceById.Add(Provinces[p], p);
        }

        for (var d = 0; d < Districts.Length; d++)
        {
            DistrictById.Add(Districts[d], d);
        }

        for (var c = 0; c < order.Length; c++)
        {
            var commune = Round.Communes[order[c]];
            Communes[c] = commune.Id;
            CommuneById.Add(commune.Id, c);
            CommuneProvince[c] = ProvinceById[commune.Province];
            CommuneDistrict[c] = commune.District is { } district ? DistrictById[district] : -1;
            CommuneTier[c] = commune.Tier;
            CommuneZone[c] = commune.Zone;
        }
    }

    private void ReadItems()
    {
        Items = [.. Round.Items.OrderBy(static i => i.Id.Code, StringComparer.Ordinal)];
        for (var i = 0; i < Items.Length; i++)
        {
            ItemById.Add(Items[i].Id, i);
        }
    }

    private void ReadLines()
    {
        var order = SortedById(Round.Needs, static n => n.Id.Value);
        var live = new List<(int Need, int Commune, int Item)>(order.Length);
        var keys = new HashSet<(Urgency, int, ItemKind)>();
        foreach (var i in order)
        {
            var need = Round.Needs[i];
            if (!Eligibility.TakesPart(Round.Policy, need))
            {
                continue;
            }

            if (!CommuneById.TryGetValue(need.Commune, out var commune) || !ItemById.TryGetValue(need.Item, out var item))
            {
                throw new ArgumentException($"Need {need.Id} names commune {need.Commune} or item {need.Item}, which the round does not hold.", nameof(Round));
            }

            live.Add((i, commune, item));
            keys.Add((need.Urgency, CommuneTier[commune], Items[item].Kind));
        }

        Classes = ClassOrdering.Number(keys, Round.Policy);
        var numbers = Classes.ToDictionary(static c => (c.Urgency, c.Tier, c.Kind), static c => c.Number - 1);
        ClassStart = new int[Classes.Length + 1];
        var classOf = new int[live.Count];
        for (var l = 0; l < classOf.Length; l++)
        {
            var (need, commune, item) = live[l];
            classOf[l] = numbers[(Round.Needs[need].Urgency, CommuneTier[commune], Items[item].Kind)];
            ClassStart[classOf[l] + 1]++;
        }

        for (var k = 0; k < Classes.Length; k++)
        {
            ClassStart[k + 1] += ClassStart[k];
        }

        var next = ClassStart.ToArray();
        Need = new int[live.Count];
        LineClass = new int[live.Count];
        LineCommune = new int[live.Count];
        LineItem = new int[live.Count];
        Quantity = new long[live.Count];
        UnitCostVnd = new long[live.Count];
        DemandVnd = new long[live.Count];
        HasOwnPrices = new bool[Items.Length];
        for (var i = 0; i < classOf.Length; i++)
        {
            var l = next[classOf[i]]++;
            var (need, commune, item) = live[i];
            var line = Round.Needs[need];
            Need[l] = need;
            LineClass[l] = classOf[i];
            LineCommune[l] = commune;
            LineItem[l] = item;
            Quantity[l] = line.Quantity;
            UnitCostVnd[l] = (line.OwnUnitCost ?? Items[item].UnitCost).Dong;
            HasOwnPrices[item] |= UnitCostVnd[l] != Items[item].UnitCost.Dong;
            DemandVnd[l] = checked(line.Quantity * UnitCostVnd[l]);
        }
    }

    private void ReadPledges()
    {
        var order = SortedById(Round.Pledges, static p => p.Id.Value);
        var live = new List<int>(order.Length);
        var available = new List<long>(order.Length);
        foreach (var i in order)
        {
            if (CrossingConditions.Of(Round.Pledges[i].Conditions) is { } crossing)
            {
                throw new ArgumentException($"Pledge {Round.Pledges[i].Id} states {crossing.Portion} beside {crossing.Other}; state one of them.", nameof(Round));
            }

            var amount = AvailableOf(Round, Round.Pledges[i]);
            if (amount > 0)
            {
                live.Add(i);
                available.Add(amount);
            }
        }

        Pledge = [.. live];
        Available = [.. available];
    }
}
