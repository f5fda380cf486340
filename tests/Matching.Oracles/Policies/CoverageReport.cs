using System.Collections.Immutable;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Oracles.Model;

namespace Matching.Oracles.Policies;

/// <summary>Coverage of the lines of one tier. For comparison and display only.</summary>
/// <param name="Tier">1 = first.</param>
/// <param name="Smallest">Of any line that some pledge may serve; lines that no pledge may serve are 0 under every policy and say nothing.</param>
/// <param name="Mean">Over all lines of the tier, each counting once.</param>
/// <param name="WithoutAnything">Lines that some pledge may serve and that got nothing.</param>
public sealed record TierCoverage(int Tier, int Lines, int ReachableLines, double Smallest, double Mean, int WithoutAnything);

/// <summary>What a plan does, measured from its shipments alone, so that plans of any origin compare.</summary>
/// <param name="PlacedVnd">Line value of all delivered units.</param>
public sealed record CoverageReport(ImmutableArray<TierCoverage> Tiers, long PlacedVnd, long RequestedVnd, int Shipments)
{
    public static CoverageReport Of(Round round, ImmutableArray<Shipment> shipments)
    {
        ArgumentNullException.ThrowIfNull(round);
        var items = round.Items.ToDictionary(item => item.Id);
        var communes = round.Communes.ToDictionary(commune => commune.Id);
        var reachable = new Reachability(round);
        var moneyVnd = new long[round.Needs.Length];
        var units = new long[round.Needs.Length];
        foreach (var shipment in shipments)
        {
            units[shipment.Need] += shipment.Units;
            moneyVnd[shipment.Need] += shipment.AmountVnd;
        }

        long placed = 0, requested = 0;
        var rows = new List<(int Tier, double Coverage, bool Reachable)>();
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
            rows.Add((communes[need.Commune].Tier, (double)delivered / need.Quantity, reachable.Any(n)));
        }

        return new CoverageReport(
            [.. rows.GroupBy(row => row.Tier).OrderBy(tier => tier.Key).Select(Measure)], placed, requested, shipments.Length);
    }

    private static TierCoverage Measure(IGrouping<int, (int Tier, double Coverage, bool Reachable)> tier)
    {
        var reachable = tier.Where(row => row.Reachable).Select(row => row.Coverage).ToList();
        return new TierCoverage(
            tier.Key, tier.Count(), reachable.Count, reachable.DefaultIfEmpty(0).Min(), tier.Average(row => row.Coverage), reachable.Count(coverage => coverage == 0));
    }

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
