using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Oracles.Model;

namespace Matching.Oracles.Compact;

/// <summary>A round as a network without pledge × line pairs: source, pledges of equal conditions, places × kinds, lines, sink.</summary>
/// <remarks>
/// For rounds of national size, where pairs number hundreds of millions. Built to be handed to solvers of others; it shares nothing with the
/// product's own network. Flows are in đồng of line value. Refuses what would not be a plain network: pins, province caps, and goods units that
/// count for a project at another price than the norm. Conditions that only whole plans can keep are left out, as for fair shares.
/// </remarks>
public sealed class CompactNetwork
{
    private CompactNetwork(Round round, NetworkArcs arcs, ImmutableArray<int> needOfLine, ImmutableArray<int> lineArcs, ImmutableArray<int> classes)
    {
        Round = round;
        Arcs = arcs;
        NeedOfLine = needOfLine;
        LineArcs = lineArcs;
        ClassOfNeed = classes;
    }

    public const int Source = 0;

    public const int Sink = 1;

    public Round Round { get; }

    public NetworkArcs Arcs { get; }

    /// <summary>Index into the round's needs, per line of the network.</summary>
    public ImmutableArray<int> NeedOfLine { get; }

    /// <summary>The arc from each line to the sink; its capacity is what the line asks for.</summary>
    public ImmutableArray<int> LineArcs { get; }

    /// <summary>Number of the class per need of the round; 0 for a line that takes no part.</summary>
    public ImmutableArray<int> ClassOfNeed { get; }

    /// <summary>Supply nodes: pledges of equal conditions count once.</summary>
    public int SupplyNodes { get; private init; }

    /// <param name="round">The round.</param>
    /// <param name="only">Needs (by index) to keep, such as those of one class; null for all that take part.</param>
    /// <exception cref="NotSupportedException">The round is not a plain network.</exception>
    public static CompactNetwork Of(Round round, Func<int, bool>? only = null)
    {
        ArgumentNullException.ThrowIfNull(round);
        if (!round.Pins.IsEmpty || round.Policy.ProvinceCapPercent is not null)
        {
            throw new NotSupportedException("A round with pins or a province cap is not written as a compact network.");
        }

        var classes = ClassOrder.NumberLines(round);
        var arcs = new NetworkArcs();
        arcs.AddNode();
        arcs.AddNode();
        var places = new PlaceNodes(round, arcs, Sink, n => classes[n] > 0 && (only is null || only(n)));
        var groups = Groups(round);
        foreach (var (pledge, available) in groups)
        {
            AddSupply(arcs, places, pledge, available);
        }

        return new CompactNetwork(round, arcs, places.NeedOfLine, places.LineArcs, classes) { SupplyNodes = groups.Count };
    }

    /// <summary>Pledges of equal conditions become one, unless a ceiling counts for each of them.</summary>
    private static List<(Pledge Pledge, long AvailableVnd)> Groups(Round round)
    {
        var items = round.Items.ToDictionary(item => item.Id);
        var groups = new List<(Pledge Pledge, long AvailableVnd)>();
        var byKey = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var pledge in round.Pledges)
        {
            var available = Eligibility.Available(pledge, round.Policy, round.AsOf);
            if (available == 0)
            {
                continue;
            }

            var value = pledge.Item is { } item ? checked(available * items[item].UnitCost.Dong) : available;
            var key = ConditionKey.Of(pledge);
            if (key is not null && byKey.TryGetValue(key, out var group))
            {
                groups[group] = (groups[group].Pledge, checked(groups[group].AvailableVnd + value));
                continue;
            }

            if (key is not null)
            {
                byKey.Add(key, groups.Count);
            }

            groups.Add((pledge, value));
        }

        return groups;
    }

    private static void AddSupply(NetworkArcs arcs, PlaceNodes places, Pledge pledge, long availableVnd)
    {
        var supply = arcs.AddNode();
        arcs.AddArc(Source, supply, availableVnd);
        if (ConditionKey.Of(pledge) is not null)
        {
            foreach (var target in places.Targets(pledge))
            {
                arcs.AddArc(supply, target);
            }

            return;
        }

        // A ceiling per province, per commune or per line is an arc of its own: these pledges are written out place by place.
        var provinces = new Dictionary<ProvinceId, int>();
        var parts = new List<int> { supply };
        foreach (var (_, most) in Eligibility.Parts(pledge))
        {
            var node = arcs.AddNode();
            arcs.AddArc(parts[^1], node, most * places.VndPerMeasure(pledge));
            parts.Add(node);
        }

        // A ring of lines between two parts stands for a commune's lines; with ceilings per commune or province all of a commune's lines lie in one.
        foreach (var (commune, lines, depth) in places.LinesByCommune(pledge).SelectMany(
            place => place.Lines.GroupBy(line => places.DepthOf(pledge, line)).Select(ring => (place.Commune, ring.ToList(), ring.Key))))
        {
            var from = parts[depth];
            if (Eligibility.MostPerProvince(pledge) is { } mostInProvince && !provinces.TryGetValue(places.ProvinceOf(commune), out from))
            {
                from = arcs.AddNode();
                arcs.AddArc(supply, from, mostInProvince * places.VndPerMeasure(pledge));
                provinces.Add(places.ProvinceOf(commune), from);
            }

            if (Eligibility.MostPerCommune(pledge) is { } most)
            {
                var mostVnd = most * places.VndPerMeasure(pledge);
                if (mostVnd < availableVnd && mostVnd < lines.Sum(line => places.DemandVnd(line)))
                {
                    var (above, node) = (from, arcs.AddNode());
                    arcs.AddArc(above, node, mostVnd);
                    from = node;
                }
            }

            if (pledge.Conditions.MaxSharePercent is null && parts.Count == 1)
            {
                foreach (var node in places.CommuneTargets(commune, pledge))
                {
                    arcs.AddArc(from, node);
                }

                continue;
            }

            foreach (var line in lines)
            {
                arcs.AddArc(from, places.LineNode(line), places.ShareLimitVnd(pledge, line) ?? NetworkArcs.Unlimited);
            }
        }
    }
}
