using Matching.Engine.Allocation.Network;
using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>
/// A bound by prices: every line is given a value per đồng, and each pledge that must choose is asked what it could be worth by itself, all others
/// what their flow could be worth. The values are moved towards those at which nobody wants more of a line than counts there.
/// </summary>
/// <remarks>
/// Lagrangian relaxation of the lines' targets (Geoffrion 1974). For any values v: what counts is at most Σ max(0, count − v·cap) + the most valuable flow + Σ the pledges' best uses; so no
/// step of the search can make it untrue. What lines draw from a network is a polymatroid, on which filling by falling value is optimal (Edmonds 1970). Steps: Polyak 1969, with
/// memory (Camerini, Fratta, Maffioli 1975).
/// </remarks>
internal sealed class ValueBound
{
    /// <summary>Steps without a better bound after which they are made shorter.</summary>
    private const int Patience = 12;

    private readonly RoundIndex _index;
    private readonly long[] _capVnd;
    private readonly long[] _countVnd;
    private readonly TargetFlow _flow;
    private readonly List<BestUse[]> _uses = [];
    private readonly Dictionary<(int Taste, int Commune), int[]> _lines = [];
    private readonly LineValues _values;

    private ValueBound(RoundIndex index, Commitments pins, FlowNetwork network, long[] capVnd, long[] countVnd)
    {
        (_index, _capVnd, _countVnd) = (index, capVnd, countVnd);
        _values = new LineValues(index.LineClass, index.Classes.Length, capVnd, countVnd);
        _flow = new TargetFlow(index, network, pins, new long[index.LineCount]);
        Size = 1 + network.ArcCount;
    }

    /// <summary>Steps of work that one evaluation takes, about.</summary>
    public long Size { get; private set; }

    /// <param name="network">Of the round, with nothing flowing in it; it stays so.</param>
    /// <param name="asks">What communes ask for up to what counts.</param>
    /// <param name="capVnd">Per line: how many đồng count there, beyond what is settled.</param>
    /// <param name="countVnd">Per line: what these count together.</param>
    /// <param name="mostSize">Of what is worth beginning.</param>
    /// <returns><see langword="null"/> for a round that is larger.</returns>
    public static ValueBound? Within(long mostSize, RoundIndex index, Commitments pins, FlowNetwork network, CommuneAsks asks, long[] capVnd, long[] countVnd)
    {
        var bound = new ValueBound(index, pins, network, capVnd, countVnd);
        var kinds = new KindTable(index);
        var geo = new GeoTree(index, kinds, pins.ShutLines);
        var left = bound._flow.State.Left;
        for (var s = 0; s < network.SourceCount; s++)
        {
            left[s] = 0;
            for (var i = network.SourceStart[s]; i < network.SourceStart[s + 1] && bound.Size <= mostSize; i++)
            {
                var p = network.SourcePledge[i];
                if (bound.Chooses(p, pins))
                {
                    bound.AddUse(p, pins, asks, kinds, geo);
                }
                else
                {
                    left[s] += UsableSupply.Of(index, pins, asks, p);
                }
            }
        }

        if (bound.Size > mostSize)
        {
            return null;
        }

        bound._flow.AdmitAll();
        bound._flow.Save();
        return bound;
    }

    /// <summary>How much of what counts in the first classes can be reached at most by plans that reach as much as is known in every one before the last.</summary>
    /// <param name="k">The last of these classes.</param>
    /// <param name="scarce">Per line: whether others could have use for what it gets; where the search begins.</param>
    /// <param name="knownVnd">Per class: what is known to be possible for all up to it together; the search aims there.</param>
    /// <param name="boundVnd">A bound that is known already.</param>
    /// <param name="steps">How many values are tried.</param>
    public long Of(int k, bool[] scarce, long[] knownVnd, long boundVnd, int steps, CancellationToken cancel)
    {
        var used = new long[_capVnd.Length];
        var best = boundVnd;
        var (lowest, damping, waited) = (long.MaxValue, 768, 0);
        _values.Begin(scarce, k);
        for (var step = 0; step < steps && best > knownVnd[k]; step++)
        {
            cancel.ThrowIfCancellationRequested();
            var bound = Evaluate(k, knownVnd, used, cancel);
            if (bound < lowest)
            {
                (lowest, waited) = (bound, 0);
            }
            else if (++waited == Patience)
            {
                (damping, waited) = (damping * 3 / 4, 0);
            }

            best = Math.Min(best, bound);
            if (!_values.Step(used, bound - knownVnd[k], damping, knownVnd))
            {
                break;
            }
        }

        return best;
    }

