using Matching.Engine.Explain;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Engine.Tests.Explain;

/// <summary>A small round with a plan by hand: two communes share jackets at 41 %, lunches are met, a toilet waits, one line is rejected.</summary>
internal static class Story
{
    public static Round Round() => Tiny.Round(
        [
            Tiny.Need("a-jackets", Tiny.A, Tiny.Jacket, 10) with { AgeGroup = "3-5", NeededBy = new(2026, 12, 15) },
            Tiny.Need("b-lunches", Tiny.B, Tiny.Lunch, 10),
            Tiny.Need("c-jackets", Tiny.C, Tiny.Jacket, 10) with { Site = "Điểm trường Nậm Chua" },
            Tiny.Need("c-toilets", Tiny.C, Tiny.Toilet, 2),
            Tiny.Need("a-rejected", Tiny.A, Tiny.Lunch, 5) with { Status = NeedStatus.Rejected },
        ],
        [
            Tiny.Money("free", 640) with { DonorName = "Công ty Sao Mai" },
            Tiny.Goods("goods", Tiny.Jacket, 3).On(new() { Communes = [Tiny.A] }),
            Tiny.Money("lunches", 2_300).On(new() { Items = [Tiny.Lunch], MaxPerCommune = 2_000 }) with { DonorName = "Hội Phụ nữ" },
            Tiny.Money("not-here", 150).On(new() { Provinces = [new("11")], Items = [Tiny.Jacket], ExcludeCommunes = [Tiny.A] }),
            Tiny.Money("gone", 900).On(new() { AvailableUntil = new(2026, 10, 31) }),
            Tiny.Money("whole", 5_000).On(new() { Items = [Tiny.Toilet], Communes = [Tiny.C], AllOrNothing = true }),
            Tiny.Money("large", 900).On(new() { Zones = [Zone.II], Urgencies = [Urgency.Critical], MinPerCommune = 800, MaxCommunes = 2, MaxSharePercent = 50, AvailableFrom = new(2026, 12, 1) }),
        ]);

    public static Plan Plan()
    {
        var plan = Tiny.Plan(Round(), ("free", "a-jackets", 100), ("free", "c-jackets", 500), ("goods", "a-jackets", 3), ("lunches", "b-lunches", 300));
        return Tiny.Filled(Round(), plan
            .WithFair(0, new FairShare(410), bottleneck: 1)
            .WithFair(2, new FairShare(410), bottleneck: 1)
            .WithBottlenecks(Tiny.Bottleneck(1, new Ratio(41, 100), [0, 2], [0, 1], liftVnd: 1_100)));
    }

    public static PlanExplainer Explainer() => new(Round(), Plan());
}
