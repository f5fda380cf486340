using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Engine.Explain;

/// <summary>Answers "why?" about one plan: per line, pledge, commune and bottleneck, as data.</summary>
/// <remarks>
/// Pure: the same round and plan give the same answers. One answer takes time in proportion to the lines or the pledges of the round, never to
/// their product. Not for use from several threads at once.
/// </remarks>
public sealed class PlanExplainer
{
    /// <summary>How many of the largest are listed where a list could be as long as the round.</summary>
    public const int Top = 5;

    private readonly Lazy<OpenLines> _open;
    private readonly Lazy<PinnedPairs> _pins;

    /// <exception cref="ArgumentException">The plan was made for another round.</exception>
    public PlanExplainer(Round round, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(round);
        Reasons.Guard(round, plan);
        Lookup = new RoundLookup(round);
        Plan = plan;
        Gifts = new GiftLedger(Lookup, plan);
        _pins = new(() => new PinnedPairs(Lookup));
        _open = new(() => new OpenLines(Lookup, new PlaceIndex(Lookup), plan));
    }

    public RoundLookup Lookup { get; }

    public Plan Plan { get; }

    internal Round Round => Lookup.Round;

    internal GiftLedger Gifts { get; }

    internal OpenLines Open => _open.Value;

    internal PinnedPairs Pins => _pins.Value;

    /// <summary>Why this line got what it got; <see langword="null"/> when the round has no such line.</summary>
    public LineExplanation? Line(NeedId id) => Lookup.FindNeed(id) is { } need ? LineExplanation.Of(this, need) : null;

    /// <summary>What this pledge did and why it has something left; <see langword="null"/> when the round has no such pledge.</summary>
    public PledgeExplanation? Pledge(PledgeId id) => Lookup.FindPledge(id) is { } pledge ? PledgeExplanation.Of(this, pledge) : null;

    /// <summary>What a commune asked for and gets; <see langword="null"/> when the round has no such commune.</summary>
    public CommuneExplanation? Commune(CommuneId id) => Lookup.FindCommune(id) is { } commune ? CommuneExplanation.Of(this, commune) : null;

    /// <summary>Which lines a bottleneck holds and what would lift them; <see langword="null"/> when the plan has no bottleneck of this number.</summary>
    public BottleneckExplanation? Bottleneck(int number)
    {
        foreach (var bottleneck in Plan.Bottlenecks)
        {
            if (bottleneck.Number == number)
            {
                return BottleneckExplanation.Of(this, bottleneck);
            }
        }

        return null;
    }

    /// <summary>Bottlenecks by what the next đồng does best: classes in order, the poorest first.</summary>
    /// <param name="most">How many to return at most.</param>
    public ImmutableArray<NextMoney> NextMoney(int most = int.MaxValue) => Matching.Engine.Explain.NextMoney.RankAll(this, most);

    internal LineFacts Facts(int need)
    {
        var (line, outcome) = (Round.Needs[need], Plan.Lines[need]);
        return new LineFacts
        {
            Line = line,
            Commune = Lookup.CommuneOf(need),
            Item = Lookup.ItemOf(need),
            Class = outcome.Class > 0 ? Plan.Classes[outcome.Class - 1].Class : null,
            UnitCost = Lookup.UnitCost(need),
            Requested = Lookup.Requested(need),
            Outcome = outcome,
            Allocated = Lookup.UnitCost(need) * outcome.AllocatedUnits,
            Coverage = new Ratio(outcome.AllocatedUnits, line.Quantity),
            FairUnits = outcome.Fair.ToUnits(Lookup.UnitCost(need).Dong),
            FromOthers = [.. Lookup.Needs.To(need).Select(gift => Received(Lookup.Needs.Stated.ExternalAid[gift.Aid], gift.Units))],
        };
    }

    private static AidReceived Received(ExternalAid aid, long units) => new(aid.Source, aid.Date, units);

    /// <summary>What the round could still use of the pledge, in its own measure.</summary>
    internal long Spare(int pledge) => Plan.Pledges[pledge].Available - Plan.Pledges[pledge].Used;

    internal Vnd Value(int pledge, long amount) => Lookup.Worth(Round.Pledges[pledge]) * amount;

    internal Gift GiftOf(Shipment shipment) =>
        new(PledgeName.Of(Round.Pledges[shipment.Pledge]), GiftLedger.Measure(shipment), new Vnd(shipment.ValueVnd));
}
