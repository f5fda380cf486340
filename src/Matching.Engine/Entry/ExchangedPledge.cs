using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;

namespace Matching.Engine.Entry;

/// <summary>The fair shares of a solved round without one of its pledges, or with it under other conditions, from the parts that this touches.</summary>
/// <remarks>
/// To take a pledge away, what it gives is drawn back into its source; under wider conditions it then comes in again as a new source. Lines lose only on
/// residual ways into the source, lines gain only on residual ways from the new one (docs/check-and-prices.md). The region is made of whole tight sets
/// between the poorest that could gain and the richest that could lose; that no level ends outside these bounds is checked.
/// </remarks>
internal sealed class ExchangedPledge
{
    private readonly SolvedShares _round;
    private readonly MovedLevels _moved;
    private readonly LaterClasses? _later;
    private readonly Lazy<LaterClasses?> _all;
    private readonly int[] _sourceOf;

    public ExchangedPledge(SolvedShares round)
    {
        _round = round;
        _moved = new MovedLevels(round);
        _later = LaterClasses.Of(round, round.Before);
        _all = new Lazy<LaterClasses?>(() => LaterClasses.Of(round, round.AtFirst));
        _sourceOf = new int[round.Index.PledgeCount];
        Array.Fill(_sourceOf, -1);
        for (var s = 0; s < round.Network.SourceCount; s++)
        {
            for (var i = round.Network.SourceStart[s]; i < round.Network.SourceStart[s + 1]; i++)
            {
                _sourceOf[round.Network.SourcePledge[i]] = s;
            }
        }
    }

    private TightSets Sets => _round.Sets;

    /// <summary>The source that a live pledge is part of, or −1 when it reaches nothing.</summary>
    public int SourceOf(int pledge) => _sourceOf[pledge];

    /// <summary>The rank of the set in which a pledge's money is used up; the number of levels when it lies in none.</summary>
    public int RankOf(int source) => Sets.SetOf[source] is var set && set >= 0 ? Sets.Rank[set] : Sets.Levels.Count;

    /// <summary>How shares change without the pledge; <see langword="null"/> when only a full solve can tell.</summary>
    /// <param name="pledge">A live pledge of which nothing is settled beforehand.</param>
    /// <param name="worthVnd">Its supply in đồng of line value.</param>
    public Departure? Without(int pledge, long worthVnd, CancellationToken cancel)
    {
        var source = _sourceOf[pledge];
        return source < 0 || _round.State.Left[source] >= worthVnd ? Departure.OfNothing
            : ByLevels(source, worthVnd, cancel) ?? ByRegion(source, worthVnd, cancel);
    }

    /// <summary>Sets that fall as one, and the later classes solved again when something is lost there.</summary>
    private Departure? ByLevels(int source, long worthVnd, CancellationToken cancel)
    {
        var isInSet = Sets.SetOf[source] >= 0;
        for (var beforeClass = isInSet ? int.MaxValue : _later?.FirstClass ?? int.MaxValue; ; beforeClass = _later!.FirstClass)
        {
            if (_moved.Lowered(source, worthVnd, beforeClass, out var laterVnd, cancel) is { } fallen
                && (laterVnd <= _round.State.Left[source] ? [] : beforeClass == _later?.FirstClass ? _later.Solve(source, laterVnd, heads: null, cancel) : null) is { } lines)
            {
                var (stop, floor) = (Sets.Levels.Count, (Class: int.MaxValue, Coverage: Ratio.Zero));
                if (laterVnd > _round.State.Left[source])
                {
                    stop = Sets.Levels.FindIndex(level => level.Class >= beforeClass);
                    (stop, floor) = (stop < 0 ? Sets.Levels.Count : stop, (beforeClass, Ratio.Zero));
                }

                foreach (var moved in fallen)
                {
                    var key = (Sets.Levels[Sets.Rank[moved.Set]].Class, moved.Coverage);
                    (stop, floor) = (Math.Min(stop, Sets.Rank[moved.Set]), SetNeighbours.Compare(key, floor) < 0 ? key : floor);
                }

                return new Departure(new ShareChanges(fallen, lines), stop, floor);
            }

            if (_later is null || beforeClass == _later.FirstClass || (isInSet && Sets.Levels[Sets.Rank[Sets.SetOf[source]]].Class < _later.FirstClass))
            {
                return null;
            }
        }
    }

