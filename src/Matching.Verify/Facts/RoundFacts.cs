using System.Collections.Immutable;
using Matching.Engine.Needs;
using Matching.Engine.Rounds;

namespace Matching.Verify.Facts;

/// <summary>A round, read again from its records alone: lines, pledges, pins, classes and caps as the contract defines them.</summary>
/// <exception cref="ArgumentException">The round refers to something that it does not hold; readers refuse such rounds.</exception>
internal sealed class RoundFacts
{
    /// <summary>What a name that no line or commune bears is numbered; it equals no index.</summary>
    public const int Unknown = int.MaxValue;

    private readonly Dictionary<string, int> _districts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _provinces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _ages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _communes;
    private readonly Dictionary<string, int> _items;

    public RoundFacts(Round round)
    {
        Round = round;
        _communes = Index(round.Communes.Select(commune => commune.Id.Code));
        _items = Index(round.Items.Select(item => item.Id.Code));
        var covered = OutsideAid.Covered(round);
        var aided = new HashSet<(string, string)>(round.ExternalAid.Select(aid => (aid.Commune.Code, aid.Item.Code)));
        Lines = [.. round.Needs.Select((need, n) => ReadLine(need, covered[n], aided))];
        HasOwnPrices = new bool[round.Items.Length];
        foreach (var line in Lines)
        {
            HasOwnPrices[line.Item] |= line.Takes && line.UnitVnd != round.Items[line.Item].UnitCost.Dong;
        }

        Pledges = [.. round.Pledges.Select(pledge => new PledgeFacts(this, pledge))];
        (Classes, ClassOf) = ClassesInOrder(round.Policy);
        AvailableVnd = Pledges.Aggregate(Int128.Zero, (sum, pledge) => sum + pledge.AvailableVnd);
        ProvinceCapVnd = round.Policy.ProvinceCapPercent is { } percent ? AvailableVnd * percent / 100 : null;
        Pins = new PinFacts(this);
        HasDiscreteConditions = Pins.All.Count > 0 || Array.Exists(Pledges, pledge => pledge.IsDiscrete) || Array.Exists(Lines, line => line.Minimum > 1);
    }

    public Round Round { get; }

    public LineFacts[] Lines { get; }

    /// <summary>Per item: whether a line that takes part has a price of its own.</summary>
    public bool[] HasOwnPrices { get; }

    public PledgeFacts[] Pledges { get; }

    public PinFacts Pins { get; }

    /// <summary>In the policy's order; only classes that hold a line that takes part.</summary>
    public ImmutableArray<PriorityClass> Classes { get; }

    /// <summary>Per line: class number, 1 = first; 0 when it takes no part.</summary>
    public int[] ClassOf { get; }

    /// <summary>Available value of all pledges: money in đồng, a goods unit at its item's unit cost.</summary>
    public Int128 AvailableVnd { get; }

    /// <summary><c>floor(available value × percent / 100)</c>, the most that one province may receive; none where the policy has no cap.</summary>
    public Int128? ProvinceCapVnd { get; }

    /// <summary>Whether pins, discrete conditions or minimum quantities may keep whole plans well below the fair shares.</summary>
    public bool HasDiscreteConditions { get; }

    public int Communes => Round.Communes.Length;

    public int Districts => _districts.Count;

    public int Provinces => _provinces.Count;

    public int Items => Round.Items.Length;

    public string ProvinceCode(int province) => _provinces.First(entry => entry.Value == province).Key;

    public int Commune(string code) => _communes.GetValueOrDefault(code, Unknown);

    public int District(string code) => _districts.GetValueOrDefault(code, Unknown);

    public int Province(string code) => _provinces.GetValueOrDefault(code, Unknown);

    public int Item(string code) => _items.GetValueOrDefault(code, Unknown);

    public int Age(string group) => _ages.GetValueOrDefault(group, Unknown);

    internal static Dictionary<string, int> Index(IEnumerable<string> ids)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            if (!index.TryAdd(id, index.Count))
            {
                throw new ArgumentException($"The round holds {id} twice; ids are unique within their list.");
            }
        }

        return index;
    }

    private static int Number(Dictionary<string, int> index, string? id)
    {
        if (id is null)
        {
            return -1;
        }

        index.TryAdd(id, index.Count);
        return index[id];
    }

    private LineFacts ReadLine(NeedLine need, long fromOthers, HashSet<(string Commune, string Item)> aided)
    {
        if (!_communes.TryGetValue(need.Commune.Code, out var at) || !_items.TryGetValue(need.Item.Code, out var item))
        {
            throw new ArgumentException($"Line {need.Id} names commune {need.Commune} and item {need.Item}; the round must hold both.");
        }

        var commune = Round.Communes[at];
        var kind = Round.Items[item].Kind;
        return new LineFacts
        {
            Takes = OutsideAid.TakesPart(Round, need) && fromOthers < need.Quantity,
            Covered = need.Status == NeedStatus.Covered || fromOthers == need.Quantity,
            FromOthers = fromOthers,
            Commune = at,
            District = Number(_districts, commune.District?.Code),
            Province = Number(_provinces, commune.Province.Code),
            Zone = (int)commune.Zone,
            Tier = commune.PriorityTier ?? (int)commune.Zone switch { 3 => 1, 2 => 2, 1 => 3, _ => 4 },
            Urgency = (int)need.Urgency,
            Item = item,
            IsProject = kind == ItemKind.Project,
            Age = Number(_ages, need.AgeGroup),
            NewOnly = need.Quality == AcceptedQuality.New,
            OthersGive = need.HasOutsideAid || aided.Contains((need.Commune.Code, need.Item.Code)),
            NeededBy = need.NeededBy?.DayNumber ?? int.MaxValue,
            Quantity = fromOthers < need.Quantity ? need.Quantity - fromOthers : need.Quantity,
            Minimum = Math.Max(0, (need.MinQuantity ?? 0) - fromOthers),
            UnitVnd = kind == ItemKind.Project && need.OwnUnitCost is { } own ? own.Dong : Round.Items[item].UnitCost.Dong,
        };
    }

    /// <summary>
    /// Classes sort by the policy's keys, most significant first, keys that are left out behind in the default order;
    /// urgency and tier ascend, consumables stand before projects unless projects are wanted before.
    /// </summary>
    private (ImmutableArray<PriorityClass> Classes, int[] ClassOf) ClassesInOrder(RoundPolicy policy)
    {
        ClassKey[] keys = [.. policy.ClassOrder.Concat([ClassKey.Urgency, ClassKey.Tier, ClassKey.Kind]).Distinct()];
        int Key((int Urgency, int Tier, ItemKind Kind) of, int place) => keys[place] switch
        {
            ClassKey.Urgency => of.Urgency,
            ClassKey.Tier => of.Tier,
            _ => (of.Kind == ItemKind.Consumable) == (policy.Projects == ProjectsPlace.After) ? 0 : 1,
        };
        var ordered = Lines.Where(line => line.Takes).Select(line => line.ClassKey).Distinct()
            .OrderBy(of => Key(of, 0)).ThenBy(of => Key(of, 1)).ThenBy(of => Key(of, 2)).ToList();
        var number = Enumerable.Range(0, ordered.Count).ToDictionary(i => ordered[i], i => i + 1);
        return (
            [.. ordered.Select((of, i) => new PriorityClass(i + 1, (Urgency)of.Urgency, of.Tier, of.Kind))],
            [.. Lines.Select(line => line.Takes ? number[line.ClassKey] : 0)]);
    }
}
