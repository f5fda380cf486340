using System.Collections.Immutable;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Verify.Tests;

/// <summary>Rounds with the plan that is right for them, worked out by hand.</summary>
internal static class Known
{
    public static ImmutableDictionary<string, FairShare> Shares(params (string Need, long Vnd)[] shares) =>
        shares.ToImmutableDictionary(share => share.Need, share => new FairShare(share.Vnd), StringComparer.Ordinal);

    public static ImmutableDictionary<string, T> Of<T>(params (string Id, T Value)[] entries) =>
        entries.ToImmutableDictionary(entry => entry.Id, entry => entry.Value, StringComparer.Ordinal);

    /// <summary>Ten jackets asked for in A and in B; 800 ₫ may only go to A, 400 ₫ anywhere: B gets 2/5, A gets 4/5.</summary>
    public static Draft TwoCommunes() => new(Tiny.Round(
        [Tiny.Jackets("a", 10), Tiny.Jackets("b", 10)],
        [Tiny.Money("m1", 800, Tiny.Only("A")), Tiny.Money("m2", 400)]))
    {
        Shipments = [("m1", "a", 800), ("m2", "b", 400)],
        Threads = [("m1", "a", 800), ("m2", "b", 400)],
        Fair = Shares(("a", 800), ("b", 400)),
        Chain = [(1, BottleneckKind.Supply, new Ratio(2, 5), "b"), (1, BottleneckKind.Supply, new Ratio(4, 5), "a")],
    };

    /// <summary>600 ₫ for A and 600 ₫ for anywhere: both communes get 3/5.</summary>
    public static Draft OneBottleneck() => new(Tiny.Round(
        [Tiny.Jackets("a", 10), Tiny.Jackets("b", 10)],
        [Tiny.Money("m1", 600, Tiny.Only("A")), Tiny.Money("m2", 600)]))
    {
        Shipments = [("m1", "a", 600), ("m2", "b", 600)],
        Threads = [("m1", "a", 600), ("m2", "b", 600)],
        Fair = Shares(("a", 600), ("b", 600)),
        Chain = [(1, BottleneckKind.Supply, new Ratio(3, 5), "a b")],
    };

    /// <summary>Seven jackets and 450 ₫ for two lines of ten: 23/40 each, 11 whole units, 50 ₫ left.</summary>
    public static Draft GoodsAndMoney() => new(Tiny.Round(
        [Tiny.Jackets("a", 10), Tiny.Jackets("b", 10)],
        [Tiny.Goods("g", "jacket", 7), Tiny.Money("m", 450)]))
    {
        Shipments = [("g", "a", 6), ("g", "b", 1), ("m", "b", 400)],
        Threads = [("g", "a", 575), ("g", "b", 125), ("m", "b", 450)],
        Fair = Shares(("a", 575), ("b", 575)),
        Chain = [(1, BottleneckKind.Supply, new Ratio(23, 40), "a b")],
    };

    /// <summary>m gives a commune at most 500 ₫, n at most 40 % of a line: 4/5 each, and m keeps 500 ₫.</summary>
    public static Draft Ceilings() => new(Tiny.Round(
        [Tiny.Jackets("a", 10), Tiny.Jackets("b", 10)],
        [Tiny.Money("m", 1_500, new PledgeConditions { MaxPerCommune = 500 }), Tiny.Money("n", 600, new PledgeConditions { MaxSharePercent = 40 })]))
    {
        Shipments = [("m", "a", 500), ("m", "b", 500), ("n", "a", 300), ("n", "b", 300)],
        Threads = [("m", "a", 500), ("m", "b", 500), ("n", "a", 300), ("n", "b", 300)],
        Fair = Shares(("a", 800), ("b", 800)),
        Chain = [(1, BottleneckKind.Supply, new Ratio(4, 5), "a b")],
        PledgeReasons = Of(("m", PledgeReason.CeilingReached)),
    };

