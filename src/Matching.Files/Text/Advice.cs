namespace Matching.Files;

/// <summary>Expectations that several files share, in both languages.</summary>
internal static class Advice
{
    public static readonly Wanted Value = new("a value", "một giá trị");

    public static readonly Wanted NoInvisible = new(
        "visible characters only; zero-width characters and soft hyphens were taken out", "chỉ ký tự nhìn thấy được; ký tự ẩn và dấu gạch nối mềm đã bị bỏ");

    public static readonly Wanted NoForbidden = new(
        "no control characters, overrides of the writing direction, private or damaged characters", "không có ký tự điều khiển, ký tự đảo chiều chữ, ký tự riêng hoặc hỏng");

    public static readonly Wanted NotGarbled = new(
        "Vietnamese letters; this text was UTF-8 read as Windows-1252 and saved again: take the file from before that",
        "chữ tiếng Việt; đoạn này là UTF-8 bị đọc nhầm thành Windows-1252 rồi lưu lại: hãy lấy tệp gốc");

    public static readonly Wanted NoListSeparator = new("no semicolon, which parts lists", "không có dấu chấm phẩy, vì dấu này dùng để tách danh sách");

    public static readonly Wanted Day = new("a real day as yyyy-MM-dd, e.g. 2026-11-22", "ngày có thật viết yyyy-MM-dd, ví dụ 2026-11-22");

    public static readonly Wanted DayInRange = new("a day from 2000-01-01 to 2100-12-31", "ngày từ 2000-01-01 đến 2100-12-31");

    public static readonly Wanted Percent = new(
        "a percentage from 0 to 100, at most two decimals behind a point, e.g. 37.5", "tỷ lệ từ 0 đến 100, nhiều nhất hai chữ số sau dấu chấm, ví dụ 37.5");

    public static readonly Wanted Elements = new("words parted by semicolons", "các mục cách nhau bằng dấu chấm phẩy");

    public static Wanted UsedBefore(long line) => new(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"an id used once; line {line} has it already"),
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"mã không lặp lại; dòng {line} đã dùng mã này"));

    public static Wanted Between(long least, long most) => new(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"a number from {least} to {most}"),
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"số từ {least} đến {most}"));

    public static Wanted KnownIn(string column, string file) => new($"a {column} of {file}", $"{column} có trong {file}");

    public static (FaultKind Kind, Wanted Wanted) Of(RowProblem problem) => problem switch
    {
        RowProblem.TextAfterQuote => (FaultKind.BadQuote, new(
            "a comma or the end of the line behind a closing quote", "dấu phẩy hoặc hết dòng ngay sau dấu nháy đóng")),
        RowProblem.QuoteInsideCell => (FaultKind.BadQuote, new(
            "no quote inside an unquoted cell; put the cell in quotes and double the quote: \"5\"\" pipe\"",
            "không có dấu nháy trong ô không nháy; đặt cả ô trong nháy và viết đôi dấu nháy bên trong")),
        RowProblem.UnclosedQuote => (FaultKind.BadQuote, new(
            "a closing quote; the one opened here is never closed, and the rest of the file could not be read", "dấu nháy đóng; dấu nháy mở ở đây không được đóng nên phần còn lại của tệp không đọc được")),
        RowProblem.CellTooLong => (FaultKind.TooLong, new(
            "at most 32 KB in a cell (perhaps a quote opened here is never closed); the rest of the file was not read",
            "mỗi ô nhiều nhất 32 KB (có thể dấu nháy mở ở đây không được đóng); phần còn lại của tệp chưa được đọc")),
        RowProblem.RowTooLong => (FaultKind.TooLong, new(
            "at most 1 MB in a row; the rest of the file was not read", "mỗi dòng nhiều nhất 1 MB; phần còn lại của tệp chưa được đọc")),
        _ => (FaultKind.TooManyColumns, new(
            "at most 256 cells in a row; the rest of the file was not read", "mỗi dòng nhiều nhất 256 ô; phần còn lại của tệp chưa được đọc")),
    };
}
