using System.Collections.Immutable;
using Matching.Cli.Comparing;
using Matching.Engine.Rounds;
using Matching.Files;

namespace Matching.Cli.Batch;

/// <summary>A what-if beside the unchanged round: class by class, and line by line in a file.</summary>
internal sealed class WhatIfDifference(BatchOutcome before, BatchOutcome after)
{
    public string Name => after.Case.Name;

    public string BaseName => before.Case.Name;

    /// <summary>By what a class is and not by its number: in the order of the what-if, then those that it no longer has.</summary>
    public ImmutableArray<ClassDifference> Classes
    {
        get
        {
            var then = before.Plan!.Classes.ToDictionary(c => Key(c.Class));
            var now = after.Plan!.Classes.Select(c => Key(c.Class)).ToHashSet();
            return
            [
                .. after.Plan.Classes.Select(c => new ClassDifference(then.GetValueOrDefault(Key(c.Class)), c)),
                .. before.Plan.Classes.Where(c => !now.Contains(Key(c.Class))).Select(c => new ClassDifference(c, null)),
            ];
        }
    }

    /// <summary>Value placed in the what-if less that in the unchanged round.</summary>
    public long PlacedChangeVnd => after.Plan!.Shipments.Sum(s => s.ValueVnd) - before.Plan!.Shipments.Sum(s => s.ValueVnd);

    /// <summary>Every solved what-if whose unchanged round was solved too, in the order of the file.</summary>
    public static ImmutableArray<WhatIfDifference> Of(ImmutableArray<BatchOutcome> outcomes)
    {
        var unchanged = outcomes.Where(o => o.Case.Variant is null && o.Plan is not null)
            .ToDictionary(o => Path.GetFullPath(o.Case.RoundFolder), StringComparer.Ordinal);
        return
        [
            .. outcomes.Where(o => o.Case.Variant is not null && o.Plan is not null && unchanged.ContainsKey(Path.GetFullPath(o.Case.RoundFolder)))
                .Select(o => new WhatIfDifference(unchanged[Path.GetFullPath(o.Case.RoundFolder)], o))
        ];
    }

    public void Write(string folder, CancellationToken cancel) => DifferenceFile.Write(folder, before.Round!, before.Plan!, after.Round!, after.Plan!, cancel);

    private static (Engine.Needs.Urgency, int, Engine.Needs.ItemKind) Key(PriorityClass of) => (of.Urgency, of.Tier, of.Kind);
}
