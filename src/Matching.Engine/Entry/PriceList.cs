using System.Collections.Immutable;
using Matching.Engine.Allocation;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Explain;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Engine.Entry;

/// <summary>What every pledge of a round adds to the fair shares, and what each of its conditions costs them.</summary>
/// <remarks>docs/check-and-prices.md tells what is skipped, what is solved in part and why both are exact.</remarks>
public sealed class PriceList
{
    private const long Million = 1_000_000;

    private readonly Round _round;
    private readonly SolvedShares _solved;
    private readonly ExchangedPledge _exchange;
    private readonly ClassPrices _classes;
    private readonly Dictionary<PledgeId, int> _live = [];

    private PriceList(Round round, SolvedShares solved)
    {
        (_round, _solved) = (round, solved);
        _exchange = new ExchangedPledge(solved);
        _classes = new ClassPrices(solved);
        for (var p = 0; p < solved.Index.PledgeCount; p++)
        {
            _live.Add(solved.Index.PledgeAt(p).Id, p);
        }
    }

    /// <summary>Prices the pledges of a round.</summary>
    /// <param name="only">One pledge; <see langword="null"/> for all.</param>
    /// <param name="threads">1 or more; changes nothing in the prices.</param>
    /// <param name="quick">Leaves out the figures that only a full solve can tell (<see cref="EntryMethod.None"/>).</param>
    /// <param name="progress">Told how many pledges are done, from any thread.</param>
    /// <param name="conflicts">The pins that cannot be kept, when there are any.</param>
    /// <returns><see langword="null"/> when there are <paramref name="conflicts"/>.</returns>
    /// <exception cref="ArgumentException">There is no such pledge.</exception>
    public static PriceReport? Of(
        Round round,
        out ImmutableArray<PinConflict> conflicts,
        PledgeId? only = null,
        int threads = 1,
        bool quick = false,
        IProgress<(int Done, int Pledges)>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (Open(round, threads, cancel, out conflicts) is not { } list)
        {
            return null;
        }

        var pledges = round.Pledges.Where(p => only is null || p.Id == only).OrderBy(static p => p.Id.Value, StringComparer.Ordinal).ToArray();
        if (only is not null && pledges.Length == 0)
        {
            throw new ArgumentException($"The round has no pledge {only}.", nameof(only));
        }

        var prices = new ImmutableArray<Price>[pledges.Length];
        var done = 0;
        Parallel.For(0, pledges.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, i =>
        {
            prices[i] = list.PricesOf(pledges[i], quick, cancel);
            progress?.Report((Interlocked.Increment(ref done), pledges.Length));
        });
        return new PriceReport([.. prices.SelectMany(static p => p)], list.Values());
    }

    internal static PriceList? Open(Round round, int threads, CancellationToken cancel, out ImmutableArray<PinConflict> conflicts) =>
        SolvedShares.Of(round, threads, cancel, out conflicts) is { } solved ? new PriceList(round, solved) : null;

    /// <summary>The prices of a pledge one by one, to be found when asked for: whether a part of the round can tell.</summary>
    internal IEnumerable<(string Condition, Func<bool> IsPart)> Parts(Pledge pledge)
    {
        Departure? without = null;
        return StatedConditions.Of(pledge.Conditions)
            .Select(c => (c.Columns, (Func<bool>)(() => Relaxed(pledge, c.DropFrom(pledge), without, CancellationToken.None) is not null)))
            .Prepend(("", () => (without = Without(pledge, CancellationToken.None)) is not null));
    }

    private ImmutableArray<Price> PricesOf(Pledge pledge, bool quick, CancellationToken cancel)
    {
        var prices = ImmutableArray.CreateBuilder<Price>();
        var isPinned = _round.Pins.Any(pin => pin.Pledge == pledge.Id);
        var without = isPinned ? null : Without(pledge, cancel);
        Add(Priced(pledge, "", relaxed: null, without?.Changes, _round with { Pledges = _round.Pledges.Remove(pledge), Pins = _round.Pins.RemoveAll(pin => pin.Pledge == pledge.Id) }, quick, cancel));
        foreach (var condition in StatedConditions.Of(pledge.Conditions))
        {
            cancel.ThrowIfCancellationRequested();
            var relaxed = condition.DropFrom(pledge);
            var changed = isPinned ? null : Relaxed(pledge, relaxed, without, cancel);
            Add(Priced(pledge, condition.Columns, relaxed, changed, _round with { Pledges = _round.Pledges.Replace(pledge, relaxed) }, quick, cancel));
        }

        return prices.DrainToImmutable();

        void Add(Price? price)
        {
            if (price is not null)
            {
                prices.Add(price);
            }
        }
    }

    private Departure? Without(Pledge pledge, CancellationToken cancel) =>
        !_live.TryGetValue(pledge.Id, out var p) ? Departure.OfNothing
        : _solved.IsWhole || UnitVnd(pledge) == 0 ? null
        : _exchange.Without(p, checked(_solved.Index.Available[p] * UnitVnd(pledge)), cancel);