    /// <summary>The richest that have a way into the source, solved again.</summary>
    private Departure? ByRegion(int source, long worthVnd, CancellationToken cancel)
    {
        var region = new BackRegion(_round, source);
        Int128 wanted = worthVnd - _round.State.Left[source];
        while (true)
        {
            do
            {
                region.Grow();
            }
            while (region.Border >= 0 && region.HeldVnd() < wanted);

            if (NeedsProjects(region.Nodes, wanted))
            {
                return null;
            }

            var state = RegionNetwork.Build(_round, PledgeHeads.None, region.Nodes, out var place);
            if (Draw(state, place(source), source, worthVnd, cancel))
            {
                var outcome = RegionSolve.Run(_round, state, mayTakeBack: true, cancel);
                if (EndsAbove(outcome.Levels, region.Border))
                {
                    return MovesProjects(region.Nodes, outcome.Shares) ? null : new Departure(ShareChanges.Of(outcome.Shares), region.Nodes.Min(_moved.RankAt), FloorOf(outcome.Levels));
                }
            }

            if (region.Border < 0)
            {
                return null;
            }

            wanted = Int128.Max(2 * wanted, region.HeldVnd() + 1);
        }
    }

    /// <summary>Whether a pledge whose money serves a source's lines gains nothing from lines that it may serve besides.</summary>
    /// <param name="relaxed">The pledge under its wider conditions.</param>
    public bool IsFree(int pledge, Pledge relaxed)
    {
        var source = _sourceOf[pledge];
        var highest = source < 0 ? Sets.Levels.Count : RankOf(source);
        var last = highest < Sets.Levels.Count ? Sets.Levels[highest].Class : int.MaxValue;
        return !PledgeHeads.LinesOf(_round, relaxed, Matters).Any();

        bool Matters(int line) =>
            _round.Network.AtomOfLine[line] is var atom && atom >= 0
            && (_moved.RankAt(_round.Network.AtomStart + atom) < highest || _round.Guards.Any(guard => guard.Class < last && guard.Atoms[atom]));
    }

    /// <summary>The lines whose share changes when the pledge may go where <paramref name="heads"/> lead, which includes all the ways that it has now.</summary>
    /// <param name="departure">How shares change without the pledge, when that is known.</param>
    public ShareChanges? Relaxed(int pledge, long worthVnd, PledgeHeads heads, Departure? departure, CancellationToken cancel)
    {
        if (heads.SupplyVnd != worthVnd)
        {
            return null; // once nothing is asked of it, the planner holds a part back
        }

        var source = _sourceOf[pledge];
        var highest = source < 0 ? Sets.Levels.Count : RankOf(source);
        var lowest = heads.Heads.Count == 0 ? Sets.Levels.Count : heads.Heads.Min(head => _moved.RankAt(_round.Network.AtomStart + head.Atom));
        var first = lowest < Sets.Levels.Count ? Sets.Levels[lowest].Class : int.MaxValue;
        var last = highest < Sets.Levels.Count ? Sets.Levels[highest].Class : int.MaxValue;
        var isGuarded = IsGuarded(heads, first, last);
        if (lowest >= highest && !isGuarded)
        {
            return ShareChanges.None; // all that it could lift besides stands as high as where its money goes now
        }

        if (source < 0)
        {
            return null;
        }

        return (departure is null ? null : Moved(heads, departure, cancel))
            ?? (first >= _later?.FirstClass ? InLaterClasses(source, worthVnd, heads, cancel) : null)
            ?? (isGuarded ? null : SolvedAgain(source, worthVnd, heads, lowest, highest, cancel));
    }

