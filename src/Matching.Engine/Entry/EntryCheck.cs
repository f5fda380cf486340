using System.Collections.Immutable;
using Matching.Engine.Explain;
using Matching.Engine.Geography;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;

namespace Matching.Engine.Entry;

/// <summary>One check of one pledge.</summary>
internal sealed class EntryCheck
{
    private const int Examples = 5;
    private const int Names = 3;

    private readonly EntryDesk _desk;
    private readonly SolvedShares _round;
    private readonly Pledge _pledge;
    private readonly bool _thorough;
    private readonly CancellationToken _cancel;
    private readonly long _worthVnd;
    private readonly PledgeHeads _heads;
    private readonly AlonePlacement.Result _alone;

    public EntryCheck(EntryDesk desk, SolvedShares round, Pledge pledge, bool thorough, CancellationToken cancel)
    {
        (_desk, _round, _pledge, _thorough, _cancel) = (desk, round, pledge, thorough, cancel);
        _worthVnd = round.Lookup.Worth(pledge).Dong;
        _heads = PledgeHeads.Of(round, pledge, desk.UnitVnd(pledge));
        _alone = AlonePlacement.Of(round.Index, pledge, _heads.Lines);
    }

    public EntryReport Report()
    {
        var (changed, method) = _desk.Shares(_pledge, _heads, mayBeFull: true, _cancel)!.Value;
        var today = ShareSums.Gain(_round, changed);
        var conditions = Conditions(today);
        var available = Allocation.RoundIndex.AvailableOf(_round.Index.Round, _pledge);
        return new EntryReport
        {
            Pledge = PledgeName.Of(_pledge),
            Goods = _pledge.Item is { } item ? _round.Index.Items[_round.Index.ItemById[item]] : null,
            Amount = _pledge.Amount,
            Available = available,
            AvailableValue = new Vnd(checked(available * _worthVnd)),
            Replaces = _desk.Replaces(_pledge),
            Method = method,
            Reach = Reach(),
            Alone = new Vnd(checked(_alone.Placed * _worthVnd)),
            Today = new Vnd(today),
            HasDiscrete = _pledge.Conditions.IsDiscrete,
            Problems = EntryProblems.Of(_round, _pledge, _heads.Lines, _alone),
            Conditions = conditions,
            Classes = Classes(changed),
            Groups = Groups(changed),
        };
    }

    private EntryReach Reach()
    {
        var index = _round.Index;
        var classes = _heads.Lines.GroupBy(l => index.LineClass[l]).OrderBy(static g => g.Key).Select(g => new EntryClassReach(
            index.Classes[g.Key], g.Count(), g.Select(l => index.LineCommune[l]).Distinct().Count(), new Vnd(ShareSums.Lacking(_round, g))));
        var examples = _heads.Lines.Where(l => Open(l) > 0)
            .OrderBy(l => index.LineClass[l]).ThenBy(l => _round.Coverage[l]).ThenByDescending(Open).ThenBy(static l => l)
            .Take(Examples)
            .Select(l => new EntryLine(index.NeedAt(l).Id, _round.Lookup.CommuneOf(index.Need[l]), index.Items[index.LineItem[l]], new Vnd(Open(l))));
        return new EntryReach(
            _heads.Lines.Count,
            _heads.Lines.Select(l => index.LineCommune[l]).Distinct().Count(),
            new Vnd(_heads.Lines.Sum(l => index.DemandVnd[l])),
            new Vnd(ShareSums.Lacking(_round, _heads.Lines)),
            [.. classes],
            [.. examples]);
    }

    private long Open(int line) => ShareSums.Lacking(_round, [line]);

    private ImmutableArray<EntryCondition> Conditions(long today)
    {
        var effects = ImmutableArray.CreateBuilder<EntryCondition>();
        foreach (var condition in StatedConditions.Of(_pledge.Conditions))
        {
            _cancel.ThrowIfCancellationRequested();
            var relaxed = condition.DropFrom(_pledge);
            var heads = PledgeHeads.Of(_round, relaxed, _desk.UnitVnd(relaxed));
            var alone = AlonePlacement.Of(_round.Index, relaxed, heads.Lines);
            var shares = _desk.Shares(relaxed, heads, _thorough, _cancel)?.Shares;
            effects.Add(new EntryCondition(
                condition.Columns,
                heads.Lines.Count - _heads.Lines.Count,
                new Vnd(checked((alone.Placed - _alone.Placed) * _worthVnd)),
                shares is null ? null : new Vnd(ShareSums.Gain(_round, shares) - today)));
        }

        return effects.DrainToImmutable();
    }

    private ImmutableArray<EntryClassChange> Classes(Dictionary<int, ChangedShare> changed)
    {
        var index = _round.Index;
        var classes = ImmutableArray.CreateBuilder<EntryClassChange>();
        foreach (var ofClass in changed.Keys.GroupBy(l => index.LineClass[l]).OrderBy(static g => g.Key))
        {
            var (from, to) = (index.ClassStart[ofClass.Key], index.ClassStart[ofClass.Key + 1]);
            var smallest = Ratio.One;
            for (var l = from; l < to; l++)
            {
                var coverage = changed.TryGetValue(l, out var now) ? now.Coverage : _round.Coverage[l];
                smallest = coverage < smallest ? coverage : smallest;
            }

            var before = ShareSums.Of(_round, from, to);
            var gain = ShareSums.Gain(_round, ofClass.ToDictionary(static l => l, l => changed[l]));
            classes.Add(new EntryClassChange(index.Classes[ofClass.Key], new Vnd(before), new Vnd(before + gain), _round.Smallest[ofClass.Key], smallest, ofClass.Count()));
        }

        return classes.DrainToImmutable();
    }

    private ImmutableArray<EntryGroup> Groups(Dictionary<int, ChangedShare> changed)
    {
        var index = _round.Index;
        return
        [
            .. changed
                .GroupBy(c => (Class: index.LineClass[c.Key], Before: _round.Coverage[c.Key], After: c.Value.Coverage), static c => c.Key)
                .OrderBy(static g => g.Key.Class).ThenBy(static g => g.Key.Before).ThenBy(static g => g.Key.After)
                .Select(g =>
                {
                    var items = MostFirst(g.Select(l => index.LineItem[l]));
                    var provinces = MostFirst(g.Select(l => index.CommuneProvince[index.LineCommune[l]]));
                    var names = g.Select(l => _round.Lookup.CommuneOf(index.Need[l])).DistinctBy(static c => c.Province).ToDictionary(static c => c.Province, static c => c.ProvinceName);
                    return new EntryGroup(
                        index.Classes[g.Key.Class],
                        g.Key.Before,
                        g.Key.After,
                        g.Count(),
                        g.Select(l => index.LineCommune[l]).Distinct().Count(),
                        [.. items.Take(Names).Select(i => index.Items[i])],
                        items.Count,
                        [.. provinces.Take(Names).Select(p => names[index.Provinces[p]])],
                        provinces.Count);
                }),
        ];
    }

    private static List<int> MostFirst(IEnumerable<int> values) =>
        [.. values.GroupBy(static v => v).OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key).Select(static g => g.Key)];
}
