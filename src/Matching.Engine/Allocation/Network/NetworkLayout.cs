using Matching.Engine.Needs;

namespace Matching.Engine.Allocation.Network;

/// <summary>Merges lines into atoms and lays the arcs out in rows.</summary>
internal static class NetworkLayout
{
    private const int GoodsStage = 0;
    private const int FreeMoneyStage = 5;

    public static FlowNetwork LayOut(
        RoundIndex index, Commitments commitments, KindTable kinds, ViaNodes via, ArcList arcs, List<Source> sources)
    {
        var (atomOfLine, atomLineStart, atomLine) = MergeLines(index, commitments, kinds, arcs);
        var atoms = atomLineStart.Length - 1;
        var atomStart = sources.Count + via.Count;
        var nodes = atomStart + atoms;
        var place = ViaOrder.NearTheirLines(arcs, via.Count, index.LineCount, sources.Count);

        var keep = new bool[arcs.Count];
        var forward = new int[nodes + 1];
        var degree = new int[nodes + 1];
        for (var e = 0; e < arcs.Count; e++)
        {
            var head = arcs.Heads[e];
            keep[e] = head >= 0 || atomLine[atomLineStart[atomOfLine[~head]]] == ~head; // one arc per atom, at its first line
            if (keep[e])
            {
                var tail = NodeOfTail(arcs.Tails[e]);
                forward[tail]++;
                degree[tail]++;
                degree[NodeOfHead(head)]++;
            }
        }

        var first = new int[nodes + 1];
        var mid = new int[nodes];
        for (var v = 0; v < nodes; v++)
        {
            first[v + 1] = first[v] + degree[v];
            mid[v] = first[v] + forward[v];
        }

        var to = new int[first[nodes]];
        var mate = new int[to.Length];
        var cap = new long[to.Length];
        var nextForward = first.AsSpan(0, nodes).ToArray();
        var nextBack = mid.ToArray();
        for (var e = 0; e < keep.Length; e++)
        {
            if (keep[e])
            {
                var tail = NodeOfTail(arcs.Tails[e]);
                var head = NodeOfHead(arcs.Heads[e]);
                var there = nextForward[tail]++;
                var back = nextBack[head]++;
                (to[there], mate[there], cap[there]) = (head, back, arcs.Caps[e]);
                (to[back], mate[back]) = (tail, there);
            }
        }

        var isGoods = new bool[nodes];
        for (var v = 0; v < via.Count; v++)
        {
            isGoods[place[v]] = via.IsGoods(v);
        }

        var sourceStart = new int[sources.Count + 1];
        for (var s = 0; s < sources.Count; s++)
        {
            isGoods[s] = sources[s].Goods;
            sourceStart[s + 1] = sourceStart[s] + sources[s].Pledges.Count;
        }

        var network = new FlowNetwork
        {
            SourceCount = sources.Count,
            AtomStart = atomStart,
            NodeCount = nodes,
            First = first,
            Mid = mid,
            To = to,
            Mate = mate,
            Cap = cap,
            IsGoods = isGoods,
            SupplyVnd = [.. sources.Select(static s => s.SupplyVnd)],
            SourceUnitVnd = [.. sources.Select(static s => s.UnitVnd)],
            SourceStage = new byte[sources.Count],
            StageCount = FreeMoneyStage + 1,
            SourceStart = sourceStart,
            SourcePledge = [.. sources.SelectMany(static s => s.Pledges)],
            AtomLineStart = atomLineStart,
            AtomLine = atomLine,
            AtomOfLine = atomOfLine,
            Depth = Depths(first, mid, to),
        };
        SetStages(index, network, sources);
        return network;

        int NodeOfTail(int tail) => tail < 0 ? ~tail : place[tail];

        int NodeOfHead(int head) => head < 0 ? atomStart + atomOfLine[~head] : place[head];
    }

    private static int[] Depths(int[] first, int[] mid, int[] to)
    {
        var depth = new int[mid.Length];
        var below = new int[mid.Length];
        var ready = new Queue<int>();
        for (var v = 0; v < mid.Length; v++)
        {
            below[v] = mid[v] - first[v];
            if (below[v] == 0)
            {
                ready.Enqueue(v);
            }
        }

        while (ready.TryDequeue(out var v))
        {
            for (var e = mid[v]; e < first[v + 1]; e++)
            {
                var w = to[e];
                depth[w] = Math.Max(depth[w], depth[v] + 1);
                if (--below[w] == 0)
                {
                    ready.Enqueue(w);
                }
            }
        }

        return depth;
    }

