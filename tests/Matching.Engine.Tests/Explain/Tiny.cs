using System.Collections.Immutable;
using Matching.Engine.Explain;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Engine.Tests.Explain;

/// <summary>Three communes in two provinces, a jacket at 100 ₫, a lunch at 30 ₫ and a toilet at 1,000 ₫; tests vary it with <c>with</c>.</summary>
internal static class Tiny
{
    public static readonly CommuneId A = new("00001");
    public static readonly CommuneId B = new("00002");
    public static readonly CommuneId C = new("00003");
    public static readonly ItemId Jacket = new("jacket");
    public static readonly ItemId Lunch = new("lunch");
    public static readonly ItemId Toilet = new("toilet");
    public static readonly DateOnly Day = new(2026, 11, 22);

    public static Round Round(ImmutableArray<NeedLine> needs, ImmutableArray<Pledge> pledges) => new()
    {
        Id = "tiny",
        AsOf = Day,
        Communes =
        [
            new Commune { Id = A, Name = "Xã An", District = new("101"), DistrictName = "Huyện Đông", Province = new("11"), ProvinceName = "Tỉnh Điện Biên", Zone = Zone.III },
            new Commune { Id = B, Name = "Xã Bình", District = new("102"), DistrictName = "Huyện Tây", Province = new("11"), ProvinceName = "Tỉnh Điện Biên", Zone = Zone.II },
            new Commune { Id = C, Name = "Xã Chi", Province = new("12"), ProvinceName = "Tỉnh Lai Châu", Zone = Zone.III },
        ],
        Items =
        [
            new Item { Id = Jacket, NameVi = "Áo ấm", NameEn = "warm jacket", Category = "clothes", Unit = "chiếc", UnitCost = new(100), Kind = ItemKind.Consumable },
            new Item { Id = Lunch, NameVi = "Bữa trưa", NameEn = "lunch", Category = "food", Unit = "suất", UnitCost = new(30), Kind = ItemKind.Consumable },
            new Item { Id = Toilet, NameVi = "Nhà vệ sinh", NameEn = "toilet", Category = "building", Unit = "công trình", UnitCost = new(1_000), Kind = ItemKind.Project },
        ],
        Needs = needs,
        Pledges = pledges,
    };

    public static NeedLine Need(string id, CommuneId commune, ItemId item, long quantity) =>
        new() { Id = new(id), Commune = commune, Item = item, Quantity = quantity, Urgency = Urgency.Critical };

    public static Pledge Money(string id, long amountVnd) =>
        new() { Id = new(id), Donor = new("donor-" + id), Kind = PledgeKind.Money, Amount = amountVnd };

    public static Pledge Goods(string id, ItemId item, long units) =>
        new() { Id = new(id), Donor = new("donor-" + id), Kind = PledgeKind.Goods, Item = item, Amount = units };

    public static Pledge On(this Pledge pledge, PledgeConditions conditions) => pledge with { Conditions = conditions };

    /// <summary>A plan by hand: who gives whom how much (đồng or units). Fair shares are what is allocated, until a test says otherwise.</summary>
    public static Plan Plan(Round round, params ReadOnlySpan<(string Pledge, string Need, long Amount)> gifts)
    {
        var lookup = new RoundLookup(round);
        var shipments = new List<Shipment>();
        var used = new long[round.Pledges.Length];
        var (goods, money) = (new long[round.Needs.Length], new long[round.Needs.Length]);
        foreach (var (pledgeId, needId, amount) in gifts)
        {
            var (p, n) = (lookup.FindPledge(new(pledgeId))!.Value, lookup.FindNeed(new(needId))!.Value);
            var isMoney = round.Pledges[p].Kind == PledgeKind.Money;
            used[p] += amount;
            (isMoney ? money : goods)[n] += amount;
            shipments.Add(new Shipment(p, n, isMoney ? 0 : amount, isMoney ? amount : 0, lookup.Worth(round.Pledges[p]).Dong * amount));
        }

        var classes = Classes(lookup);
        var lines = Enumerable.Range(0, round.Needs.Length).Select(n =>
        {
            var units = goods[n] + (money[n] / lookup.UnitCost(n).Dong);
            return new LineOutcome
            {
                Class = lookup.TakesPart(n) ? classes.Single(c => Same(c, ClassOf(lookup, n))).Number : 0,
                Fair = new FairShare(units * lookup.UnitCost(n).Dong),
                AllocatedUnits = units,
                GoodsUnits = goods[n],
                MoneyVnd = money[n],
            };
        }).ToImmutableArray();
        return new Plan
        {
            Shipments = [.. shipments.OrderBy(s => round.Pledges[s.Pledge].Id.Value, StringComparer.Ordinal).ThenBy(s => round.Needs[s.Need].Id.Value, StringComparer.Ordinal)],
            Lines = lines,
            Pledges =
            [
                .. round.Pledges.Select((pledge, p) =>
                {
                    var available = Eligibility.IsExpired(round, pledge) ? 0
                        : pledge.Kind == PledgeKind.Money && pledge.Conditions.IsUnconditional ? pledge.Amount * (100 - round.Policy.ReservePercent) / 100
                        : pledge.ForLines;
                    return new PledgeOutcome(available, used[p], pledge.Amount - used[p], PledgeReason.FullyUsed);
                })
            ],
            Bottlenecks = [],
            Classes = [.. classes.Select(c => Outcome(c, lookup, lines))],
            FairThreads = [.. shipments.Select(s => new FairThread(s.Pledge, s.Need, s.ValueVnd))],
        };
    }

