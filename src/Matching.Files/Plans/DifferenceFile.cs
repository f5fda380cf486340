using Matching.Engine.Explain;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>difference.csv: two plans of one round, or of it and a what-if of it, beside each other, line by line.</summary>
public static class DifferenceFile
{
    public const string Name = "difference.csv";

    private static readonly string[] s_columns =
    [
        "need_id", "class_before", "class_after", "open_before", "open_after", "fair_share_before", "fair_share_after", "allocated_before", "allocated_after",
        "coverage_before", "coverage_after", "value_before_vnd", "value_after_vnd", "reason_before", "reason_after",
    ];

    /// <summary>Writes the file into <paramref name="folder"/>: a row for every line of either round, by id.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string folder, Round before, Plan planBefore, Round after, Plan planAfter, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(planBefore);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(planAfter);
        var target = Path.Combine(folder, Name);
        var beside = $"{target}.{Path.GetRandomFileName()}.tmp";
        Directory.CreateDirectory(folder);
        try
        {
            using (var stream = File.Create(beside))
            {
                Write(stream, new Side(before, planBefore), new Side(after, planAfter), cancel);
            }

            File.Move(beside, target, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static void Write(Stream stream, Side before, Side after, CancellationToken cancel)
    {
        using var csv = new CsvOutput(stream, s_columns, cancel);
        foreach (var id in before.Ids.Union(after.Ids).OrderBy(id => id.Value, StringComparer.Ordinal))
        {
            var (then, now) = (before.Of(id), after.Of(id));
            csv.Text(id.Value).Number(then.Class).Number(now.Class).Number(then.Open).Number(now.Open);
            Decimals(csv, then.Fair);
            Decimals(csv, now.Fair);
            csv.Number(then.Allocated).Number(now.Allocated);
            Decimals(csv, then.Coverage);
            Decimals(csv, now.Coverage);
            csv.Number(then.ValueVnd).Number(now.ValueVnd).Word(then.Reason).Word(now.Reason).EndRow();
        }
    }

    private static void Decimals(CsvOutput csv, decimal? value)
    {
        if (value is { } stated)
        {
            csv.Decimals(stated);
        }
        else
        {
            csv.Word("");
        }
    }

    /// <summary>A line of one side; all but the reason is missing where it takes no part, everything where the side has no such line.</summary>
    private readonly record struct Row(long? Class, long? Open, decimal? Fair, long? Allocated, decimal? Coverage, long? ValueVnd, string Reason);

    private sealed class Side(Round stated, Plan plan)
    {
        private readonly RoundLookup _round = new(stated);

        public IEnumerable<NeedId> Ids => stated.Needs.Select(need => need.Id);

        public Row Of(NeedId id)
        {
            if (_round.FindNeed(id) is not { } n)
            {
                return new Row(null, null, null, null, null, null, "");
            }

            var (line, cost) = (plan.Lines[n], _round.UnitCost(n));
            var reason = PlanWords.LineReasons.Word(line.Reason);
            var open = _round.Round.Needs[n].Quantity;
            return line.Class == 0
                ? new Row(null, null, null, null, null, null, reason)
                : new Row(line.Class, open, line.Fair.ToUnits(cost.Dong), line.AllocatedUnits, PlanTables.Coverage(line.AllocatedUnits, open), (cost * line.AllocatedUnits).Dong, reason);
        }
    }
}
