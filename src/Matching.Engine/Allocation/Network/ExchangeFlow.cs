namespace Matching.Engine.Allocation.Network;

/// <summary>Pushes excess to where there is room inside one zone of the network, rerouting what flows already.</summary>
/// <remarks>
/// A <see cref="CompactFlow{T}"/> of the whole network, turned around: it searches from the excess, which is little, to the rooms, which
/// are many. Capacities are copied when a push begins and written back when it ends, so others may change them in between.
/// </remarks>
internal sealed class ExchangeFlow
{
    private readonly FlowNetwork _network;
    private readonly CompactFlow<long> _flow;
    private readonly long[] _cap;
    private readonly int[] _closed;

    /// <param name="cap">Per arc of the network: what can still be pushed along it.</param>
    /// <param name="zones">Per node: its zone; a push stays inside <paramref name="zone"/>.</param>
    /// <param name="flow">To work with: overwritten when a push begins. Users may share it one after the other, if they leave no excess and no room.</param>
    public ExchangeFlow(FlowNetwork network, long[] cap, int[] zones, int zone, CompactFlow<long> flow)
    {
        _network = network;
        _flow = flow;
        _cap = cap;
        _closed = [.. Enumerable.Range(0, network.NodeCount).Where(v => zones[v] != zone)];
    }

    /// <summary>Per node: what it has to give away.</summary>
    public long[] Excess => _flow.Room;

    /// <summary>Per node: what it can take.</summary>
    public long[] Room => _flow.Excess;

    /// <summary>Takes over the capacities as they are now.</summary>
    public void Begin()
    {
        _flow.Load(_network, (network, e) => _cap[e]);
        foreach (var v in _closed)
        {
            _flow.Close(v);
        }
    }

    /// <summary>Moves as much as possible from the starts' excess into room; what cannot move stays as excess.</summary>
    public void Push(ReadOnlySpan<int> starts, CancellationToken cancel) => _flow.Push(starts, cancel);

    /// <summary>Writes the capacities back.</summary>
    public void End()
    {
        for (var e = 0; e < _cap.Length; e++)
        {
            _cap[e] = _flow.Links[e].Pull;
        }
    }
}
