using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.FairShares;

/// <summary>Where the fair plan stands: what flows in the network and what each atom has, between and during classes.</summary>
internal sealed class FlowState
{
    /// <summary>Zone of nodes that still take part.</summary>
    public const int Open = 0;

    /// <summary>Zone of nodes inside a closed bottleneck: nothing can change there any more.</summary>
    public const int Frozen = -1;

    /// <summary>Zone of lines whose class has not come yet, so that no search visits them.</summary>
    public const int Waiting = -2;

    private readonly long[]? _thenVnd;
    private readonly long[]? _wholeVnd;
    private readonly long[] _settledVnd;

    /// <param name="wantedVnd">Per line: what it is to get at most, in đồng; all that it asks for when left out. What is settled stays even above it.</param>
    /// <param name="thenVnd">Per line: what it is to get at most once its class has all that can be had of <paramref name="wantedVnd"/>; no less than that.</param>
    /// <param name="wholeVnd">Per line: what it is to get whole or not at all, before the others of its class; 0 where any part will do.</param>
    public FlowState(RoundIndex index, FlowNetwork network, Commitments commitments, long[]? wantedVnd = null, long[]? thenVnd = null, long[]? wholeVnd = null)
    {
        (_thenVnd, _wholeVnd, _settledVnd) = (thenVnd, wholeVnd, commitments.BaseVnd);
        Index = index;
        WantedVnd = wantedVnd ?? index.DemandVnd;
        Network = network;
        Flow.Load(network, static (network, e) => network.Cap[network.Mate[e]]);
        Zone = new int[network.NodeCount];
        TightSet = new int[network.NodeCount];
        Array.Fill(TightSet, -1);
        Got = new long[network.AtomCount];
        Base = new long[network.AtomCount];
        Demand = new long[network.AtomCount];
        AtomClass = new int[network.AtomCount];
        Left = (long[])network.SupplyVnd.Clone();
        for (var a = 0; a < network.AtomCount; a++)
        {
            SetZone(network.AtomStart + a, Waiting);
            AtomClass[a] = index.LineClass[network.FirstLineOf(a)];
            for (var i = network.AtomLineStart[a]; i < network.AtomLineStart[a + 1]; i++)
            {
                var line = network.AtomLine[i];
                Base[a] += commitments.BaseVnd[line];
                Demand[a] += Math.Max(WantedVnd[line], commitments.BaseVnd[line]);
            }
        }
    }

    public RoundIndex Index { get; }

    /// <summary>Per line: what it is to get at most, in đồng; coverage is measured against it.</summary>
    public long[] WantedVnd { get; }

    public FlowNetwork Network { get; }

    /// <summary>
    /// The network while the fair shares are sought: nodes and arcs numbered as there, nodes closed unless <see cref="Zone"/> says open.
    /// </summary>
    public CompactFlow<long> Flow { get; } = new();

    public Link<long>[] Links => Flow.Links;

    public long[] Excess => Flow.Excess;

    public long[] Room => Flow.Room;

    /// <summary>Per node; changed by <see cref="SetZone"/> only.</summary>
    public int[] Zone { get; }

    /// <summary>
    /// Per node: the tight set that it was closed with, by the number of one node in it, or −1. Lines of one set share one coverage.
    /// </summary>
    public int[] TightSet { get; }

    /// <summary>Supply not yet drawn, per source, in đồng of line value.</summary>
    public long[] Left { get; }

    /// <summary>What flows into an atom.</summary>
    public long[] Got { get; }

    /// <summary>What was settled for an atom's line beforehand.</summary>
    public long[] Base { get; }

    /// <summary>What the lines of an atom are to get at most, settled amounts included.</summary>
    public long[] Demand { get; }

    public int[] AtomClass { get; }

    public void SetZone(int node, int zone)
    {
        Zone[node] = zone;
        if (zone == Open)
        {
            Flow.Open(node);
        }
        else
        {
            Flow.Close(node);
        }
    }

    /// <summary>Makes what the open sources have left their excess.</summary>
    public void OfferSupply()
    {
        for (var s = 0; s < Network.SourceCount; s++)
        {
            if (Left[s] > 0 && Zone[s] == Open)
            {
                Excess[s] += Left[s];
                Left[s] = 0;
            }
        }
    }

