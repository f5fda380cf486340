using System.Collections.Immutable;

namespace Matching.Files;

/// <summary>Names of the files of a round folder, and the limits of its numbers.</summary>
internal static class RoundFiles
{
    public const string Settings = "round.json";
    public const string Communes = "communes.csv";
    public const string Items = "items.csv";
    public const string Needs = "needs.csv";
    public const string Pledges = "pledges.csv";
    public const string Pins = "pins.csv";
    public const string ExternalAid = "external_aid.csv";

    /// <summary>Most that all needs, or all pledges, may be worth together: the engine adds them up in 63 bits with room to spare.</summary>
    public const long LargestSum = 4_000_000_000_000_000_000;

    /// <summary>In the order in which they are read, listed and hashed.</summary>
    public static ImmutableArray<string> InOrder { get; } = [Settings, Communes, Items, Needs, Pledges, Pins, ExternalAid];
}