    /// <summary>How shares change without the pledge, or with it under other conditions: all classes are solved again on the network of the round.</summary>
    /// <param name="heads">Where it comes in again, if it does.</param>
    /// <returns><see langword="null"/> where that network does not tell the ways of the pledge apart.</returns>
    public ShareChanges? SolvedInFull(int pledge, long worthVnd, PledgeHeads? heads, CancellationToken cancel)
    {
        var source = _sourceOf[pledge];
        return _all.Value?.Solve(source, source < 0 ? 0 : worthVnd, heads, cancel) is { } lines ? ShareChanges.Of(lines) : null;
    }

    /// <summary>How shares change with a pledge more; <see langword="null"/> when only a full solve can tell.</summary>
    public ShareChanges? With(PledgeHeads heads, CancellationToken cancel) =>
        _moved.Raised(heads, Departure.OfNothing, cancel) is { } risen ? new ShareChanges([risen], [])
        : AddedPledge.Try(_round, heads, cancel) is { } lines ? ShareChanges.Of(lines)
        : _later is not null && heads.Heads.TrueForAll(head => ClassAt(head.Atom) >= _later.FirstClass) ? InLaterClasses(-1, 0, heads, cancel)
        : null;

    /// <summary>The pledge goes from later classes only, and comes in where it can lift nothing in earlier ones: those are solved again.</summary>
    private ShareChanges? InLaterClasses(int source, long worthVnd, PledgeHeads heads, CancellationToken cancel)
    {
        var laterVnd = 0L;
        return (source < 0 || _moved.Lowered(source, worthVnd, _later!.FirstClass, out laterVnd, cancel) is { Count: 0 })
            && _later!.Solve(source, laterVnd, heads, cancel) is { } lines ? ShareChanges.Of(lines) : null;
    }

    /// <summary>The first class that supply at an atom could lift.</summary>
    private int ClassAt(int atom) => _moved.RankAt(_round.Network.AtomStart + atom) is var rank && rank < Sets.Levels.Count ? Sets.Levels[rank].Class : int.MaxValue;

    /// <summary>The pledge goes, and apart from all that this changes it comes in again.</summary>
    private ShareChanges? Moved(PledgeHeads heads, Departure left, CancellationToken cancel)
    {
        if (_moved.Raised(heads, left, cancel) is { } risen)
        {
            return left.Changes with { Sets = [.. left.Changes.Sets, risen] };
        }

        var added = AddedPledge.Try(_round, heads, cancel, left.StopRank);
        return added is not null && added.All(line => left.IsAbove((_round.Index.LineClass[line.Key], line.Value.Coverage)))
            ? left.Changes with { Lines = left.Changes.Lines.Concat(added).ToDictionary() }
            : null;
    }

    private static (int Class, Ratio Coverage) FloorOf(List<Level> ended)
    {
        var floor = (int.MaxValue, Ratio.Zero);
        foreach (var level in ended)
        {
            floor = SetNeighbours.Compare((level.Class, level.Coverage), floor) < 0 ? (level.Class, level.Coverage) : floor;
        }

        return floor;
    }

    /// <summary>Solves all that lies between the poorest that could gain and the richest that could lose.</summary>
    private ShareChanges? SolvedAgain(int source, long worthVnd, PledgeHeads heads, int lowest, int highest, CancellationToken cancel)
    {
        var forward = new Region(_round, heads);
        while (forward.Border < highest)
        {
            forward.Grow();
        }

        var back = new BackRegion(_round, source);
        while (back.Border >= lowest)
        {
            back.Grow();
        }

        if (back.Nodes.Exists(v => IsGranted(v, Sets.Levels[lowest].Class)))
        {
            return null;
        }

        var nodes = forward.Nodes.Union(back.Nodes).ToList();
        var state = RegionNetwork.Build(_round, heads, nodes, out var place);
        var outcome = Draw(state, place(source), source, worthVnd, cancel)
            ? RegionSolve.Run(_round, state, mayTakeBack: true, cancel)
            : null;
        if (outcome is null || (outcome.Left > 0 && highest < Sets.Levels.Count))
        {
            return null;
        }

        var isWithin = outcome.Shares.All(c => highest >= Sets.Levels.Count || !IsAbove(c.Key, c.Value, (Sets.Levels[highest].Class, Sets.Levels[highest].Coverage))) && EndsAbove(outcome.Levels, lowest);
        return isWithin ? ShareChanges.Of(outcome.Shares) : null;
    }