    /// <summary>What the sources still have is their left again.</summary>
    public void WithdrawSupply()
    {
        for (var s = 0; s < Network.SourceCount; s++)
        {
            Left[s] += Excess[s];
            Excess[s] = 0;
        }
    }

    /// <summary>Lets the atoms of a class take part; those that only closed bottlenecks could feed are frozen at once.</summary>
    public void Admit(List<int> atoms)
    {
        foreach (var a in atoms)
        {
            var v = Network.AtomStart + a;
            SetZone(v, Frozen);
            for (var e = Network.Mid[v]; e < Network.First[v + 1]; e++)
            {
                if (Zone[Network.To[e]] == Open)
                {
                    SetZone(v, Open);
                    break;
                }
            }
        }
    }

    /// <summary>What the line of an atom is to get whole or not at all; 0 where any part will do.</summary>
    public long WholeVnd(int atom) =>
        _wholeVnd is not null && Network.AtomLineStart[atom + 1] - Network.AtomLineStart[atom] == 1 ? _wholeVnd[Network.FirstLineOf(atom)] : 0;

    /// <summary>Lets an atom of one line want so much in all, now, but no less than what is settled.</summary>
    /// <param name="andNoMore">Also not when others of its class want more.</param>
    public void Want(int atom, long amountVnd, bool andNoMore)
    {
        var line = Network.FirstLineOf(atom);
        Demand[atom] = Math.Max(amountVnd, _settledVnd[line]);
        WantedVnd[line] = amountVnd;
        if (andNoMore && _thenVnd is not null)
        {
            _thenVnd[line] = amountVnd;
        }
    }

    /// <summary>Lets those of the atoms that have all they want take what they want then.</summary>
    /// <param name="evenIfShort">Lets all of them.</param>
    /// <returns>Those that want more now.</returns>
    public List<int> WantMore(List<int> atoms, bool evenIfShort)
    {
        var more = new List<int>();
        foreach (var a in atoms)
        {
            if (_thenVnd is null || (!evenIfShort && Got[a] + Base[a] < Demand[a]))
            {
                continue;
            }

            var before = Demand[a];
            for (var i = Network.AtomLineStart[a]; i < Network.AtomLineStart[a + 1]; i++)
            {
                var line = Network.AtomLine[i];
                Demand[a] += Math.Max(_thenVnd[line], _settledVnd[line]) - Math.Max(WantedVnd[line], _settledVnd[line]);
                WantedVnd[line] = _thenVnd[line];
            }

            if (Demand[a] > before)
            {
                more.Add(a);
            }
        }

        return more;
    }

    /// <summary>Takes back <paramref name="amountVnd"/> of an atom's inflow, along the arcs that carry it, into the sources' left.</summary>
    public void Drain(int atom, long amountVnd)
    {
        Got[atom] -= amountVnd;
        HandBack(Network.AtomStart + atom, amountVnd, Left);
    }

    /// <summary>Takes flow back from a node to the sources that it came from.</summary>
    /// <remarks>The last feeders are drained first: sources are numbered before via nodes, so gifts to this very line stay longest.</remarks>
    /// <param name="toSources">Per source: raised by what comes back.</param>
    public void HandBack(int node, long amountVnd, long[] toSources)
    {
        if (node < Network.SourceCount)
        {
            toSources[node] += amountVnd;
            return;
        }

        for (var e = Network.First[node + 1] - 1; e >= Network.Mid[node] && amountVnd > 0; e--)
        {
            ref var link = ref Links[e];
            ref var mate = ref Links[link.Mate];
            var carried = Math.Min(mate.Pull, amountVnd);
            if (carried > 0)
            {
                mate.Pull -= carried;
                link.Pull += carried;
                amountVnd -= carried;
                HandBack(link.To, carried, toSources);
            }
        }
    }

    /// <summary>Writes the flow into the network, for what comes after the fair shares.</summary>
    public void WriteBack()
    {
        foreach (ref readonly var link in Links.AsSpan())
        {
            Network.Cap[link.Mate] = link.Pull;
        }
    }
}