    private bool Chooses(int p, Commitments pins)
    {
        var pledge = _index.PledgeAt(p);
        return pledge.Conditions is { MinPerCommune: not null } or { MaxCommunes: not null } or { AllOrNothing: true }
            && pins.Of(p).Count == 0 && pledge.Portions.IsEmpty && pledge.ProvinceCeiling is null;
    }

    private void AddUse(int p, Commitments pins, CommuneAsks asks, KindTable kinds, GeoTree geo)
    {
        var pledge = _index.PledgeAt(p);
        var conditions = pledge.Conditions;
        var goods = pledge.Item is { } item ? _index.ItemById[item] : -1;
        var unitVnd = NetworkBuilder.UnitValueVnd(_index, pledge);
        var amountVnd = checked(_index.Available[p] * unitVnd);
        var taste = kinds.TasteOf(conditions, goods);
        var communes = new List<UseCommune>();
        foreach (var (commune, may) in asks.Of(pledge, amountVnd, unitVnd))
        {
            if (!_lines.TryGetValue((taste, commune), out var lines))
            {
                var accepted = kinds[taste];
                lines = [.. geo.LinesOfCommune(commune).ToArray().Where(line => _capVnd[line] > 0 && kinds.Accepts(accepted, line))];
                _lines.Add((taste, commune), lines);
            }

            communes.Add(new UseCommune(lines, may.OpenVnd));
        }

        Func<int, long>? share = conditions.MaxSharePercent is { } percent ? line => PledgeRoom.ShareOf(_index, pledge, line, percent) * (goods >= 0 ? unitVnd : 1) : null;
        var least = (conditions.MinPerCommune ?? 0) * unitVnd;
        var most = (int)Math.Min(Math.Min(communes.Count, amountVnd / CommuneAsks.LeastVnd(pledge, unitVnd)), conditions.MaxCommunes ?? int.MaxValue);
        var use = new BestUse(amountVnd, least, most, conditions.AllOrNothing, share, [.. communes]);

        // Looked at as a whole, what a minimum or all-or-nothing wastes may be more than commune by commune.
        BestUse[] ways = least > 0 || conditions.AllOrNothing
            ? [use, new BestUse(UsableSupply.Of(_index, pins, asks, p), 0, most, false, share, [.. communes])]
            : [use];
        _uses.Add(ways);
        Size += 4 * ways.Sum(static way => way.Size);
    }

    private long Evaluate(int k, long[] knownVnd, long[] used, CancellationToken cancel)
    {
        var value = _values.Of;
        Array.Clear(used);
        Int128 sum = 0;
        for (var l = 0; l < value.Length; l++)
        {
            if (_values.Counts(l))
            {
                sum += Int128.Max(0, ((Int128)_countVnd[l] * _values.Weight[_index.LineClass[l]]) - ((Int128)value[l] * _capVnd[l]));
            }
        }

        for (var j = 0; j < k; j++)
        {
            sum -= (Int128)_values.PremiumOf(j) * knownVnd[j];
        }

        sum += FlowWorth(value, used, cancel);
        foreach (var lines in _lines.Values)
        {
            Array.Sort(lines, (left, right) => value[left] != value[right] ? value[right].CompareTo(value[left]) : left.CompareTo(right));
        }

        foreach (var ways in _uses)
        {
            var (worth, use) = ways.Select(way => (Worth: way.Bound(value, _capVnd), way)).MinBy(static x => x.Worth);
            sum += worth;
            if (worth > 0)
            {
                use.Give(value, _capVnd, used);
            }
        }

        return (long)(sum / LineValues.Full);
    }

    /// <summary>The most valuable flow of those who need not choose: lines are filled by falling value.</summary>
    private Int128 FlowWorth(int[] value, long[] used, CancellationToken cancel)
    {
        _flow.Restore();
        var network = _flow.State.Network;
        Int128 worth = 0;
        foreach (var level in Enumerable.Range(0, value.Length).Where(_values.Counts).GroupBy(l => value[l]).OrderByDescending(static g => g.Key))
        {
            var atoms = level.GroupBy(l => network.AtomOfLine[l]).Select(g => (Atom: g.Key, MoreVnd: g.Sum(l => _capVnd[l]), Before: _flow.State.Demand[g.Key], Lines: g)).ToList();
            worth += (Int128)_flow.Extend(atoms.ConvertAll(static a => (a.Atom, a.MoreVnd)), cancel) * level.Key;
            foreach (var (atom, _, before, lines) in atoms)
            {
                var got = _flow.State.Demand[atom] - before;
                foreach (var line in lines)
                {
                    var part = Math.Min(got, _capVnd[line]);
                    used[line] += part;
                    got -= part;
                }
            }
        }

        return worth;
    }
}