    /// <summary>Draws back what the source gives, out of whatever has a way to it; which lines lose is settled class by class afterwards.</summary>
    private bool Draw(FlowState state, int node, int source, long amountVnd, CancellationToken cancel)
    {
        // What it has not given goes first.
        var unused = _round.State.Left[source];
        state.Excess[node] = Math.Max(0, unused - amountVnd);
        if (unused >= amountVnd)
        {
            return true;
        }

        var atoms = RegionSolve.ByClass(_round, state).SelectMany(static c => c.Value).ToList();
        var supply = state.Excess[0];
        state.Excess[0] = 0;
        RegionSolve.Offer(state, atoms);
        state.Room[node] = amountVnd - unused;
        state.Flow.Push([node], cancel);
        var isDone = state.Room[node] == 0;
        state.Room[node] = 0;
        RegionSolve.Keep(state, atoms);
        state.Excess[0] = supply;
        return isDone;
    }

    private bool EndsAbove(List<Level> ended, int border) =>
        border < 0 || ended.TrueForAll(level => level.Class > Sets.Levels[border].Class || (level.Class == Sets.Levels[border].Class && level.Coverage >= Sets.Levels[border].Coverage));

    /// <summary>Whether a line has more than before, and more than a key.</summary>
    private bool IsAbove(int line, ChangedShare now, (int Class, Ratio Coverage) key) =>
        now.Share > _round.Fair.Share[line] && SetNeighbours.Compare((_round.Index.LineClass[line], now.Coverage), key) > 0;

    /// <summary>Whether projects that have been granted something could have lost it before lines of earlier classes did.</summary>
    private bool MovesProjects(List<int> nodes, Dictionary<int, ChangedShare> shares)
    {
        if (shares.Count == 0)
        {
            return false;
        }

        var first = shares.Keys.Min(l => _round.Index.LineClass[l]);
        return nodes.Exists(v => IsGranted(v, first));
    }

    /// <summary>Whether the node is a project after the class that has been granted something.</summary>
    private bool IsGranted(int node, int afterClass) =>
        node >= _round.Network.AtomStart && node - _round.Network.AtomStart is var a && _round.State.AtomClass[a] > afterClass
        && _round.State.Got[a] > 0 && _round.Index.Classes[_round.State.AtomClass[a]].Kind == ItemKind.Project;

    /// <summary>Whether the lines after the last project in the region do not hold so much: then it is not worth while to try without the projects.</summary>
    private bool NeedsProjects(List<int> nodes, Int128 wantedVnd)
    {
        var last = -1;
        foreach (var v in nodes)
        {
            last = IsGranted(v, last) ? _round.State.AtomClass[v - _round.Network.AtomStart] : last;
        }

        if (last < 0)
        {
            return false;
        }

        Int128 held = 0;
        foreach (var v in nodes)
        {
            if (v >= _round.Network.AtomStart && v - _round.Network.AtomStart is var a && _round.State.AtomClass[a] > last)
            {
                held += _round.State.Got[a];
            }
        }

        return held < wantedVnd;
    }

    /// <summary>Whether a queue of projects before the last class could decide otherwise.</summary>
    private bool IsGuarded(PledgeHeads heads, int firstClass, int lastClass) =>
        _round.Guards.Any(guard => guard.Class < lastClass && (guard.Class > firstClass || heads.Heads.Exists(head => guard.Atoms[head.Atom])));
}
