namespace Matching.Cli.Explaining;

/// <summary>What a person wants to know about a plan; of the questions at most one is asked, and none means the plan as a whole.</summary>
internal sealed record ExplainRequest
{
    public required string RoundFolder { get; init; }

    public required string PlanFolder { get; init; }

    public string? Need { get; init; }

    public string? Pledge { get; init; }

    public string? Commune { get; init; }

    public int? Bottleneck { get; init; }

    public bool PriceOfFairness { get; init; }

    public bool Json { get; init; }
}
