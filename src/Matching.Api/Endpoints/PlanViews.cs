using System.Collections.Immutable;
using Matching.Api.Scopes;
using Matching.Api.Wire;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Api.Endpoints;

/// <summary>The rows of a plan that a caller sees, in the round's order.</summary>
internal static class PlanRows
{
    public static List<int> Lines(OpenPlan open, Scope scope)
    {
        var seen = Communes(open, scope);
        return [.. Enumerable.Range(0, open.Round.Needs.Length).Where(at => seen.Contains(open.Round.Needs[at].Commune))];
    }

    public static List<int> Pledges(OpenPlan open, Scope scope) =>
        [.. Enumerable.Range(0, open.Round.Pledges.Length).Where(at => scope.Sees(open.Round.Pledges[at].Donor))];

    public static List<Shipment> Shipments(OpenPlan open, Scope scope)
    {
        var seen = Communes(open, scope);
        return [.. open.Content.Shipments.Where(part => seen.Contains(open.Round.Needs[part.Need].Commune) || scope.Sees(open.Round.Pledges[part.Pledge].Donor))];
    }

    private static HashSet<Engine.Geography.CommuneId> Communes(OpenPlan open, Scope scope) => [.. open.Round.Communes.Where(scope.Sees).Select(commune => commune.Id)];
}

/// <summary>A plan in short.</summary>
internal sealed record PlanView(
    string Round, string Id, string Sha256, string SnapshotSha256, Fairness Fairness, bool Complete, string MadeBy, string Note, int Lines, int Pledges, int Shipments, int Bottlenecks,
    ImmutableArray<ClassView> Classes, ImmutableArray<PinPrice> PinPrices)
{
    public static PlanView Of(OpenPlan open) => new(
        open.Record.Id, open.Plan.Id, open.Plan.Sha256, open.Plan.SnapshotSha256, open.Plan.Fairness, open.Plan.Complete, open.Plan.MadeBy, open.Plan.Note,
        open.Content.Lines.Length, open.Content.Pledges.Length, open.Content.Shipments.Length, open.Content.Bottlenecks.Length, [.. open.Content.Classes.Select(ClassView.Of)], open.Plan.PinPrices);
}

/// <summary>One class of a plan, in đồng of line value.</summary>
/// <param name="MinimumCoverage">Of the worst line, exact.</param>
internal sealed record ClassView(
    PriorityClass Class, int Lines, long RequestedVnd, long FairVnd, long AllocatedVnd, long PriceOfConditionsVnd, long ReachedVnd, long BoundVnd, Ratio MinimumCoverage)
{
    public static ClassView Of(ClassOutcome outcome) => new(
        outcome.Class, outcome.Lines, outcome.Requested.Dong, outcome.Fair.Dong, outcome.Allocated.Dong, outcome.PriceOfConditions.Dong, outcome.Reached.Dong, outcome.Bound.Dong, outcome.MinimumCoverage);
}

/// <summary>What a plan gives one line.</summary>
/// <param name="FairVnd">Its fair share, exact: whole đồng and a fraction.</param>
internal sealed record PlanLineView(
    string Need, string Commune, string Item, int Class, long RequestedUnits, long AllocatedUnits, long GoodsUnits, long MoneyVnd, FairShare FairVnd, int Bottleneck, LineReason Reason)
{
    public static PlanLineView Of(OpenPlan open, int at)
    {
        var (need, line) = (open.Round.Needs[at], open.Content.Lines[at]);
        return new(need.Id.Value, need.Commune.Code, need.Item.Code, line.Class, need.Quantity, line.AllocatedUnits, line.GoodsUnits, line.MoneyVnd, line.Fair, line.Bottleneck, line.Reason);
    }
}

