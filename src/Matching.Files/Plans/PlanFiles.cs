using System.Collections.Immutable;

namespace Matching.Files;

/// <summary>Names of the files of a plan folder.</summary>
internal static class PlanFiles
{
    public const string Allocations = "allocations.csv";
    public const string Lines = "lines.csv";
    public const string PledgesLeft = "pledges_left.csv";
    public const string Bottlenecks = "bottlenecks.csv";
    public const string FairFlow = "fair_flow.csv";
    public const string Summary = "summary.json";

    /// <summary>What <c>format</c> says in a summary.json of ours.</summary>
    public const string Marker = "matching-plan/1";

    public static ImmutableArray<string> InOrder { get; } = [Summary, Bottlenecks, Lines, PledgesLeft, Allocations, FairFlow];
}
