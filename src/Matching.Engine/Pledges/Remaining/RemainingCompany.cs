using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;

namespace Matching.Engine.Pledges.Remaining;

/// <summary>What earlier rounds leave of conditions about other donors.</summary>
/// <param name="Shut">Pledges and lines that must not meet.</param>
/// <param name="HeldAlone">Lines that another donor holds alone and no pledge of the round can add to: they wait.</param>
public sealed record CompanyTerms(ImmutableArray<(PledgeId Pledge, NeedId Need)> Shut, ImmutableArray<NeedId> HeldAlone);

/// <summary>Which pledges and lines must not meet in the next round because of who gave there before.</summary>
/// <remarks>
/// exclusive: who holds a line, a commune's item or a commune alone keeps it, whatever he has left; and he goes nowhere that others gave. not_with_donors: both
/// ways. cofund_min_percent and match_percent: sums of what keeps them keep them, so only lines where the others' money was taken back since are shut.
/// only_full_lines asks for no more than a round can state.
/// </remarks>
public static class RemainingCompany
{
    /// <summary>More pairs than this are not listed; the lines that donors hold alone then wait.</summary>
    private const int MostPairs = 5_000;

    /// <param name="pledges">The pledges of the next round, with the donors' terms.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="gifts">What lines have from rounds before, of all pledges.</param>
    /// <param name="termsOf">The terms of any pledge that gave.</param>
    public static CompanyTerms Of(IReadOnlyCollection<Pledge> pledges, IReadOnlyCollection<NeedLine> lines, IReadOnlyCollection<Gift> gifts, Func<PledgeId, Pledge> termsOf) =>
        Of(pledges, lines, gifts, termsOf, forgotten: null);

    internal static CompanyTerms Of(
        IReadOnlyCollection<Pledge> pledges, IReadOnlyCollection<NeedLine> lines, IReadOnlyCollection<Gift> gifts, Func<PledgeId, Pledge> termsOf, string? forgotten)
    {
        ArgumentNullException.ThrowIfNull(pledges);
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(gifts);
        ArgumentNullException.ThrowIfNull(termsOf);
        var shut = new SortedSet<(string Pledge, string Need)>();
        var waiting = new SortedSet<string>(StringComparer.Ordinal);
        if (gifts.Count == 0)
        {
            return new([], []);
        }

        var givers = gifts.Select(gift => (Gift: gift, Terms: termsOf(gift.Pledge))).ToList();
        if (forgotten != "exclusive")
        {
            KeepAlone(pledges, lines, givers, shut);
            HoldAlone(pledges, lines, givers, shut, waiting);
        }

        if (forgotten != "not_with_donors")
        {
            KeepApart(pledges, lines, givers, shut);
        }

        if (forgotten != "cofund_min_percent")
        {
            KeepFollowing(pledges, lines, givers, shut);
        }

        return new([.. shut.Select(static pair => (new PledgeId(pair.Pledge), new NeedId(pair.Need)))], [.. waiting.Select(static need => new NeedId(need))]);
    }

    private static string Key(Exclusivity scope, NeedId need, CommuneId commune, ItemId item) => scope switch
    {
        Exclusivity.Line => "l|" + need.Value,
        Exclusivity.CommuneItem => $"i|{commune.Code}|{item.Code}",
        _ => "c|" + commune.Code,
    };

    /// <summary>Who wants to be alone goes nowhere that others gave.</summary>
    private static void KeepAlone(IReadOnlyCollection<Pledge> pledges, IReadOnlyCollection<NeedLine> lines, List<(Gift Gift, Pledge Terms)> givers, SortedSet<(string, string)> shut)
    {
        foreach (var scope in pledges.Select(static pledge => pledge.Conditions.Exclusive).Distinct())
        {
            if (scope is not { } wide)
            {
                continue;
            }

            var there = givers.ToLookup(giver => Key(wide, giver.Gift.Need, giver.Gift.Commune.Id, giver.Gift.Item), giver => giver.Terms.Donor, StringComparer.Ordinal);
            foreach (var line in lines)
            {
                var donors = there[Key(wide, line.Id, line.Commune, line.Item)].ToHashSet();
                foreach (var pledge in donors.Count == 0 ? [] : pledges.Where(pledge => pledge.Conditions.Exclusive == wide && donors.Any(donor => donor != pledge.Donor)))
                {
                    shut.Add((pledge.Id.Value, line.Id.Value));
                }
            }
        }
    }

