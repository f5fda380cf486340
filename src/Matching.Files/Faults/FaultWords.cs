using System.Globalization;

namespace Matching.Files;

/// <summary>The words that a person reads in a list of faults, in Vietnamese and English.</summary>
public static class FaultWords
{
    /// <summary>Headings of the six columns that <see cref="Row"/> fills.</summary>
    public static IReadOnlyList<string> Headings(bool vietnamese) => vietnamese
        ? ["Tệp", "Dòng", "Cột", "Giá trị", "Lỗi", "Cần"]
        : ["File", "Line", "Column", "Value", "Fault", "Expected"];

    /// <summary>A fault as cells: file, line, column, value, what is wrong, what was expected. Absent parts are empty.</summary>
    public static IReadOnlyList<string> Row(FileFault fault, bool vietnamese)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return
        [
            fault.Place,
            fault.Line > 0 ? fault.Line.ToString(CultureInfo.InvariantCulture) : "",
            fault.Column ?? "",
            fault.Value ?? "",
            Of(fault.Kind, vietnamese),
            vietnamese ? fault.ExpectedVi : fault.Expected,
        ];
    }

    /// <summary>Writes the faults as a plain table, columns parted by two spaces, the last one unpadded.</summary>
    public static void WriteTable(TextWriter writer, IEnumerable<FileFault> faults, bool vietnamese)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(faults);
        List<IReadOnlyList<string>> rows = [Headings(vietnamese), .. faults.Select(fault => Row(fault, vietnamese))];
        var widths = Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Count; column++)
            {
                writer.Write(column == row.Count - 1 ? row[column] : row[column].PadRight(widths[column] + 2));
            }

            writer.WriteLine();
        }
    }

    /// <summary>The kind of fault in a few words.</summary>
    public static string Of(FaultKind kind, bool vietnamese) => vietnamese ? Vietnamese(kind) : English(kind);

    private static string English(FaultKind kind) => kind switch
    {
        FaultKind.FileMissing => "not found",
        FaultKind.FileUnreadable => "cannot be read",
        FaultKind.EmptyFile => "empty file",
        FaultKind.NotUtf8 => "not UTF-8",
        FaultKind.GarbledText => "garbled text",
        FaultKind.WrongFileType => "another kind of file",
        FaultKind.WrongDelimiter => "wrong delimiter",
        FaultKind.MissingColumn => "missing column",
        FaultKind.DuplicateColumn => "column given twice",
        FaultKind.UnknownColumn => "unknown column ignored",
        FaultKind.TooManyColumns => "too many columns",
        FaultKind.WrongCellCount => "wrong number of cells",
        FaultKind.BadQuote => "bad quote",
        FaultKind.TooLong => "too long",
        FaultKind.Missing => "missing",
        FaultKind.Duplicate => "given twice",
        FaultKind.UnknownReference => "unknown",
        FaultKind.NotANumber => "not a plain number",
        FaultKind.OutOfRange => "out of range",
        FaultKind.NotADate => "not a date",
        FaultKind.NotAllowed => "not an allowed value",
        FaultKind.Contradiction => "contradiction",
        FaultKind.ForbiddenCharacter => "forbidden character",
        FaultKind.InvisibleCharacter => "invisible characters removed",
        FaultKind.BlankRows => "blank rows skipped",
        FaultKind.SumTooLarge => "sum too large",
        FaultKind.NothingToAllocate => "nothing to allocate",
        FaultKind.BadJson => "not valid JSON",
        FaultKind.UnknownMember => "unknown member",
        FaultKind.NoUnicodeNormalisation => "Unicode cannot be normalised",
        FaultKind.Damaged => "damaged",
        FaultKind.UnsafeContent => "content refused for safety",
        FaultKind.TooLarge => "too large",
        FaultKind.MergedCells => "merged cells",
        FaultKind.FormulaFailed => "formula without a result",
        FaultKind.FormNotDeclared => "form not declared",
        FaultKind.Assumed => "read as",
        FaultKind.OutOfSight => "out of sight",
        FaultKind.MoreFaults => "more faults",
        _ => kind.ToString(),
    };

    private static string Vietnamese(FaultKind kind) => kind switch
    {
        FaultKind.FileMissing => "không tìm thấy",
        FaultKind.FileUnreadable => "không đọc được",
        FaultKind.EmptyFile => "tệp rỗng",
        FaultKind.NotUtf8 => "không phải UTF-8",
        FaultKind.GarbledText => "chữ bị hỏng mã",
        FaultKind.WrongFileType => "sai loại tệp",
        FaultKind.WrongDelimiter => "sai dấu phân cách",
        FaultKind.MissingColumn => "thiếu cột",
        FaultKind.DuplicateColumn => "cột bị lặp",
        FaultKind.UnknownColumn => "cột lạ, bỏ qua",
        FaultKind.TooManyColumns => "quá nhiều cột",
        FaultKind.WrongCellCount => "sai số ô",
        FaultKind.BadQuote => "sai dấu nháy kép",
        FaultKind.TooLong => "quá dài",
        FaultKind.Missing => "còn thiếu",
        FaultKind.Duplicate => "bị lặp",
        FaultKind.UnknownReference => "không có trong danh mục",
        FaultKind.NotANumber => "không phải số viết liền",
        FaultKind.OutOfRange => "ngoài khoảng cho phép",
        FaultKind.NotADate => "không phải ngày",
        FaultKind.NotAllowed => "giá trị không được dùng",
        FaultKind.Contradiction => "mâu thuẫn",
        FaultKind.ForbiddenCharacter => "ký tự bị cấm",
        FaultKind.InvisibleCharacter => "đã bỏ ký tự ẩn",
        FaultKind.BlankRows => "đã bỏ dòng trống",
        FaultKind.SumTooLarge => "tổng quá lớn",
        FaultKind.NothingToAllocate => "không có gì để phân bổ",
        FaultKind.BadJson => "JSON không hợp lệ",
        FaultKind.UnknownMember => "thành phần lạ",
        FaultKind.NoUnicodeNormalisation => "không chuẩn hóa được Unicode",
        FaultKind.Damaged => "bị hỏng",
        FaultKind.UnsafeContent => "nội dung bị từ chối vì an toàn",
        FaultKind.TooLarge => "quá lớn",
        FaultKind.MergedCells => "ô bị gộp",
        FaultKind.FormulaFailed => "công thức không có kết quả",
        FaultKind.FormNotDeclared => "chưa khai báo cách viết",
        FaultKind.Assumed => "được hiểu là",
        FaultKind.OutOfSight => "không nhìn thấy",
        FaultKind.MoreFaults => "còn lỗi khác",
        _ => kind.ToString(),
    };
}