    /// <summary>m gives a province at most 800 ₫, n is free: a and c of one province get 3/5 each, b of another 7/10.</summary>
    public static Draft ProvinceCeiling() => new(Tiny.Round(
        [Tiny.Jackets("a", 10), Tiny.Jackets("b", 10), Tiny.Jackets("c", 10)],
        [Tiny.Money("m", 1_500, new PledgeConditions { MaxPerProvince = 800 }), Tiny.Money("n", 400)]))
    {
        Shipments = [("m", "a", 400), ("m", "b", 700), ("m", "c", 400), ("n", "a", 200), ("n", "c", 200)],
        Threads = [("m", "a", 400), ("m", "b", 700), ("m", "c", 400), ("n", "a", 200), ("n", "c", 200)],
        Fair = Shares(("a", 600), ("b", 700), ("c", 600)),
        Chain = [(1, BottleneckKind.Supply, new Ratio(3, 5), "a c"), (1, BottleneckKind.Supply, new Ratio(7, 10), "b")],
    };

    /// <summary>m keeps half of its 1,600 ₫ for tier 1, n is for b and c of another tier: a is full, b and c get 3/5 each, and 300 ₫ stay for tier 1.</summary>
    public static Draft KeptForTierOne()
    {
        var round = Tiny.Round(
            [Tiny.Jackets("a", 5), Tiny.Jackets("b", 10), Tiny.Jackets("c", 10) with { Commune = new("B") }],
            [Tiny.Money("m", 1_600, new PledgeConditions { Tier1Percent = 50 }), Tiny.Money("n", 400, new PledgeConditions { Communes = [new("B")] })],
            new RoundPolicy { ClassOrder = [ClassKey.Tier] });
        return new(round with { Communes = round.Communes.SetItem(1, round.Communes[1] with { PriorityTier = 2 }) })
        {
            Classes = [new(1, Urgency.High, 1, ItemKind.Consumable), new(2, Urgency.High, 2, ItemKind.Consumable)],
            Shipments = [("m", "a", 500), ("m", "b", 600), ("m", "c", 200), ("n", "c", 400)],
            Threads = [("m", "a", 500), ("m", "b", 600), ("m", "c", 200), ("n", "c", 400)],
            Fair = Shares(("a", 500), ("b", 600), ("c", 600)),
            Chain = [(2, BottleneckKind.Supply, new Ratio(3, 5), "b c")],
            PledgeReasons = Of(("m", PledgeReason.CeilingReached)),
        };
    }

    /// <summary>Of m's 1,100 ₫, 100 ₫ pay for delivery; a gets all the rest.</summary>
    public static Draft Delivery() => new(Tiny.Round([Tiny.Jackets("a", 20)], [Tiny.Money("m", 1_100, new PledgeConditions { DeliveryPercent = 10 })]))
    {
        Shipments = [("m", "a", 1_000)],
        Threads = [("m", "a", 1_000)],
        Fair = Shares(("a", 1_000)),
        Chain = [(1, BottleneckKind.Supply, new Ratio(1, 2), "a")],
        Available = Of(("m", 1_000L)),
        PledgeReasons = Of(("m", PledgeReason.Delivery)),
    };

    /// <summary>x fills a alone and finishes b beside z, whom y does not keep away; y fills c with z unwelcome there.</summary>
    public static Draft Company() => new(Tiny.Round(
        [Tiny.Jackets("a", 5), Tiny.Jackets("b", 5), Tiny.Jackets("c", 5)],
        [
            Tiny.Money("mx", 500, new PledgeConditions { Exclusive = Exclusivity.Line, Communes = [new("A")] }) with { Donor = new("x") },
            Tiny.Money("nx", 300, new PledgeConditions { OnlyFullLines = true, Communes = [new("B")] }) with { Donor = new("x") },
            Tiny.Money("oy", 400, new PledgeConditions { NotWithDonors = [new("z")], Communes = [new("C")] }) with { Donor = new("y") },
            Tiny.Money("pz", 300) with { Donor = new("z") },
        ]))
    {
        Shipments = [("mx", "a", 500), ("nx", "b", 300), ("oy", "c", 400), ("pz", "b", 200)],
        Threads = [("mx", "a", 500), ("nx", "b", 300), ("oy", "c", 400), ("pz", "b", 200), ("pz", "c", 100)],
        Fair = Shares(("a", 500), ("b", 500), ("c", 500)),
        PledgeReasons = Of(("pz", PledgeReason.KeptAway)),
        LineReasons = Of(("c", LineReason.LessThanOneUnit)),
    };

