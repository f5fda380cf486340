using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Allocation.Routing;
using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>
/// Chooses communes for the pledges with yes-or-no conditions: from the flow in which all of them are still free, pledge after pledge is bound to its
/// communes and the flow of all others gives way, class after class.
/// </summary>
/// <remarks>
/// A dive in the sense of integer programming, with a maximum flow in place of a linear program: round a little, solve again, go on. Source: round
/// and repair, algorithms.md 7.5. Pledges with pins or a ceiling per province are left to <see cref="DiscretePlacer"/> alone.
/// </remarks>
internal sealed class CommuneChoice
{
    /// <summary>How many communes a pledge is offered at most; a national round has thousands, nearly all of them alike to it.</summary>
    private const int MostOffered = 48;

    private readonly RoundIndex _index;
    private readonly Commitments _pins;
    private readonly long[] _target;
    private readonly CommuneAsks _asks;
    private readonly ChoiceFlow _flow;
    private readonly List<Chooser> _choosers = [];

    private CommuneChoice(RoundIndex index, Commitments pins, long[] target, List<PledgeShipment> threads)
    {
        _index = index;
        _pins = pins;
        _target = target;
        _asks = new CommuneAsks(index, pins, target);
        var candidates = Candidates(threads);
        var network = NetworkBuilder.Build(index, pins, candidates);
        _flow = new ChoiceFlow(new TargetFlow(index, network, pins, target));
        foreach (var (p, source, communes) in candidates.InNetwork)
        {
            _flow.State.Left[source] = UsableSupply.Of(index, pins, _asks, p);
            _choosers.Add(ChooserOf(p, source, communes));
        }
    }

    /// <summary>Who should give how much to which line, in đồng of line value, for the pledges whose communes could be chosen.</summary>
    /// <param name="target">Per line, in đồng; lowered to nothing where a minimum quantity is out of reach under the conditions.</param>
    /// <param name="solver">Asked for a better choice where the search left one open; may be missing.</param>
    public static List<PledgeShipment> Choose(RoundIndex index, Commitments pins, long[] target, List<PledgeShipment> threads, IChoiceSolver? solver, CancellationToken cancel)
    {
        var choice = new CommuneChoice(index, pins, target, threads);
        choice._flow.Fill(cancel);
        new ChoiceSearch(choice._flow, choice._choosers).Run(solver, cancel);
        foreach (var line in choice._flow.Wholes.GivenUp())
        {
            target[line] = 0;
        }

        return choice.Shipments();
    }

    private Chooser ChooserOf(int p, int source, int[] communes)
    {
        var pledge = NearestChoice(_index.PledgeAt(p));
        var availableVnd = _index.Available[p] * UnitVnd(p);
        var leastVnd = CommuneAsks.LeastVnd(pledge, UnitVnd(p));
        var may = _asks.Of(pledge, availableVnd, UnitVnd(p)).ToDictionary(static x => x.Commune, static x => x.MayTake);
        return new Chooser(p, source, communes)
        {
            AvailableVnd = availableVnd,
            LeastVnd = leastVnd,
            Most = (int)Math.Min(pledge.Conditions.MaxCommunes ?? int.MaxValue, availableVnd / leastVnd),
            TargetVnd = [.. communes.Select(c => may[c].TargetVnd)],
            AboveTargetVnd = [.. communes.Select(c => may[c].BeyondVnd)],
        };
    }

    /// <summary>A pledge whose amounts are fixed, as the choice of communes comes nearest to it; <see cref="ShapedPlacer"/> then gives what is asked.</summary>
    private static Pledge NearestChoice(Pledge pledge)
    {
        var asks = pledge.Conditions;
        return !asks.FixesAmounts ? pledge : pledge with
        {
            Conditions = asks with
            {
                MinPerCommune = asks.FixedPerCommune ?? asks.MinPerCommune,
                MaxCommunes = asks.EqualSplit == SplitPlace.Commune ? asks.EqualParts : asks.MaxCommunes,
            },
        };
    }

    private long UnitVnd(int p) => NetworkBuilder.UnitValueVnd(_index, _index.PledgeAt(p));

