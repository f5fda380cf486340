using System.Runtime.InteropServices;
using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.WholeUnits;

/// <summary>Pushes goods that are left, in units, into the rooms that the caller sets, and books what arrives.</summary>
internal sealed class GoodsPush
{
    private readonly WholeState _state;
    private readonly ExchangeFlow _flow;
    private readonly long[] _wanted;

    public GoodsPush(WholeState state)
    {
        var network = state.Network;
        _state = state;
        _flow = new ExchangeFlow(network, state.GoodsCap, state.ZoneWithAtoms(WholeState.GoodsZone), WholeState.GoodsZone, state.Flow);
        _wanted = new long[network.AtomCount];
    }

    /// <summary>Per node: units that it can take; all zero after a run.</summary>
    public long[] Room => _flow.Room;

    /// <summary>Called for each atom that received something, with the units.</summary>
    public void Run(CancellationToken cancel, Action<int, long>? onArrival = null)
    {
        var starts = new List<int>();
        for (var s = 0; s < _state.Network.SourceCount; s++)
        {
            if (_state.GoodsLeft[s] > 0)
            {
                starts.Add(s);
                _flow.Excess[s] = _state.GoodsLeft[s];
            }
        }

        var rooms = Room.AsSpan(_state.Network.AtomStart, _wanted.Length);
        rooms.CopyTo(_wanted);
        _flow.Begin();
        _flow.Push(CollectionsMarshal.AsSpan(starts), cancel);
        _flow.End();
        foreach (var s in starts)
        {
            _state.GoodsLeft[s] = _flow.Excess[s];
            _flow.Excess[s] = 0;
        }

        for (var a = 0; a < _wanted.Length; a++)
        {
            var arrived = _wanted[a] - rooms[a];
            if (arrived > 0)
            {
                _state.AddGoods(a, arrived);
                onArrival?.Invoke(a, arrived);
            }
        }

        rooms.Clear();
    }
}