    private ShareChanges? Relaxed(Pledge pledge, Pledge relaxed, Departure? without, CancellationToken cancel)
    {
        var (available, after) = (RoundIndex.AvailableOf(_solved.Index.Round, pledge), RoundIndex.AvailableOf(_solved.Index.Round, relaxed));
        if (available == after && IsSameToFairShares(pledge.Conditions, relaxed.Conditions))
        {
            return ShareChanges.None;
        }

        if (_solved.IsWhole || UnitVnd(pledge) == 0)
        {
            return null;
        }

        if (available == after && _live.TryGetValue(pledge.Id, out var live) && _exchange.IsFree(live, relaxed))
        {
            return ShareChanges.None;
        }

        var heads = PledgeHeads.Of(_solved, relaxed, UnitVnd(pledge));
        return !_live.TryGetValue(pledge.Id, out var p) || _exchange.SourceOf(p) < 0
            ? _exchange.With(heads, cancel)
            : _exchange.Relaxed(p, checked(available * UnitVnd(pledge)), heads, without, cancel);
    }

    /// <summary>Whether two pledges differ in choices only that fair shares do not look at.</summary>
    private static bool IsSameToFairShares(PledgeConditions asks, PledgeConditions relaxed) =>
        Divisible(asks) == Divisible(relaxed);

    private static PledgeConditions Divisible(PledgeConditions asks) => asks with
    {
        MinPerCommune = null,
        MaxCommunes = null,
        AllOrNothing = false,
        MinCommunes = null,
        EqualSplit = null,
        EqualParts = null,
        FixedPerCommune = null,
        FixedPerChild = null,
        NotWithDonors = [],
        Exclusive = null,
        OnlyFullLines = false,
        CofundMinPercent = null,
        MatchPercent = null,
    };

    private long UnitVnd(Pledge pledge) => NetworkBuilder.UnitValueVnd(_solved.Index, pledge);

    /// <summary>The price, or nothing when the round's pins cannot be kept without the condition (the reserve then takes what they give).</summary>
    private Price? Priced(Pledge pledge, string condition, Pledge? relaxed, ShareChanges? changed, Round other, bool quick, CancellationToken cancel)
    {
        if (changed is null && quick)
        {
            return new Price(PledgeName.Of(pledge), condition, EntryMethod.None, []);
        }

        var method = EntryMethod.Incremental;
        if (changed is null)
        {
            method = EntryMethod.Full;
            changed = SolvedInFull(pledge, relaxed, cancel) ?? SolvedInFull(other, cancel);
            if (changed is null)
            {
                return null;
            }
        }

        return new Price(PledgeName.Of(pledge), condition, method, [.. _classes.Of(changed, condition.Length == 0)]);
    }

    /// <summary>On the network of the round, where the pledge is nothing but a source of it.</summary>
    private ShareChanges? SolvedInFull(Pledge pledge, Pledge? relaxed, CancellationToken cancel)
    {
        if (_solved.IsWhole || UnitVnd(pledge) == 0 || !_live.TryGetValue(pledge.Id, out var p) || _round.Pins.Any(pin => pin.Pledge == pledge.Id))
        {
            return null;
        }

        var heads = relaxed is null ? null : PledgeHeads.Of(_solved, relaxed, UnitVnd(pledge));
        return _exchange.SolvedInFull(p, checked(_solved.Index.Available[p] * UnitVnd(pledge)), heads, cancel);
    }

    /// <summary>As another round; nothing when its pins cannot be kept.</summary>
    private ShareChanges? SolvedInFull(Round other, CancellationToken cancel)
    {
        if (SolvedShares.Of(other, threads: 1, cancel, out _) is not { } full)
        {
            return null;
        }

        var changed = new ShareChanges([], []);
        for (var l = 0; l < full.Index.LineCount; l++)
        {
            if (full.Fair.Share[l] != _solved.Fair.Share[l])
            {
                changed.Lines.Add(l, new ChangedShare(full.Fair.Share[l], full.Coverage[l]));
            }
        }

        return changed;
    }

    private ImmutableArray<BottleneckValue> Values()
    {
        var index = _solved.Index;
        var lineOf = new Dictionary<int, int>(index.LineCount);
        for (var l = 0; l < index.LineCount; l++)
        {
            lineOf.Add(index.Need[l], l);
        }

        return
        [
            .. _solved.Fair.Bottlenecks(_solved.Fair.Threads(_solved.Settled)).Select(bottleneck =>
            {
                var askedVnd = bottleneck.Lines.Sum(need => index.DemandVnd[lineOf[need]]);
                var isLifted = bottleneck.Kind == BottleneckKind.Supply;
                return new BottleneckValue(
                    bottleneck,
                    index.Classes[bottleneck.Class - 1],
                    new Vnd(askedVnd),
                    !isLifted ? bottleneck.Coverage : bottleneck.Lift.Dong <= Million ? bottleneck.NextCoverage : Plus(bottleneck.Coverage, askedVnd));
            }),
        ];
    }

    /// <summary>A coverage after a million đồng more for lines that ask for so much.</summary>
    private static Ratio Plus(Ratio coverage, long askedVnd)
    {
        var number = ((Int128)coverage.Numerator * askedVnd) + ((Int128)Million * coverage.Denominator);
        var denominator = (Int128)coverage.Denominator * askedVnd;
        var (a, b) = (number, denominator);
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return new Ratio((long)(number / a), (long)(denominator / a));
    }
}
