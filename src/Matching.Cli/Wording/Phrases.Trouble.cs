namespace Matching.Cli.Wording;

/// <summary>Everything the command says of its own, in both languages.</summary>
internal static partial class Phrases
{
    public static readonly Phrase Cancelled = new(
        "Đã dừng theo yêu cầu; không ghi gì.",
        "Stopped as asked; nothing was written.");

    public static readonly Phrase DiskTrouble = new(
        "Không đọc hoặc ghi được: {0} Hãy kiểm tra thư mục và quyền truy cập rồi chạy lại.",
        "Could not read or write: {0} Check the folder and your rights to it, then run again.");

    public static readonly Phrase InternalError = new(
        "Lỗi trong chương trình ({0}: {1}), phiên bản {2}. Không phải lỗi của dữ liệu: xin báo cho người phát triển kèm câu lệnh và thư mục đợt; chạy lại với MATCHING_DEBUG=1 để có chi tiết.",
        "An error inside the program ({0}: {1}), version {2}. It is not your data's fault: please report it with the command line and the round folder; run again with MATCHING_DEBUG=1 for details.");

    public static readonly Phrase SeeHelp = new(
        "Xem cách dùng: {0} --help",
        "For how to use it: {0} --help");

    public static readonly Phrase UnknownWord = new(
        "Không hiểu \"{0}\".",
        "\"{0}\" is not known here.");

    public static readonly Phrase UnknownWordNear = new(
        "Không hiểu \"{0}\". Có phải ý bạn là {1}?",
        "\"{0}\" is not known here. Did you mean {1}?");

    public static readonly Phrase OptionMissing = new(
        "Thiếu {0}: {1}",
        "{0} is missing: {1}");

    public static readonly Phrase OptionWithoutValue = new(
        "{0} cần một giá trị theo sau.",
        "{0} needs a value after it.");

    public static readonly Phrase OptionTwice = new(
        "{0} chỉ được ghi một lần.",
        "{0} may be stated once only.");

    public static readonly Phrase ArgumentMissing = new(
        "Thiếu {0}: {1}",
        "{0} is missing: {1}");

    public static readonly Phrase CommandMissing = new(
        "Cần một lệnh.",
        "A command is needed.");

    public static readonly Phrase OptionValueRefused = new(
        "{0} không nhận \"{1}\"; cần: {2}.",
        "{0} does not take \"{1}\"; expected: {2}.");

    public static readonly Phrase WholeNumberBetween = new(
        "số nguyên từ {0} đến {1}, chỉ gồm chữ số",
        "a whole number from {0} to {1}, digits only");

    public static readonly Phrase SecondsBetween = new(
        "số giây lớn hơn 0, không quá 86400, ví dụ 30 hoặc 2.5",
        "seconds above 0 and up to 86400, such as 30 or 2.5");

    public static readonly Phrase FaultsTitle = new(
        "Dữ liệu vào không dùng được: {0} lỗi. Không ghi gì.",
        "The input cannot be used: {0} faults. Nothing was written.");

    public static readonly Phrase FaultTitle = new(
        "Dữ liệu vào không dùng được: 1 lỗi. Không ghi gì.",
        "The input cannot be used: 1 fault. Nothing was written.");

    public static readonly Phrase FaultFile = new("Tệp", "File");
    public static readonly Phrase FaultLine = new("Dòng", "Line");
    public static readonly Phrase FaultColumn = new("Cột", "Column");
    public static readonly Phrase FaultValue = new("Giá trị", "Value");
    public static readonly Phrase FaultExpected = new("Cần", "Expected");

    public static readonly Phrase Warning = new("Lưu ý: {0}", "Note: {0}");

    public static readonly Phrase MoreWarnings = new("Lưu ý: còn {0} điều tương tự.", "Note: {0} more of the kind.");

    public static readonly Phrase ViolationsTitle = new(
        "Phương án không qua được kiểm chứng: {0} điểm sai.",
        "The plan fails verification: {0} violations.");

    public static readonly Phrase ViolationTitle = new(
        "Phương án không qua được kiểm chứng: 1 điểm sai.",
        "The plan fails verification: 1 violation.");

    public static readonly Phrase MoreViolations = new("... và {0} điểm sai nữa.", "... and {0} more.");

    public static readonly Phrase NothingWritten = new(
        "Không ghi gì. Đây là lỗi của chương trình: xin báo cho người phát triển kèm thư mục đợt.",
        "Nothing was written. This is the program's fault: please report it with the round folder.");

    public static readonly Phrase SampleNotFound = new(
        "Không tìm thấy đợt mẫu samples/{0} trong {1} hay các thư mục trên nó. Hãy chạy trong bản sao của kho mã.",
        "The sample round samples/{0} is neither in {1} nor in a folder above it. Run this inside a copy of the repository.");

    public static readonly Phrase NoSuchFolder = new(
        "Không có thư mục \"{0}\". Hãy kiểm tra đường dẫn.",
        "There is no folder \"{0}\". Check the path.");

    public static readonly Phrase OutputIsRound = new(
        "--out \"{0}\" là thư mục của đợt; hãy chọn thư mục khác để không lẫn dữ liệu vào với kết quả.",
        "--out \"{0}\" is the round's own folder; choose another, so that input and result stay apart.");

    public static readonly Phrase TimeLimitReached = new(
        "Hết thời hạn: đã ghi phương án tốt nhất đã kiểm chứng; nó giữ mọi điều kiện nhưng có thể còn chỗ để phân thêm.",
        "The time limit was reached: the best verified plan was written; it keeps every condition, but more could perhaps be placed.");

    public static readonly Phrase ConflictsTitle = new(
        "Các ghim của người lập kế hoạch không giữ được cùng nhau. Không ghi gì.",
        "The planner's pins cannot be kept together. Nothing was written.");
}
