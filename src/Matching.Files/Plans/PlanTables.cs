using System.Collections.Immutable;
using System.Globalization;
using Matching.Engine.Allocation;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>Columns of the tables of a plan folder, and how they are written: rows by id (ordinal), so that the order of the input rows changes no byte.</summary>
internal static class PlanTables
{
    public static readonly ImmutableArray<Column> Allocations =
        [new("pledge_id", true), new("need_id", true), new("units", true), new("amount_vnd", true), new("value_vnd", true)];

    public static readonly ImmutableArray<Column> Lines =
    [
        new("need_id", true), new("class", true), new("fair_share", true), new("allocated", true), new("coverage", true), new("goods_units", true),
        new("money_vnd", true), new("bottleneck", true), new("reason", true), new("held_by", true), new("fair_value_vnd", true),
    ];

    /// <summary>The column behind <see cref="Lines"/> in the plan of a round with external aid.</summary>
    public static readonly Column ExternalUnits = new("external_units", true);

    public static readonly ImmutableArray<Column> PledgesLeft =
        [new("pledge_id", true), new("used", true), new("left", true), new("reason", true), new("available", true)];

    /// <summary>The column behind <see cref="PledgesLeft"/> in the plan of a round in which some pledge states wishes; empty where one states none.</summary>
    public static readonly Column WishMet = new("wish_met", true);

    public static ImmutableArray<Column> PledgesLeftOf(Round round) => round.Pledges.Any(static pledge => pledge.HasWishes) ? PledgesLeft.Add(WishMet) : PledgesLeft;

    public static readonly ImmutableArray<Column> Bottlenecks =
    [
        new("bottleneck", true), new("class", true), new("coverage", true), new("lines", true), new("communes", true), new("feeding_pledges", true),
        new("lift_vnd", true), new("next_coverage", true), new("kind", true), new("coverage_exact", true), new("next_coverage_exact", true),
    ];

    public static readonly ImmutableArray<Column> FairFlow = [new("pledge_id", true), new("need_id", true), new("value_vnd", true)];

    public static void WriteAllocations(Stream stream, Round round, Plan plan, CancellationToken cancel)
    {
        using var csv = new CsvOutput(stream, Names(Allocations), cancel);
        foreach (var shipment in InOrder(round, plan.Shipments, shipment => (shipment.Pledge, shipment.Need)))
        {
            var isMoney = round.Pledges[shipment.Pledge].Kind == PledgeKind.Money;
            csv.Text(round.Pledges[shipment.Pledge].Id.Value).Text(round.Needs[shipment.Need].Id.Value)
                .Number(isMoney ? null : shipment.Units).Number(isMoney ? shipment.AmountVnd : null).Number(shipment.ValueVnd).EndRow();
        }
    }

    public static ImmutableArray<Column> LinesOf(OpenNeeds needs) => needs.Stated.ExternalAid.IsEmpty ? Lines : Lines.Add(ExternalUnits);

    public static void WriteLines(Stream stream, OpenNeeds needs, Plan plan, CancellationToken cancel)
    {
        var round = needs.Round;
        var hasAid = !needs.Stated.ExternalAid.IsEmpty;
        var costs = UnitCosts(round);
        using var csv = new CsvOutput(stream, Names(LinesOf(needs)), cancel);
        foreach (var index in ById(round.Needs.Length, index => round.Needs[index].Id.Value))
        {
            var line = plan.Lines[index];
            csv.Text(round.Needs[index].Id.Value).Number(OrEmpty(line.Class))
                .Decimals(line.Fair.ToUnits(costs[index])).Number(line.AllocatedUnits)
                .Decimals(Coverage(line.AllocatedUnits, round.Needs[index].Quantity))
                .Number(line.GoodsUnits).Number(line.MoneyVnd).Number(OrEmpty(line.Bottleneck)).Word(PlanWords.LineReasons.Word(line.Reason))
                .Number(OrEmpty(line.HeldBy)).Word(Exact(line.Fair));
            if (hasAid)
            {
                csv.Number(needs.CoveredUnits(index));
            }

            csv.EndRow();
        }
    }

