using System.Collections.Immutable;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Oracles.Model;

namespace Matching.Oracles.Policies;

/// <summary>Coverage of the lines of one tier or one class. For comparison and display only.</summary>
/// <param name="Number">Of the tier or class, 1 = first.</param>
/// <param name="ReachableLines">Lines that some pledge may serve; the others are at 0 under every policy.</param>
/// <param name="Smallest">Of any reachable line.</param>
/// <param name="PoorestTenth">Mean over the poorest tenth of the reachable lines (at least one).</param>
/// <param name="Mean">Over all lines, each counting once.</param>
/// <param name="WithoutAnything">Reachable lines that got nothing.</param>
public sealed record GroupCoverage(
    int Number, int Lines, int ReachableLines, double Smallest, double PoorestTenth, double Mean, int WithoutAnything);

/// <summary>What a plan does, measured from its shipments alone, so that plans of any origin compare.</summary>
/// <param name="Tiers">Consumables only: projects are granted or passed over.</param>
/// <param name="Classes">All classes, in order.</param>
/// <param name="PlacedVnd">Line value of all delivered units.</param>
public sealed record CoverageReport(
    ImmutableArray<GroupCoverage> Tiers, ImmutableArray<GroupCoverage> Classes, long PlacedVnd, long RequestedVnd, int Shipments)
{
    public static CoverageReport Of(Round round, ImmutableArray<Shipment> shipments)
    {
        ArgumentNullException.ThrowIfNull(round);
        var items = round.Items.ToDictionary(item => item.Id);
        var communes = round.Communes.ToDictionary(commune => commune.Id);
        var reachable = new Reachability(round);
        var classes = ClassOrder.NumberLines(round);
        var moneyVnd = new long[round.Needs.Length];
        var units = new long[round.Needs.Length];
        foreach (var shipment in shipments)
        {
            units[shipment.Need] += shipment.Units;
            moneyVnd[shipment.Need] += shipment.AmountVnd;
        }

        long placed = 0, requested = 0;
        var rows = new List<Row>();
        for (var n = 0; n < round.Needs.Length; n++)
        {
            var need = round.Needs[n];
            if (!Eligibility.TakesPart(need, round.Policy))
            {
                continue;
            }

            var cost = Eligibility.UnitCostVnd(need, items[need.Item]);
            var delivered = units[n] + (moneyVnd[n] / cost);
            placed += delivered * cost;
            requested += need.Quantity * cost;
            rows.Add(new Row(
                communes[need.Commune].Tier, classes[n], items[need.Item].Kind == ItemKind.Consumable, (double)delivered / need.Quantity, reachable.Any(n)));
        }

        return new CoverageReport(
            [.. rows.Where(row => row.IsConsumable).GroupBy(row => row.Tier).OrderBy(tier => tier.Key).Select(Measure)],
            [.. rows.GroupBy(row => row.Class).OrderBy(one => one.Key).Select(Measure)],
            placed,
            requested,
            shipments.Length);
    }

    private static GroupCoverage Measure(IGrouping<int, Row> group)
    {
        var reachable = group.Where(row => row.Reachable).Select(row => row.Coverage).Order().ToList();
        return new GroupCoverage(
            group.Key,
            group.Count(),
            reachable.Count,
            reachable.FirstOrDefault(),
            reachable.Take(Math.Max(1, reachable.Count / 10)).DefaultIfEmpty(0).Average(),
            group.Average(row => row.Coverage),
            reachable.Count(coverage => coverage == 0));
    }

    private readonly record struct Row(int Tier, int Class, bool IsConsumable, double Coverage, bool Reachable);

    /// <summary>Whether any pledge of the round may serve a line.</summary>
    private sealed class Reachability(Round round)
    {
        private readonly Dictionary<ItemId, Item> _items = round.Items.ToDictionary(item => item.Id);
        private readonly Dictionary<Engine.Geography.CommuneId, Engine.Geography.Commune> _communes = round.Communes.ToDictionary(commune => commune.Id);

        // Free money first: it answers for most lines at once.
        private readonly List<Pledge> _pledges =
        [
            .. round.Pledges.Where(pledge => Eligibility.Available(pledge, round.Policy, round.AsOf) > 0)
                .OrderBy(pledge => pledge.Conditions.IsUnconditional ? 0 : 1).ThenBy(pledge => pledge.Item is null ? 0 : 1),
        ];

        public bool Any(int need)
        {
            var line = round.Needs[need];
            var commune = _communes[line.Commune];
            return _pledges.Exists(pledge => Eligibility.MayServe(pledge, line, _items[line.Item], commune, round.AsOf));
        }
    }
}