    /// <summary>The fair share of one line, in đồng, and the bottlenecks it belongs to.</summary>
    public static Plan WithFair(this Plan plan, int need, FairShare fair, int bottleneck = 0, int heldBy = 0) =>
        plan with { Lines = plan.Lines.SetItem(need, plan.Lines[need] with { Fair = fair, Bottleneck = bottleneck, HeldBy = heldBy == 0 ? bottleneck : heldBy }) };

    public static Plan WithBottlenecks(this Plan plan, params ReadOnlySpan<Bottleneck> bottlenecks) => plan with { Bottlenecks = [.. bottlenecks] };

    public static Bottleneck Bottleneck(int number, Ratio coverage, ImmutableArray<int> lines, ImmutableArray<int> feeding, long liftVnd = 0, Ratio? next = null, BottleneckKind kind = BottleneckKind.Supply) => new()
    {
        Number = number,
        Class = 1,
        Kind = kind,
        Coverage = coverage,
        Lines = lines,
        FeedingPledges = feeding,
        Communes = lines.Length,
        Lift = new(liftVnd),
        NextCoverage = next ?? Ratio.One,
    };

    public static Plan Filled(Round round, Plan plan) => Reasons.Fill(round, plan, CancellationToken.None);

    private static List<PriorityClass> Classes(RoundLookup lookup) =>
    [
        .. Enumerable.Range(0, lookup.Round.Needs.Length).Where(lookup.TakesPart).Select(n => ClassOf(lookup, n)).Distinct()
            .OrderBy(c => c.Urgency).ThenBy(c => c.Tier).ThenBy(c => c.Kind)
            .Select((c, place) => c with { Number = place + 1 })
    ];

    private static PriorityClass ClassOf(RoundLookup lookup, int n) =>
        new(0, lookup.Round.Needs[n].Urgency, lookup.CommuneOf(n).Tier, lookup.ItemOf(n).Kind);

    private static bool Same(PriorityClass numbered, PriorityClass bare) => numbered with { Number = 0 } == bare;

    private static ClassOutcome Outcome(PriorityClass priority, RoundLookup lookup, ImmutableArray<LineOutcome> lines)
    {
        var members = Enumerable.Range(0, lines.Length).Where(n => lines[n].Class == priority.Number).ToList();
        var allocated = new Vnd(members.Sum(n => lookup.UnitCost(n).Dong * lines[n].AllocatedUnits));
        return new ClassOutcome
        {
            Class = priority,
            Lines = members.Count,
            Requested = new(members.Sum(n => lookup.Requested(n).Dong)),
            Fair = allocated,
            Allocated = allocated,
            PriceOfConditions = Vnd.Zero,
            WholeFair = allocated,
            Reached = allocated,
            Bound = allocated,
            MinimumCoverage = members.Select(n => new Ratio(lines[n].AllocatedUnits, lookup.Round.Needs[n].Quantity)).Min(),
            MeanCoverage = members.Average(n => (double)lines[n].AllocatedUnits / lookup.Round.Needs[n].Quantity),
        };
    }
}
