using System.Collections;
using System.Collections.Immutable;
using Matching.Engine.Allocation;
using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Allocation.Pins;
using Matching.Engine.Explain;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Engine.Entry;

/// <summary>The fair shares of one round, kept with the flow and the tight sets behind them, so that a small change can be worked in.</summary>
/// <remarks>Never written to once made; several threads may ask it at a time.</remarks>
internal sealed class SolvedShares
{
    private readonly List<ProjectGuard> _guards = [];

    private SolvedShares(RoundIndex index, FlowState state, Commitments settled)
    {
        (Index, State, Settled) = (index, state, settled);
        Lookup = new RoundLookup(index.Round);
        Fair = null!;
        Sets = null!;
    }

    public RoundIndex Index { get; }

    public RoundLookup Lookup { get; }

    /// <summary>After the solve: what each atom has. The flow is in the network's capacities.</summary>
    public FlowState State { get; }

    public Commitments Settled { get; }

    public FlowNetwork Network => State.Network;

    public FairPlan Fair { get; private set; }

    public TightSets Sets { get; private set; }

    /// <summary>Classes of projects that had to pass lines over, in order: what has a way to those lines could change the queue.</summary>
    public IReadOnlyList<ProjectGuard> Guards => _guards;

    /// <summary>Whether the whole round must be solved again for every change: a province cap, the comparison mode, goods of projects with own prices.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Solves the fair shares of a round; nothing when its pins cannot be kept.</summary>
    public static SolvedShares? Of(Round round, int threads, CancellationToken cancel, out ImmutableArray<PinConflict> conflicts)
    {
        var index = RoundIndex.Of(round);
        var pins = PinBoard.Read(index, out conflicts);
        if (!conflicts.IsEmpty)
        {
            return null;
        }

        var state = new FlowState(index, NetworkBuilder.Build(index, pins), pins);
        var solved = new SolvedShares(index, state, pins);
        var levels = FairShareSolver.Solve(state, pins, round.Policy.Fairness, threads, solved.Remember, cancel, solved.Watch);
        solved.Fair = FairPlan.Of(state, levels);
        solved.Sets = TightSets.Of(state, levels);
        solved.SetCoverages();
        solved.IsWhole = round.Policy.Fairness != Fairness.Leximin || round.Policy.ProvinceCapPercent is not null || HasOwnPriceGoods(index);
        return solved;
    }

    /// <summary>The exact fair coverage of each line.</summary>
    public Ratio[] Coverage { get; private set; } = [];

    /// <summary>The smallest of them in each class.</summary>
    public Ratio[] Smallest { get; private set; } = [];

    /// <summary>How the flow stood before the first class of projects that passed lines over, or else the last one; <see langword="null"/> without projects.</summary>
    public FlowSnapshot? Before { get; private set; }

    /// <summary>How the flow stood before all classes.</summary>
    public FlowSnapshot? AtFirst { get; private set; }

    private void Remember(int classNumber)
    {
        if (classNumber == 1)
        {
            AtFirst = FlowSnapshot.Of(State, 0);
        }

        if (_guards.Count == 0 && Index.Classes[classNumber - 1].Kind == ItemKind.Project)
        {
            Before = FlowSnapshot.Of(State, classNumber - 1);
        }
    }

    private void SetCoverages()
    {
        Coverage = new Ratio[Index.LineCount];
        Smallest = new Ratio[Index.Classes.Length];
        for (var l = 0; l < Coverage.Length; l++)
        {
            Coverage[l] = CoverageOf(Fair, l);
            var k = Index.LineClass[l];
            Smallest[k] = Smallest[k].Denominator == 0 || Coverage[l] < Smallest[k] ? Coverage[l] : Smallest[k];
        }
    }

    /// <summary>The exact coverage of a line in a plan of this round or a like one.</summary>
    public Ratio CoverageOf(FairPlan plan, int line)
    {
        var share = plan.Share[line];
        var level = plan.Bottleneck[line] > 0 ? plan.Levels[plan.Bottleneck[line] - 1].Coverage : default;
        return share.Remainder == 0 && share.WholeVnd == Index.DemandVnd[line] ? Ratio.One
            : level.Denominator > 0 && share == FairShare.Of(Index.DemandVnd[line], level) ? level
            : Part(share, Index.DemandVnd[line]);
    }

    /// <summary>A share of what a line asks for.</summary>
    private static Ratio Part(FairShare share, long demandVnd)
    {
        var divisor = (Int128)demandVnd * share.Denominator;
        var number = ((Int128)share.WholeVnd * share.Denominator) + share.Remainder;
        var common = GreatestCommonDivisor(number, divisor);
        return new Ratio((long)(number / common), (long)(divisor / common));
    }

    private static Int128 GreatestCommonDivisor(Int128 a, Int128 b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a == 0 ? 1 : a;
    }

    private static bool HasOwnPriceGoods(RoundIndex index)
    {
        for (var p = 0; p < index.PledgeCount; p++)
        {
            if (index.PledgeAt(p).Item is { } item && index.HasOwnPrices[index.ItemById[item]])
            {
                return true;
            }
        }

        return false;
    }

    private void Watch(int classNumber, List<int> atoms, ProjectQueue queue)
    {
        var passedOver = atoms.FindAll(a => State.Base[a] + State.Got[a] < State.Demand[a]);
        if (passedOver.Count == 0)
        {
            return;
        }

        var mattered = new BitArray(Network.AtomCount);
        for (var a = 0; a < mattered.Length; a++)
        {
            mattered[a] = queue.Mattered(Network.AtomStart + a);
        }

        foreach (var a in passedOver)
        {
            mattered[a] = true;
        }

        _guards.Add(new ProjectGuard(classNumber, mattered));
    }
}

/// <summary>A class of projects that passed lines over.</summary>
/// <param name="Class">From 0.</param>
/// <param name="Atoms">Marks atoms through which more supply could have reached a line that was passed over.</param>
internal sealed record ProjectGuard(int Class, BitArray Atoms);
