using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.Routing;

/// <summary>What one source gives one line.</summary>
internal readonly record struct SourceShipment(int Source, int Line, long Amount);

/// <summary>Takes a flow apart into who gives how much to which line, with few shipments.</summary>
/// <remarks>
/// Nodes are visited from the sources down; each hands its lots to its arcs in order, splitting only the lot at a border (north-west
/// corner rule), so a node adds at most (lots in + arcs out − 1) pieces (algorithms.md 7.4).
/// </remarks>
internal sealed class FlowSplitter
{
    private readonly FlowNetwork _network;
    private readonly int[] _firstLot;
    private readonly int[] _lastLot;
    private readonly List<Lot> _lots = [];
    private readonly int[] _topDown;

    public FlowSplitter(FlowNetwork network)
    {
        _network = network;
        _firstLot = new int[network.NodeCount];
        _lastLot = new int[network.NodeCount];
        _topDown = DepthOrder.TopDown(network);
    }

    /// <param name="cap">Residual capacities that hold the flow.</param>
    /// <param name="goodsSide">Which side of the network the flow is on; null for both.</param>
    /// <param name="lineAmount">Per line: what it is to get, in the flow's measure. The lines of an atom add up to its inflow.</param>
    public List<SourceShipment> Split(long[] cap, bool? goodsSide, long[] lineAmount)
    {
        Array.Fill(_firstLot, -1);
        Array.Fill(_lastLot, -1);
        _lots.Clear();
        var shipments = new List<SourceShipment>(_network.AtomCount * 2);
        foreach (var v in _topDown)
        {
            if (v >= _network.AtomStart)
            {
                Deliver(v, lineAmount, shipments);
            }
            else if (goodsSide is null || _network.IsGoods[v] == goodsSide)
            {
                HandOn(v, cap);
            }
        }

        return shipments;
    }

    private void HandOn(int v, long[] cap)
    {
        var isSource = v < _network.SourceCount;
        for (var e = _network.First[v]; e < _network.Mid[v]; e++)
        {
            var flow = cap[_network.Mate[e]];
            if (flow == 0)
            {
                continue;
            }

            if (isSource)
            {
                Append(_network.To[e], v, flow);
                continue;
            }

            while (flow > 0)
            {
                var (source, amount) = Take(v, flow);
                Append(_network.To[e], source, amount);
                flow -= amount;
            }
        }
    }

    private void Deliver(int v, long[] lineAmount, List<SourceShipment> shipments)
    {
        var a = v - _network.AtomStart;
        for (var i = _network.AtomLineStart[a]; i < _network.AtomLineStart[a + 1]; i++)
        {
            var line = _network.AtomLine[i];
            var wanted = lineAmount[line];
            while (wanted > 0)
            {
                var (source, amount) = Take(v, wanted);
                shipments.Add(new SourceShipment(source, line, amount));
                wanted -= amount;
            }
        }
    }

    private (int Source, long Amount) Take(int v, long most)
    {
        var lot = _lots[_firstLot[v]];
        if (lot.Amount > most)
        {
            _lots[_firstLot[v]] = lot with { Amount = lot.Amount - most };
            return (lot.Source, most);
        }

        _firstLot[v] = lot.Next;
        return (lot.Source, lot.Amount);
    }

    private void Append(int v, int source, long amount)
    {
        if (_firstLot[v] >= 0 && _lots[_lastLot[v]] is var last && last.Source == source)
        {
            _lots[_lastLot[v]] = last with { Amount = last.Amount + amount };
            return;
        }

        _lots.Add(new Lot(source, amount, -1));
        if (_firstLot[v] < 0)
        {
            _firstLot[v] = _lots.Count - 1;
        }
        else
        {
            _lots[_lastLot[v]] = _lots[_lastLot[v]] with { Next = _lots.Count - 1 };
        }

        _lastLot[v] = _lots.Count - 1;
    }

    private readonly record struct Lot(int Source, long Amount, int Next);
}
