using Matching.Engine.Allocation.Network;
using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>What the lines of a commune that a taste accepts want together, in đồng.</summary>
/// <param name="TargetVnd">Up to the whole units of their fair shares.</param>
/// <param name="OpenVnd">Up to all that they ask for.</param>
/// <param name="BeyondVnd">Beyond the whole units of their fair shares, consumables only: a project takes a whole unit or nothing.</param>
internal readonly record struct CommuneAsk(long TargetVnd, long OpenVnd, long BeyondVnd);

/// <summary>What communes ask of a pledge, and what they may take of it under its conditions.</summary>
internal sealed class CommuneAsks
{
    private readonly RoundIndex _index;
    private readonly KindTable _kinds;
    private readonly GeoTree _geo;
    private readonly long[] _baseVnd;
    private readonly long[] _target;
    private readonly Dictionary<(int Taste, int SharePercent, bool Goods, int Commune), CommuneAsk> _asked = [];

    /// <param name="target">Per line: <see cref="WholeTargets"/>.</param>
    public CommuneAsks(RoundIndex index, Commitments pins, long[] target)
    {
        _index = index;
        _kinds = new KindTable(index);
        _geo = new GeoTree(index, _kinds, pins.ShutLines);
        _baseVnd = pins.BaseVnd;
        _target = target;
    }

    /// <summary>What a commune gets at least when it gets anything, in đồng of line value; a minimum of zero asks for nothing.</summary>
    public static long LeastVnd(Pledge pledge, long unitVnd) => Math.Max(1, pledge.Conditions.MinPerCommune ?? 1) * unitVnd;

    /// <summary>The communes that the pledge may choose: those that ask for something, and for its minimum at least.</summary>
    /// <param name="leftVnd">What the pledge has, in đồng of line value.</param>
    /// <param name="unitVnd">Đồng of line value that one of its own measure covers.</param>
    /// <returns>In no special order, with what each may take of this pledge.</returns>
    public List<(int Commune, CommuneAsk MayTake)> Of(Pledge pledge, long leftVnd, long unitVnd)
    {
        var offers = new List<(int, CommuneAsk)>();
        var taste = _kinds.TasteOf(pledge.Conditions, pledge.Item is { } goods ? _index.ItemById[goods] : -1);
        if (taste < 0)
        {
            return offers;
        }

        var ceiling = Math.Min(leftVnd, pledge.CommuneCeiling is { } stated && stated < leftVnd / unitVnd ? stated * unitVnd : leftVnd);
        var least = LeastVnd(pledge, unitVnd);
        foreach (var commune in Scope.Communes(_index, _geo, pledge.Conditions))
        {
            var asked = Asked(taste, pledge, commune);
            if (Math.Min(asked.OpenVnd, ceiling) >= least)
            {
                var (target, open) = (Math.Min(asked.TargetVnd, ceiling), Math.Min(asked.OpenVnd, ceiling));
                offers.Add((commune, new CommuneAsk(target, open, Math.Min(asked.BeyondVnd, open - target))));
            }
        }

        return offers;
    }

    private CommuneAsk Asked(int tasteId, Pledge pledge, int commune)
    {
        var key = (tasteId, pledge.Conditions.MaxSharePercent ?? 100, pledge.Kind == PledgeKind.Goods, commune);
        if (_asked.TryGetValue(key, out var known))
        {
            return known;
        }

        var taste = _kinds[tasteId];
        var (target, open, beyond) = (0L, 0L, 0L);
        foreach (var line in _geo.LinesOfCommune(commune))
        {
            if (_kinds.Accepts(taste, line))
            {
                var most = pledge.Conditions.MaxSharePercent is { } percent
                    ? PledgeRoom.ShareOf(_index, pledge, line, percent) * (pledge.Kind == PledgeKind.Goods ? _index.UnitCostVnd[line] : 1)
                    : long.MaxValue;
                var wanted = Math.Min(most, Math.Max(0, _target[line] - _baseVnd[line]));
                var asked = Math.Min(most, _index.DemandVnd[line] - _baseVnd[line]);
                target += wanted;
                open += asked;
                beyond += _index.IsProject(line) ? 0 : asked - wanted;
            }
        }

        return _asked[key] = new CommuneAsk(target, open, beyond);
    }
}