    private CommuneCandidates Candidates(List<PledgeShipment> threads)
    {
        var fair = new Dictionary<(int Pledge, int Commune), long>();
        foreach (var thread in threads)
        {
            var key = (thread.Pledge, _index.LineCommune[thread.Line]);
            fair[key] = fair.GetValueOrDefault(key) + thread.Amount;
        }

        var candidates = new CommuneCandidates();
        for (var p = 0; p < _index.PledgeCount; p++)
        {
            var pledge = NearestChoice(_index.PledgeAt(p));
            var conditions = pledge.Conditions;
            if (!conditions.IsDiscrete || _pins.IsWithdrawn(p) || pledge.ProvinceCeiling is not null || _pins.Of(p).Count > 0 || UnitVnd(p) == 0)
            {
                continue;
            }

            var leftVnd = _index.Available[p] * UnitVnd(p);
            var offers = _asks.Of(pledge, leftVnd, UnitVnd(p));
            var most = (long)(conditions.MaxCommunes ?? offers.Count);
            most = Math.Min(most, leftVnd / CommuneAsks.LeastVnd(pledge, UnitVnd(p)));
            var portion = leftVnd / Math.Max(1, most);
            candidates.Add(p, [.. offers
                .OrderByDescending(x => Math.Min(x.MayTake.TargetVnd, portion))
                .ThenByDescending(x => fair.GetValueOrDefault((p, x.Commune)))
                .ThenBy(x => Scatter(p, x.Commune))
                .Take(MostOffered)
                .Select(static x => x.Commune)
                .Order()]);
        }

        return candidates;
    }

    /// <summary>Communes that are alike to many pledges should not all be offered the same ones: an order of its own for each pledge.</summary>
    private static uint Scatter(int pledge, int commune) => unchecked((((uint)pledge * 2654435761u) ^ ((uint)commune * 2246822519u)) * 3266489917u);

    private List<PledgeShipment> Shipments()
    {
        var state = _flow.State;
        state.WriteBack();
        var lineAmount = new long[_index.LineCount];
        for (var a = 0; a < state.Network.AtomCount; a++)
        {
            var rest = state.Got[a];
            for (var i = state.Network.AtomLineStart[a]; i < state.Network.AtomLineStart[a + 1]; i++)
            {
                var line = state.Network.AtomLine[i];
                lineAmount[line] = Math.Min(rest, Math.Max(0, _target[line] - _pins.BaseVnd[line]));
                rest -= lineAmount[line];
            }
        }

        return InWholeUnits(new FlowSplitter(state.Network).Split(state.Network.Cap, goodsSide: null, lineAmount));
    }

    /// <summary>
    /// Cuts what flows to each line to whole units: goods each for itself, money in sum, where those who need not choose give way first. So pledges
    /// may begin a unit together that they complete together.
    /// </summary>
    private List<PledgeShipment> InWholeUnits(List<SourceShipment> shipments)
    {
        var choosing = _choosers.ToDictionary(static c => c.Source);
        var network = _flow.State.Network;
        var kept = new List<PledgeShipment>();
        foreach (var line in shipments.GroupBy(static x => x.Line).OrderBy(static x => x.Key))
        {
            var unitVnd = _index.UnitCostVnd[line.Key];
            var money = new List<(bool Chooses, SourceShipment Shipment)>();
            var restVnd = _pins.BaseVnd[line.Key] % unitVnd;
            foreach (var shipment in line)
            {
                var chooses = choosing.TryGetValue(shipment.Source, out var chooser);
                if (!network.IsGoods[shipment.Source])
                {
                    money.Add((chooses, shipment));
                    restVnd = (restVnd + shipment.Amount) % unitVnd;
                }
                else if (chooses && shipment.Amount >= unitVnd)
                {
                    kept.Add(new PledgeShipment(chooser!.Pledge, line.Key, shipment.Amount / unitVnd * unitVnd));
                }
            }

            foreach (var (chooses, shipment) in money.OrderBy(static x => x.Chooses).ThenBy(static x => x.Shipment.Amount).ThenBy(static x => x.Shipment.Source))
            {
                var cut = Math.Min(restVnd, shipment.Amount);
                restVnd -= cut;
                if (chooses && shipment.Amount > cut)
                {
                    kept.Add(new PledgeShipment(choosing[shipment.Source].Pledge, line.Key, shipment.Amount - cut));
                }
            }
        }

        return kept;
    }
}
