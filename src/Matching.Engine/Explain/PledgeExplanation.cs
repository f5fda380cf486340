using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Engine.Explain;

/// <summary>What a pledge gives one line.</summary>
/// <param name="Amount">In the pledge's own measure.</param>
public sealed record LineGift(NeedId Need, Item Item, long Amount);

/// <summary>What a pledge gives one commune.</summary>
/// <param name="Amount">In the pledge's own measure.</param>
public sealed record CommuneGift(Commune Commune, long Amount, ImmutableArray<LineGift> Lines);

/// <summary>A wish of a pledge and what it gives to lines that meet it; of the ordered ones, to lines that meet none before it.</summary>
/// <param name="Weight"><see langword="null"/> for an ordered wish.</param>
/// <param name="Amount">In the pledge's own measure.</param>
public sealed record WishMet(Wish Wish, int? Weight, long Amount);

/// <summary>What keeps the rest of a pledge from open lines that it may serve.</summary>
/// <param name="Open">What those lines still ask for, in line value.</param>
public sealed record Obstacle(PledgeReason Kind, int Lines, Vnd Open);

/// <summary>Open lines that one single condition keeps the pledge from.</summary>
/// <param name="Example">The one that asks most.</param>
public sealed record OneConditionAway(ServingCondition Condition, string Columns, int Lines, Vnd Open, NeedId Example);

/// <summary>How much of a pledge one commune could take at most, everything else staying as it is.</summary>
/// <param name="CouldTake">In the pledge's own measure; what it has already from the pledge is included.</param>
public sealed record CommuneCapacity(Commune Commune, long CouldTake);

/// <summary>What one pledge may do, what it did, and why something is left.</summary>
public sealed record PledgeExplanation
{
    public required Pledge Pledge { get; init; }

    public required PledgeOutcome Outcome { get; init; }

    /// <summary>The day of the round, against which dates are held.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The planner's rules of the round.</summary>
    public required RoundPolicy Policy { get; init; }

    /// <summary>What its conditions list, by name.</summary>
    public required ConditionNames Names { get; init; }

    /// <summary>The item given, for goods.</summary>
    public required Item? Goods { get; init; }

    /// <summary>What the round could still use, in the pledge's own measure: less than what is left when there is a reserve.</summary>
    public required long Spare { get; init; }

    /// <summary>All lines that it may serve.</summary>
    public required CoverageSum Eligible { get; init; }

    public required int EligibleOpenLines { get; init; }

    /// <summary>What the open ones still ask for, in line value.</summary>
    public required Vnd EligibleOpen { get; init; }

    /// <summary>Most first.</summary>
    public required ImmutableArray<CommuneGift> Given { get; init; }

    /// <summary>Every wish that it states, the ordered ones first, and how much of it is met.</summary>
    public required ImmutableArray<WishMet> Wishes { get; init; }

    /// <summary>The open eligible line whose next step is smallest, and that step in the pledge's own measure.</summary>
    public required LineFacts? Nearest { get; init; }

    public required long NearestStep { get; init; }

    /// <summary>What stops it at the open lines that it may serve, most value first; pins count as <see cref="PledgeReason.Pinned"/>.</summary>
    public required ImmutableArray<Obstacle> Obstacles { get; init; }

    /// <summary>Most open value first.</summary>
    public required ImmutableArray<OneConditionAway> OneConditionAway { get; init; }

    /// <summary>The commune that could take most from it; <see langword="null"/> when none could take anything.</summary>
    public required CommuneCapacity? BestCommune { get; init; }

    /// <summary>What all communes together could take from it at most, in its own measure: beyond that no plan places it.</summary>
    public required long CouldPlace { get; init; }

    internal static PledgeExplanation Of(PlanExplainer explainer, int p)
    {
        var pledge = explainer.Round.Pledges[p];
        var survey = new PledgeSurvey(explainer, p);
        return new PledgeExplanation
        {
            Pledge = pledge,
            Outcome = explainer.Plan.Pledges[p],
            AsOf = explainer.Round.AsOf,
            Policy = explainer.Round.Policy,
            Names = ConditionNames.Of(explainer.Lookup, pledge.Conditions),
            Goods = pledge.Item is { } item && explainer.Lookup.FindItem(item) is { } i ? explainer.Round.Items[i] : null,
            Spare = explainer.Spare(p),
            Eligible = survey.Eligible,
            EligibleOpenLines = survey.OpenLines,
            EligibleOpen = survey.Open,
            Given = GivenBy(explainer, p),
            Wishes = WishesOf(explainer, p),
            Nearest = survey.Nearest is { } nearest ? explainer.Facts(nearest) : null,
            NearestStep = survey.Nearest is { } n ? explainer.Open.Step(pledge.Kind, n) : 0,
            Obstacles = survey.Obstacles(),
            OneConditionAway = survey.OneConditionAway(),
            BestCommune = survey.BestCommune(),
            CouldPlace = survey.CouldPlace(),
        };
    }

    private static ImmutableArray<WishMet> WishesOf(PlanExplainer explainer, int p)
    {
        var pledge = explainer.Round.Pledges[p];
        if (!pledge.HasWishes)
        {
            return [];
        }

        var gifts = explainer.Gifts.OfPledge(p).ToArray().Select(s => explainer.Gifts[s]).ToList();
        bool Holds(Wish wish, int need) => wish.Holds(explainer.Round.Needs[need], explainer.Lookup.CommuneOf(need), explainer.Lookup.ItemOf(need));
        long Given(Func<int, bool> which) => gifts.Where(gift => which(gift.Need)).Sum(GiftLedger.Measure);
        return
        [
            .. Enumerable.Range(0, pledge.Wishes.Length).Select(i => new WishMet(
                pledge.Wishes[i], null, Given(need => Holds(pledge.Wishes[i], need) && !pledge.Wishes.Take(i).Any(before => Holds(before, need))))),
            .. pledge.SoftWishes.Select(soft => new WishMet(soft.Wish, soft.Weight, Given(need => Holds(soft.Wish, need)))),
        ];
    }

    private static ImmutableArray<CommuneGift> GivenBy(PlanExplainer explainer, int p)
    {
        var communes = new Dictionary<int, List<Shipment>>();
        foreach (var s in explainer.Gifts.OfPledge(p))
        {
            var shipment = explainer.Gifts[s];
            var commune = explainer.Lookup.CommuneIndex(shipment.Need);
            if (!communes.TryGetValue(commune, out var shipments))
            {
                communes.Add(commune, shipments = []);
            }

            shipments.Add(shipment);
        }

        return
        [
            .. communes
                .Select(c => new CommuneGift(
                    explainer.Round.Communes[c.Key],
                    c.Value.Sum(GiftLedger.Measure),
                    [
                        .. c.Value
                            .Select(s => new LineGift(explainer.Round.Needs[s.Need].Id, explainer.Lookup.ItemOf(s.Need), GiftLedger.Measure(s)))
                            .OrderByDescending(l => l.Amount).ThenBy(l => l.Need.Value, StringComparer.Ordinal)
                    ]))
                .OrderByDescending(g => g.Amount).ThenBy(g => g.Commune.Id.Code, StringComparer.Ordinal)
        ];
    }
}
