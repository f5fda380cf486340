namespace Matching.Cli.Wording;

/// <summary>Spreadsheets in and out.</summary>
internal static partial class Phrases
{
    public static readonly Phrase ImportPurpose = new(
        "Nhập bảng nhu cầu, cam kết hoặc hỗ trợ ngoài quỹ (XLSX, CSV) vào một đợt.", "Take tables of needs, pledges or outside aid (XLSX, CSV) into a round.");

    public static readonly Phrase ImportRemark = new(
        "Nhập tất cả hoặc không nhập gì. Dòng được nhận ra theo mã: mã mới thì thêm, mã cũ thì thay; dòng của đợt mà bảng không nêu thì giữ nguyên. Nhập lại cùng một tệp không đổi gì.",
        "All or nothing. Rows are known by their id: a new id is added, one that the round has is replaced; rows that the table does not name stay. The same file a second time changes nothing.");

    public static readonly Phrase ImportExample = new("Xem trước: lỗi, cảnh báo và những gì sẽ thay đổi.", "Look first: faults, warnings and what would change.");

    public static readonly Phrase ImportExampleWrite = new("Ghi vào đợt.", "Write it into the round.");

    public static readonly Phrase ImportFiles = new("Các tệp XLSX hoặc CSV.", "XLSX or CSV files.");

    public static readonly Phrase ImportKindOption = new("Bảng chứa gì: nhu cầu, cam kết hay hỗ trợ ngoài quỹ.", "What the table holds: needs, pledges or outside aid.");

    public static readonly Phrase ImportInto = new("Thư mục của đợt.", "Folder of the round.");

    public static readonly Phrase ImportNumbers = new(
        "Cách viết số trong chữ: vi 1.234.567,89; en 1,234,567.89. Không nêu: chỉ nhận số viết liền.", "How text writes numbers: vi 1.234.567,89; en 1,234,567.89. Without it: plain digits only.");

    public static readonly Phrase ImportDates = new(
        "Cách viết ngày trong chữ: dmy 31/12/2026; iso 2026-12-31 (mặc định).", "How text writes days: dmy 31/12/2026; iso 2026-12-31 (default).");

    public static readonly Phrase ImportSheet = new("Tên trang tính cần đọc.", "Name of the sheet to read.");

    public static readonly Phrase ImportAliases = new(
        "Tệp CSV (kind,alias,code) với tên gọi khác của mặt hàng, tên khác và mã cũ của xã.", "CSV file (kind,alias,code) of other names of items, other names and former codes of communes.");

    public static readonly Phrase ImportPreview = new("Chỉ xem, không ghi gì.", "Only look; write nothing.");

    public static readonly Phrase ImportTitle = new("{0}: {1} dòng", "{0}: {1} rows");

    public static readonly Phrase ImportCounts = new("{0} dòng mới, {1} dòng thay đổi, {2} dòng đã có y như vậy.", "{0} new rows, {1} changed, {2} in the round already as they are.");

    public static readonly Phrase ImportNothing = new(
        "Không có gì để thay đổi: mọi dòng đã có trong đợt. Không ghi gì.", "Nothing to change: every row is in the round already. Nothing was written.");

    public static readonly Phrase ImportWritten = new("Đã ghi vào {0}.", "Written to {0}.");

    public static readonly Phrase ImportPreviewed = new("Chỉ xem trước: chưa ghi gì.", "A preview: nothing was written.");

    public static readonly Phrase ImportRefused = new("Không nhập gì.", "Nothing was imported.");

    public static readonly Phrase ImportTwice = new(
        "{0} có trong {1} và cả trong {2}; hãy bỏ một dòng.", "{0} is in {1} and in {2} as well; take one of the rows out.");

    public static readonly Phrase ImportSheetRow = new("Dòng", "Row");

    public static readonly Phrase ImportId = new("Mã", "Id");

    public static readonly Phrase ImportChange = new("Thay đổi", "Change");

    public static readonly Phrase ImportNew = new("mới", "new");

    public static readonly Phrase ImportMore = new("… và {0} dòng khác.", "… and {0} more rows.");

    public static readonly Phrase TemplatePurpose = new(
        "Ghi một bảng trống để điền: dòng tiêu đề, danh sách chọn và trang hướng dẫn.", "Write an empty table to fill in: header, lists to choose from and a page of notes.");

    public static readonly Phrase TemplateExample = new("Mẫu bảng nhu cầu.", "A template for needs.");

    public static readonly Phrase TemplateOut = new("Tệp XLSX sẽ ghi; không ghi đè tệp đã có.", "The XLSX file to write; an existing file is not overwritten.");

    public static readonly Phrase ExportPurpose = new(
        "Xuất mọi bảng của một đợt và phương án thành một tệp XLSX hoặc các tệp CSV.", "Write every table of a round and its plan as one XLSX file or as CSV files.");

    public static readonly Phrase ExportExample = new("Mọi bảng trong một sổ tính.", "All tables in one workbook.");

    public static readonly Phrase ExportExampleCsv = new("Mỗi bảng một tệp CSV.", "A CSV file for each table.");

    public static readonly Phrase ExportPlan = new("Thư mục phương án của đợt (không bắt buộc).", "Folder of the round's plan (may be left out).");

    public static readonly Phrase ExportOut = new(
        "Tệp .xlsx, hoặc thư mục cho các tệp CSV; không ghi đè gì đã có.", "A file .xlsx, or a folder for CSV files; nothing that exists is overwritten.");

    public static readonly Phrase ExportDone = new("Đã ghi {0} bảng vào {1}.", "{0} tables written to {1}.");

    public static readonly Phrase OutExists = new("{0} đã có; hãy nêu tên khác.", "{0} exists already; name another.");

    public static readonly Phrase SheetMissing = new("Không tìm thấy tệp {0}.", "There is no file {0}.");
}
