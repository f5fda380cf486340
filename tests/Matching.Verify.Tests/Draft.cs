using System.Collections.Immutable;
using System.Numerics;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Verify.Tests;

/// <summary>
/// A plan written by hand: who gives what, the threads, the fair shares and the chain. It keeps the books by the plainest sums,
/// so that a planted fault is a fault of the plan and not of its books.
/// </summary>
internal sealed record Draft(Round Round)
{
    /// <summary>Pledge, line, amount in the pledge's own measure.</summary>
    public ImmutableArray<(string Pledge, string Need, long Amount)> Shipments { get; init; } = [];

    /// <summary>Pledge, line, đồng of line value.</summary>
    public ImmutableArray<(string Pledge, string Need, long ValueVnd)> Threads { get; init; } = [];

    /// <summary>Lines that are not here have a fair share of all they ask for.</summary>
    public ImmutableDictionary<string, FairShare> Fair { get; init; } = ImmutableDictionary<string, FairShare>.Empty;

    /// <summary>In the order that the policy gives; high urgency, tier 1, consumables unless told otherwise.</summary>
    public ImmutableArray<PriorityClass> Classes { get; init; } = [new(1, Urgency.High, 1, ItemKind.Consumable)];

    public ImmutableArray<(int Class, BottleneckKind Kind, Ratio Coverage, string Lines)> Chain { get; init; } = [];

    /// <summary>Tight sets other than a line's own bottleneck.</summary>
    public ImmutableDictionary<string, int> Held { get; init; } = ImmutableDictionary<string, int>.Empty;

    public ImmutableDictionary<string, LineReason> LineReasons { get; init; } = ImmutableDictionary<string, LineReason>.Empty;

    public ImmutableDictionary<string, PledgeReason> PledgeReasons { get; init; } = ImmutableDictionary<string, PledgeReason>.Empty;

