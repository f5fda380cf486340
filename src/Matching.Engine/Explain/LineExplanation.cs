using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Engine.Explain;

/// <summary>A pledge that may serve the line, and what became of it.</summary>
/// <param name="Available">What the round may use of it, in value.</param>
/// <param name="ToThisLine">What it gives this line, in value.</param>
/// <param name="Spare">What the round leaves of it, in value.</param>
public sealed record ReachingPledge(PledgeName Pledge, Vnd Available, Vnd ToThisLine, Vnd Spare);

/// <summary>The pledges that may serve a line, and where their value went.</summary>
public sealed record LineReach
{
    /// <summary>Pledges with something available that may serve the line and that no pin keeps from it.</summary>
    public required int Pledges { get; init; }

    public required Vnd Available { get; init; }

    public required Vnd ToThisLine { get; init; }

    public required Vnd ToOthers { get; init; }

    public required Vnd Spare { get; init; }

    /// <summary>The <see cref="PlanExplainer.Top"/> with most available.</summary>
    public required ImmutableArray<ReachingPledge> Largest { get; init; }

    /// <summary>The <see cref="PlanExplainer.Top"/> with most left; those with nothing left are not listed.</summary>
    public required ImmutableArray<ReachingPledge> LargestSpare { get; init; }

    /// <summary>What others got from them, by class number.</summary>
    public required ImmutableArray<ValueTo<int>> ByClass { get; init; }

    /// <summary>By bottleneck number (0 = lines in none), most first; at most <see cref="PlanExplainer.Top"/>.</summary>
    public required ImmutableArray<ValueTo<int>> ByBottleneck { get; init; }

    /// <summary>By province name, most first; at most <see cref="PlanExplainer.Top"/>.</summary>
    public required ImmutableArray<ValueTo<string>> ByProvince { get; init; }
}

/// <summary>Pledges with something left that one single condition keeps from the line.</summary>
/// <param name="Condition"><see langword="null"/>: a pin of the planner.</param>
/// <param name="Columns">The columns of the input that state it.</param>
/// <param name="Spare">What the round leaves of them together, in value.</param>
/// <param name="Largest">The one with most left.</param>
public sealed record BlockedPledges(ServingCondition? Condition, string Columns, int Pledges, Vnd Spare, PledgeName Largest);

/// <summary>What the line's next step would need.</summary>
/// <param name="Units">One, or the line's minimum quantity while it has none.</param>
/// <param name="Spare">What eligible pledges have left for it under their ceilings, in value.</param>
/// <param name="Missing">New money that would have to come: cost less spare, at least nothing.</param>
public sealed record OneMoreUnit(long Units, Vnd Cost, Vnd Spare, Vnd Missing);

/// <summary>Why one line got what it got, and why not more.</summary>
public sealed record LineExplanation
{
    public required LineFacts Facts { get; init; }

    /// <summary>The planner's rules of the round.</summary>
    public required RoundPolicy Policy { get; init; }

    /// <summary>Most first.</summary>
    public required ImmutableArray<Gift> From { get; init; }

    public required LineReach Reach { get; init; }

    /// <summary>The bottleneck that holds the line: its own, else the one that drained its pledges.</summary>
    public required Bottleneck? HeldBy { get; init; }

    /// <summary>Most left first.</summary>
    public required ImmutableArray<BlockedPledges> Blocked { get; init; }

    /// <summary><see langword="null"/> when the line has all it asked for or takes no part.</summary>
    public required OneMoreUnit? OneMore { get; init; }

    internal static LineExplanation Of(PlanExplainer explainer, int need)
    {
        var facts = explainer.Facts(need);
        var isOpen = facts.Outcome.Class > 0 && facts.UnitsOpen > 0;
        var reaching = new List<int>();
        var blocked = new Dictionary<string, BlockedPledges>(StringComparer.Ordinal);
        for (var p = 0; facts.Outcome.Class > 0 && p < explainer.Round.Pledges.Length; p++)
        {
            if (!PledgeReach.CanGive(explainer.Lookup, explainer.Plan, p))
            {
                continue;
            }

            var mayServe = Eligibility.MayServe(explainer.Lookup, explainer.Round.Pledges[p], need);
            if (mayServe && !explainer.Pins.Forbidden.Contains((p, need)))
            {
                reaching.Add(p);
            }
            else if (isOpen && explainer.Spare(p) > 0)
            {
                Block(explainer, p, need, mayServe, blocked);
            }
        }

        return new LineExplanation
        {
            Facts = facts,
            Policy = explainer.Round.Policy,
            From = GiftsTo(explainer, need),
            Reach = ReachOf(explainer, need, reaching),
            HeldBy = (facts.Outcome.Bottleneck, facts.Outcome.HeldBy) switch
            {
                ( > 0 and var own, _) => explainer.Plan.Bottlenecks[own - 1],
                (_, > 0 and var other) => explainer.Plan.Bottlenecks[other - 1],
                _ => null,
            },
            Blocked = [.. blocked.Values.OrderByDescending(b => b.Spare).ThenBy(b => b.Columns, StringComparer.Ordinal)],
            OneMore = isOpen ? OneMoreOf(explainer, need, reaching) : null,
        };
    }