/// <summary>What one pledge gives one line.</summary>
internal sealed record ShipmentView(string Pledge, string Donor, string Need, string Commune, string Item, long Units, long AmountVnd, long ValueVnd)
{
    public static ShipmentView Of(OpenPlan open, Shipment part)
    {
        var (pledge, need) = (open.Round.Pledges[part.Pledge], open.Round.Needs[part.Need]);
        return new(pledge.Id.Value, pledge.Donor.Value, need.Id.Value, need.Commune.Code, need.Item.Code, part.Units, part.AmountVnd, part.ValueVnd);
    }
}

/// <summary>What a plan does with one pledge, in its own measure.</summary>
internal sealed record PlanPledgeView(string Pledge, string Donor, long Available, long Used, long Left, PledgeReason Reason, long? WishMet)
{
    public static PlanPledgeView Of(OpenPlan open, int at)
    {
        var (pledge, outcome) = (open.Round.Pledges[at], open.Content.Pledges[at]);
        return new(pledge.Id.Value, pledge.Donor.Value, outcome.Available, outcome.Used, outcome.Left, outcome.Reason, outcome.WishMet);
    }
}

/// <summary>Lines that share one coverage, in figures; whose they are is in the lines.</summary>
/// <param name="LiftVnd">New money that lifts them all to the next coverage.</param>
internal sealed record BottleneckView(int Number, int Class, BottleneckKind Kind, Ratio Coverage, int Lines, int Communes, int FeedingPledges, long LiftVnd, Ratio NextCoverage)
{
    public static BottleneckView Of(Bottleneck one) => new(one.Number, one.Class, one.Kind, one.Coverage, one.Lines.Length, one.Communes, one.FeedingPledges.Length, one.Lift.Dong, one.NextCoverage);
}

/// <summary>Two plans of one snapshot.</summary>
/// <param name="Gained">Lines that get more units in the other plan, and how many.</param>
/// <param name="MovedVnd">Value that the other plan sends where the first did not.</param>
internal sealed record PlanComparison(
    PlanView Plan, PlanView Other, ImmutableArray<LineChange> Gained, ImmutableArray<LineChange> Lost, int UnchangedLines, int SameShipments, int NewShipments, int GoneShipments, long MovedVnd)
{
    private const int MostTold = 500;

    public static PlanComparison Of(OpenPlan left, OpenPlan right, Scope scope)
    {
        if (left.Plan.SnapshotSha256 != right.Plan.SnapshotSha256)
        {
            throw Refused.Of(
                StatusCodes.Status409Conflict, "changed",
                $"Plans {left.Plan.Id} and {right.Plan.Id} were made for different snapshots and cannot be compared line by line.",
                $"Phương án {left.Plan.Id} và {right.Plan.Id} được lập cho hai bản chụp khác nhau nên không so sánh từng dòng được.");
        }

        var lines = PlanRows.Lines(left, scope);
        var changes = lines.Select(at => new LineChange(left.Round.Needs[at].Id.Value, left.Content.Lines[at].AllocatedUnits, right.Content.Lines[at].AllocatedUnits)).ToList();
        var before = PlanRows.Shipments(left, scope).ToDictionary(part => (part.Pledge, part.Need));
        var (same, fresh, moved) = (0, 0, 0L);
        foreach (var part in PlanRows.Shipments(right, scope))
        {
            if (!before.Remove((part.Pledge, part.Need), out var earlier))
            {
                fresh++;
                moved += part.ValueVnd;
            }
            else
            {
                same += earlier == part ? 1 : 0;
                moved += Math.Max(0, part.ValueVnd - earlier.ValueVnd);
            }
        }

        return new(
            PlanView.Of(left), PlanView.Of(right),
            [.. changes.Where(change => change.Other > change.Plan).Take(MostTold)], [.. changes.Where(change => change.Other < change.Plan).Take(MostTold)],
            changes.Count(change => change.Other == change.Plan), same, fresh, before.Count, moved);
    }
}

/// <summary>A line that fares differently, in units.</summary>
internal sealed record LineChange(string Need, long Plan, long Other);