    public static void WritePledgesLeft(Stream stream, Round round, Plan plan, CancellationToken cancel)
    {
        var columns = PledgesLeftOf(round);
        using var csv = new CsvOutput(stream, Names(columns), cancel);
        foreach (var index in ById(round.Pledges.Length, index => round.Pledges[index].Id.Value))
        {
            var pledge = plan.Pledges[index];
            csv.Text(round.Pledges[index].Id.Value).Number(pledge.Used).Number(pledge.Left).Word(PlanWords.PledgeReasons.Word(pledge.Reason))
                .Number(pledge.Available);
            if (columns.Length > PledgesLeft.Length)
            {
                csv.Number(pledge.WishMet);
            }

            csv.EndRow();
        }
    }

    public static void WriteBottlenecks(Stream stream, Plan plan, CancellationToken cancel)
    {
        using var csv = new CsvOutput(stream, Names(Bottlenecks), cancel);
        foreach (var bottleneck in plan.Bottlenecks.OrderBy(bottleneck => bottleneck.Number))
        {
            csv.Number(bottleneck.Number).Number(bottleneck.Class).Decimals(bottleneck.Coverage.Truncate(6)).Number(bottleneck.Lines.Length)
                .Number(bottleneck.Communes).Number(bottleneck.FeedingPledges.Length).Number(bottleneck.Lift.Dong)
                .Decimals(bottleneck.NextCoverage.Truncate(6)).Word(PlanWords.BottleneckKinds.Word(bottleneck.Kind))
                .Word(bottleneck.Coverage.ToString()).Word(bottleneck.NextCoverage.ToString()).EndRow();
        }
    }

    public static void WriteFairFlow(Stream stream, Round round, Plan plan, CancellationToken cancel)
    {
        using var csv = new CsvOutput(stream, Names(FairFlow), cancel);
        foreach (var thread in InOrder(round, plan.FairThreads, thread => (thread.Pledge, thread.Need)))
        {
            csv.Text(round.Pledges[thread.Pledge].Id.Value).Text(round.Needs[thread.Need].Id.Value).Number(thread.ValueVnd).EndRow();
        }
    }

    public static Wanted FromOthers(long units) => new(
        string.Create(CultureInfo.InvariantCulture, $"{units}, as follows from {RoundFiles.ExternalAid}"),
        string.Create(CultureInfo.InvariantCulture, $"{units}, theo {RoundFiles.ExternalAid}"));

    /// <summary>What one unit of each line costs: its own price, else the item's.</summary>
    public static long[] UnitCosts(Round round)
    {
        var items = round.Items.ToDictionary(item => item.Id);
        return [.. round.Needs.Select(need => need.OwnUnitCost?.Dong ?? items[need.Item].UnitCost.Dong)];
    }

    /// <summary>Coverage as it is written: cut after six decimals.</summary>
    public static decimal Coverage(long allocatedUnits, long quantity) => new Ratio(allocatedUnits, quantity).Truncate(6);

    /// <summary>A fair share as "123" or "123 1/3".</summary>
    public static string Exact(FairShare fair) => fair.Remainder == 0
        ? fair.WholeVnd.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{fair.WholeVnd} {fair.Remainder}/{fair.Denominator}");

    /// <summary>Entries by pledge id, then need id; left as they are when they are so already, which plans promise.</summary>
    public static IReadOnlyList<T> InOrder<T>(Round round, IReadOnlyList<T> entries, Func<T, (int Pledge, int Need)> pair)
    {
        var order = Comparer<T>.Create((left, right) =>
        {
            var (a, b) = (pair(left), pair(right));
            var pledges = a.Pledge == b.Pledge ? 0 : string.CompareOrdinal(round.Pledges[a.Pledge].Id.Value, round.Pledges[b.Pledge].Id.Value);
            return pledges != 0 ? pledges : string.CompareOrdinal(round.Needs[a.Need].Id.Value, round.Needs[b.Need].Id.Value);
        });
        for (var i = 1; i < entries.Count; i++)
        {
            if (order.Compare(entries[i - 1], entries[i]) > 0)
            {
                return [.. entries.Order(order)];
            }
        }

        return entries;
    }

    private static int[] ById(int count, Func<int, string> id)
    {
        var ids = new string[count];
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            (ids[i], order[i]) = (id(i), i);
        }

        Array.Sort(ids, order, StringComparer.Ordinal);
        return order;
    }

    private static long? OrEmpty(int number) => number == 0 ? null : number;

    private static string[] Names(ImmutableArray<Column> columns) => [.. columns.Select(column => column.Name)];
}
