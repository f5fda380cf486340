namespace Matching.Files;

/// <summary>What the rows of a table are.</summary>
public enum ImportKind
{
    /// <summary>Need lines: needs.csv.</summary>
    Needs,

    /// <summary>Pledges: pledges.csv.</summary>
    Pledges,

    /// <summary>Aid from outside the fund: external_aid.csv.</summary>
    Aid,
}

/// <summary>How the text of a table writes numbers. Cells that a workbook stores as numbers need no form.</summary>
public enum NumberForm
{
    /// <summary>Plain digits; a number with separators is refused, because 1.234 means different things in different countries.</summary>
    Plain,

    /// <summary>As in Việt Nam: <c>1.234.567,89</c>.</summary>
    Vietnamese,

    /// <summary>As in English: <c>1,234,567.89</c>.</summary>
    English,
}

/// <summary>How the text of a table writes days. Cells that a workbook stores as dates need no form.</summary>
public enum DateForm
{
    /// <summary>yyyy-MM-dd alone.</summary>
    Iso,

    /// <summary>Day, month, year: <c>03/04/2026</c> is 3 April. yyyy-MM-dd is understood as well.</summary>
    DayMonthYear,
}

/// <summary>What the person who hands in a table says about it.</summary>
public sealed record ImportOptions
{
    public NumberForm Numbers { get; init; } = NumberForm.Plain;

    public DateForm Dates { get; init; } = DateForm.Iso;

    /// <summary>Name of the sheet to read; without one, the sheet named after the table, else the first that is not hidden.</summary>
    public string? Sheet { get; init; }

    /// <summary>Other names of items and communes, and former codes.</summary>
    public ImportAliases Aliases { get; init; } = ImportAliases.None;

    public ImportLimits Limits { get; init; } = ImportLimits.Default;
}

/// <summary>What a file may cost. A file over a limit is refused as a whole.</summary>
/// <remarks>Cells hold at most 32 KB and rows at most 256 columns, as in the files of a round.</remarks>
public sealed record ImportLimits
{
    public static ImportLimits Default { get; } = new();

    /// <summary>Bytes of the file as it comes.</summary>
    public long UploadBytes { get; init; } = 20_000_000;

    /// <summary>Bytes that all parts of a workbook together may unpack to, counted while they are read.</summary>
    public long UnpackedBytes { get; init; } = 200_000_000;

    /// <summary>Times that one part of more than a megabyte may be larger than its packed form; honest sheets stay below 40.</summary>
    public int UnpackedRatio { get; init; } = 100;

    /// <summary>Parts of a workbook.</summary>
    public int Entries { get; init; } = 200;

    /// <summary>Rows with content.</summary>
    public int Rows { get; init; } = 300_000;
}
