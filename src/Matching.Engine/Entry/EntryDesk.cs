using System.Collections.Immutable;
using Matching.Engine.Allocation;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Engine.Entry;

/// <summary>A desk at which pledges are checked before they are accepted: one round, solved once, asked many times.</summary>
/// <remarks>Keeps the fair shares and their bottlenecks. Changes nothing, so several threads may ask at a time.</remarks>
public sealed class EntryDesk
{
    private readonly SolvedShares _solved;

    private readonly ExchangedPledge _exchange;

    private EntryDesk(Round round, SolvedShares solved) => (Round, _solved, _exchange) = (round, solved, new ExchangedPledge(solved));

    /// <summary>The round as it was stated.</summary>
    public Round Round { get; }

    /// <summary>Solves the fair shares of a round; takes as long as that.</summary>
    /// <param name="threads">1 or more; changes nothing in any answer.</param>
    /// <param name="conflicts">The pins that cannot be kept, when there are any.</param>
    /// <returns><see langword="null"/> when there are <paramref name="conflicts"/>.</returns>
    public static EntryDesk? Open(Round round, out ImmutableArray<PinConflict> conflicts, int threads = 1, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return SolvedShares.Of(round, threads, cancel, out conflicts) is { } solved ? new EntryDesk(round, solved) : null;
    }

    /// <summary>What the pledge would do in this round.</summary>
    /// <param name="pledge">A new one, or one that takes the place of the pledge of the same id.</param>
    /// <param name="thorough">
    /// Also solves the round in full for single conditions where nothing less can tell what dropping them would bring; otherwise those figures are left out.
    /// </param>
    /// <exception cref="ArgumentException">A goods pledge names an item that the round does not have.</exception>
    public EntryReport Check(Pledge pledge, bool thorough = false, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(pledge);
        return new EntryCheck(this, _solved, pledge, thorough, cancel).Report();
    }

    /// <summary>The lines whose fair share is another one with the pledge in the round.</summary>
    /// <param name="mayBeFull">Whether the whole may be solved again; otherwise <see langword="null"/> comes back where that is needed.</param>
    internal (Dictionary<int, ChangedShare> Shares, EntryMethod Method)? Shares(Pledge pledge, PledgeHeads heads, bool mayBeFull, CancellationToken cancel)
    {
        var replaces = Replaces(pledge);
        if (!replaces && !_solved.IsWhole && (pledge.Kind == PledgeKind.Money || UnitVnd(pledge) > 0) && _exchange.With(heads, cancel) is { } few)
        {
            return (few.ByLine(_solved), EntryMethod.Incremental);
        }

        if (!mayBeFull)
        {
            return null;
        }

        var others = replaces ? Round.Pledges.RemoveAll(p => p.Id == pledge.Id) : Round.Pledges;
        var full = SolvedShares.Of(Round with { Pledges = others.Add(pledge) }, threads: 1, cancel, out var conflicts)
            ?? throw new ArgumentException($"With pledge {pledge.Id} changed, {conflicts.Length} pins of the round cannot be kept.", nameof(pledge));
        var changed = new Dictionary<int, ChangedShare>();
        for (var l = 0; l < full.Index.LineCount; l++)
        {
            if (full.Fair.Share[l] != _solved.Fair.Share[l])
            {
                changed.Add(l, new ChangedShare(full.Fair.Share[l], full.Coverage[l]));
            }
        }

        return (changed, EntryMethod.Full);
    }

    /// <summary>The lines that change and their shares, without any report; <see langword="null"/> when only a full solve can tell.</summary>
    internal Dictionary<int, ChangedShare>? TryShares(Pledge pledge, CancellationToken cancel) =>
        Shares(pledge, PledgeHeads.Of(_solved, pledge, UnitVnd(pledge)), mayBeFull: false, cancel)?.Shares;

    /// <summary>What a line has in the round as it is.</summary>
    internal Quantities.FairShare ShareOf(int line) => _solved.Fair.Share[line];

    internal bool Replaces(Pledge pledge) => Round.Pledges.Any(p => p.Id == pledge.Id);

    /// <summary>Đồng of line value that one of the pledge's own measure covers; 0 for goods whose lines have prices of their own.</summary>
    internal long UnitVnd(Pledge pledge) =>
        pledge.Kind == PledgeKind.Money ? 1
        : pledge.Item is { } item && _solved.Index.ItemById.TryGetValue(item, out var i) ? NetworkBuilder.UnitValueVnd(_solved.Index, i)
        : throw new ArgumentException($"Goods pledge {pledge.Id} names item '{pledge.Item}', which the round does not list.", nameof(pledge));
}