    /// <summary>m matches half of n's 600 ₫ on a, where n pays two thirds; nobody gives to b, so m keeps 700 ₫.</summary>
    public static Draft Matching() => new(Tiny.Round(
        [Tiny.Jackets("a", 10), Tiny.Jackets("b", 10)],
        [Tiny.Money("m", 1_000, new PledgeConditions { MatchPercent = 50, CofundMinPercent = 60 }), Tiny.Money("n", 600, new PledgeConditions { Communes = [new("A")] })]))
    {
        Shipments = [("m", "a", 300), ("n", "a", 600)],
        Threads = [("m", "a", 200), ("m", "b", 800), ("n", "a", 600)],
        Fair = Shares(("a", 800), ("b", 800)),
        Chain = [(1, BottleneckKind.Supply, new Ratio(4, 5), "a b")],
        PledgeReasons = Of(("m", PledgeReason.AsksOfOthers)),
        LineReasons = Of(("b", LineReason.DiscreteCondition)),
    };

    /// <summary>300 ₫ of m come before a is needed, 700 ₫ after: a gets 3/10, b the rest.</summary>
    public static Draft Instalments() => new(Tiny.Round(
        [Tiny.Jackets("a", 10) with { NeededBy = new(2026, 12, 15) }, Tiny.Jackets("b", 10)],
        [Tiny.Money("m", 1_000, new PledgeConditions { Instalments = [new(new(2026, 12, 1), 300), new(new(2027, 1, 1), 700)] })]))
    {
        Shipments = [("m", "a", 300), ("m", "b", 700)],
        Threads = [("m", "a", 300), ("m", "b", 700)],
        Fair = Shares(("a", 300), ("b", 700)),
        Chain = [(1, BottleneckKind.Supply, new Ratio(3, 10), "a"), (1, BottleneckKind.Supply, new Ratio(7, 10), "b")],
    };

    /// <summary>m gives a commune at most 33 % and a province at most 53 % of its 1,510 ₫, cut to 498 and 800 ₫: a and c of one province get 2/5 each, b 249/500.</summary>
    public static Draft PartsOfThePledge() => new(Tiny.Round(
        [Tiny.Jackets("a", 10), Tiny.Jackets("b", 10), Tiny.Jackets("c", 10)],
        [Tiny.Money("m", 1_510, new PledgeConditions { MaxCommuneSharePercent = 33, MaxProvinceSharePercent = 53, MaxPerCommune = 900 })]))
    {
        Shipments = [("m", "a", 400), ("m", "b", 400), ("m", "c", 400)],
        Threads = [("m", "a", 400), ("m", "b", 498), ("m", "c", 400)],
        Fair = Shares(("a", 400), ("b", 498), ("c", 400)),
        Chain = [(1, BottleneckKind.Supply, new Ratio(2, 5), "a c"), (1, BottleneckKind.Supply, new Ratio(249, 500), "b")],
        PledgeReasons = Of(("m", PledgeReason.CeilingReached)),
    };

    /// <summary>m1 is fixed at 800 ₫ on a, m2 gives b at least 200 ₫, m3 may not give to b: b gets 1/2, a 9/10.</summary>
    public static Draft Pins() => new(Tiny.Round(
        [Tiny.Jackets("a", 10), Tiny.Jackets("b", 10)],
        [Tiny.Money("m1", 1_000), Tiny.Money("m2", 300), Tiny.Money("m3", 100)],
        pins: [Tiny.Pin("m1", "a", PinRule.Fix, 800), Tiny.Pin("m2", "b", PinRule.AtLeast, 200), Tiny.Pin("m3", "b", PinRule.Forbid)]))
    {
        Shipments = [("m1", "a", 800), ("m1", "b", 200), ("m2", "b", 300), ("m3", "a", 100)],
        Threads = [("m1", "a", 800), ("m1", "b", 200), ("m2", "b", 300), ("m3", "a", 100)],
        Fair = Shares(("a", 900), ("b", 500)),
        Chain = [(1, BottleneckKind.Supply, new Ratio(1, 2), "b"), (1, BottleneckKind.Supply, new Ratio(9, 10), "a")],
    };

