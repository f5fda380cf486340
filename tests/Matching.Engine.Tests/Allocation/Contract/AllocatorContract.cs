using System.Collections.Immutable;
using Matching.Engine.Allocation;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Samples;
using Matching.Verify;

namespace Matching.Engine.Tests.Allocation;

/// <summary>The rules of the allocation model one by one, on rounds small enough to work out by hand. Every allocator has a subclass of it.</summary>
/// <remarks>A warm set costs 500,000 ₫, a month of lunch 150,000 ₫, a toilet 60,000,000 ₫. Every plan passes the audit on its way.</remarks>
public abstract partial class AllocatorContract
{
    /// <summary>More than everything that these rounds ask for.</summary>
    protected const long Plenty = 1_000_000_000;

    protected const long Set = 500_000;

    protected const long Toilet = 60_000_000;

    /// <summary>A commune of a province of its own, outside every zone.</summary>
    protected static CommuneId C => new("C");

    protected static ProvinceId OtherProvince => new("U");

    protected abstract IAllocator Allocator { get; }

    /// <summary>Communes A (zone III, district D1) and B (zone II, district D2) in one province, C in another.</summary>
    protected static Round Round(ImmutableArray<NeedLine> needs, ImmutableArray<Pledge> pledges, params ReadOnlySpan<Pin> pins) => new()
    {
        Id = "contract",
        AsOf = new DateOnly(2026, 11, 22),
        Communes =
        [
            Tiny.Commune(Tiny.A, "Xã A") with { District = new DistrictId("D1") },
            Tiny.Commune(Tiny.B, "Xã B") with { District = new DistrictId("D2") },
            Tiny.Commune(C, "Xã C") with { Province = OtherProvince, ProvinceName = "Tỉnh U" },
        ],
        Items = [Tiny.WarmSet, Tiny.Lunch, Tiny.Toilet],
        Needs = needs,
        Pledges = pledges,
        Pins = [.. pins],
    };

    /// <summary>A line of warm sets.</summary>
    protected static NeedLine Sets(string id, CommuneId commune, long quantity) => Tiny.Line(id, commune, Tiny.WarmSet, quantity);

    protected static NeedLine Toilets(string id, CommuneId commune, long quantity = 1) => Tiny.Line(id, commune, Tiny.Toilet, quantity);

    /// <summary>Money on conditions.</summary>
    protected static Pledge Money(string id, long amountVnd, PledgeConditions? conditions = null) => Tiny.Money(id, amountVnd, conditions);

    /// <summary>Warm sets on conditions.</summary>
    protected static Pledge GivenSets(string id, long units, PledgeConditions? conditions = null) => Tiny.Goods(id, Tiny.WarmSet, units, conditions);

    protected static Pin Pin(string pledge, string need, PinRule rule, long amount = 0) => new(new PledgeId(pledge), new NeedId(need), rule, amount);

    private protected Solved Solve(Round round, SolveOptions? options = null)
    {
        var result = Allocator.Solve(round, options ?? new SolveOptions(), StillClock.Instance, CancellationToken.None);

        Assert.Equal(StopReason.Complete, result.StoppedBecause);
        Assert.Empty(result.Conflicts);
        Assert.NotNull(result.Plan);
        Assert.Empty(PlanAudit.Violations(round, result.Plan, options?.Fairness ?? round.Policy.Fairness));
        return new Solved(round, result.Plan);
    }

    /// <summary>The one clash of a round whose pins cannot be kept.</summary>
    protected PinConflict Conflict(Round round)
    {
        var result = Allocator.Solve(round, new SolveOptions(), StillClock.Instance, CancellationToken.None);

        Assert.Equal(StopReason.Infeasible, result.StoppedBecause);
        Assert.Null(result.Plan);
        return Assert.Single(result.Conflicts);
    }
}

/// <summary>A plan beside its round, asked by ids.</summary>
internal sealed record Solved(Round Round, Plan Plan)
{
    /// <summary>Ids of the lines that get something, in order.</summary>
    public string[] Served => [.. Round.Needs.Where((_, n) => Plan.Lines[n].AllocatedUnits > 0).Select(need => need.Id.Value).Order(StringComparer.Ordinal)];

    public Shipment[] Shipments => [.. Plan.Shipments];

    public LineOutcome Line(string need) => Plan.Lines[Need(need)];

    public PledgeOutcome Pledge(string pledge) => Plan.Pledges[PledgeAt(pledge)];

    public long Units(string need) => Line(need).AllocatedUnits;

    /// <summary>What the pledge gives the line, in its own measure.</summary>
    public long Given(string pledge, string need)
    {
        var (p, n) = (PledgeAt(pledge), Need(need));
        return Plan.Shipments.Where(shipment => shipment.Pledge == p && shipment.Need == n).Sum(shipment => shipment.Units + shipment.AmountVnd);
    }

    /// <summary>Ids of the communes that the pledge serves, in order.</summary>
    public string[] Communes(string pledge) =>
        [.. Plan.Shipments.Where(shipment => shipment.Pledge == PledgeAt(pledge)).Select(shipment => Round.Needs[shipment.Need].Commune.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private int Need(string id) => Enumerable.Range(0, Round.Needs.Length).Single(n => Round.Needs[n].Id.Value == id);

    private int PledgeAt(string id) => Enumerable.Range(0, Round.Pledges.Length).Single(p => Round.Pledges[p].Id.Value == id);
}

/// <summary>A clock that stands still, so that no test depends on the speed of the machine.</summary>
internal sealed class StillClock : TimeProvider
{
    public static StillClock Instance { get; } = new();

    public override long GetTimestamp() => 0;
}
