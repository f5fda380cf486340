namespace Matching.Engine.Allocation.Discrete;

/// <summary>Binds pledges to communes: a dive first, then a search in large neighbourhoods that never accepts anything worse.</summary>
/// <remarks>
/// A neighbourhood frees a few pledges, lets the flow find its best, and binds them again in another order. Work is counted, not timed, and the
/// generator has a fixed seed, so equal rounds give equal choices. Source: Shaw 1998 (large neighbourhood search); Ropke and Pisinger 2006.
/// </remarks>
internal sealed class ChoiceSearch(ChoiceFlow flow, List<Chooser> choosers)
{
    private const int MostRepairs = 100;

    /// <summary>Arcs that the search may look at in all: about half a second.</summary>
    private const long WorkBudget = 40_000_000;

    /// <summary>In a round so large that there is time for fewer neighbourhoods, they would change nothing worth the wait.</summary>
    private const int FewestSteps = 30;

    private ulong _random = 0x9E37_79B9_7F4A_7C15;

    /// <summary>Programs of more arcs than this take a solver longer than anybody waits.</summary>
    private const int LargestProgram = 60_000;

    /// <param name="solver">Asked, class by class, where less is reached than without the choices; may be missing.</param>
    public void Run(IChoiceSolver? solver, CancellationToken cancel)
    {
        var free = flow.Reached();
        Dive(choosers, Math.Max(1, choosers.Count / 8), cancel);
        Improve(cancel);
        if (solver is not null && flow.Network.ArcCount <= LargestProgram)
        {
            Ask(solver, free, cancel);
        }
    }

    private void Ask(IChoiceSolver solver, long[] free, CancellationToken cancel)
    {
        var best = flow.Reached();
        for (var k = 0; k < best.Length; k++)
        {
            if (best[k] >= free[k])
            {
                continue;
            }

            var upTo = new long[best.Length];
            for (var j = 0; j < best.Length; j++)
            {
                upTo[j] = best[j] - flow.SettledVnd[j] + (j == 0 ? 0 : upTo[j - 1]);
            }

            var model = new ChoiceModel(flow, choosers, upTo, k);
            if (solver.Solve(model.Program, cancel) is not { } answer || !model.Program.IsKeptBy(answer))
            {
                continue;
            }

            flow.Save();
            model.Apply(answer);
            flow.Refill(cancel);
            Dive(choosers, Math.Max(1, choosers.Count / 8), cancel);

            var reached = flow.Reached();
            if (Compare(reached, best) > 0)
            {
                best = reached;
            }
            else
            {
                flow.Restore();
            }
        }
    }

    /// <summary>Lexicographic, the first class first.</summary>
    private static int Compare(long[] left, long[] right) => left.AsSpan().SequenceCompareTo(right);

    private void Dive(List<Chooser> order, int batch, CancellationToken cancel)
    {
        for (var from = 0; from < order.Count; from += batch)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var chooser in order.Skip(from).Take(batch))
            {
                Bind(chooser);
            }

            flow.Refill(cancel);
        }

        for (var round = 0; round < MostRepairs && Repair(); round++)
        {
            flow.Refill(cancel);
        }
    }

    /// <summary>Keeps the communes where most flows now; shuts the others.</summary>
    private void Bind(Chooser chooser)
    {
        foreach (var i in Enumerable.Range(0, chooser.Communes.Length).OrderByDescending(i => flow.FlowOf(chooser, i)).Skip(chooser.Most))
        {
            flow.Shut(chooser, i);
        }
    }

    /// <summary>Shuts communes that get less than the minimum where the pledge has nothing unused to lift them: of each pledge the one that gets least.</summary>
    private bool Repair()
    {
        var any = false;
        foreach (var chooser in choosers)
        {
            var (used, below, poorest, tooLow) = (0L, 0L, -1, false);
            for (var i = 0; i < chooser.Communes.Length; i++)
            {
                var given = flow.FlowOf(chooser, i);
                used += given;
                if (given > 0 && given < chooser.LeastVnd)
                {
                    below += chooser.LeastVnd - given;
                    tooLow |= chooser.LeastVnd - given > chooser.AboveTargetVnd[i];
                    poorest = poorest < 0 || given < flow.FlowOf(chooser, poorest) ? i : poorest;
                }
            }

            if (tooLow || below > chooser.AvailableVnd - used)
            {
                flow.Shut(chooser, poorest);
                any = true;
            }
        }

        return any;
    }

    private void Improve(CancellationToken cancel)
    {
        var idle = choosers.FindAll(c => flow.State.Left[c.Source] > 0);
        var steps = WorkBudget / ((flow.State.Network.ArcCount * 8L) + 1);
        steps = steps < FewestSteps ? 0 : Math.Min(steps, 8L * choosers.Count * choosers.Count);
        var best = flow.Reached();
        for (var step = 0; step < steps && idle.Count > 0; step++)
        {
            cancel.ThrowIfCancellationRequested();
            flow.Save();
            var freed = Neighbourhood(idle);
            foreach (var chooser in freed)
            {
                for (var i = 0; i < chooser.Communes.Length; i++)
                {
                    flow.Open(chooser, i);
                }
            }

            flow.Refill(cancel);
            Dive(freed, 1, cancel);
            var reached = flow.Reached();
            if (Compare(reached, best) < 0)
            {
                flow.Restore();
            }
            else
            {
                best = reached;
                idle = choosers.FindAll(c => flow.State.Left[c.Source] > 0);
            }
        }
    }

    /// <summary>A pledge that has something left, and a few that may choose one of its communes, in random order.</summary>
    private List<Chooser> Neighbourhood(List<Chooser> idle)
    {
        var seed = idle[Below(idle.Count)];
        var rivals = choosers.FindAll(c => c != seed && c.Communes.AsSpan().ContainsAny(seed.Communes));
        var freed = new List<Chooser> { seed };
        for (var n = 1 + Below(4); n > 0 && rivals.Count > 0; n--)
        {
            var at = Below(rivals.Count);
            freed.Insert(Below(freed.Count + 1), rivals[at]);
            rivals.RemoveAt(at);
        }

        return freed;
    }

    /// <summary>Evenly from 0 to below the bound (xorshift64*, Vigna 2016).</summary>
    private int Below(int bound)
    {
        unchecked
        {
            _random ^= _random >> 12;
            _random ^= _random << 25;
            _random ^= _random >> 27;
            return (int)(((_random * 0x2545_F491_4F6C_DD1D) >> 33) % (uint)bound);
        }
    }
}
