using System.Collections.Immutable;
using Matching.Engine.Explain;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Xunit;

namespace Matching.Engine.Tests.Explain;

/// <summary>Reasons of greedy plans of random rounds, held against the facts pair by pair.</summary>
public sealed class ReasonsPropertyTests
{
    [Theory]
    [MemberData(nameof(RandomRounds.Seeds), MemberType = typeof(RandomRounds))]
    public void Every_line_has_a_reason_that_the_facts_bear_out(int seed)
    {
        var round = RandomRounds.Create(seed);
        var plan = Tiny.Filled(round, RandomRounds.Greedy(round));
        var lookup = new RoundLookup(round);
        for (var n = 0; n < round.Needs.Length; n++)
        {
            var (line, outcome) = (round.Needs[n], plan.Lines[n]);
            var isReached = Enumerable.Range(0, round.Pledges.Length).Any(p => CanGive(round, plan, p) && !IsPinned(round, p, n) && Eligibility.Check(lookup, round.Pledges[p], n).IsEligible);
            var isShort = outcome.AllocatedUnits < line.Quantity;
            var isProject = lookup.ItemOf(n).Kind == ItemKind.Project;
            var what = $"seed {seed}, need {line.Id}, {outcome.Reason}";
            Assert.True(outcome.Reason == LineReason.TakesNoPart == !lookup.TakesPart(n), what);
            Assert.True(outcome.Reason == LineReason.FullyServed == (lookup.TakesPart(n) && !isShort), what);
            Assert.True(outcome.Reason == LineReason.NoEligiblePledge == (lookup.TakesPart(n) && isShort && !isReached), what);
            Assert.True(outcome.Reason != LineReason.ProjectPassedOver || isProject, what);
            Assert.True(outcome.Reason != LineReason.HeldByBottleneck || (isShort && isReached && !isProject), what);
        }
    }

    [Theory]
    [MemberData(nameof(RandomRounds.Seeds), MemberType = typeof(RandomRounds))]
    public void Every_unused_pledge_has_a_reason_that_the_facts_bear_out(int seed)
    {
        var round = RandomRounds.Create(seed);
        var plan = Tiny.Filled(round, RandomRounds.Greedy(round));
        var lookup = new RoundLookup(round);
        for (var p = 0; p < round.Pledges.Length; p++)
        {
            var (pledge, outcome) = (round.Pledges[p], plan.Pledges[p]);
            var spare = outcome.Available - outcome.Used;
            var eligible = Enumerable.Range(0, round.Needs.Length).Where(n => Eligibility.Check(lookup, pledge, n).IsEligible).ToList();
            var open = eligible.Where(n => plan.Lines[n].AllocatedUnits < round.Needs[n].Quantity).ToList();
            var free = open.Where(n => !IsPinned(round, p, n)).ToList();
            var steps = free.Select(n => StepOf(lookup, plan, pledge, n)).ToList();
            var fits = outcome.Reason switch
            {
                PledgeReason.FullyUsed => outcome.Left == 0,
                PledgeReason.Expired => pledge.Conditions.AvailableUntil < round.AsOf && outcome.Used == 0,
                PledgeReason.Reserve => spare == 0 && outcome.Left > 0 && round.Policy.ReservePercent > 0 && pledge.Conditions.IsUnconditional,
                PledgeReason.Delivery => spare == 0 && outcome.Left > 0 && pledge.Conditions.DeliveryPercent > 0,
                PledgeReason.NoEligibleLine => spare > 0 && eligible.Count == 0,
                PledgeReason.EligibleNeedsMet => spare > 0 && eligible.Count > 0 && open.Count == 0,
                PledgeReason.Pinned => open.Count > 0 && free.Count == 0,
                PledgeReason.NotPlaceableWhole => pledge.Conditions.AllOrNothing && outcome.Used == 0 && free.Count > 0,
                PledgeReason.LessThanOneUnit => free.Count > 0 && spare < steps.Min(),
                PledgeReason.CommuneLimitReached => CommunesServed(round, plan, p) == pledge.Conditions.MaxCommunes && free.Count > 0,
                PledgeReason.MinimumNotReachable => pledge.Conditions.MinPerCommune > steps.Min() && free.Count > 0,
                PledgeReason.CeilingReached => (pledge.CommuneCeiling ?? pledge.ProvinceCeiling ?? pledge.Conditions.MaxSharePercent ?? pledge.Conditions.Tier1Percent ?? (pledge.Conditions.Instalments.IsEmpty ? null : 1)) is not null && free.Count > 0,
                PledgeReason.ProvinceCap => round.Policy.ProvinceCapPercent is not null && free.Count > 0,
                _ => false,
            };
            Assert.True(fits, $"seed {seed}, pledge {pledge.Id}, {outcome.Reason}, left {outcome.Left}, open {free.Count}");
        }
    }

