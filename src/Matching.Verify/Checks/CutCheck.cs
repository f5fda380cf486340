using Matching.Engine.Plans;
using Matching.Verify.Facts;
using static Matching.Verify.ViolationKind;

namespace Matching.Verify.Checks;

/// <summary>All that may flow into a supply bottleneck and those before it does flow there, so nobody could give those lines more.</summary>
/// <remarks>
/// With X(b) the lines held by bottlenecks 1 to b: Σ fair share over X(b) = Σ over pledges of ρ(X(b)), exactly, where
/// ρ(X) = pinned into X + min(available − pinned, Σ provinces min(max_per_province − pinned there, Σ communes min(max_per_commune − pinned there,
/// Σ open eligible lines of X there of their share − pinned))).
/// A part of a pledge that is all that some lines get stands for a province in the same way; with instalments there are several, one in the other.
/// ρ is met by pouring into the lines in order of stage, since its ceilings are nested (line in commune in province in pledge); a pledge without
/// ceilings pours all at its first stage. A goods unit counts at its item's unit cost on both sides, also on a project with a price of its own.
/// Goods of an item whose lines have prices of their own are no flow of đồng: a unit covers a unit, here cheap and there dear. They count where
/// the fair plan puts them; that they could not serve better elsewhere is not proved.
/// Cost: per pledge the lines before its first (or, with ceilings, last) stage in the lists of its places and items.
/// </remarks>
internal static class CutCheck
{
    /// <param name="stage">Per line: number of the bottleneck that holds it, or the largest integer.</param>
    public static void Run(RoundFacts round, Plan plan, Flows threads, LineLists lists, int[] stage, Complaints complaints)
    {
        var stages = plan.Bottlenecks.Length;
        ExactSum[] fair = [.. Enumerable.Range(0, stages + 1).Select(_ => new ExactSum())];
        for (var n = 0; n < stage.Length; n++)
        {
            if (stage[n] <= stages)
            {
                fair[stage[n]].Add(plan.Lines[n].Fair.WholeVnd, plan.Lines[n].Fair, plan.Bottlenecks[stage[n] - 1].Coverage.Denominator);
            }
        }

        foreach (var flow in threads.All)
        {
            if (flow.LineVnd != flow.OwnVnd && stage[flow.Need] <= stages)
            {
                fair[stage[flow.Need]].Add(flow.OwnVnd - flow.LineVnd, default, 1);
            }
        }

        var reach = new Int128[stages + 1];
        var pour = new Pouring(round, threads, lists, stage, reach);
        for (var p = 0; p < round.Pledges.Length; p++)
        {
            pour.Add(p);
        }

        var (held, may, gap) = (Int128.Zero, Int128.Zero, Int128.Zero);
        for (var b = 1; b <= stages; b++)
        {
            held += fair[b].Floor();
            may += reach[b];
            if (plan.Bottlenecks[b - 1].Kind != BottleneckKind.Supply)
            {
                continue;
            }

            // A gap is told where it opens or changes, not again for every bottleneck behind it.
            if ((held != may && held - may != gap) || !fair[b].IsWhole)
            {
                complaints.Add(held < may ? MoreCouldFlow : MoreThanCanFlow, held, may, bottleneck: b);
            }

            gap = held - may;
        }
    }

    /// <summary>Adds up ρ by stage, pledge by pledge.</summary>
    private sealed class Pouring(RoundFacts round, Flows threads, LineLists lists, int[] stage, Int128[] reach)
    {
        private readonly List<int[]> _lists = [];
        private readonly PriorityQueue<(int List, int Place), int> _heads = new();
        private readonly Dictionary<int, Int128> _inCommune = [];
        private readonly Dictionary<int, Int128> _inProvince = [];
        private readonly HashSet<int> _seen = [];
        private Int128[] _inPart = [];