    /// <summary>Amounts that the round may use where that is not the whole amount.</summary>
    public ImmutableDictionary<string, long> Available { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>What is said of pledges that state wishes.</summary>
    public ImmutableDictionary<string, long> WishMet { get; init; } = ImmutableDictionary<string, long>.Empty;

    public int NeedAt(string id) => Round.Needs.Select(need => need.Id.Value).ToList().IndexOf(id);

    public int PledgeAt(string id) => Round.Pledges.Select(pledge => pledge.Id.Value).ToList().IndexOf(id);

    public static implicit operator Plan(Draft draft) => draft.Build();

    public Plan Build()
    {
        var shipments = Shipments
            .OrderBy(entry => entry.Pledge, StringComparer.Ordinal).ThenBy(entry => entry.Need, StringComparer.Ordinal)
            .Select(entry => Ship(PledgeAt(entry.Pledge), NeedAt(entry.Need), entry.Amount)).ToImmutableArray();
        var lines = Round.Needs.Select((need, n) => Line(need, [.. shipments.Where(shipment => shipment.Need == n)])).ToImmutableArray();
        return new Plan
        {
            Shipments = shipments,
            Lines = lines,
            Pledges = [.. Round.Pledges.Select((pledge, p) => Outcome(pledge, [.. shipments.Where(shipment => shipment.Pledge == p)]))],
            Bottlenecks = [.. Chain.Select((link, i) => Link(i, lines))],
            Classes = [.. Classes.Select(of => Book(of, lines))],
            FairThreads = [.. Threads
                .OrderBy(entry => entry.Pledge, StringComparer.Ordinal).ThenBy(entry => entry.Need, StringComparer.Ordinal)
                .Select(entry => new FairThread(PledgeAt(entry.Pledge), NeedAt(entry.Need), entry.ValueVnd))],
        };
    }

    private Item ItemOf(ItemId id) => Round.Items.Single(item => item.Id == id);

    private long UnitVnd(NeedLine need) => (need.OwnUnitCost ?? ItemOf(need.Item).UnitCost).Dong;

    private bool Takes(NeedLine need) => need.Status == NeedStatus.Verified || (need.Status == NeedStatus.Reported && !Round.Policy.OnlyVerified);

    private Shipment Ship(int pledge, int need, long amount) => Round.Pledges[pledge].Item is { } item
        ? new Shipment(pledge, need, amount, 0, amount * ItemOf(item).UnitCost.Dong)
        : new Shipment(pledge, need, 0, amount, amount);

    private LineOutcome Line(NeedLine need, Shipment[] given)
    {
        var (goods, money) = (given.Sum(shipment => shipment.Units), given.Sum(shipment => shipment.AmountVnd));
        var units = goods + (money / UnitVnd(need));
        var bottleneck = Chain.ToList().FindIndex(link => link.Lines.Split(' ').Contains(need.Id.Value, StringComparer.Ordinal)) + 1;
        return new LineOutcome
        {
            Class = !Takes(need) ? 0 : Classes.Single(of => of.Urgency == need.Urgency && of.Kind == ItemOf(need.Item).Kind
                && of.Tier == Round.Communes.Single(commune => commune.Id == need.Commune).Tier).Number,
            Fair = !Takes(need) ? default : FairOf(need),
            AllocatedUnits = units,
            GoodsUnits = goods,
            MoneyVnd = money,
            Bottleneck = bottleneck,
            HeldBy = Held.GetValueOrDefault(need.Id.Value, bottleneck),
            Reason = LineReasons.GetValueOrDefault(
                need.Id.Value,
                !Takes(need) ? LineReason.TakesNoPart : units == need.Quantity ? LineReason.FullyServed : LineReason.HeldByBottleneck),
        };
    }

    private FairShare FairOf(NeedLine need) => Fair.GetValueOrDefault(need.Id.Value, new FairShare(need.Quantity * UnitVnd(need)));

    private PledgeOutcome Outcome(Pledge pledge, Shipment[] given)
    {
        var used = given.Sum(shipment => pledge.Item is null ? shipment.AmountVnd : shipment.Units);
        return new PledgeOutcome(
            Available.GetValueOrDefault(pledge.Id.Value, pledge.Amount), used, pledge.Amount - used,
            PledgeReasons.GetValueOrDefault(pledge.Id.Value, used == pledge.Amount ? PledgeReason.FullyUsed : PledgeReason.LessThanOneUnit))
        {
            WishMet = WishMet.TryGetValue(pledge.Id.Value, out var met) ? met : pledge.HasWishes && given.Length == 0 ? 0 : null,
        };
    }

    private Bottleneck Link(int at, ImmutableArray<LineOutcome> lines)
    {
        var (number, kind, coverage, _) = Chain[at];
        var next = Chain.Skip(at + 1).Where(later => later.Class == number && later.Coverage > coverage).Select(later => later.Coverage).Append(Ratio.One).First();
        int[] members = [.. Enumerable.Range(0, lines.Length).Where(n => lines[n].Bottleneck == at + 1).OrderBy(n => Round.Needs[n].Id.Value, StringComparer.Ordinal)];
        return new Bottleneck
        {
            Number = at + 1,
            Class = number,
            Kind = kind,
            Coverage = coverage,
            Lines = [.. members],
            FeedingPledges = [.. Threads.Where(thread => members.Contains(NeedAt(thread.Need))).Select(thread => thread.Pledge).Distinct()
                .Order(StringComparer.Ordinal).Select(PledgeAt)],
            Communes = members.Select(n => Round.Needs[n].Commune).Distinct().Count(),
            Lift = new Vnd((long)members.Sum(n => Math.Max(0m, FairShare.Of(Round.Needs[n].Quantity * UnitVnd(Round.Needs[n]), next).ToUnits(1) - lines[n].Fair.ToUnits(1)))),
            NextCoverage = next,
        };
    }

    private ClassOutcome Book(PriorityClass of, ImmutableArray<LineOutcome> lines)
    {
        int[] members = [.. Enumerable.Range(0, lines.Length).Where(n => lines[n].Class == of.Number)];
        Ratio[] coverages = [.. members.Select(n => new Ratio(lines[n].AllocatedUnits, Round.Needs[n].Quantity))];
        return new ClassOutcome
        {
            Class = of,
            Lines = members.Length,
            Requested = new Vnd(members.Sum(n => Round.Needs[n].Quantity * UnitVnd(Round.Needs[n]))),
            Fair = Whole(members.Select(n => (0L, lines[n].Fair))),
            Allocated = new Vnd(members.Sum(n => lines[n].AllocatedUnits * UnitVnd(Round.Needs[n]))),
            PriceOfConditions = Whole(members.Select(n => (Given: lines[n].AllocatedUnits * UnitVnd(Round.Needs[n]), lines[n].Fair)).Where(line => line.Fair.WholeVnd >= line.Given)),
            WholeFair = new Vnd(members.Sum(n => WholeFair(n))),
            Reached = new Vnd(members.Sum(n => Math.Min(WholeFair(n), lines[n].AllocatedUnits * UnitVnd(Round.Needs[n])))),
            Bound = new Vnd(members.Sum(n => WholeFair(n))),
            MinimumCoverage = coverages.Min(),
            MeanCoverage = coverages.Average(coverage => coverage.ToDouble()),
        };

        long WholeFair(int n) => lines[n].Fair.WholeVnd / UnitVnd(Round.Needs[n]) * UnitVnd(Round.Needs[n]);
    }

    /// <summary>Sum of share − given, cut to whole đồng.</summary>
    private static Vnd Whole(IEnumerable<(long Given, FairShare Fair)> lines)
    {
        var (top, bottom) = (BigInteger.Zero, BigInteger.One);
        foreach (var (given, fair) in lines)
        {
            (top, bottom) = ((top * fair.Denominator) + (((((BigInteger)fair.WholeVnd - given) * fair.Denominator) + fair.Remainder) * bottom), bottom * fair.Denominator);
        }

        return new Vnd((long)(top / bottom));
    }
}
