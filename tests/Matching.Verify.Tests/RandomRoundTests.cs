using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Samples;
using Xunit;

namespace Matching.Verify.Tests;

/// <summary>Random tiny rounds, in millions of đồng so that no fault hides below one đồng. A failing seed is the whole reproduction.</summary>
public sealed class RandomRoundTests
{
    private const long Million = 1_000_000;

    private static readonly RandomOptions Network = RandomOptions.PureNetwork with { Portions = false, MaxLines = 7, MaxPledges = 6 };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory, MemberData(nameof(Seeds))]
    public void The_fair_shares_by_definition_pass(int seed)
    {
        var draft = NaiveFairPlan.Of(Round(seed));

        Assert.Empty(PlanAudit.Violations(draft.Round, draft, Fairness.Leximin, complete: false));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void The_fair_shares_of_a_poorer_or_richer_or_narrower_round_are_found_out(int seed)
    {
        var round = Round(seed);
        var fair = NaiveFairPlan.Of(round).Fair;
        for (var p = 0; p < round.Pledges.Length; p++)
        {
            var pledge = round.Pledges[p];
            Pledge[] others =
            [
                pledge with { Amount = Math.Max(1, pledge.Amount * 2 / 3) }, pledge with { Amount = pledge.Amount * 3 },
                pledge with { Conditions = pledge.Conditions with { ExcludeCommunes = pledge.Conditions.ExcludeCommunes.Add(round.Communes[seed % round.Communes.Length].Id) } },
                pledge with { Conditions = pledge.Conditions with { MaxSharePercent = 30 } },
            ];
            foreach (var other in others)
            {
                var draft = NaiveFairPlan.Of(round with { Pledges = round.Pledges.SetItem(p, other) }, told: round);
                if (!draft.Fair.All(share => share.Value == fair[share.Key]))
                {
                    Assert.NotEmpty(Certificate(draft));
                }
            }
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void No_thread_can_be_dropped_and_no_bottleneck_shifted(int seed)
    {
        var draft = NaiveFairPlan.Of(Round(seed));
        foreach (var thread in draft.Threads)
        {
            Assert.Contains(Certificate(draft with { Threads = draft.Threads.Remove(thread) }), found => found.Kind == ViolationKind.FairShareNotWitnessed);
        }

        for (var b = 0; b < draft.Chain.Length; b++)
        {
            var link = draft.Chain[b];
            var shifted = new Ratio((link.Coverage.Numerator * 2) + 1, (link.Coverage.Denominator * 2) + 1);
            Assert.Contains(Certificate(draft with { Chain = draft.Chain.SetItem(b, link with { Coverage = shifted }) }), found => found.Kind == ViolationKind.FairShareOffCoverage);
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Two_classes_do_not_change_places_unnoticed(int seed)
    {
        var draft = NaiveFairPlan.Of(Round(seed));
        if (draft.Classes.Length > 1)
        {
            var (first, second) = (draft.Classes[0], draft.Classes[1]);
            var swapped = draft with { Classes = draft.Classes.SetItem(0, second with { Number = 1 }).SetItem(1, first with { Number = 2 }) };
            Assert.Contains(PlanAudit.Violations(draft.Round, swapped, Fairness.Leximin, complete: false), found => found.Kind == ViolationKind.WrongClass);
        }
    }

    /// <summary>Only complaints about the fair shares, so that the books of another round do not do the work.</summary>
    private static List<Violation> Certificate(Draft draft) =>
        [.. PlanAudit.Violations(draft.Round, draft, Fairness.Leximin, complete: false)
            .Where(found => found.InFairPlan || found.Kind is >= ViolationKind.FairShareNotWitnessed and <= ViolationKind.RicherBesideCap)];

    private static Round Round(int seed) => InMillions(RandomRound.Create(seed, Network));

    /// <summary>The same round with a million đồng for each: prices, money, and ceilings in money.</summary>
    internal static Round InMillions(Round round)
    {
        var money = round.Pledges.Where(pledge => pledge.Kind == PledgeKind.Money).Select(pledge => pledge.Id).ToHashSet();
        return round with
        {
            Items = [.. round.Items.Select(item => item with { UnitCost = new Vnd(item.UnitCost.Dong * Million) })],
            Needs = [.. round.Needs.Select(need => need with { OwnUnitCost = need.OwnUnitCost is { } own ? new Vnd(own.Dong * Million) : null })],
            Pledges = [.. round.Pledges.Select(pledge => !money.Contains(pledge.Id) ? pledge : pledge with
            {
                Amount = pledge.Amount * Million,
                Conditions = pledge.Conditions.IsUnconditional ? pledge.Conditions : pledge.Conditions with
                {
                    MaxPerCommune = pledge.Conditions.MaxPerCommune * Million,
                    MaxPerProvince = pledge.Conditions.MaxPerProvince * Million,
                    MinPerCommune = pledge.Conditions.MinPerCommune * Million,
                },
            })],
            Pins = [.. round.Pins.Select(pin => money.Contains(pin.Pledge) ? pin with { Amount = pin.Amount * Million } : pin)],
        };
    }
}
