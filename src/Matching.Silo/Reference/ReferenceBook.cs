using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Geography.Succession;
using Matching.Engine.Needs;

namespace Matching.Silo.Reference;

/// <summary>What law and market say, beside the catalogue: administrative sets and their succession, zones, price norms, other names of items.</summary>
/// <remarks>Each part is a document stored under its SHA-256; the last entry of <c>reference:all</c> in the journal names those that count.</remarks>
public sealed record ReferenceBook
{
    public const string Subject = "reference:all";

    public static ReferenceBook Empty { get; } = new();

    /// <summary>One more with every change; 0 before the first.</summary>
    public long Version { get; init; }

    public SuccessionBook Places { get; init; } = SuccessionBook.Empty;

    public ZoneBook Zones { get; init; } = ZoneBook.Empty;

    public PriceBook Prices { get; init; } = PriceBook.Empty;

    /// <summary>By name.</summary>
    public ImmutableArray<ItemAlias> Aliases { get; init; } = [];

    /// <summary>SHA-256 of each part's document.</summary>
    public ReferenceHeads Heads { get; init; } = new();
}

/// <summary>Which documents count; <see langword="null"/> for a part that nobody has stated yet.</summary>
public sealed record ReferenceHeads
{
    public string? Successions { get; init; }

    public string? Shares { get; init; }

    public string? Zones { get; init; }

    public string? Prices { get; init; }

    public string? Aliases { get; init; }

    /// <summary>Those that are stated.</summary>
    internal IEnumerable<string> All => new[] { Successions, Shares, Zones, Prices, Aliases }.OfType<string>();
}

/// <summary>What an entry of <c>reference:all</c> says.</summary>
/// <param name="Heads">The documents that count from this entry on.</param>
/// <param name="Changed">What is new, in short.</param>
internal sealed record ReferenceEntry(long Version, ReferenceHeads Heads, System.Text.Json.Nodes.JsonNode? Changed);