    /// <summary>The only money is fixed at 800 of 1,000 ₫ on a; b gets the rest, and the pin lifts a above b's 1/5.</summary>
    public static Draft LiftedByAPin() => new(Tiny.Round(
        [Tiny.Jackets("a", 10), Tiny.Jackets("b", 10)], [Tiny.Money("m", 1_000)], pins: [Tiny.Pin("m", "a", PinRule.Fix, 800)]))
    {
        Shipments = [("m", "a", 800), ("m", "b", 200)],
        Threads = [("m", "a", 800), ("m", "b", 200)],
        Fair = Shares(("a", 800), ("b", 200)),
        Chain = [(1, BottleneckKind.Supply, new Ratio(1, 5), "a b")],
    };

    /// <summary>1,000 ₫ for anywhere, at most 60 % of it to one province: A and C share 600 ₫ under the cap, B gets the other 400 ₫.</summary>
    public static Draft ProvinceCap() => new(Tiny.Round(
        [Tiny.Jackets("a", 10), Tiny.Jackets("b", 10), Tiny.Jackets("c", 10)], [Tiny.Money("m", 1_000)], new RoundPolicy { ProvinceCapPercent = 60 }))
    {
        Shipments = [("m", "a", 300), ("m", "b", 400), ("m", "c", 300)],
        Threads = [("m", "a", 300), ("m", "b", 400), ("m", "c", 300)],
        Fair = Shares(("a", 300), ("b", 400), ("c", 300)),
        Chain = [(1, BottleneckKind.ProvinceCap, new Ratio(3, 10), "a c"), (1, BottleneckKind.Supply, new Ratio(2, 5), "b")],
        Held = Of(("a", 2), ("c", 2)),
        LineReasons = Of(("a", LineReason.HeldByProvinceCap), ("c", LineReason.HeldByProvinceCap)),
    };

    /// <summary>One given toilet and 2,500 ₫: t (own price 1,200 ₫) takes the toilet, u two units of three for 2,000 ₫; 500 ₫ buy no third.</summary>
    public static Draft Projects() => new(Tiny.Round(
        [Toilets("at", 1, 1_200), Toilets("bu", 3, null)],
        [Tiny.Goods("g", "toilet", 1), Tiny.Money("m", 2_500)]))
    {
        Classes = [new(1, Urgency.High, 1, ItemKind.Project)],
        Shipments = [("g", "at", 1), ("m", "bu", 2_000)],
        Threads = [("g", "at", 1_200), ("m", "bu", 2_000)],
        Fair = Shares(("at", 1_200), ("bu", 2_000)),
        LineReasons = Of(("bu", LineReason.ProjectPassedOver)),
    };

    /// <summary>The critical five jackets in A are met from 300 ₫ for A and 200 ₫ for anywhere; B's later class gets what that leaves, 1/2.</summary>
    public static Draft TwoClasses() => new(Tiny.Round(
        [Tiny.Jackets("a", 5, Urgency.Critical), Tiny.Jackets("b", 10, Urgency.Normal)],
        [Tiny.Money("m1", 300, Tiny.Only("A")), Tiny.Money("m2", 700)]))
    {
        Classes = [new(1, Urgency.Critical, 1, ItemKind.Consumable), new(2, Urgency.Normal, 1, ItemKind.Consumable)],
        Shipments = [("m1", "a", 300), ("m2", "a", 200), ("m2", "b", 500)],
        Threads = [("m1", "a", 300), ("m2", "a", 200), ("m2", "b", 500)],
        Fair = Shares(("b", 500)),
        Chain = [(2, BottleneckKind.Supply, new Ratio(1, 2), "b")],
        Held = Of(("a", 1)),
    };

    /// <summary>m1 adopts one commune, m2 gives a commune 300 ₫ or nothing, m3 is all or nothing, b takes 4 jackets or none: 3/5 each.</summary>
    public static Draft Discrete() => new(Tiny.Round(
        [Tiny.Jackets("a", 10), Tiny.Jackets("b", 10) with { MinQuantity = 4 }],
        [
            Tiny.Money("m1", 500, new PledgeConditions { MaxCommunes = 1 }),
            Tiny.Money("m2", 400, new PledgeConditions { MinPerCommune = 300 }),
            Tiny.Money("m3", 300, new PledgeConditions { AllOrNothing = true }),
        ]))
    {
        Shipments = [("m1", "a", 500), ("m2", "b", 400), ("m3", "a", 100), ("m3", "b", 200)],
        Threads = [("m1", "a", 500), ("m2", "b", 400), ("m3", "a", 100), ("m3", "b", 200)],
        Fair = Shares(("a", 600), ("b", 600)),
        Chain = [(1, BottleneckKind.Supply, new Ratio(3, 5), "a b")],
    };

