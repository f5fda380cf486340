using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Xunit;
using static Matching.Verify.ViolationKind;

namespace Matching.Verify.Tests;

/// <summary>Faults planted in correct plans, one at a time; each must raise its own complaint and no other.</summary>
public sealed class MutantTests
{
    private static readonly Dictionary<string, (Func<(Round Round, Plan Plan)> Plant, ViolationKind[] Complaints)> Mutants = new(StringComparer.Ordinal)
    {
        // The plan cannot be read.
        ["a line without an outcome"] = (() => Edit(Known.TwoCommunes(), plan => plan with { Lines = plan.Lines.RemoveAt(1) }), [ListLength]),
        ["a list that was never filled"] = (() => Edit(Known.TwoCommunes(), plan => plan with { Bottlenecks = default }), [ListLength]),
        ["a shipment from a pledge that is not there"] = (
            () => Edit(Known.TwoCommunes(), plan => plan with { Shipments = plan.Shipments.SetItem(1, plan.Shipments[1] with { Pledge = 2 }) }), [UnknownIndex]),
        ["a line held by a bottleneck that is not there"] = (() => Line(Known.TwoCommunes(), "a", line => line with { HeldBy = 3 }), [UnknownIndex]),
        ["shipments in another order"] = (() => Edit(Known.Ceilings(), plan => plan with { Shipments = [.. plan.Shipments.Reverse()] }), [OutOfOrder]),
        ["a shipment booked twice"] = (() => Edit(Known.TwoCommunes(), plan => plan with { Shipments = plan.Shipments.Insert(0, plan.Shipments[0]) }), [OutOfOrder]),
        ["a shipment of nothing"] = (
            () => Of(Known.TwoCommunes() with { Shipments = [("m1", "a", 800), ("m2", "a", 0), ("m2", "b", 400)] }), [NotPositive]),
        ["goods booked as money"] = (
            () => Edit(Known.GoodsAndMoney(), plan => plan with { Shipments = plan.Shipments.SetItem(0, plan.Shipments[0] with { AmountVnd = 600 }) }), [WrongMeasure]),
        ["goods at another price"] = (
            () => Edit(Known.GoodsAndMoney(), plan => plan with { Shipments = plan.Shipments.SetItem(0, plan.Shipments[0] with { ValueVnd = 601 }) }), [WrongMeasure]),
        ["half a given toilet in the fair plan"] = (
            () => Of(Known.Projects() with { Threads = [("g", "at", 600), ("m", "at", 600), ("m", "bu", 2_000)] }), [WrongMeasure]),

        // Conditions.
        ["money spent where its donor does not want it"] = (
            () => Of(Known.OneBottleneck() with { Shipments = [("m1", "a", 500), ("m1", "b", 100), ("m2", "b", 600)] }), [NotEligible]),
        ["goods given as another item"] = (
            () => Of(Known.Projects() with { Round = Known.Projects().Round with { Pledges = [Tiny.Goods("g", "jacket", 12), Tiny.Money("m", 2_500)] } }),
            [NotEligible]),
        ["a line fed in the fair plan by a pledge that may not serve it"] = (
            () => Of(Known.OneBottleneck() with { Threads = [("m1", "a", 500), ("m1", "b", 100), ("m2", "a", 100), ("m2", "b", 500)] }), [NotEligible]),
        ["a rejected line served"] = (
            () => Of(Known.TakingPart() with { Shipments = [("m", "a", 800), ("m", "b", 100)] }), [NotEligible]),
        ["a line served that others cover"] = (
            () => Audited(ExternalAidTests.ForAAlone with { Shipments = [("m", "a", 500), ("m", "b", 100)] }, ExternalAidTests.BothAsk with { ExternalAid = [ExternalAidTests.Aid("B", 5)] }),
            [CoveredByOthers]),
        ["a plan made as if others gave nothing"] = (
            () => Audited(
                Known.TwoClasses() with { Shipments = [("m1", "a", 300), ("m2", "a", 200), ("m2", "b", 500)] },
                Known.TwoClasses().Round with { Needs = [Tiny.Jackets("a", 9, Urgency.Critical), Tiny.Jackets("b", 10, Urgency.Normal)], ExternalAid = [ExternalAidTests.Aid("A", 5)] }),
            [OverOpenQuantity, ClassAccount, FairShareOverRequest, LineReasonUntrue]),
        ["more used than pledged"] = (() => Of(Known.TwoCommunes() with { Shipments = [("m1", "a", 800), ("m2", "b", 500)] }), [OverAvailable]),
        ["the reserve spent"] = (
            () => Of(Known.TakingPart() with { Shipments = [("m", "a", 1_000)], PledgeReasons = Known.Of(("old", PledgeReason.Expired)) }), [OverAvailable]),
        ["a ceiling per commune broken"] = (
            () => Of(Known.Ceilings() with { Shipments = [("m", "a", 600), ("m", "b", 500), ("n", "a", 200), ("n", "b", 300)] }), [OverPerCommune, MoneyLeftForOpenLine]),
        ["a ceiling per province broken"] = (
            () => Of(Known.ProvinceCeiling() with { Shipments = [("m", "a", 600), ("m", "b", 500), ("m", "c", 400), ("n", "b", 200), ("n", "c", 200)] }), [OverPerProvince]),
        ["a ceiling per province broken in the fair plan"] = (
            () => Of(Known.ProvinceCeiling() with { Threads = [("m", "a", 600), ("m", "b", 500), ("m", "c", 400), ("n", "b", 200), ("n", "c", 200)] }), [OverPerProvince]),
        ["money kept back under a ceiling per province that is not reached"] = (
            () => Of(Known.ProvinceCeiling() with
            {
                Shipments = [("m", "a", 400), ("m", "b", 600), ("m", "c", 400), ("n", "a", 200), ("n", "c", 200)],
                PledgeReasons = Known.Of(("m", PledgeReason.CeilingReached)),
            }),
            [MoneyLeftForOpenLine]),
        ["more than its part of the pledge to a commune"] = (
            () => Of(Known.PartsOfThePledge() with { Shipments = [("m", "a", 400), ("m", "b", 500), ("m", "c", 400)] }), [OverPerCommune]),
        ["more than its part of the pledge to a province"] = (
            () => Of(Known.PartsOfThePledge() with { Shipments = [("m", "a", 400), ("m", "b", 400), ("m", "c", 500)] }), [OverPerCommune, OverPerProvince]),
        ["money kept for tier 1 given to others"] = (
            () => Of(Known.KeptForTierOne() with { Shipments = [("m", "a", 500), ("m", "b", 700), ("m", "c", 200), ("n", "c", 400)] }), [OverPart]),
        ["money kept for tier 1 given to others in the fair plan"] = (
            () => Of(Known.KeptForTierOne() with { Threads = [("m", "a", 500), ("m", "b", 600), ("m", "c", 300), ("n", "c", 300)] }), [OverPart]),
        ["money kept for tier 1 beyond what is to be kept"] = (
            () => Of(Known.KeptForTierOne() with { Shipments = [("m", "a", 500), ("m", "b", 600), ("m", "c", 100), ("n", "c", 400)] }), [MoneyLeftForOpenLine]),
        ["an instalment spent before it comes"] = (() => Of(Known.Instalments() with { Shipments = [("m", "a", 400), ("m", "b", 600)] }), [OverPart]),
        ["fair shares that wait for an instalment that could be had"] = (
            () => Of(Known.Instalments() with
            {
                Shipments = [("m", "a", 300), ("m", "b", 700)],
                Threads = [("m", "a", 200), ("m", "b", 700)],
                Fair = Known.Shares(("a", 200), ("b", 700)),
                Chain = [(1, BottleneckKind.Supply, new Ratio(1, 5), "a"), (1, BottleneckKind.Supply, new Ratio(7, 10), "b")],
            }),
            [MoreCouldFlow]),
        ["what pays for delivery given to a line"] = (() => Of(Known.Delivery() with { Shipments = [("m", "a", 1_100)] }), [OverAvailable, PledgeReasonUntrue]),
        ["what pays for delivery told as a reserve"] = (() => Of(Known.Delivery() with { PledgeReasons = Known.Of(("m", PledgeReason.Reserve)) }), [PledgeReasonUntrue]),
        ["a line shared that is to be held alone"] = (
            () => Of(Known.Company() with
            {
                Shipments = [("mx", "a", 400), ("nx", "b", 300), ("oy", "c", 400), ("pz", "a", 100), ("pz", "b", 200)],
                PledgeReasons = Known.Of(("mx", PledgeReason.AsksOfOthers)),
            }),
            [NotAlone]),
        ["a line shared with a donor who is not wanted"] = (
            () => Of(Known.Company() with
            {
                Shipments = [("mx", "a", 500), ("nx", "b", 300), ("oy", "c", 400), ("pz", "b", 200), ("pz", "c", 100)],
                PledgeReasons = ImmutableDictionary<string, PledgeReason>.Empty,
                LineReasons = ImmutableDictionary<string, LineReason>.Empty,
            }),
            [BesideUnwantedDonor]),
        ["a line left open by a donor of full lines"] = (
            () => Of(Known.Company() with
            {
                Shipments = [("mx", "a", 500), ("nx", "b", 200), ("oy", "c", 400), ("pz", "b", 200)],
                PledgeReasons = Known.Of(("nx", PledgeReason.AsksOfOthers), ("pz", PledgeReason.KeptAway)),
                LineReasons = Known.Of(("b", LineReason.LessThanOneUnit), ("c", LineReason.LessThanOneUnit)),
            }),
            [LineNotFull, MoneyLeftForOpenLine]),
        ["more matched than others give"] = (
            () => Of(Known.Matching() with { Shipments = [("m", "a", 400), ("n", "a", 600)] }), [MoreThanOthersAllow]),
        ["a match of what nobody gives"] = (
            () => Of(Known.Matching() with { Shipments = [("m", "a", 300), ("m", "b", 700), ("n", "a", 600)], LineReasons = ImmutableDictionary<string, LineReason>.Empty, PledgeReasons = ImmutableDictionary<string, PledgeReason>.Empty }),
            [MoreThanOthersAllow]),
        ["a share of a line broken"] = (
            () => Of(Known.Ceilings() with { Shipments = [("m", "a", 500), ("m", "b", 500), ("n", "a", 500), ("n", "b", 100)] }), [OverShare, TooFarBelowFairShare]),
        ["a province above its cap"] = (
            () => Of(Known.ProvinceCap() with { Shipments = [("m", "a", 400), ("m", "b", 300), ("m", "c", 300)] }), [OverProvinceCap]),
        ["a forbidden pair served"] = (
            () => Of(Known.Pins() with { Shipments = [("m1", "a", 800), ("m1", "b", 200), ("m2", "a", 100), ("m2", "b", 200), ("m3", "b", 100)] }), [ForbiddenPairServed]),
        ["a fixed pair with more"] = (
            () => Of(Known.Pins() with { Shipments = [("m1", "a", 900), ("m1", "b", 100), ("m2", "b", 300), ("m3", "a", 100)] }), [FixedAmountNotKept]),
        ["a promise of at least so much broken"] = (
            () => Of(Known.Pins() with { Shipments = [("m1", "a", 800), ("m1", "b", 200), ("m2", "a", 200), ("m2", "b", 100)], LineReasons = Known.Of(("b", LineReason.DiscreteCondition)) }),
            [LeastAmountNotKept]),
        ["a pin ignored in the fair plan"] = (
            () => Of(Known.LiftedByAPin() with { Threads = [("m", "a", 500), ("m", "b", 500)] }), [FixedAmountNotKept, FairShareNotWitnessed]),
        ["a commune with less than the pledge's minimum"] = (
            () => Of(Known.Discrete() with { Shipments = [("m1", "a", 500), ("m2", "a", 100), ("m2", "b", 300), ("m3", "b", 300)] }), [UnderPerCommune]),
        ["a pledge in more communes than it adopts"] = (
            () => Of(Known.Discrete() with { Shipments = [("m1", "a", 400), ("m1", "b", 100), ("m2", "b", 400), ("m3", "a", 200), ("m3", "b", 100)] }), [TooManyCommunes]),
        ["an all-or-nothing pledge used in part"] = (
            () => Of(Known.Discrete() with { Shipments = [("m1", "a", 500), ("m2", "b", 400), ("m3", "b", 200)] }), [NeitherAllNorNothing]),
        ["a spread that reaches too few communes"] = (
            () => Of(Known.Shapes() with { Shipments = [("m1", "b", 300), ("m2", "a", 300), ("m3", "b", 200), ("m4", "a", 200), ("m4", "b", 200)] }), [TooFewCommunes]),
        ["a commune with another amount than the fixed one"] = (
            () => Of(Known.Shapes() with { Shipments = [("m1", "a", 200), ("m1", "b", 100), ("m2", "a", 200), ("m2", "b", 100), ("m3", "b", 200), ("m4", "a", 200), ("m4", "b", 200)] }),
            [NotTheFixedAmount]),
        ["a line with another amount than its children are to get"] = (
            () => Of(Known.Shapes() with { Shipments = [("m1", "a", 100), ("m1", "b", 200), ("m2", "a", 300), ("m3", "b", 100), ("m4", "a", 200), ("m4", "b", 200)], PledgeReasons = Known.Of(("m3", PledgeReason.FixedAmounts)) }),
            [NotTheAmountPerChild]),
        ["a line served for children that it does not state"] = (
            () => Of(Known.Shapes() with { Shipments = [("m1", "a", 100), ("m1", "b", 200), ("m2", "b", 300), ("m3", "a", 200), ("m4", "a", 200), ("m4", "b", 200)] }), [NotTheAmountPerChild]),
        ["parts that differ by more than one"] = (
            () => Of(Known.Shapes() with { Shipments = [("m1", "a", 200), ("m1", "b", 100), ("m2", "a", 300), ("m3", "b", 200), ("m4", "a", 100), ("m4", "b", 300)] }), [UnequalParts]),
        ["an equal split that goes to one place"] = (
            () => Of(Known.Shapes() with { Shipments = [("m1", "a", 200), ("m1", "b", 100), ("m2", "a", 300), ("m3", "b", 200), ("m4", "b", 400)], PledgeReasons = ImmutableDictionary<string, PledgeReason>.Empty }), [WrongNumberOfParts]),
        ["an equal split among districts that goes to a commune without one"] = (
            () => Audited(
                Known.Shapes(),
                Known.Shapes().Round with
                {
                    Communes = [.. Known.Shapes().Round.Communes.Select(static (c, i) => i == 0 ? c with { District = null } : c)],
                    Pledges = Known.Shapes().Round.Pledges.SetItem(3, Tiny.Money("m4", 400, new PledgeConditions { EqualSplit = SplitPlace.District, EqualParts = 2 })),
                }),
            [OutsideEveryPart]),
        ["a spread said to be out of reach that is used"] = (
            () => Of(Known.Shapes() with { Shipments = [("m1", "a", 100), ("m1", "b", 100), ("m2", "a", 300), ("m3", "b", 200), ("m4", "a", 200), ("m4", "b", 200)], PledgeReasons = Known.Of(("m1", PledgeReason.SpreadNotReachable)) }),
            [PledgeReasonUntrue, MoneyLeftForOpenLine]),
        ["more units than asked for"] = (
            () => Of(Known.TwoClasses() with { Shipments = [("m1", "a", 300), ("m2", "a", 300), ("m2", "b", 400)] }), [OverQuantity, LineReasonUntrue]),
        ["money for part of a unit"] = (
            () => Of(Known.GoodsAndMoney() with { Shipments = [("g", "a", 6), ("g", "b", 1), ("m", "b", 450)] }), [NotWholeUnits]),
        ["fewer units than are of use"] = (
            () => Of(Known.Discrete() with { Shipments = [("m1", "a", 500), ("m3", "b", 300)], PledgeReasons = Known.Of(("m2", PledgeReason.MinimumNotReachable)), LineReasons = Known.Of(("b", LineReason.DiscreteCondition)) }),
            [UnderMinimumQuantity]),

        // Accounts.
        ["a line in another class"] = (() => Line(Known.TwoClasses(), "a", line => line with { Class = 2 }), [WrongClass]),
        ["classes swapped"] = (
            () => Edit(Known.TwoClasses(), plan => plan with
            {
                Classes = [plan.Classes[1] with { Class = plan.Classes[1].Class with { Number = 1 } }, plan.Classes[0] with { Class = plan.Classes[0].Class with { Number = 2 } }],
            }), [ClassAccount]),
        ["a line that claims a unit more"] = (() => Line(Known.GoodsAndMoney(), "a", line => line with { AllocatedUnits = 7 }), [LineAccount]),
        ["a pledge that hides a dong"] = (() => Pledge(Known.TwoCommunes(), "m2", pledge => pledge with { Used = 399, Left = 1, Reason = PledgeReason.LessThanOneUnit }), [PledgeAccount]),
        ["a wish said to be met by more than lines of that kind get"] = (
            () => Edit(Known.Wishes(), plan => plan with { Pledges = plan.Pledges.SetItem(0, plan.Pledges[0] with { WishMet = 401 }) }), [PledgeAccount]),
        ["a wish of which nothing is said"] = (() => Edit(Known.Wishes(), plan => plan with { Pledges = plan.Pledges.SetItem(1, plan.Pledges[1] with { WishMet = null }) }), [PledgeAccount]),
        ["a wish told of a pledge that states none"] = (() => Edit(Known.OneBottleneck(), plan => plan with { Pledges = plan.Pledges.SetItem(0, plan.Pledges[0] with { WishMet = 0 }) }), [PledgeAccount]),
        ["a class that claims a dong more"] = (() => Class(Known.OneBottleneck(), of => of with { Allocated = new Vnd(1_201) }), [ClassAccount]),
        ["a price of conditions denied"] = (() => Class(Known.GoodsAndMoney(), of => of with { PriceOfConditions = Vnd.Zero }), [ClassAccount]),
        ["a bound below what the plan reaches"] = (() => Class(Known.OneBottleneck(), of => of with { Bound = of.Bound - new Vnd(1) }), [BoundUntrue]),
        ["a bound above the fair shares"] = (() => Class(Known.OneBottleneck(), of => of with { Bound = of.Bound + new Vnd(1) }), [BoundUntrue]),
        ["more reached than lines give"] = (() => Class(Known.OneBottleneck(), of => of with { Reached = of.Reached + new Vnd(1) }), [ClassAccount]),
        ["a worst line made to look better"] = (() => Class(Known.TwoCommunes(), of => of with { MinimumCoverage = new Ratio(1, 2) }), [ClassAccount]),
        ["a mean that is none"] = (() => Class(Known.TwoCommunes(), of => of with { MeanCoverage = 0.61 }), [ClassAccount]),

        // Fair shares.
        ["a thread cut short"] = (() => Of(Known.TwoCommunes() with { Threads = [("m1", "a", 799), ("m2", "b", 400)] }), [FairShareNotWitnessed]),
        ["a thread that no pledge can spin"] = (
            () => Of(Known.TwoCommunes() with { Threads = [("m1", "a", 800), ("m2", "b", 401)], Fair = Known.Shares(("a", 800), ("b", 401)) }),
            [OverAvailable, FairShareOffCoverage, MoreThanCanFlow]),
        ["a fair share above the request"] = (() => Of(Known.TwoClasses() with
        {
            Threads = [("m1", "a", 300), ("m2", "a", 300), ("m2", "b", 400)],
            Fair = Known.Shares(("a", 600), ("b", 400)),
            Chain = [(2, BottleneckKind.Supply, new Ratio(2, 5), "b")],
        }), [FairShareOverRequest]),
        ["two bottlenecks merged into one"] = (() => Of(Known.TwoCommunes() with
        {
            Fair = Known.Shares(("a", 600), ("b", 600)),
            Chain = [(1, BottleneckKind.Supply, new Ratio(3, 5), "a b")],
        }), [FairShareNotWitnessed, TooFarBelowFairShare]),
        ["one bottleneck split into a poorer and a richer"] = (() => Of(Known.OneBottleneck() with
        {
            Threads = [("m1", "a", 600), ("m2", "a", 200), ("m2", "b", 400)],
            Fair = Known.Shares(("a", 800), ("b", 400)),
            Chain = [(1, BottleneckKind.Supply, new Ratio(2, 5), "b"), (1, BottleneckKind.Supply, new Ratio(4, 5), "a")],
        }), [MoreCouldFlow, TooFarBelowFairShare]),
        ["money hidden from the fair shares"] = (() => Of(Known.TwoCommunes() with
        {
            Threads = [("m1", "a", 700), ("m2", "b", 400)],
            Fair = Known.Shares(("a", 700), ("b", 400)),
            Chain = [(1, BottleneckKind.Supply, new Ratio(2, 5), "b"), (1, BottleneckKind.Supply, new Ratio(7, 10), "a")],
        }), [MoreCouldFlow]),
        ["a bottleneck claimed poorer"] = (
            () => Of(Known.TwoCommunes() with { Chain = [(1, BottleneckKind.Supply, new Ratio(1, 5), "b"), (1, BottleneckKind.Supply, new Ratio(4, 5), "a")] }), [FairShareOffCoverage]),
        ["a bottleneck claimed richer"] = (
            () => Of(Known.TwoCommunes() with { Chain = [(1, BottleneckKind.Supply, new Ratio(2, 5), "b"), (1, BottleneckKind.Supply, new Ratio(9, 10), "a")] }), [FairShareOffCoverage]),
        ["bottlenecks in the wrong order"] = (
            () => Of(Known.TwoCommunes() with { Chain = [(1, BottleneckKind.Supply, new Ratio(4, 5), "a"), (1, BottleneckKind.Supply, new Ratio(2, 5), "b")] }),
            [BottleneckOrder, MoreCouldFlow]),
        ["one bottleneck told as two"] = (
            () => Of(Known.OneBottleneck() with { Chain = [(1, BottleneckKind.Supply, new Ratio(3, 5), "b"), (1, BottleneckKind.Supply, new Ratio(3, 5), "a")] }),
            [BottleneckOrder]),
        ["a bottleneck in another class"] = (
            () => Of(Known.TwoClasses() with { Chain = [(1, BottleneckKind.Supply, new Ratio(1, 2), "b")] }), [BottleneckOfOtherClass, HeldByWrong]),
        ["a project in a bottleneck"] = (
            () => Of(Known.Projects() with { Chain = [(1, BottleneckKind.Supply, new Ratio(2, 3), "bu")], LineReasons = Known.Of(("bu", LineReason.ProjectPassedOver)) }),
            [BottleneckOfOtherClass, MoreCouldFlow]),
        ["a bottleneck that forgets a line"] = (
            () => Edit(Known.OneBottleneck(), plan => plan with { Bottlenecks = [plan.Bottlenecks[0] with { Lines = [0], Communes = 1, FeedingPledges = [0, 1], Lift = new Vnd(400) }] }),
            [BottleneckLines]),
        ["a bottleneck that hides who feeds it"] = (
            () => Edit(Known.OneBottleneck(), plan => plan with { Bottlenecks = [plan.Bottlenecks[0] with { FeedingPledges = [0] }] }), [BottleneckAccount]),
        ["a cheaper lift promised"] = (
            () => Edit(Known.OneBottleneck(), plan => plan with { Bottlenecks = [plan.Bottlenecks[0] with { Lift = new Vnd(700) }] }), [BottleneckAccount]),
        ["an open line that no bottleneck holds"] = (
            () => Of(Known.TwoCommunes() with { Chain = [(1, BottleneckKind.Supply, new Ratio(2, 5), "b")], LineReasons = Known.Of(("a", LineReason.LessThanOneUnit)) }),
            [OpenWithoutBottleneck]),
        ["a richer line said to be held by a poorer bottleneck"] = (
            () => Line(Known.TwoCommunes(), "a", line => line with { HeldBy = 1 }), [HeldByWrong]),
        ["a poor class that blames the class behind it"] = (() => Of(Known.TwoClasses() with
        {
            Shipments = [("m1", "a", 300), ("m2", "b", 700)],
            Threads = [("m1", "a", 300), ("m2", "b", 700)],
            Fair = Known.Shares(("a", 300), ("b", 700)),
            Chain = [(1, BottleneckKind.Supply, new Ratio(3, 5), "a"), (2, BottleneckKind.Supply, new Ratio(7, 10), "b")],
            Held = Known.Of(("b", 1)),
        }), [HeldByWrong]),
        ["a poor class that names its own bottleneck"] = (() => Of(Known.TwoClasses() with
        {
            Shipments = [("m1", "a", 300), ("m2", "b", 700)],
            Threads = [("m1", "a", 300), ("m2", "b", 700)],
            Fair = Known.Shares(("a", 300), ("b", 700)),
            Chain = [(1, BottleneckKind.Supply, new Ratio(3, 5), "a"), (2, BottleneckKind.Supply, new Ratio(7, 10), "b")],
            Held = ImmutableDictionary<string, int>.Empty,
        }), [MoreCouldFlow]),
        ["an earlier class left out of the tight set"] = (() => Of(Known.TwoClasses() with { Held = ImmutableDictionary<string, int>.Empty }), [MoreCouldFlow]),
        ["a line lifted without a pin"] = (() => Of(Known.OneBottleneck() with
        {
            Shipments = [("m1", "a", 600), ("m2", "a", 200), ("m2", "b", 400)],
            Threads = [("m1", "a", 600), ("m2", "a", 200), ("m2", "b", 400)],
            Fair = Known.Shares(("a", 800), ("b", 400)),
            Chain = [(1, BottleneckKind.Supply, new Ratio(2, 5), "a b")],
        }), [FairShareOffCoverage]),
        ["a cap in a round without one"] = (() => Of(Known.OneBottleneck() with { Chain = [(1, BottleneckKind.ProvinceCap, new Ratio(3, 5), "a b")] }), [CapBottleneckAstray]),
        ["a cap that is not reached"] = (() => Of(Known.ProvinceCap() with
        {
            Shipments = [("m", "a", 200), ("m", "b", 500), ("m", "c", 300)],
            Threads = [("m", "a", 250), ("m", "b", 500), ("m", "c", 250)],
            Fair = Known.Shares(("a", 250), ("b", 500), ("c", 250)),
            Chain = [(1, BottleneckKind.ProvinceCap, new Ratio(1, 4), "a c"), (1, BottleneckKind.Supply, new Ratio(1, 2), "b")],
        }), [CapNotReached]),
        ["one commune favoured under its province's cap"] = (() => Of(Known.ProvinceCap() with
        {
            Shipments = [("m", "a", 200), ("m", "b", 400), ("m", "c", 400)],
            Threads = [("m", "a", 200), ("m", "b", 400), ("m", "c", 400)],
            Fair = Known.Shares(("a", 200), ("b", 400), ("c", 400)),
            Chain = [(1, BottleneckKind.ProvinceCap, new Ratio(1, 5), "a"), (1, BottleneckKind.Supply, new Ratio(2, 5), "b c")],
            Held = Known.Of(("a", 2)),
            LineReasons = Known.Of(("a", LineReason.HeldByProvinceCap)),
        }), [RicherBesideCap]),

        // Whole units.
        ["a line two units below its fair share"] = (
            () => Of(Known.OneBottleneck() with { Shipments = [("m1", "a", 600), ("m2", "a", 200), ("m2", "b", 400)] }), [TooFarBelowFairShare]),
        ["a discrete condition as an excuse in a round without one"] = (
            () => Of(Known.OneBottleneck() with { Shipments = [("m1", "a", 600), ("m2", "a", 200), ("m2", "b", 400)], LineReasons = Known.Of(("b", LineReason.DiscreteCondition)) }),
            [TooFarBelowFairShare, LineReasonUntrue]),
        ["money hidden in a drawer"] = (() => Of(Known.OneBottleneck() with { Shipments = [("m1", "a", 600), ("m2", "b", 500)] }), [MoneyLeftForOpenLine]),
        ["goods hidden in a drawer"] = (() => Of(Known.GoodsAndMoney() with { Shipments = [("g", "a", 5), ("g", "b", 1), ("m", "b", 400)] }), [GoodsLeftForOpenLine]),
        ["a line that says it is fully served"] = (() => Line(Known.TwoCommunes(), "b", line => line with { Reason = LineReason.FullyServed }), [LineReasonUntrue]),
        ["a line that says nobody may serve it"] = (() => Line(Known.TwoCommunes(), "b", line => line with { Reason = LineReason.NoEligiblePledge }), [LineReasonUntrue]),
        ["a pledge that says it is used up"] = (() => Pledge(Known.GoodsAndMoney(), "m", pledge => pledge with { Reason = PledgeReason.FullyUsed }), [PledgeReasonUntrue]),
        ["a pledge that says nobody needs it"] = (() => Pledge(Known.GoodsAndMoney(), "m", pledge => pledge with { Reason = PledgeReason.NoEligibleLine }), [PledgeReasonUntrue]),
        ["a pledge that blames a ceiling it does not have"] = (
            () => Pledge(Known.GoodsAndMoney(), "m", pledge => pledge with { Reason = PledgeReason.CeilingReached }), [PledgeReasonUntrue]),
    };

