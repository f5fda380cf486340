using System.Globalization;
using System.Text;

namespace Matching.Files.Tests.Workbooks;

/// <summary>What becomes of a file: accepted, a row refused, the file refused as a whole.</summary>
internal enum Verdict
{
    Accepted,
    Row,
    Whole,
}

/// <summary>A file, and what is said about it.</summary>
/// <param name="Round">What its rows may name; the small round when not stated.</param>
internal sealed record HandedIn(byte[] Content, string FileName, ImportKind Kind, ImportOptions? Options = null, Engine.Rounds.Round? Round = null)
{
    public static HandedIn Csv(string text, ImportKind kind = ImportKind.Needs, ImportOptions? options = null, Engine.Rounds.Round? round = null) =>
        new(Encoding.UTF8.GetBytes(text), "table.csv", kind, options, round);

    public static HandedIn Xlsx(Book book, ImportKind kind = ImportKind.Needs, ImportOptions? options = null) => new(book.Bytes(), "table.xlsx", kind, options);
}

/// <summary>A table that somebody will hand in one day, and what must be said of it.</summary>
/// <param name="Number">Of the corpus: the kind of nastiness, 1 to 62.</param>
/// <param name="Kind">Of the first fault; for an accepted file, of a warning that must be there.</param>
/// <param name="Says">Part of what was expected, in English.</param>
internal sealed record NastySheet(int Number, string Name, Verdict Verdict, FaultKind? Kind, string Says, Func<HandedIn> Table)
{
    public ImportReading Read()
    {
        var table = Table();
        return Imports.Read(table.Content, table.FileName, table.Kind, table.Options, table.Round);
    }

    public static NastySheet Amount(int number, object? cell, Verdict verdict, FaultKind? kind = null, string says = "", NumberForm form = NumberForm.Plain) =>
        Need(number, "Số lượng", cell, verdict, kind, says, new ImportOptions { Numbers = form });

    public static NastySheet Day(int number, object? cell, Verdict verdict, FaultKind? kind = null, string says = "", DateForm form = DateForm.Iso) =>
        Need(number, "Hạn cần", cell, verdict, kind, says, new ImportOptions { Dates = form });

    /// <summary>One cell of a workbook of one need.</summary>
    public static NastySheet Need(int number, string column, object? cell, Verdict verdict, FaultKind? kind = null, string says = "", ImportOptions? options = null) =>
        new(number, $"{column} {Show(cell)}{(options is { Numbers: not NumberForm.Plain } ? " " + options.Numbers : "")}{(options is { Dates: not DateForm.Iso } ? " " + options.Dates : "")}", verdict, kind, says, () => HandedIn.Xlsx(Imports.Need((column, cell)), options: options));

    public static NastySheet Csv(int number, string name, string text, Verdict verdict, FaultKind? kind = null, string says = "", ImportKind of = ImportKind.Needs, ImportOptions? options = null) =>
        new(number, name, verdict, kind, says, () => HandedIn.Csv(text, of, options));

    public static NastySheet Bytes(int number, string name, string fileName, Func<byte[]> bytes, Verdict verdict, FaultKind? kind = null, string says = "", ImportOptions? options = null) =>
        new(number, name, verdict, kind, says, () => new HandedIn(bytes(), fileName, ImportKind.Needs, options));

    public static NastySheet Workbook(int number, string name, Func<Book> book, Verdict verdict, FaultKind? kind = null, string says = "", ImportOptions? options = null) =>
        new(number, name, verdict, kind, says, () => HandedIn.Xlsx(book(), options: options));

    /// <summary>A pledge of money with more columns.</summary>
    public static NastySheet Pledge(int number, string columns, string cells, Verdict verdict, FaultKind? kind = null, string says = "") =>
        Csv(number, $"pledge {columns}: {cells}", $"Mã cam kết,Mã nhà tài trợ,Loại,Số tiền,{columns}\nP9,D9,tiền,5000000,{cells}\n", verdict, kind, says, ImportKind.Pledges);

    private static string Show(object? cell)
    {
        var text = new StringBuilder();
        foreach (var c in cell is Raw raw ? raw.Markup : string.Create(CultureInfo.InvariantCulture, $"{cell}{(cell is string or null ? "" : " stored")}"))
        {
            text.Append(c is >= ' ' and < '\u007F' ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"));
        }

        return text.Length > 100 ? text.ToString(0, 100) : text.ToString();
    }
}
