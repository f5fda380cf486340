using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Engine.Tests.Explain;

/// <summary>For every reason one round and plan whose first line, or first pledge, has it.</summary>
internal static class ReasonStories
{
    private static readonly NeedLine Jackets = Tiny.Need("n", Tiny.A, Tiny.Jacket, 10);

    public static (Round Round, Plan Plan) Line(LineReason reason) => reason switch
    {
        LineReason.FullyServed => Told(Tiny.Round([Jackets], [Tiny.Money("p", 700), Tiny.Goods("g", Tiny.Jacket, 3)]), ("p", "n", 700), ("g", "n", 3)),
        LineReason.TakesNoPart => Told(Tiny.Round([Jackets], [Tiny.Money("p", 700)]) with { Policy = new() { OnlyVerified = true } }),
        LineReason.NoEligiblePledge => Told(Tiny.Round([Jackets], [Tiny.Money("p", 700).On(new() { Categories = ["food"] })])),
        LineReason.HeldByBottleneck => Held(Tiny.Round([Jackets], [Tiny.Money("p", 370)]), BottleneckKind.Supply, 370, ("p", "n", 300)),
        LineReason.HeldByProvinceCap => Held(
            Tiny.Round([Jackets], [Tiny.Money("p", 925)]) with { Policy = new() { ProvinceCapPercent = 40 } }, BottleneckKind.ProvinceCap, 370, ("p", "n", 300)),
        LineReason.LessThanOneUnit => OneJacketForTwo(),
        LineReason.ProjectPassedOver => Told(Tiny.Round([Tiny.Need("n", Tiny.A, Tiny.Toilet, 2)], [Tiny.Money("p", 1_500)]), ("p", "n", 1_000)),
        LineReason.BelowMinimumQuantity => Held(Tiny.Round([Jackets with { MinQuantity = 5 }], [Tiny.Money("p", 370)]), BottleneckKind.Supply, 370),
        LineReason.DiscreteCondition => Held(Tiny.Round([Jackets], [Tiny.Money("p", 370).On(new() { AllOrNothing = true })]), BottleneckKind.Supply, 370),
        LineReason.CoveredByOthers => Told(Tiny.Round([Jackets], [Tiny.Money("p", 700)]) with
        {
            ExternalAid = [new ExternalAid { Commune = Tiny.A, Item = Tiny.Jacket, Quantity = 12, Source = "Hội Chữ thập đỏ", Date = new(2026, 11, 5) }],
        }),
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    public static (Round Round, Plan Plan) Pledge(PledgeReason reason)
    {
        var other = Tiny.Need("m", Tiny.B, Tiny.Jacket, 10);
        return reason switch
        {
            PledgeReason.FullyUsed => Told(Tiny.Round([Jackets], [Tiny.Goods("p", Tiny.Jacket, 3)]), ("p", "n", 3)),
            PledgeReason.Expired => Told(Tiny.Round([Jackets], [Tiny.Money("p", 500).On(new() { AvailableUntil = new(2026, 10, 31) })])),
            PledgeReason.NoEligibleLine => Told(Tiny.Round([Jackets], [Tiny.Money("p", 500).On(new() { Zones = [Zone.I] })])),
            PledgeReason.EligibleNeedsMet => Told(Tiny.Round([Jackets, other], [Tiny.Goods("p", Tiny.Jacket, 12).On(new() { Communes = [Tiny.A] })]), ("p", "n", 10)),
            PledgeReason.LessThanOneUnit => Told(Tiny.Round([Jackets with { MinQuantity = 6 }], [Tiny.Money("p", 599)])),
            PledgeReason.CeilingReached => Told(Tiny.Round([Jackets], [Tiny.Money("p", 900).On(new() { MaxPerCommune = 350, MaxSharePercent = 50 })]), ("p", "n", 300)),
            PledgeReason.ProvinceCap => Told(Tiny.Round([Jackets], [Tiny.Money("p", 900)]) with { Policy = new() { ProvinceCapPercent = 40 } }, ("p", "n", 300)),
            PledgeReason.MinimumNotReachable => Told(Tiny.Round([Jackets, other], [Tiny.Money("p", 9_000).On(new() { MinPerCommune = 2_000 })])),
            PledgeReason.CommuneLimitReached => Told(Tiny.Round([Jackets, other], [Tiny.Money("p", 1_500).On(new() { MaxCommunes = 1 })]), ("p", "n", 1_000)),
            PledgeReason.NotPlaceableWhole => Told(Tiny.Round([Jackets, other], [Tiny.Money("p", 9_000).On(new() { AllOrNothing = true })])),
            PledgeReason.Reserve => Told(Tiny.Round([Jackets], [Tiny.Money("p", 500)]) with { Policy = new() { ReservePercent = 20 } }, ("p", "n", 400)),
            PledgeReason.Delivery => Told(Tiny.Round([Jackets], [Tiny.Money("p", 550).On(new() { DeliveryPercent = 10 })]), ("p", "n", 500)),
            PledgeReason.AsksOfOthers => Told(Tiny.Round([Jackets], [Tiny.Money("p", 900).On(new() { OnlyFullLines = true })])),
            PledgeReason.SpreadNotReachable => Told(Tiny.Round([Jackets], [Tiny.Money("p", 900).On(new() { MinCommunes = 2 })])),
            PledgeReason.FixedAmounts => Told(Tiny.Round([Jackets], [Tiny.Money("p", 900).On(new() { FixedPerCommune = 500 })]), ("p", "n", 500)),
            PledgeReason.KeptAway => Told(
                Tiny.Round([Jackets], [Tiny.Money("p", 900), Tiny.Money("q", 500).On(new() { Exclusive = Exclusivity.CommuneItem })]), ("q", "n", 500)),
            PledgeReason.Pinned => Told(Tiny.Round([Jackets], [Tiny.Money("p", 500)]) with { Pins = [new Pin(new("p"), new("n"), PinRule.Forbid, 0)] }),
            _ => throw new ArgumentOutOfRangeException(nameof(reason)),
        };
    }

    private static (Round Round, Plan Plan) Told(Round round, params ReadOnlySpan<(string, string, long)> gifts) =>
        (round, Tiny.Filled(round, Tiny.Plan(round, gifts)));

    /// <summary>Half a jacket in kind and half its price would serve both lines fully; a jacket cannot be cut.</summary>
    private static (Round Round, Plan Plan) OneJacketForTwo()
    {
        var (here, there) = (Tiny.Money("q", 50).On(new() { Communes = [Tiny.A] }), Tiny.Money("r", 50).On(new() { Communes = [Tiny.B] }));
        var round = Tiny.Round([Jackets with { Quantity = 1 }, Tiny.Need("m", Tiny.B, Tiny.Jacket, 1)], [Tiny.Goods("p", Tiny.Jacket, 1), here, there]);
        return (round, Tiny.Filled(round, Tiny.Plan(round, ("p", "m", 1)).WithFair(0, new FairShare(100))));
    }

    private static (Round Round, Plan Plan) Held(Round round, BottleneckKind kind, long fairVnd, params ReadOnlySpan<(string, string, long)> gifts) =>
        (round, Tiny.Filled(round, Tiny.Plan(round, gifts).WithFair(0, new FairShare(fairVnd), bottleneck: 1)
            .WithBottlenecks(Tiny.Bottleneck(1, new Ratio(fairVnd, 1_000), [0], [0], liftVnd: 1_000 - fairVnd, kind: kind))));
}
