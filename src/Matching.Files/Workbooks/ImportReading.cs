using System.Collections.Immutable;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;

namespace Matching.Files;

/// <summary>What a table handed in came to: its rows, or everything that is wrong with it. All or nothing.</summary>
public sealed record ImportReading
{
    public required ImportKind Kind { get; init; }

    /// <summary>Name of the sheet that was read; nothing for a CSV file.</summary>
    public string? Sheet { get; init; }

    /// <summary>By row (1 = first, as the spreadsheet shows it; 0 = the file as a whole) and column (its header and letter). At most a thousand, then one that counts the rest.</summary>
    public ImmutableArray<FileFault> Faults { get; init; } = [];

    /// <summary>What was understood all the same and should be looked at. Listed like <see cref="Faults"/>.</summary>
    public ImmutableArray<FileFault> Warnings { get; init; } = [];

    public bool IsAccepted => Faults.IsEmpty;

    /// <summary>In the order of the file; filled only for <see cref="ImportKind.Needs"/>, and only when the file is accepted. So are the two below for theirs.</summary>
    public ImmutableArray<NeedLine> Needs { get; init; } = [];

    public ImmutableArray<Pledge> Pledges { get; init; } = [];

    public ImmutableArray<ExternalAid> Aid { get; init; } = [];

    /// <summary>The row of the sheet for each need, pledge or aid.</summary>
    public ImmutableArray<long> Rows { get; init; } = [];

    /// <summary>SHA-256 (lower-case hex) of the bytes as they came; empty when there were too many of them.</summary>
    public string FileSha256 { get; init; } = "";

    /// <summary>
    /// SHA-256 (lower-case hex) of what the rows say, whatever their order, the file's format, and the way numbers, days and names are written in it: two files with the same one say the same.
    /// Empty for a file that is refused.
    /// </summary>
    public string ContentSha256 { get; init; } = "";
}
