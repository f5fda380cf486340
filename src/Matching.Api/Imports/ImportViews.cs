using System.Collections.Immutable;
using Matching.Api.Wire;
using Matching.Files;
using Matching.Silo.Desks;
using Matching.Silo.Imports;

namespace Matching.Api.Imports;

/// <summary>How a table is to be understood.</summary>
/// <param name="Name">Of the file, for the sentences; the form's when not stated.</param>
/// <param name="Sheet">The sheet to read; else the one called like the table, else the first that is not hidden.</param>
/// <param name="Numbers"><c>vi</c> (1.234.567) or <c>en</c> (1,234,567) for text with separators; without it plain digits.</param>
/// <param name="Dates"><c>dmy</c> for day/month/year in text; without it yyyy-MM-dd.</param>
internal sealed record ImportForm(string? Name, string? Sheet, string? Numbers, string? Dates)
{
    /// <exception cref="Refused">A word that there is not.</exception>
    public ImportOptions Options(ImportLimits limits)
    {
        new Faults().When(Numbers is not (null or "vi" or "en"), "numbers", "vi or en is expected", "cần vi hoặc en")
            .When(Dates is not (null or "iso" or "dmy"), "dates", "iso or dmy is expected", "cần iso hoặc dmy").Refuse();
        return new ImportOptions
        {
            Numbers = Numbers switch { "vi" => NumberForm.Vietnamese, "en" => NumberForm.English, _ => NumberForm.Plain },
            Dates = Dates == "dmy" ? DateForm.DayMonthYear : DateForm.Iso,
            Sheet = Sheet,
            Limits = limits,
        };
    }
}

/// <summary>What a table would do. Send the ETag of this answer as If-Match to take it in.</summary>
/// <param name="Accepted">No fault: it can be taken in.</param>
/// <param name="ContentSha256">Of what the rows say, whatever their order and the file's format.</param>
/// <param name="Added">Rows that are new; likewise the next two.</param>
/// <param name="Rows">Those that would change something, in the order of the table; at most 1,000.</param>
/// <param name="Faults">Everything that is wrong, by row; at most 1,001.</param>
/// <param name="Warnings">What was understood all the same and should be looked at.</param>
internal sealed record ImportPreview(
    bool Accepted, string Kind, string? Sheet, string? ContentSha256, int Added, int Changed, int Unchanged, ImmutableArray<ImportRow> Rows, ImmutableArray<ImportFault> Faults,
    ImmutableArray<ImportFault> Warnings);

/// <param name="Row">Of the sheet, 1 = first.</param>
/// <param name="Id">Of the need, pledge or aid.</param>
/// <param name="Effect">added or changed.</param>
internal sealed record ImportRow(long Row, string Id, RowEffect Effect, ImmutableArray<FieldChange> Changes);

/// <summary>One thing wrong with one place of the table.</summary>
/// <param name="Row">Of the sheet, 1 = first; 0 is the file as a whole.</param>
/// <param name="Column">Header and letter, as the spreadsheet shows them.</param>
/// <param name="Value">What was found.</param>
/// <param name="Code">Word for machines.</param>
/// <param name="Vi">The whole sentence: place, value, what is expected.</param>
internal sealed record ImportFault(string? Sheet, long Row, string? Column, string? Value, string Code, string Vi, string En)
{
    public static ImportFault Of(FileFault fault) =>
        new(fault.Sheet, fault.Line, fault.Column, fault.Value, Spelling.Of(fault.Kind), fault.Describe(vietnamese: true), fault.Describe(vietnamese: false));

    /// <summary>As refusals list what is wrong.</summary>
    public Fault Told => new(FormattableString.Invariant($"{(Sheet is null ? "" : Sheet + "!")}{Row}{(Column is null ? "" : " " + Column)}"), En, Vi);
}

/// <summary>What taking a table in did.</summary>
/// <param name="Sequence">Of the journal's entry for the whole table; missing when there was nothing to change, for then no entry was made.</param>
internal sealed record ImportDone(string Subject, int Added, int Changed, int Unchanged, long? Sequence, DateTime? At)
{
    public static ImportDone Of(Receipt receipt) => new(
        receipt.Subject, receipt.Import!.Added, receipt.Import.Changed, receipt.Import.Unchanged,
        receipt.Sequence == 0 ? null : receipt.Sequence, receipt.Sequence == 0 ? null : Moment.Of(receipt.AtMicroseconds));
}
