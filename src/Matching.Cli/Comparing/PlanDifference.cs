using System.Collections.Immutable;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Files;

namespace Matching.Cli.Comparing;

/// <summary>A line that fares differently in two plans. A line that only one plan knows counts as nothing in the other.</summary>
internal readonly record struct LineDifference(NeedId Need, decimal CoverageBefore, decimal CoverageAfter, long ValueChangeVnd);

/// <summary>One class, by what it is and not by its number, in two plans.</summary>
internal readonly record struct ClassDifference(ClassOutcome? Before, ClassOutcome? After)
{
    public ClassOutcome Either => (After ?? Before)!;

    public long ValueChangeVnd => (After?.Allocated.Dong ?? 0) - (Before?.Allocated.Dong ?? 0);
}

/// <summary>What changes from one plan to another, from their folders alone.</summary>
internal sealed class PlanDifference
{
    public PlanDifference(PlanById before, PlanById after)
    {
        Before = before;
        After = after;
        Classes = ByKind(before, after);
        var lines = Lines(before, after);
        // Value decides what is worth telling first; ids break ties.
        Gained = [.. lines.Where(l => l.CoverageAfter > l.CoverageBefore).OrderByDescending(l => l.ValueChangeVnd).ThenBy(l => l.Need.Value, StringComparer.Ordinal)];
        Lost = [.. lines.Where(l => l.CoverageAfter < l.CoverageBefore).OrderBy(l => l.ValueChangeVnd).ThenBy(l => l.Need.Value, StringComparer.Ordinal)];
        UnchangedLines = lines.Count - Gained.Length - Lost.Length;
        var earlier = before.Shipments.ToDictionary(s => (s.Pledge, s.Need));
        foreach (var shipment in after.Shipments)
        {
            if (!earlier.Remove((shipment.Pledge, shipment.Need), out var same))
            {
                NewShipments++;
                MovedVnd += shipment.ValueVnd;
            }
            else if (same == shipment)
            {
                SameShipments++;
            }
            else
            {
                ChangedShipments++;
                MovedVnd += Math.Max(0, shipment.ValueVnd - same.ValueVnd);
            }
        }

        GoneShipments = earlier.Count;
    }

    public PlanById Before { get; }

    public PlanById After { get; }

    public ImmutableArray<ClassDifference> Classes { get; }

    /// <summary>Most value first.</summary>
    public ImmutableArray<LineDifference> Gained { get; }

    /// <summary>Most value lost first.</summary>
    public ImmutableArray<LineDifference> Lost { get; }

    public int UnchangedLines { get; }

    public int SameShipments { get; }

    /// <summary>Same pair, another amount.</summary>
    public int ChangedShipments { get; }

    public int NewShipments { get; }

    public int GoneShipments { get; }

    /// <summary>Value that the second plan sends where the first did not.</summary>
    public long MovedVnd { get; }

    private static ImmutableArray<ClassDifference> ByKind(PlanById before, PlanById after)
    {
        var earlier = before.Classes.ToDictionary(c => (c.Class.Urgency, c.Class.Tier, c.Class.Kind));
        var classes = new List<ClassDifference>();
        foreach (var now in after.Classes)
        {
            earlier.Remove((now.Class.Urgency, now.Class.Tier, now.Class.Kind), out var then);
            classes.Add(new ClassDifference(then, now));
        }

        classes.AddRange(before.Classes.Where(c => earlier.ContainsKey((c.Class.Urgency, c.Class.Tier, c.Class.Kind))).Select(c => new ClassDifference(c, null)));
        return [.. classes];
    }

    private static List<LineDifference> Lines(PlanById before, PlanById after)
    {
        var earlier = before.Lines.ToDictionary(l => l.Need);
        var change = new Dictionary<NeedId, long>();
        Add(change, after.Shipments, 1);
        Add(change, before.Shipments, -1);
        var lines = new List<LineDifference>();
        foreach (var now in after.Lines)
        {
            earlier.Remove(now.Need, out var then);
            lines.Add(new LineDifference(now.Need, then?.Coverage ?? 0, now.Coverage, change.GetValueOrDefault(now.Need)));
        }

        lines.AddRange(before.Lines.Where(l => earlier.ContainsKey(l.Need)).Select(l => new LineDifference(l.Need, l.Coverage, 0, change.GetValueOrDefault(l.Need))));
        return lines;
    }

    private static void Add(Dictionary<NeedId, long> change, ImmutableArray<ShipmentById> shipments, int sign)
    {
        foreach (var shipment in shipments)
        {
            change[shipment.Need] = change.GetValueOrDefault(shipment.Need) + (sign * shipment.ValueVnd);
        }
    }
}
