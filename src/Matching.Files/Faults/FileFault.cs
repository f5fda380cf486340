using System.Globalization;
using System.Text;

namespace Matching.Files;

/// <summary>One thing wrong with one place of a round or plan folder, with what was expected there.</summary>
/// <param name="File">Name of the file within the folder, or the folder itself.</param>
/// <param name="Line">Line of the file as an editor shows it, 1 = header; 0 means the file as a whole.</param>
/// <param name="Column">Column name, or the path of a JSON member ("policy.fairness").</param>
/// <param name="Value">What was found: at most 80 characters, made printable.</param>
/// <param name="Expected">Completes "expected …" in English.</param>
/// <param name="ExpectedVi">Completes "cần …" in Vietnamese.</param>
public sealed record FileFault(
    string File, long Line, string? Column, string? Value, FaultKind Kind, string Expected, string ExpectedVi)
{
    /// <summary>The sheet of a workbook, as its tab says; nothing for other files.</summary>
    public string? Sheet { get; init; }

    /// <summary>File and, for a workbook, sheet: <c>needs.xlsx [Nhu cầu]</c>.</summary>
    public string Place => Sheet is null ? File : $"{File} [{Sheet}]";

    public override string ToString() => Describe(vietnamese: false);

    /// <summary>One sentence: place, value, expectation.</summary>
    public string Describe(bool vietnamese)
    {
        var text = new StringBuilder(Place);
        if (Line > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $", {(vietnamese ? "dòng" : "line")} {Line}");
        }

        if (Column is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $", {(vietnamese ? "cột" : "column")} {Column}");
        }

        text.Append(": ").Append(FaultWords.Of(Kind, vietnamese));
        if (Value is not null)
        {
            text.Append(" \"").Append(Value).Append('"');
        }

        return text.Append(vietnamese ? "; cần " : "; expected ").Append(vietnamese ? ExpectedVi : Expected).Append('.').ToString();
    }
}