        public void Add(int p)
        {
            var (pledge, pins) = (round.Pledges[p], round.Pins.Of(p));
            if (pledge.GoodsItem is { } item && round.HasOwnPrices[item])
            {
                foreach (var flow in threads.Of(p))
                {
                    if (stage[flow.Need] < reach.Length)
                    {
                        reach[stage[flow.Need]] += flow.OwnVnd;
                    }
                }

                return;
            }

            var left = pledge.AvailableVnd;
            foreach (var pin in pins)
            {
                left -= pin.OwnVnd;
                if (stage[pin.Need] < reach.Length)
                {
                    reach[stage[pin.Need]] += pin.OwnVnd;
                }
            }

            if (left <= 0)
            {
                return;
            }

            lists.Collect(pledge, _lists);
            if (pledge.HasCeilings)
            {
                WithCeilings(p, pledge, pins, left);
            }
            else if (FirstStage(p, pledge, pins.Count > 0) is var first && first < reach.Length)
            {
                reach[first] += left;
            }
        }

        private int FirstStage(int p, PledgeFacts pledge, bool pinned)
        {
            var first = int.MaxValue;
            foreach (var list in _lists)
            {
                foreach (var n in list)
                {
                    if (stage[n] >= first)
                    {
                        break;
                    }

                    if (pledge.Serves(round.Lines[n]) && !(pinned && round.Pins.Closes(p, n)))
                    {
                        first = stage[n];
                        break;
                    }
                }
            }

            return first;
        }

        private void WithCeilings(int p, PledgeFacts pledge, IReadOnlyList<PinnedPair> pins, Int128 left)
        {
            _heads.Clear();
            _inCommune.Clear();
            _inProvince.Clear();
            _seen.Clear();
            _inPart = new Int128[pledge.Parts.Length];
            foreach (var pin in pins)
            {
                Take(round.Lines[pin.Need], pin.OwnVnd);
            }

            for (var l = 0; l < _lists.Count; l++)
            {
                _heads.Enqueue((l, 0), stage[_lists[l][0]]);
            }

            while (left > 0 && _heads.TryDequeue(out var head, out var at) && at < reach.Length)
            {
                var (list, place) = head;
                var n = _lists[list][place];
                if (place + 1 < _lists[list].Length)
                {
                    _heads.Enqueue((list, place + 1), stage[_lists[list][place + 1]]);
                }

                ref readonly var line = ref round.Lines[n];
                if (!pledge.Serves(line) || !_seen.Add(n) || round.Pins.Closes(p, n))
                {
                    continue;
                }

                var pinned = pins.Where(pin => pin.Need == n).Aggregate(Int128.Zero, (sum, pin) => sum + pin.OwnVnd);
                var more = Int128.Max(0, Int128.Min(Int128.Min(left, Room(line)), pledge.ShareVnd(line) - pinned));
                Take(line, more);
                reach[at] += more;
                left -= more;
            }

            Int128 Room(in LineFacts line) => Int128.Min(RoomInParts(line), Int128.Min(
                pledge.MaxPerCommuneVnd is { } perCommune ? perCommune - _inCommune.GetValueOrDefault(line.Commune) : Int128.MaxValue,
                pledge.MaxPerProvinceVnd is { } perProvince ? perProvince - _inProvince.GetValueOrDefault(line.Province) : Int128.MaxValue));

            Int128 RoomInParts(in LineFacts line)
            {
                var room = Int128.MaxValue;
                for (var i = 0; i < _inPart.Length; i++)
                {
                    room = pledge.Parts[i].Holds(line) ? Int128.Min(room, pledge.Parts[i].MostVnd - _inPart[i]) : room;
                }

                return room;
            }

            void Take(in LineFacts line, Int128 amount)
            {
                _inCommune[line.Commune] = _inCommune.GetValueOrDefault(line.Commune) + amount;
                _inProvince[line.Province] = _inProvince.GetValueOrDefault(line.Province) + amount;
                for (var i = 0; i < _inPart.Length; i++)
                {
                    _inPart[i] += pledge.Parts[i].Holds(line) ? amount : 0;
                }
            }
        }
    }
}
