using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Rounds;

namespace Matching.Oracles.Model;

/// <summary>Which lines form a class, in which order classes are served, and the queue of projects.</summary>
public static class ClassOrder
{
    private static readonly ClassKey[] DefaultOrder = [ClassKey.Urgency, ClassKey.Tier, ClassKey.Kind];

    /// <summary>For every need of the round the number of its class (1 = first), 0 for a line that takes no part.</summary>
    public static ImmutableArray<int> NumberLines(Round round)
    {
        var communes = round.Communes.ToDictionary(commune => commune.Id);
        var items = round.Items.ToDictionary(item => item.Id);
        var keys = round.Needs
            .Select(need => Eligibility.TakesPart(need, round.Policy)
                ? KeyOf(round.Policy, need.Urgency, communes[need.Commune].Tier, items[need.Item].Kind)
                : ((int, int, int)?)null)
            .ToList();
        var numbers = keys.Where(key => key is not null).Distinct().Order().Select((key, index) => (key, index))
            .ToDictionary(k => k.key!.Value, k => k.index + 1);
        return [.. keys.Select(key => key is { } k ? numbers[k] : 0)];
    }

    /// <summary>Indices into <paramref name="lines"/> by class; projects in the order in which their units are granted.</summary>
    internal static ImmutableArray<ImmutableArray<int>> LinesByClass(Round round, IReadOnlyList<ModelLine> lines)
    {
        var communes = round.Communes;
        return
        [
            .. Enumerable.Range(0, lines.Count)
                .GroupBy(n => lines[n].Class)
                .OrderBy(group => group.Key)
                .Select(group => group
                    .OrderBy(n => lines[n].IsProject ? QueueKey(round.Needs[lines[n].Need], communes[lines[n].Commune]) : default)
                    .ThenBy(n => round.Needs[lines[n].Need].Id.Value, StringComparer.Ordinal)
                    .ToImmutableArray()),
        ];
    }

    /// <summary>Smaller comes first: rank, then poorer (unknown as 0), then more children (unknown last); the need id decides what is left.</summary>
    public static (long Rank, decimal LessPoor, long FewerChildren) QueueKey(NeedLine need, Commune commune) =>
        (need.Rank ?? long.MaxValue, -(commune.PoorHouseholdPercent ?? 0), -(commune.Children ?? -1));

    private static (int, int, int) KeyOf(RoundPolicy policy, Urgency urgency, int tier, ItemKind kind)
    {
        var order = policy.ClassOrder.Concat(DefaultOrder).Distinct().ToList();
        return (Part(0), Part(1), Part(2));

        int Part(int place) => order[place] switch
        {
            ClassKey.Urgency => (int)urgency,
            ClassKey.Tier => tier,
            _ => (kind == ItemKind.Consumable) == (policy.Projects == ProjectsPlace.After) ? 0 : 1,
        };
    }
}
