using System.Collections.Immutable;
using Matching.Engine.Plans;

namespace Matching.Engine.Explain;

/// <summary>Gives every pledge of a finished plan its one reason. The first rule that fits decides; docs/explanations.md lists them.</summary>
internal sealed class PledgeReasons(RoundLookup round, Plan plan, PlaceIndex index, PinnedPairs pins)
{
    private readonly Lazy<OpenLines> _open = new(() => new OpenLines(round, index, plan));
    private readonly Lazy<GiftLedger> _gifts = new(() => new GiftLedger(round, plan));

    public ImmutableArray<PledgeOutcome> Derive(CancellationToken cancel)
    {
        var pledges = ImmutableArray.CreateBuilder<PledgeOutcome>(plan.Pledges.Length);
        for (var p = 0; p < plan.Pledges.Length; p++)
        {
            if ((p & 0x3FF) == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            var reason = ReasonOf(p);
            pledges.Add(plan.Pledges[p].Reason == reason ? plan.Pledges[p] : plan.Pledges[p] with { Reason = reason });
        }

        return pledges.MoveToImmutable();
    }

    private PledgeReason ReasonOf(int p)
    {
        var outcome = plan.Pledges[p];
        if (outcome.Left == 0)
        {
            return PledgeReason.FullyUsed;
        }

        if (Eligibility.IsExpired(round.Round, round.Round.Pledges[p]))
        {
            return PledgeReason.Expired;
        }

        var spare = outcome.Available - outcome.Used;
        if (spare == 0)
        {
            return round.Round.Pledges[p].Conditions.DeliveryPercent is > 0 ? PledgeReason.Delivery : PledgeReason.Reserve;
        }

        var nearest = _open.Value.NearestTo(p, pins.Closed, pins.ClosesForPledge(p));
        if (!nearest.MayServeSome)
        {
            return PledgeReason.NoEligibleLine;
        }

        if (nearest.Line < 0)
        {
            return nearest.PinnedApart ? PledgeReason.Pinned : PledgeReason.EligibleNeedsMet;
        }

        return ObstacleAt(p, nearest.Line, spare, _open.Value, _gifts.Value, round);
    }

    /// <summary>What keeps the rest of a pledge from an open line that it may serve.</summary>
    /// <param name="spare">What the round could still use of the pledge, more than zero.</param>
    public static PledgeReason ObstacleAt(int p, int need, long spare, OpenLines open, GiftLedger gifts, RoundLookup round)
    {
        var pledge = round.Round.Pledges[p];
        var asks = pledge.Conditions;
        var step = open.Step(pledge.Kind, need);
        if (asks.AllOrNothing)
        {
            return PledgeReason.NotPlaceableWhole;
        }

        if (asks.MinCommunes is > 1 && gifts.CommunesServed(p) == 0)
        {
            return PledgeReason.SpreadNotReachable;
        }

        if (spare < step)
        {
            return PledgeReason.LessThanOneUnit;
        }

        if (asks.AsksOfOthers)
        {
            return PledgeReason.AsksOfOthers;
        }

        if (asks.FixesAmounts)
        {
            return PledgeReason.FixedAmounts;
        }

        if (gifts.IsClosedByOthers(p, need))
        {
            return PledgeReason.KeptAway;
        }

        if (asks.MaxCommunes is not null || asks.MinPerCommune is > 0)
        {
            var given = gifts.GivenToCommune(p, round.CommuneIndex(need));
            if (given == 0 && asks.MaxCommunes is { } most && gifts.CommunesServed(p) >= most)
            {
                return PledgeReason.CommuneLimitReached;
            }

            if (asks.MinPerCommune is { } least && given + step < least)
            {
                return PledgeReason.MinimumNotReachable;
            }
        }

        if (gifts.RoomUnderCeilings(p, need) < step)
        {
            return PledgeReason.CeilingReached;
        }

        return gifts.RoomOfProvinceVnd(need) < (Int128)step * round.Worth(pledge).Dong ? PledgeReason.ProvinceCap : PledgeReason.LessThanOneUnit;
    }
}