    /// <summary>
    /// Narrow money before free money: a source's stage grows with the part of all needs that it can reach, so what is left over is
    /// what is most useful next time. Goods come first of all.
    /// </summary>
    private static void SetStages(RoundIndex index, FlowNetwork network, List<Source> sources)
    {
        var totalVnd = index.DemandVnd.Sum();
        var reachVnd = new long[network.NodeCount];
        Array.Fill(reachVnd, -1);
        for (var a = 0; a < network.AtomCount; a++)
        {
            var sum = 0L;
            for (var i = network.AtomLineStart[a]; i < network.AtomLineStart[a + 1]; i++)
            {
                sum += index.DemandVnd[network.AtomLine[i]];
            }

            reachVnd[network.AtomStart + a] = sum;
        }

        for (var s = 0; s < sources.Count; s++)
        {
            var reach = Reach(s);
            network.SourceStage[s] = sources[s] switch
            {
                { Goods: true } => GoodsStage,
                { Unconditional: true } => FreeMoneyStage,
                _ when reach <= totalVnd / 1024 => 1,
                _ when reach <= totalVnd / 64 => 2,
                _ when reach <= totalVnd / 8 => 3,
                _ => 4,
            };
        }

        long Reach(int v)
        {
            if (reachVnd[v] >= 0)
            {
                return reachVnd[v];
            }

            var sum = 0L;
            for (var e = network.First[v]; e < network.Mid[v] && sum < totalVnd; e++)
            {
                sum = Math.Min(totalVnd, sum + Reach(network.To[e]));
            }

            reachVnd[v] = sum;
            return sum;
        }
    }

    /// <summary>
    /// Lines of one class and kind that exactly the same nodes feed without limit become one atom; under a cap per province, only lines
    /// of one province.
    /// </summary>
    private static (int[] AtomOfLine, int[] Start, int[] Line) MergeLines(
        RoundIndex index, Commitments commitments, KindTable kinds, ArcList arcs)
    {
        var lines = index.LineCount;
        var signature = new ulong[lines];
        var alone = new bool[lines];
        var isCapped = index.Round.Policy.ProvinceCapPercent is not null;
        for (var l = 0; l < lines; l++)
        {
            signature[l] = Mix((ulong)index.LineClass[l] << 32 | (uint)kinds.LineKind[l]) ^ Mix((ulong)CappedProvince(l));
            alone[l] = index.Items[index.LineItem[l]].Kind == ItemKind.Project || commitments.TouchedLines.Contains(l);
        }

        var tails = arcs.Tails;
        var heads = arcs.Heads;
        var caps = arcs.Caps;
        var fan = new int[lines + 1];
        for (var e = 0; e < tails.Length; e++)
        {
            if (heads[e] < 0)
            {
                fan[~heads[e] + 1]++;
                alone[~heads[e]] |= caps[e] != FlowNetwork.Unlimited;
                signature[~heads[e]] = unchecked(signature[~heads[e]] + Mix((uint)tails[e])); // order of arcs does not matter
            }
        }

        for (var l = 0; l < lines; l++)
        {
            fan[l + 1] += fan[l];
        }

        var feeder = new int[fan[lines]];
        var next = fan.AsSpan(0, lines).ToArray();
        for (var e = 0; e < tails.Length; e++)
        {
            if (heads[e] < 0)
            {
                feeder[next[~heads[e]]++] = tails[e];
            }
        }

        for (var l = 0; l < lines; l++)
        {
            Array.Sort(feeder, fan[l], fan[l + 1] - fan[l]);
        }

        var atomOfLine = new int[lines];
        var leader = new Dictionary<ulong, int>(lines);
        var leaders = new List<int>();
        for (var l = 0; l < lines; l++)
        {
            if (!alone[l] && leader.TryGetValue(signature[l], out var atom) && Same(leaders[atom], l))
            {
                atomOfLine[l] = atom;
                continue;
            }

            atomOfLine[l] = leaders.Count;
            if (!alone[l])
            {
                leader.TryAdd(signature[l], leaders.Count);
            }

            leaders.Add(l);
        }

        var start = new int[leaders.Count + 1];
        for (var l = 0; l < lines; l++)
        {
            start[atomOfLine[l] + 1]++;
        }

        for (var a = 0; a < leaders.Count; a++)
        {
            start[a + 1] += start[a];
        }

        var fill = start.AsSpan(0, leaders.Count).ToArray();
        var line = new int[lines];
        for (var l = 0; l < lines; l++)
        {
            line[fill[atomOfLine[l]]++] = l;
        }

        return (atomOfLine, start, line);

        int CappedProvince(int line) => isCapped ? index.CommuneProvince[index.LineCommune[line]] : 0;

        bool Same(int left, int right) =>
            index.LineClass[left] == index.LineClass[right]
            && kinds.LineKind[left] == kinds.LineKind[right]
            && CappedProvince(left) == CappedProvince(right)
            && feeder.AsSpan(fan[left], fan[left + 1] - fan[left]).SequenceEqual(feeder.AsSpan(fan[right], fan[right + 1] - fan[right]));
    }

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }
}
