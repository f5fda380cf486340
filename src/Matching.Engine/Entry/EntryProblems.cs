using System.Collections.Immutable;
using Matching.Engine.Allocation;
using Matching.Engine.Explain;
using Matching.Engine.Pledges;

namespace Matching.Engine.Entry;

/// <summary>Which conditions of a pledge cannot be met in a round, and what would have to change.</summary>
internal static class EntryProblems
{
    public static ImmutableArray<EntryProblem> Of(SolvedShares round, Pledge pledge, List<int> lines, AlonePlacement.Result alone)
    {
        var asks = pledge.Conditions;
        if (Eligibility.IsExpired(round.Index.Round, pledge))
        {
            var without = pledge with { Conditions = asks with { AvailableUntil = null } };
            return [new(EntryProblemKind.Expired, StatedConditions.AvailableUntil, 0, 0, round.Index.Round.AsOf, LinesOf(round, without).Count)];
        }

        if (lines.Count == 0)
        {
            return Nothing(round, pledge);
        }

        var problems = ImmutableArray.CreateBuilder<EntryProblem>();
        if (Closed(pledge) is { } closed)
        {
            problems.Add(new(EntryProblemKind.CeilingOfNothing, closed, 0, 0, null, lines.Count));
            return problems.DrainToImmutable();
        }

        if (asks.MinPerCommune is { } least && least > alone.MostInOneCommune)
        {
            problems.Add(new(EntryProblemKind.MinimumAboveEveryCommune, StatedConditions.MinPerCommune, least, alone.MostInOneCommune, null, lines.Count));
        }

        problems.AddRange(Shapes(round, pledge, lines));
        if (asks.AllOrNothing)
        {
            var parted = AlonePlacement.Of(round.Index, pledge with { Conditions = asks with { AllOrNothing = false } }, lines).Placed;
            if (parted < pledge.ForLines)
            {
                problems.Add(new(EntryProblemKind.CannotBeUsedWhole, StatedConditions.AllOrNothing, pledge.ForLines, parted, null, lines.Count));
            }
        }

        return problems.DrainToImmutable();
    }

    /// <summary>Numbers of places and fixed amounts that the round has no room for.</summary>
    private static IEnumerable<EntryProblem> Shapes(SolvedShares round, Pledge pledge, List<int> lines)
    {
        var asks = pledge.Conditions;
        var index = round.Index;
        var communes = AlonePlacement.Communes(index, pledge, lines);
        var least = Math.Max(1, Math.Max(asks.MinPerCommune ?? 1, asks.FixedPerCommune ?? 1));
        if (asks.FixedPerCommune is { } amount && communes.TrueForAll(c => c.Most < amount))
        {
            yield return new(EntryProblemKind.FixedAmountAboveEveryCommune, "fixed_per_commune", amount, communes.Max(static c => c.Most), null, lines.Count);
        }
        else if (asks.FixedPerChild is { } rate && communes.TrueForAll(static c => c.Most == 0))
        {
            yield return new(EntryProblemKind.AmountPerChildFitsNoLine, "fixed_per_child", rate, lines.Count(l => index.NeedAt(l).Beneficiaries is > 0), null, lines.Count);
        }

        if (asks.MinCommunes is > 1 and var fewest)
        {
            var most = Math.Min(communes.Count(c => c.Most >= least), Allocation.RoundIndex.AvailableOf(index.Round, pledge) / least);
            if (most < fewest)
            {
                yield return new(EntryProblemKind.TooFewCommunes, "min_communes", fewest, most, null, lines.Count);
            }
        }

        if (asks.EqualParts is { } parts && asks.EqualSplit is not null && EqualAlone.Places(index, pledge, communes).Count is var places && places < parts)
        {
            yield return new(EntryProblemKind.TooFewParts, "equal_split", parts, places, null, lines.Count);
        }
    }

    /// <summary>Nobody meets all conditions: which single one to drop, or the day that would do.</summary>
    private static ImmutableArray<EntryProblem> Nothing(SolvedShares round, Pledge pledge)
    {
        var problems = ImmutableArray.CreateBuilder<EntryProblem>();
        foreach (var condition in StatedConditions.Of(pledge.Conditions))
        {
            var without = LinesOf(round, condition.DropFrom(pledge));
            if (without.Count == 0)
            {
                continue;
            }

            var days = without.Select(l => round.Index.NeedAt(l).NeededBy).ToList();
            problems.Add(condition.Columns == StatedConditions.AvailableFrom
                ? new(EntryProblemKind.TooLate, condition.Columns, 0, 0, days.Max(), without.Count)
                : new(EntryProblemKind.ReachesNothing, condition.Columns, 0, 0, null, without.Count));
        }

        if (problems.Count == 0)
        {
            problems.Add(new(
                EntryProblemKind.ReachesNothingBySeveral, string.Join("; ", StatedConditions.Of(pledge.Conditions).Select(static c => c.Columns)), 0, 0, null, 0));
        }

        return problems.DrainToImmutable();
    }

    private static string? Closed(Pledge pledge)
    {
        var asks = pledge.Conditions;
        return asks.MaxPerCommune == 0 ? "max_per_commune"
            : asks.MaxPerProvince == 0 ? "max_per_province"
            : pledge.CommuneCeiling == 0 ? "max_commune_share_percent"
            : pledge.ProvinceCeiling == 0 ? "max_province_share_percent"
            : asks.MaxSharePercent == 0 ? "max_share_percent"
            : asks.MaxCommunes == 0 ? "max_communes"
            : null;
    }

    private static List<int> LinesOf(SolvedShares round, Pledge pledge)
    {
        var lines = new List<int>();
        for (var l = 0; l < round.Index.LineCount; l++)
        {
            if (Eligibility.MayServe(round.Lookup, pledge, round.Index.Need[l]))
            {
                lines.Add(l);
            }
        }

        return lines;
    }
}
