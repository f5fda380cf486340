using Matching.Engine.Needs;
using Matching.Engine.Rounds;

namespace Matching.Engine.Allocation;

/// <summary>The planner's order of classes (allocation-model.md, section 3).</summary>
internal static class ClassOrdering
{
    public static PriorityClass[] Number(IEnumerable<(Urgency Urgency, int Tier, ItemKind Kind)> keys, RoundPolicy policy)
    {
        ClassKey[] order = [.. policy.ClassOrder.Distinct(), .. Enum.GetValues<ClassKey>().Except(policy.ClassOrder)];
        var sorted = keys.Distinct().ToList();
        sorted.Sort((left, right) =>
        {
            foreach (var key in order)
            {
                var difference = Place(left, key, policy).CompareTo(Place(right, key, policy));
                if (difference != 0)
                {
                    return difference;
                }
            }

            return 0;
        });
        return [.. sorted.Select(static (key, i) => new PriorityClass(i + 1, key.Urgency, key.Tier, key.Kind))];
    }

    private static int Place((Urgency Urgency, int Tier, ItemKind Kind) key, ClassKey by, RoundPolicy policy) => by switch
    {
        ClassKey.Urgency => (int)key.Urgency,
        ClassKey.Tier => key.Tier,
        _ => policy.Projects == ProjectsPlace.After ? (int)key.Kind : -(int)key.Kind,
    };
}
