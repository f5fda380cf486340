using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Network;

/// <summary>
/// Pledges of which a part is kept for some lines or comes later: the lines that all of it may reach hang on the source, those that get only a part
/// of it on a gate that lets this part pass, and so on inwards.
/// </summary>
/// <remarks>
/// The parts' sets of lines are nested, and lines with the ceilings below them lie in one of the rings between two sets, so the network stays one. A
/// ring of later days may be entered through the inner gates as well; what flows there takes room in them and harms nobody.
/// </remarks>
internal sealed class PortionArcs(RoundIndex index, KindTable kinds, CeilingArcs ceilings)
{
    /// <param name="part">The whole pledge.</param>
    /// <param name="pairs">What is settled for the pledge: it takes room under its ceilings and gates, and closes pairs.</param>
    public void Add(CeilingPledge part, Pledge pledge, IReadOnlyList<CommittedPair> pairs)
    {
        foreach (var portion in pledge.Portions)
        {
            var bucket = portion.Before is { } day ? kinds.BucketFrom(day) : 0;
            AddRing(part with { Taste = portion.Before is null ? kinds.OfFirstTier(part.Taste, first: true) : kinds.From(part.Taste, Math.Max(bucket, kinds[part.Taste].Bucket)) });
            var inner = portion.Before is null ? kinds.OfFirstTier(part.Taste, first: false) : part.Taste;
            var room = portion.Most * part.UnitVnd;
            foreach (var pair in pairs)
            {
                room -= PledgeRoom.IsIn(index, portion, pair.Line) ? pair.Amount * part.UnitVnd : 0;
            }

            if (room <= 0 || inner < 0)
            {
                return;
            }

            part = part with { Gate = new Gate(part.Gate, room), Taste = inner, BucketEnd = portion.Before is null ? part.BucketEnd : bucket };
        }

        AddRing(part);

        void AddRing(CeilingPledge ring)
        {
            if (ring.Taste >= 0)
            {
                ceilings.Add(ring, pledge.Conditions, pairs);
            }
        }
    }
}

/// <summary>Where the arcs of a part of a pledge begin: at its source, or at a node that lets so much pass. The node is made when something hangs on it.</summary>
internal sealed class Gate
{
    private readonly Gate? _above;
    private readonly long _roomVnd;
    private int? _tail;

    public Gate(int source) => _tail = ~source;

    /// <param name="roomVnd">Line value that may pass; more than zero.</param>
    public Gate(Gate above, long roomVnd) => (_above, _roomVnd) = (above, roomVnd);

    public int Tail(ArcList arcs, ViaNodes via, bool goods)
    {
        if (_tail is not { } tail)
        {
            var above = _above!.Tail(arcs, via, goods);
            tail = via.New(goods);
            arcs.Add(above, tail, _roomVnd);
            _tail = tail;
        }

        return tail;
    }
}