    private static ImmutableArray<Gift> GiftsTo(PlanExplainer explainer, int need)
    {
        var gifts = new List<Gift>();
        foreach (var s in explainer.Gifts.OfLine(need))
        {
            gifts.Add(explainer.GiftOf(explainer.Gifts[s]));
        }

        return [.. gifts.OrderByDescending(g => g.Value).ThenBy(g => g.From.Id.Value, StringComparer.Ordinal)];
    }

    private static void Block(PlanExplainer explainer, int p, int need, bool mayServe, Dictionary<string, BlockedPledges> blocked)
    {
        var (condition, columns) = ((ServingCondition?)null, "pins");
        if (!mayServe)
        {
            var blocking = Eligibility.Check(explainer.Lookup, explainer.Round.Pledges[p], need).Blocking;
            if (blocking.Length != 1)
            {
                return; // not near: more than one condition would have to change
            }

            (condition, columns) = (blocking[0].Condition, blocking[0].Columns);
        }

        var spare = explainer.Value(p, explainer.Spare(p));
        var name = PledgeName.Of(explainer.Round.Pledges[p]);
        if (!blocked.TryGetValue(columns, out var known))
        {
            blocked.Add(columns, new BlockedPledges(condition, columns, 1, spare, name));
            return;
        }

        var largest = explainer.Lookup.FindPledge(known.Largest.Id) is { } l ? explainer.Value(l, explainer.Spare(l)) : Vnd.Zero;
        var isLarger = spare > largest || (spare == largest && string.CompareOrdinal(name.Id.Value, known.Largest.Id.Value) < 0);
        blocked[columns] = known with { Pledges = known.Pledges + 1, Spare = known.Spare + spare, Largest = isLarger ? name : known.Largest };
    }

    private static LineReach ReachOf(PlanExplainer explainer, int need, List<int> reaching)
    {
        var (byClass, byBottleneck, byProvince) = (new Tally<int>(), new Tally<int>(), new Tally<string>());
        var (available, here, others, spare) = (Vnd.Zero, Vnd.Zero, Vnd.Zero, Vnd.Zero);
        var largest = new List<ReachingPledge>(reaching.Count);
        foreach (var p in reaching)
        {
            var toThisLine = Vnd.Zero;
            foreach (var s in explainer.Gifts.OfPledge(p))
            {
                var shipment = explainer.Gifts[s];
                var value = new Vnd(shipment.ValueVnd);
                if (shipment.Need == need)
                {
                    toThisLine += value;
                    continue;
                }

                others += value;
                byClass.Add(explainer.Plan.Lines[shipment.Need].Class, shipment.Need, value);
                byBottleneck.Add(explainer.Plan.Lines[shipment.Need].Bottleneck, shipment.Need, value);
                byProvince.Add(explainer.Lookup.CommuneOf(shipment.Need).ProvinceName, shipment.Need, value);
            }

            var entry = new ReachingPledge(
                PledgeName.Of(explainer.Round.Pledges[p]),
                explainer.Value(p, explainer.Plan.Pledges[p].Available),
                toThisLine,
                explainer.Value(p, explainer.Spare(p)));
            (available, here, spare) = (available + entry.Available, here + toThisLine, spare + entry.Spare);
            largest.Add(entry);
        }

        return new LineReach
        {
            Pledges = reaching.Count,
            Available = available,
            ToThisLine = here,
            ToOthers = others,
            Spare = spare,
            Largest = [.. largest.OrderByDescending(r => r.Available).ThenBy(r => r.Pledge.Id.Value, StringComparer.Ordinal).Take(PlanExplainer.Top)],
            LargestSpare =
            [
                .. largest.Where(r => r.Spare > Vnd.Zero).OrderByDescending(r => r.Spare).ThenBy(r => r.Pledge.Id.Value, StringComparer.Ordinal).Take(PlanExplainer.Top)
            ],
            ByClass = byClass.InOrder(Comparer<int>.Default),
            ByBottleneck = byBottleneck.MostFirst(PlanExplainer.Top, Comparer<int>.Default),
            ByProvince = byProvince.MostFirst(PlanExplainer.Top, StringComparer.Ordinal),
        };
    }

    private static OneMoreUnit OneMoreOf(PlanExplainer explainer, int need, List<int> reaching)
    {
        var cost = explainer.Open.StepVnd(need);
        Int128 spare = 0;
        foreach (var p in reaching)
        {
            if (!explainer.Pins.Closed.Contains((p, need)))
            {
                var room = Math.Min(explainer.Spare(p), explainer.Gifts.RoomUnderCeilings(p, need));
                spare += (Int128)room * (explainer.Round.Pledges[p].Kind == PledgeKind.Money ? 1 : explainer.Lookup.UnitCost(need).Dong);
            }
        }

        var usable = (long)Int128.Min(spare, long.MaxValue);
        return new OneMoreUnit(explainer.Open.StepUnits(need), new Vnd(cost), new Vnd(usable), new Vnd(Math.Max(0, cost - usable)));
    }
}
