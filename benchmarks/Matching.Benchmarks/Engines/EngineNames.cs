using Matching.Oracles.Policies;

namespace Matching.Benchmarks.Engines;

/// <summary>Engines by the names that the command line knows.</summary>
internal static class EngineNames
{
    private static readonly Dictionary<string, Func<IEngine>> ByName = new(StringComparer.Ordinal)
    {
        ["ours"] = () => new LeximinEngine(),
        ["ours-2-threads"] = () => new LeximinEngine(threads: 2),
        ["fair-shares"] = () => new FairShareEngine(),
        ["rank-list"] = () => new PolicyEngine(new RankList()),
        ["goal-factor"] = () => new PolicyEngine(new GoalFactor()),
        ["pro-rata"] = () => new PolicyEngine(new ProRataPerItem()),
    };

    public static string All => string.Join(", ", ByName.Keys);

    /// <exception cref="ArgumentException">There is no such engine.</exception>
    public static IEngine Create(string name) =>
        ByName.TryGetValue(name, out var create) ? create() : throw new ArgumentException($"There is no engine \"{name}\"; there are {All}.", nameof(name));
}
