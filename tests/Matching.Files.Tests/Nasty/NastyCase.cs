namespace Matching.Files.Tests.Nasty;

/// <summary>A place and what is wrong there.</summary>
internal sealed record Spot(string File, long Line, string? Column, FaultKind Kind);

/// <summary>A folder that somebody will hand in one day, and what must be said of it. No faults: it is read.</summary>
internal sealed record NastyCase(string Name, TinyFiles Files, Spot[] Faults, Spot[] Warnings);