    [Theory]
    [MemberData(nameof(RandomRounds.Seeds), MemberType = typeof(RandomRounds))]
    public void The_order_of_rows_changes_no_reason(int seed)
    {
        var round = RandomRounds.Create(seed);
        var plan = RandomRounds.Greedy(round);
        var (needs, pledges) = (Shuffled(round.Needs.Length, seed), Shuffled(round.Pledges.Length, seed + 1));
        var moved = round with { Needs = [.. needs.Select(n => round.Needs[n])], Pledges = [.. pledges.Select(p => round.Pledges[p])] };
        var movedPlan = plan with
        {
            Lines = [.. needs.Select(n => plan.Lines[n])],
            Pledges = [.. pledges.Select(p => plan.Pledges[p])],
            Shipments = [.. plan.Shipments.Select(s => s with { Need = Array.IndexOf(needs, s.Need), Pledge = Array.IndexOf(pledges, s.Pledge) })],
        };

        var (filled, movedFilled) = (Tiny.Filled(round, plan), Tiny.Filled(moved, movedPlan));

        Assert.Equal(needs.Select(n => filled.Lines[n].Reason), movedFilled.Lines.Select(l => l.Reason));
        Assert.Equal(pledges.Select(p => filled.Pledges[p].Reason), movedFilled.Pledges.Select(l => l.Reason));
    }

    [Theory]
    [MemberData(nameof(RandomRounds.Seeds), MemberType = typeof(RandomRounds))]
    public void An_explanation_agrees_with_the_reason_that_it_explains(int seed)
    {
        var round = RandomRounds.Create(seed);
        var explainer = new PlanExplainer(round, Tiny.Filled(round, RandomRounds.Greedy(round)));
        foreach (var pledge in round.Pledges)
        {
            var explained = explainer.Pledge(pledge.Id)!;
            Assert.Equal(explained.Outcome.Reason == PledgeReason.NoEligibleLine, explained is { Eligible.Lines: 0, Spare: > 0 } && explained.Outcome.Reason != PledgeReason.Expired);
            if (explained.Nearest is not null && explained.Spare > 0)
            {
                Assert.Contains(explained.Outcome.Reason, explained.Obstacles.Select(o => o.Kind));
            }

            Assert.Equal(explained.Outcome.Used, explained.Given.Sum(g => g.Amount));
        }

        foreach (var need in round.Needs)
        {
            var explained = explainer.Line(need.Id)!;
            Assert.Equal(explained.Reach.ToThisLine.Dong, explained.From.Sum(g => g.Value.Dong));
            Assert.True(explained.Facts.Outcome.Reason != LineReason.NoEligiblePledge || explained.Reach.Pledges == 0);
        }
    }

    private static bool CanGive(Round round, Plan plan, int p) =>
        plan.Pledges[p].Available > 0 && round.Pledges[p] is { CommuneCeiling: not 0, ProvinceCeiling: not 0, Conditions: { MaxSharePercent: not 0, MaxCommunes: not 0 } };

    private static bool IsPinned(Round round, int p, int n) => round.Pins.Any(pin => pin.Pledge == round.Pledges[p].Id && pin.Need == round.Needs[n].Id);

    private static int CommunesServed(Round round, Plan plan, int p) =>
        plan.Shipments.Where(s => s.Pledge == p).Select(s => round.Needs[s.Need].Commune).Distinct().Count();

    private static long StepOf(RoundLookup lookup, Plan plan, Pledge pledge, int n)
    {
        var units = plan.Lines[n].AllocatedUnits == 0 ? lookup.Round.Needs[n].MinQuantity ?? 1 : 1;
        return units * (pledge.Kind == PledgeKind.Money ? lookup.UnitCost(n).Dong : 1);
    }

    private static int[] Shuffled(int count, int seed)
    {
        var order = Enumerable.Range(0, count).ToArray();
        new Random(seed).Shuffle(order);
        return order;
    }
}