    /// <summary>m1 reaches two communes, m2 gives a commune 300 ₫ or nothing, m3 gives 50 ₫ a child of b (4 children), m4 is split equally among A and B.</summary>
    public static Draft Shapes() => new(Tiny.Round(
        [Tiny.Jackets("a", 10), Tiny.Jackets("b", 10) with { Beneficiaries = 4 }],
        [
            Tiny.Money("m1", 300, new PledgeConditions { MinCommunes = 2 }),
            Tiny.Money("m2", 300, new PledgeConditions { FixedPerCommune = 300 }),
            Tiny.Money("m3", 200, new PledgeConditions { FixedPerChild = 50 }),
            Tiny.Money("m4", 400, new PledgeConditions { EqualSplit = SplitPlace.Commune, EqualParts = 2 }),
        ]))
    {
        Shipments = [("m1", "a", 100), ("m1", "b", 200), ("m2", "a", 300), ("m3", "b", 200), ("m4", "a", 200), ("m4", "b", 200)],
        Threads = [("m1", "a", 100), ("m1", "b", 200), ("m2", "a", 300), ("m3", "b", 200), ("m4", "a", 200), ("m4", "b", 200)],
        Fair = Shares(("a", 600), ("b", 600)),
        Chain = [(1, BottleneckKind.Supply, new Ratio(3, 5), "a b")],
    };

    /// <summary>m1 wishes for B before anything and gives it 400 ₫ of 600 ₫; m2 would rather serve lines of normal urgency, which none is.</summary>
    public static Draft Wishes() => new(Tiny.Round(
        [Tiny.Jackets("a", 10), Tiny.Jackets("b", 10)],
        [
            Tiny.Money("m1", 600) with { Wishes = [new Wish(WishKind.Commune, "B"), new Wish(WishKind.Tier, "7")] },
            Tiny.Money("m2", 600) with { SoftWishes = [new SoftWish(new Wish(WishKind.Urgency, "normal"), 3)] },
        ]))
    {
        Shipments = [("m1", "a", 200), ("m1", "b", 400), ("m2", "a", 400), ("m2", "b", 200)],
        Threads = [("m1", "a", 200), ("m1", "b", 400), ("m2", "a", 400), ("m2", "b", 200)],
        Fair = Shares(("a", 600), ("b", 600)),
        Chain = [(1, BottleneckKind.Supply, new Ratio(3, 5), "a b")],
        WishMet = Of(("m1", 400L), ("m2", 0L)),
    };

    /// <summary>Only verified needs, 10 % of free money in reserve, one expired pledge, one line rejected and one only reported.</summary>
    public static Draft TakingPart() => new(Tiny.Round(
        [
            Tiny.Jackets("a", 10) with { Status = NeedStatus.Verified }, Tiny.Jackets("b", 10) with { Status = NeedStatus.Rejected },
            Tiny.Jackets("c", 10) with { Status = NeedStatus.Reported },
        ],
        [Tiny.Money("m", 1_000), Tiny.Money("old", 100, new PledgeConditions { AvailableUntil = new DateOnly(2026, 11, 21) })],
        new RoundPolicy { OnlyVerified = true, ReservePercent = 10 }))
    {
        Shipments = [("m", "a", 900)],
        Threads = [("m", "a", 900)],
        Fair = Shares(("a", 900)),
        Chain = [(1, BottleneckKind.Supply, new Ratio(9, 10), "a")],
        Available = Of(("m", 900L), ("old", 0L)),
        PledgeReasons = Of(("m", PledgeReason.Reserve), ("old", PledgeReason.Expired)),
    };

    private static NeedLine Toilets(string id, long quantity, long? ownVnd) => Tiny.Jackets(id, quantity) with
    {
        Item = new ItemId("toilet"),
        OwnUnitCost = ownVnd is { } vnd ? new Vnd(vnd) : null,
    };
}
