using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Engine.Explain;

/// <summary>A pledge whose value flows into a bottleneck.</summary>
/// <param name="InFairPlan">Line value that it lends the lines in the fair (fractional) plan.</param>
/// <param name="InPlan">Value that it gives them in the plan of whole units.</param>
public sealed record FeedingPledge(PledgeName Pledge, Vnd InFairPlan, Vnd InPlan);

/// <summary>Money that would do good in a bottleneck: what it must be allowed to serve, and what it does.</summary>
public sealed record UsefulMoney
{
    /// <summary>Items of the lines, by code; money must be free for all of them to lift all lines.</summary>
    public required ImmutableArray<Item> Items { get; init; }

    /// <summary>Provinces of the lines with how many communes in each, by name; one commune stands for each.</summary>
    public required ImmutableArray<(Commune Example, int Communes)> Provinces { get; init; }

    /// <summary>Age groups of the lines, youngest first; empty when some line states none.</summary>
    public required ImmutableArray<string> AgeGroups { get; init; }

    public required PriorityClass Class { get; init; }

    public required int Lines { get; init; }

    public required int Communes { get; init; }

    /// <summary>The money that lifts all lines from <see cref="From"/> to <see cref="To"/>.</summary>
    public required Vnd Lift { get; init; }

    public required Ratio From { get; init; }

    public required Ratio To { get; init; }

    /// <summary>Coverage that 1,000,000 ₫ adds to every line, as long as <see cref="To"/> is not reached: a million by what the lines ask for, at most 1.</summary>
    public required Ratio GainPerMillion { get; init; }
}

/// <summary>Lines that share one coverage, who feeds them, and what would lift them.</summary>
public sealed record BottleneckExplanation
{
    public required Bottleneck Bottleneck { get; init; }

    public required PriorityClass Class { get; init; }

    /// <summary>What the lines ask for and get in whole units.</summary>
    public required CoverageSum Total { get; init; }

    /// <summary>Fair shares of the lines, cut to whole đồng each.</summary>
    public required Vnd Fair { get; init; }

    /// <summary>The lines, as ordered in the bottleneck.</summary>
    public required ImmutableArray<NeedId> Lines { get; init; }

    /// <summary>By value asked for, most first; at most <see cref="PlanExplainer.Top"/>.</summary>
    public required ImmutableArray<(Commune Commune, Vnd Requested)> LargestCommunes { get; init; }

    /// <summary>Most value in the fair plan first.</summary>
    public required ImmutableArray<FeedingPledge> Feeding { get; init; }

    /// <summary>Value of the feeding pledges that goes to other lines in the plan: 0 where the bottleneck takes all they have.</summary>
    public required Vnd FeedingElsewhere { get; init; }

    /// <summary><see langword="null"/> when the planner's province cap holds the lines, which no money lifts.</summary>
    public required UsefulMoney? NextMoney { get; init; }

    internal static BottleneckExplanation Of(PlanExplainer explainer, Bottleneck bottleneck)
    {
        var members = bottleneck.Lines.ToHashSet();
        var (total, fair) = (CoverageSum.Nothing, Vnd.Zero);
        var communes = new Dictionary<int, Vnd>();
        foreach (var n in bottleneck.Lines)
        {
            var (requested, commune) = (explainer.Lookup.Requested(n), explainer.Lookup.CommuneIndex(n));
            total = total.Add(requested, explainer.Lookup.UnitCost(n) * explainer.Plan.Lines[n].AllocatedUnits);
            fair += new Vnd(explainer.Plan.Lines[n].Fair.WholeVnd);
            communes[commune] = communes.GetValueOrDefault(commune) + requested;
        }

        var (feeding, elsewhere) = FeedingOf(explainer, bottleneck, members);
        return new BottleneckExplanation
        {
            Bottleneck = bottleneck,
            Class = explainer.Plan.Classes[bottleneck.Class - 1].Class,
            Total = total,
            Fair = fair,
            Lines = [.. bottleneck.Lines.Select(n => explainer.Round.Needs[n].Id)],
            LargestCommunes =
            [
                .. communes.Select(c => (explainer.Round.Communes[c.Key], c.Value))
                    .OrderByDescending(c => c.Value).ThenBy(c => c.Item1.Id.Code, StringComparer.Ordinal)
                    .Take(PlanExplainer.Top)
            ],
            Feeding = feeding,
            FeedingElsewhere = elsewhere,
            NextMoney = bottleneck.Kind == BottleneckKind.Supply ? UsefulMoneyFor(explainer, bottleneck) : null,
        };
    }

