using System.Collections.Immutable;
using Matching.Engine.Explain;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;

namespace Matching.Cli.Screens;

/// <summary>What is left over for one reason.</summary>
/// <param name="Count">Pledges or lines.</param>
/// <param name="ValueVnd">Left of the pledges, or missing from the lines.</param>
internal readonly record struct Leftover<TReason>(TReason Reason, int Count, long ValueVnd);

/// <summary>The sums of one plan that tables show.</summary>
internal sealed class RoundFigures
{
    public RoundFigures(RoundLookup lookup, Plan plan)
    {
        Lookup = lookup;
        Plan = plan;
        var round = lookup.Round;
        var pledgesLeft = new SortedDictionary<PledgeReason, (int Count, long Vnd)>();
        for (var p = 0; p < plan.Pledges.Length; p++)
        {
            var worth = lookup.Worth(round.Pledges[p]);
            OfferedVnd += (worth * round.Pledges[p].Amount).Dong;
            AvailableVnd += (worth * plan.Pledges[p].Available).Dong;
            Add(pledgesLeft, plan.Pledges[p].Reason, (worth * plan.Pledges[p].Left).Dong);
        }

        var linesOpen = new SortedDictionary<LineReason, (int Count, long Vnd)>();
        var communes = new HashSet<int>();
        var served = new HashSet<int>();
        for (var n = 0; n < plan.Lines.Length; n++)
        {
            var line = plan.Lines[n];
            var openUnits = line.Reason == LineReason.CoveredByOthers ? 0 : round.Needs[n].Quantity - line.AllocatedUnits;
            Add(linesOpen, line.Reason, openUnits <= 0 ? 0 : (lookup.UnitCost(n) * openUnits).Dong);
            if (line.Class == 0)
            {
                continue;
            }

            Lines++;
            RequestedVnd += lookup.Requested(n).Dong;
            communes.Add(lookup.CommuneIndex(n));
            FullLines += openUnits <= 0 ? 1 : 0;
            if (line.AllocatedUnits > 0)
            {
                ServedLines++;
                served.Add(lookup.CommuneIndex(n));
            }
        }

        GivenVnd = plan.Shipments.Sum(s => s.ValueVnd);
        Communes = communes.Count;
        ServedCommunes = served.Count;
        Donors = round.Pledges.Select(p => p.Donor).Distinct().Count();
        PledgesLeft = BiggestFirst(pledgesLeft);
        LinesOpen = BiggestFirst(linesOpen);
    }

    public RoundLookup Lookup { get; }

    public Plan Plan { get; }

    /// <summary>All that donors promised, goods at their item's unit cost.</summary>
    public long OfferedVnd { get; }

    /// <summary>What of it the round may use.</summary>
    public long AvailableVnd { get; }

    public long GivenVnd { get; }

    public long RequestedVnd { get; }

    /// <summary>Lines that take part.</summary>
    public int Lines { get; }

    public int FullLines { get; }

    public int ServedLines { get; }

    /// <summary>Communes with a line that takes part.</summary>
    public int Communes { get; }

    public int ServedCommunes { get; }

    public int Donors { get; }

    /// <summary>By reason, the largest value first; only reasons with something left.</summary>
    public ImmutableArray<Leftover<PledgeReason>> PledgesLeft { get; }

    /// <summary>By reason, the largest value first; only reasons with something missing.</summary>
    public ImmutableArray<Leftover<LineReason>> LinesOpen { get; }

    /// <summary>The worst coverage by whole units among the first class's lines, or of all where there is no class.</summary>
    public Ratio? SmallestOfFirstClass => Plan.Classes.IsEmpty ? null : Plan.Classes[0].MinimumCoverage;

    private static void Add<TReason>(SortedDictionary<TReason, (int Count, long Vnd)> groups, TReason reason, long vnd)
        where TReason : notnull
    {
        if (vnd > 0)
        {
            var (count, sum) = groups.GetValueOrDefault(reason);
            groups[reason] = (count + 1, sum + vnd);
        }
    }

    private static ImmutableArray<Leftover<TReason>> BiggestFirst<TReason>(SortedDictionary<TReason, (int Count, long Vnd)> groups)
        where TReason : notnull =>
        [.. groups.Select(g => new Leftover<TReason>(g.Key, g.Value.Count, g.Value.Vnd)).OrderByDescending(l => l.ValueVnd)];
}
