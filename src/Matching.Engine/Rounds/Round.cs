using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;

namespace Matching.Engine.Rounds;

/// <summary>A snapshot of needs and pledges, to be allocated under one policy.</summary>
/// <remarks>
/// Ids are unique within their list and every reference resolves; sums of values fit into 63 bits. Readers refuse anything else,
/// and allocators throw <see cref="ArgumentException"/> for it. The order of rows means nothing.
/// </remarks>
public sealed record Round
{
    public required string Id { get; init; }

    public required DateOnly AsOf { get; init; }

    public RoundPolicy Policy { get; init; } = new();

    public required ImmutableArray<Commune> Communes { get; init; }

    public required ImmutableArray<Item> Items { get; init; }

    public required ImmutableArray<NeedLine> Needs { get; init; }

    public required ImmutableArray<Pledge> Pledges { get; init; }

    public ImmutableArray<Pin> Pins { get; init; } = [];

    /// <summary>What others outside the fund give; it lowers what the lines still ask for before anything is shared (<c>OpenNeeds</c>).</summary>
    public ImmutableArray<ExternalAid> ExternalAid { get; init; } = [];
}
