using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;

namespace Matching.Engine.Tests.Allocation;

/// <summary>A plan as text by ids, so that plans of rounds with other rows in other places can be compared, and read.</summary>
internal static class PlanText
{
    /// <summary>Everything that the plan says.</summary>
    public static string All(Round round, Plan plan)
    {
        var text = new StringBuilder(Shipments(round, plan));
        foreach (var (line, id) in plan.Lines.Select((line, n) => (line, round.Needs[n].Id.Value)).OrderBy(row => row.Value, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"line {id} {line}\n");
        }

        foreach (var (pledge, id) in plan.Pledges.Select((pledge, p) => (pledge, round.Pledges[p].Id.Value)).OrderBy(row => row.Value, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"pledge {id} {pledge}\n");
        }

        foreach (var b in plan.Bottlenecks)
        {
            text.Append(CultureInfo.InvariantCulture, $"bottleneck {b.Number} {b.Class} {b.Kind} {b.Coverage} {b.Communes} {b.Lift} {b.NextCoverage}: ")
                .AppendJoin(' ', b.Lines.Select(n => round.Needs[n].Id)).Append(" fed by ")
                .AppendJoin(' ', b.FeedingPledges.Select(p => round.Pledges[p].Id)).Append('\n');
        }

        foreach (var outcome in plan.Classes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{outcome}\n");
        }

        foreach (var thread in plan.FairThreads)
        {
            text.Append(CultureInfo.InvariantCulture, $"thread {round.Pledges[thread.Pledge].Id} {round.Needs[thread.Need].Id} {thread.ValueVnd}\n");
        }

        return text.ToString();
    }

    /// <summary>What a reader of the plan looks at first, short enough to be read as a diff.</summary>
    public static string Summary(Round round, Plan plan)
    {
        var text = new StringBuilder();
        foreach (var c in plan.Classes)
        {
            text.Append(CultureInfo.InvariantCulture, $"class {c.Class.Number}: {c.Class.Urgency} tier {c.Class.Tier} {c.Class.Kind}\n")
                .Append(CultureInfo.InvariantCulture, $"  lines {c.Lines}, requested {c.Requested}, fair {c.Fair}, allocated {c.Allocated}, price of conditions {c.PriceOfConditions}\n")
                .Append(CultureInfo.InvariantCulture, $"  minimum coverage {c.MinimumCoverage}, mean {c.MeanCoverage:F6}\n");
        }

        foreach (var b in plan.Bottlenecks)
        {
            text.Append(CultureInfo.InvariantCulture, $"bottleneck {b.Number}: class {b.Class}, {b.Kind}, coverage {b.Coverage} = {b.Coverage.Truncate(6)}, next {b.NextCoverage.Truncate(6)}\n")
                .Append(CultureInfo.InvariantCulture, $"  lines {b.Lines.Length}, communes {b.Communes}, pledges {b.FeedingPledges.Length}, lift {b.Lift}\n");
        }

        foreach (var reason in plan.Lines.GroupBy(line => line.Reason).OrderBy(group => group.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"lines {reason.Key}: {reason.Count()}\n");
        }

        foreach (var reason in plan.Pledges.GroupBy(pledge => pledge.Reason).OrderBy(group => group.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"pledges {reason.Key}: {reason.Count()}\n");
        }

        var shipments = Shipments(round, plan);
        var rows = shipments.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        text.Append(CultureInfo.InvariantCulture, $"shipments: {rows.Length}, the first and the last five:\n");
        foreach (var row in rows.Take(5).Concat(rows.Skip(Math.Max(5, rows.Length - 5))))
        {
            text.Append("  ").Append(row).Append('\n');
        }

        return text.Append("SHA-256 of all: ").Append(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shipments)))).Append('\n').ToString();
    }

    private static string Shipments(Round round, Plan plan)
    {
        var text = new StringBuilder();
        foreach (var s in plan.Shipments)
        {
            text.Append(CultureInfo.InvariantCulture, $"{round.Pledges[s.Pledge].Id} {round.Needs[s.Need].Id} {s.Units} {s.AmountVnd} {s.ValueVnd}\n");
        }

        return text.ToString();
    }
}
