using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;

namespace Matching.Verify;

/// <summary>One complaint about a plan: what is wrong, with what, and by how much.</summary>
public sealed record Violation(ViolationKind Kind)
{
    /// <summary>Whether it is about the fair (fractional) plan of the threads and not about the shipments.</summary>
    public bool InFairPlan { get; init; }

    public PledgeId? Pledge { get; init; }

    public NeedId? Need { get; init; }

    public CommuneId? Commune { get; init; }

    public ProvinceId? Province { get; init; }

    /// <summary>Number of the bottleneck; 0 when it is not about one.</summary>
    public int Bottleneck { get; init; }

    /// <summary>Number of the class; 0 when it is not about one.</summary>
    public int Class { get; init; }

    /// <summary>The condition, list, figure or reason that it is about, by its name in the files or types.</summary>
    public string? What { get; init; }

    /// <summary>What the plan says or does: đồng, units, communes or a share, as the sentence says.</summary>
    public decimal Stated { get; init; }

    /// <summary>What the round allows or the shipments give, in the same measure.</summary>
    public decimal Allowed { get; init; }

    /// <summary>The complaint as a sentence.</summary>
    /// <param name="lang">"vi" for Vietnamese; anything else is English.</param>
    public string Describe(string lang) => Sentences.Of(this, string.Equals(lang, "vi", StringComparison.Ordinal));

    public override string ToString() => Describe("en");
}
