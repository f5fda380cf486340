using Matching.Engine.Plans;

namespace Matching.Verify.Facts;

/// <summary>What one pledge gives one line.</summary>
/// <param name="OwnVnd">In the pledge's own đồng: money as it is, a goods unit at its item's unit cost.</param>
/// <param name="LineVnd">In the line's đồng: money as it is, a goods unit at the line's unit cost.</param>
internal readonly record struct Flow(int Pledge, int Need, Int128 OwnVnd, Int128 LineVnd);

/// <summary>All that flows, in the plan (shipments) or in the fair plan (threads): ordered by pledge id, then need id.</summary>
internal sealed class Flows
{
    private readonly RoundFacts _round;
    private readonly Flow[] _all;
    private readonly int[] _first;
    private readonly int[] _count;

    private Flows(RoundFacts round, bool fair, IEnumerable<Flow> flows)
    {
        _round = round;
        Fair = fair;
        _all = [.. flows];
        _first = new int[round.Pledges.Length];
        _count = new int[round.Pledges.Length];
        OfPledgeVnd = new Int128[round.Pledges.Length];
        OfLineVnd = new Int128[round.Lines.Length];
        OfProvinceVnd = new Int128[round.Provinces];
        for (var i = 0; i < _all.Length; i++)
        {
            var flow = _all[i];
            _first[flow.Pledge] = _count[flow.Pledge]++ == 0 ? i : _first[flow.Pledge];
            OfPledgeVnd[flow.Pledge] += flow.OwnVnd;
            OfLineVnd[flow.Need] += flow.LineVnd;
            OfProvinceVnd[round.Lines[flow.Need].Province] += flow.OwnVnd;
        }
    }

    public bool Fair { get; }

    public ReadOnlySpan<Flow> All => _all;

    /// <summary>Per pledge, in its own đồng.</summary>
    public Int128[] OfPledgeVnd { get; }

    /// <summary>Per line, in the line's đồng.</summary>
    public Int128[] OfLineVnd { get; }

    /// <summary>Per province, as the cap counts it: money as it is, a goods unit at its item's unit cost.</summary>
    public Int128[] OfProvinceVnd { get; }

    public static Flows OfShipments(RoundFacts round, Plan plan) => new(round, fair: false, plan.Shipments.Select(shipment =>
        new Flow(shipment.Pledge, shipment.Need, shipment.ValueVnd, shipment.AmountVnd + ((Int128)shipment.Units * round.Lines[shipment.Need].UnitVnd))));

    public static Flows OfThreads(RoundFacts round, Plan plan) => new(round, fair: true, plan.FairThreads.Select(thread =>
        new Flow(thread.Pledge, thread.Need, OwnVnd(round, thread), thread.ValueVnd)));

    public ReadOnlySpan<Flow> Of(int pledge) => _all.AsSpan(_first[pledge], _count[pledge]);

    /// <summary>What flows between a pair, in the pledge's own đồng.</summary>
    public Int128 Between(int pledge, int need)
    {
        var id = _round.Round.Needs[need].Id.Value;
        var (low, high) = (_first[pledge], _first[pledge] + _count[pledge]);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(_round.Round.Needs[_all[middle].Need].Id.Value, id);
            if (order == 0)
            {
                return _all[middle].OwnVnd;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle);
        }

        return 0;
    }

    private static Int128 OwnVnd(RoundFacts round, FairThread thread)
    {
        var (pledge, line) = (round.Pledges[thread.Pledge], round.Lines[thread.Need]);
        return pledge.IsMoney ? thread.ValueVnd : (Int128)thread.ValueVnd * pledge.UnitVnd / line.UnitVnd;
    }
}