    internal static UsefulMoney UsefulMoneyFor(PlanExplainer explainer, Bottleneck bottleneck)
    {
        var items = new SortedDictionary<string, Item>(StringComparer.Ordinal);
        var ages = new SortedSet<string>(StringComparer.Ordinal);
        var communes = new HashSet<int>();
        var (requested, anyAge) = (Vnd.Zero, false);
        foreach (var n in bottleneck.Lines)
        {
            var (line, item) = (explainer.Round.Needs[n], explainer.Lookup.ItemOf(n));
            items[item.Id.Code] = item;
            communes.Add(explainer.Lookup.CommuneIndex(n));
            requested += explainer.Lookup.Requested(n);
            anyAge |= line.AgeGroup is null;
            if (line.AgeGroup is { } age)
            {
                ages.Add(age);
            }
        }

        return new UsefulMoney
        {
            Items = [.. items.Values],
            Provinces =
            [
                .. communes.Select(c => explainer.Round.Communes[c]).GroupBy(c => c.Province)
                    .Select(g => (g.MinBy(c => c.Id.Code, StringComparer.Ordinal)!, g.Count()))
                    .OrderBy(g => g.Item1.ProvinceName, StringComparer.Ordinal).ThenBy(g => g.Item1.Province.Code, StringComparer.Ordinal)
            ],
            AgeGroups = anyAge ? [] : [.. ages.OrderBy(FirstNumber)],
            Class = explainer.Plan.Classes[bottleneck.Class - 1].Class,
            Lines = bottleneck.Lines.Length,
            Communes = communes.Count,
            Lift = bottleneck.Lift,
            From = bottleneck.Coverage,
            To = bottleneck.NextCoverage,
            GainPerMillion = new Ratio(Math.Min(1_000_000, requested.Dong), requested.Dong),
        };
    }

    /// <summary>"13-15" → 13, so that it stands after "3-5"; groups without a number come first.</summary>
    private static int FirstNumber(string ageGroup)
    {
        var number = 0;
        foreach (var digit in ageGroup.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit).Take(4))
        {
            number = (number * 10) + (digit - '0');
        }

        return number;
    }

    private static (ImmutableArray<FeedingPledge> Feeding, Vnd Elsewhere) FeedingOf(PlanExplainer explainer, Bottleneck bottleneck, HashSet<int> members)
    {
        var fair = bottleneck.FeedingPledges.ToDictionary(p => p, _ => Vnd.Zero);
        foreach (var thread in explainer.Plan.FairThreads)
        {
            if (members.Contains(thread.Need) && fair.TryGetValue(thread.Pledge, out var known))
            {
                fair[thread.Pledge] = known + new Vnd(thread.ValueVnd);
            }
        }

        var elsewhere = Vnd.Zero;
        var feeding = new List<FeedingPledge>(fair.Count);
        foreach (var (p, inFairPlan) in fair)
        {
            var here = Vnd.Zero;
            foreach (var s in explainer.Gifts.OfPledge(p))
            {
                var value = new Vnd(explainer.Gifts[s].ValueVnd);
                (here, elsewhere) = members.Contains(explainer.Gifts[s].Need) ? (here + value, elsewhere) : (here, elsewhere + value);
            }

            feeding.Add(new FeedingPledge(PledgeName.Of(explainer.Round.Pledges[p]), inFairPlan, here));
        }

        return ([.. feeding.OrderByDescending(f => f.InFairPlan).ThenBy(f => f.Pledge.Id.Value, StringComparer.Ordinal)], elsewhere);
    }
}
