namespace Matching.Engine.Allocation.Network;

/// <summary>
/// Moves excess to room along forward arcs only, or along reverse arcs only. The network has no cycles, so one depth-first walk blocks every
/// way: a cheap first approach to a maximum flow, or all that is wanted where flow is only to be taken back.
/// </summary>
internal sealed class OneWayFlow
{
    private readonly FlowNetwork _network;
    private readonly long[] _cap;
    private readonly int[] _arc;
    private readonly int[] _path;
    private readonly long[] _offered;
    private readonly long[] _passed;
    private readonly bool _down;

    /// <param name="cap">Per arc: what can still be pushed along it; changed by <see cref="Push"/>, mates too.</param>
    /// <param name="down">Towards the atoms along forward arcs; else towards the sources along the arcs that carry flow.</param>
    public OneWayFlow(FlowNetwork network, long[] cap, bool down)
    {
        _network = network;
        _cap = cap;
        _down = down;
        _arc = new int[network.NodeCount];
        _path = new int[network.NodeCount + 1];
        _offered = new long[network.NodeCount + 1];
        _passed = new long[network.NodeCount + 1];
    }

    /// <param name="excess">Per node: what it has to give; lowered by what moved.</param>
    /// <param name="room">Per node: what it can take; lowered likewise.</param>
    /// <param name="gate">Per node; only nodes whose gate is at least <paramref name="least"/> are entered.</param>
    public void Push(ReadOnlySpan<int> starts, long[] excess, long[] room, byte[] gate, byte least)
    {
        for (var v = 0; v < _arc.Length; v++)
        {
            _arc[v] = _down ? _network.First[v] : _network.First[v + 1] - 1; // upwards the last feeder first: direct gifts stay longest
        }

        foreach (var start in starts)
        {
            if (excess[start] > 0)
            {
                excess[start] -= Send(start, excess[start], room, gate, least);
            }
        }
    }

    private long Send(int start, long amount, long[] room, byte[] gate, byte least)
    {
        var depth = 0;
        (_path[0], _offered[0], _passed[0]) = (start, amount, 0);
        while (true)
        {
            var v = _path[depth];
            var taken = Math.Min(_offered[depth] - _passed[depth], room[v]);
            room[v] -= taken;
            _passed[depth] += taken;
            var left = _offered[depth] - _passed[depth];
            if (left > 0 && NextArc(v, gate, least) is var e and >= 0)
            {
                depth++;
                (_path[depth], _offered[depth], _passed[depth]) = (_network.To[e], Math.Min(left, _cap[e]), 0);
                continue;
            }

            var passed = _passed[depth];
            if (depth == 0)
            {
                return passed;
            }

            depth--;
            var parent = _path[depth];
            var via = _arc[parent];
            _cap[via] -= passed;
            _cap[_network.Mate[via]] += passed;
            _passed[depth] += passed;
            if (passed < _offered[depth + 1])
            {
                _arc[parent] += _down ? 1 : -1; // nothing more can go that way
            }
        }
    }

    private int NextArc(int v, byte[] gate, byte least)
    {
        var end = _down ? _network.Mid[v] : _network.Mid[v] - 1;
        var step = _down ? 1 : -1;
        for (var e = _arc[v]; e != end; e += step)
        {
            if (_cap[e] > 0 && gate[_network.To[e]] >= least)
            {
                _arc[v] = e;
                return e;
            }
        }

        _arc[v] = end;
        return -1;
    }
}