    public static TheoryData<string> Names => [.. Mutants.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_planted_fault_raises_its_own_complaint_and_no_other(string name)
    {
        var (plant, complaints) = Mutants[name];
        var (round, plan) = plant();

        var found = PlanAudit.Violations(round, plan, Fairness.Leximin);

        Assert.Equal(complaints.Order(), found.Select(violation => violation.Kind).Distinct().Order());
    }

    [Fact]
    public void Every_kind_of_complaint_has_a_mutant_that_raises_it() =>
        Assert.Empty(Enum.GetValues<ViolationKind>().Except(Mutants.Values.SelectMany(mutant => mutant.Complaints)));

    private static (Round Round, Plan Plan) Of(Draft draft) => (draft.Round, draft.Build());

    private static (Round Round, Plan Plan) Audited(Draft draft, Round round) => (round, draft.Build());

    private static (Round Round, Plan Plan) Edit(Draft draft, Func<Plan, Plan> edit) => (draft.Round, edit(draft.Build()));

    private static (Round Round, Plan Plan) Line(Draft draft, string id, Func<LineOutcome, LineOutcome> edit) => Edit(draft, plan =>
        plan with { Lines = plan.Lines.SetItem(draft.NeedAt(id), edit(plan.Lines[draft.NeedAt(id)])) });

    private static (Round Round, Plan Plan) Pledge(Draft draft, string id, Func<PledgeOutcome, PledgeOutcome> edit) => Edit(draft, plan =>
        plan with { Pledges = plan.Pledges.SetItem(draft.PledgeAt(id), edit(plan.Pledges[draft.PledgeAt(id)])) });

    private static (Round Round, Plan Plan) Class(Draft draft, Func<ClassOutcome, ClassOutcome> edit) => Edit(draft, plan =>
        plan with { Classes = plan.Classes.SetItem(0, edit(plan.Classes[0])) });
}