    /// <summary>Where somebody is alone nobody else comes.</summary>
    private static void HoldAlone(
        IReadOnlyCollection<Pledge> pledges, IReadOnlyCollection<NeedLine> lines, List<(Gift Gift, Pledge Terms)> givers, SortedSet<(string, string)> shut, SortedSet<string> waiting)
    {
        var holders = new Dictionary<string, DonorId>(StringComparer.Ordinal);
        foreach (var (gift, terms) in givers)
        {
            if (terms.Conditions.Exclusive is { } scope)
            {
                holders[Key(scope, gift.Need, gift.Commune.Id, gift.Item)] = terms.Donor;
            }
        }

        if (holders.Count == 0)
        {
            return;
        }

        var donors = pledges.Select(static pledge => pledge.Donor).ToHashSet();
        var pairs = 0;
        foreach (var line in lines.OrderBy(static line => line.Id.Value, StringComparer.Ordinal))
        {
            var held = Enum.GetValues<Exclusivity>().Select(scope => Key(scope, line.Id, line.Commune, line.Item)).Where(holders.ContainsKey).Select(key => holders[key]).Distinct().ToList();
            if (held.Count == 0)
            {
                continue;
            }

            var others = held.Count > 1 || !donors.Contains(held[0]) ? null : pledges.Where(pledge => pledge.Donor != held[0] && (pledge.Item is null || pledge.Item == line.Item)).ToList();
            if (others is null || (pairs += others.Count) > MostPairs)
            {
                waiting.Add(line.Id.Value);
                continue;
            }

            foreach (var other in others)
            {
                shut.Add((other.Id.Value, line.Id.Value));
            }
        }
    }

    private static void KeepApart(IReadOnlyCollection<Pledge> pledges, IReadOnlyCollection<NeedLine> lines, List<(Gift Gift, Pledge Terms)> givers, SortedSet<(string, string)> shut)
    {
        var open = lines.Select(static line => line.Id).ToHashSet();
        var picky = pledges.Where(static pledge => !pledge.Conditions.NotWithDonors.IsEmpty).ToList();
        foreach (var (gift, terms) in givers.Where(giver => open.Contains(giver.Gift.Need)))
        {
            foreach (var pledge in picky.Where(pledge => pledge.Conditions.NotWithDonors.Contains(terms.Donor)))
            {
                shut.Add((pledge.Id.Value, gift.Need.Value));
            }

            foreach (var pledge in terms.Conditions.NotWithDonors.IsEmpty ? [] : pledges.Where(pledge => terms.Conditions.NotWithDonors.Contains(pledge.Donor)))
            {
                shut.Add((pledge.Id.Value, gift.Need.Value));
            }
        }
    }

    private static void KeepFollowing(IReadOnlyCollection<Pledge> pledges, IReadOnlyCollection<NeedLine> lines, List<(Gift Gift, Pledge Terms)> givers, SortedSet<(string, string)> shut)
    {
        var following = pledges.Where(static pledge => pledge.Conditions.FollowsOthers).Select(static pledge => pledge.Id).ToHashSet();
        if (following.Count == 0)
        {
            return;
        }

        var open = lines.Select(static line => line.Id).ToHashSet();
        foreach (var line in givers.Where(giver => open.Contains(giver.Gift.Need) && giver.Terms.Kind == PledgeKind.Money).GroupBy(static giver => giver.Gift.Need))
        {
            foreach (var own in line.Where(giver => following.Contains(giver.Gift.Pledge)).GroupBy(static giver => giver.Gift.Pledge))
            {
                var others = line.Where(giver => giver.Gift.Pledge != own.Key && giver.Gift.IsPublished).Sum(static giver => giver.Gift.OnLine);
                if (own.Sum(static giver => giver.Gift.OnLine) > own.First().Terms.Conditions.MostBeside(others))
                {
                    shut.Add((own.Key.Value, line.Key.Value));
                }
            }
        }
    }
}
