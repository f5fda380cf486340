using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Intents;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Pledges.Remaining;
using Matching.Engine.Rounds;

namespace Matching.Silo.Rounds;

/// <summary>Turns what is free of pledges into what a round may use of them, so that each donor's terms hold over all rounds together.</summary>
/// <param name="forgotten">A condition whose rule is not followed, for tests of what proves them.</param>
internal sealed class Rests(GivenBook given, ImmutableArray<NeedLine> lines, ImmutableArray<Commune> communes, ImmutableArray<Item> items, string? forgotten = null)
{
    private readonly Dictionary<PledgeId, Pledge> _terms = [];
    private readonly List<Pledge> _pledges = [];
    private readonly List<LeftOut> _leftOut = [];
    private readonly HashSet<(PledgeId Pledge, NeedId Need)> _shut = [];
    private readonly Dictionary<string, ImmutableArray<NeedLine>> _linesOf =
        lines.GroupBy(line => line.Commune.Code, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);
    private readonly Dictionary<ItemId, Item> _items = items.ToDictionary(item => item.Id);

    /// <param name="pledge">The donor's terms.</param>
    /// <param name="free">All that is free of it.</param>
    /// <param name="usable">What the round may use of that; zero or more.</param>
    public void Add(Pledge pledge, long free, long usable)
    {
        _terms.Add(pledge.Id, pledge);
        if (usable < 1)
        {
            return;
        }

        var gifts = given.Of(pledge.Id);
        var rest = RemainingTerms.Of(pledge, free, usable, gifts, communes, commune => Open(pledge, commune), forgotten);
        if (rest.Pledge is not { } left)
        {
            _leftOut.Add(new(Freezer.PledgeKind, pledge.Id.Value, LeftOutReason.RestCannotBeGiven, rest.LeftOutBy));
            return;
        }

        _pledges.Add(left);
        foreach (var gift in rest.ServedLinesAreShut ? gifts : [])
        {
            _shut.Add((pledge.Id, gift.Need));
        }
    }

    public Left Close()
    {
        var inRound = _pledges.Select(pledge => pledge.Id).ToHashSet();
        var company = RemainingCompany.Of(_pledges, lines, given.Gifts, pledge => _terms[pledge], forgotten);
        _shut.UnionWith(company.Shut);
        _leftOut.AddRange(company.HeldAlone.Select(need => new LeftOut(Freezer.NeedKind, need.Value, LeftOutReason.HeldAlone, "exclusive")));
        return new Left(
            [.. _pledges.OrderBy(pledge => pledge.Id.Value, StringComparer.Ordinal)],
            company.HeldAlone,
            [.. _shut.Where(pair => inRound.Contains(pair.Pledge)).OrderBy(pair => pair.Pledge.Value, StringComparer.Ordinal).ThenBy(pair => pair.Need.Value, StringComparer.Ordinal)
                .Select(pair => new Pin(pair.Pledge, pair.Need, PinRule.Forbid, 0))],
            [.. _leftOut.OrderBy(left => left.Kind, StringComparer.Ordinal).ThenBy(left => left.Id, StringComparer.Ordinal)]);
    }

    private long Open(Pledge pledge, Commune commune) => (long)Int128.Min(
        long.MaxValue / 4,
        _linesOf[commune.Id.Code].Aggregate(Int128.Zero, (sum, line) => sum + (
            pledge.Item is null ? (Int128)line.Quantity * (line.OwnUnitCost ?? _items[line.Item].UnitCost).Dong
            : pledge.Item == line.Item ? line.Quantity
            : 0)));

    /// <summary>What is left, with what must not meet.</summary>
    internal sealed record Left(ImmutableArray<Pledge> Pledges, ImmutableArray<NeedId> HeldAlone, ImmutableArray<Pin> Shut, ImmutableArray<LeftOut> LeftOut)
    {
        /// <summary>Why the planner's pins cannot stand beside it: one would give where the donor's terms shut the line.</summary>
        public Refusal? Refusal(RoundRecord record)
        {
            var shut = Shut.Select(pin => (pin.Pledge, pin.Need)).ToHashSet();
            var against = record.Pins.Where(pin => pin.Pin.Rule != PinRule.Forbid && shut.Contains((pin.Pin.Pledge, pin.Pin.Need))).Select(pin => $"{pin.Pin.Pledge} {pin.Pin.Need}").ToImmutableArray();
            return against.IsEmpty
                ? null
                : Engine.Intents.Refusal.Of(
                    RefusalCode.Invalid,
                    $"{against.Length} pins are about pairs that the donor's terms shut, because of what earlier rounds gave: {string.Join(", ", against)}. Lift them, then freeze.",
                    $"{against.Length} ghim nêu cặp mà điều kiện của nhà tài trợ không cho cấp thêm, do phần các đợt trước đã cấp: {string.Join(", ", against)}. Hãy bỏ các ghim đó rồi chốt.") with { Things = against };
        }
    }
}
