using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace Matching.Files;

/// <summary>The ZIP archive that an XLSX file is, opened only as far as it is harmless.</summary>
/// <remarks>
/// Why not a library for Office files: those open what they are given. Here every byte that is unpacked is counted and checked against size and checksum, each part is
/// looked at before anything is understood, and of all that a workbook may hold only the sheet's cells are read.
/// </remarks>
internal sealed class WorkbookPackage : IDisposable
{
    /// <summary>Parts that hold or load what is not a table; by the beginning or the end of their names, in lower case.</summary>
    private static readonly (string Within, Wanted Wanted)[] s_refused =
    [
        ("vbaproject", new("a workbook without macros; save it as XLSX, not XLSM", "sổ tính không có macro; hãy lưu dạng XLSX, không phải XLSM")),
        ("macrosheets/", new("a workbook without macros; save it as XLSX, not XLSM", "sổ tính không có macro; hãy lưu dạng XLSX, không phải XLSM")),
        ("dialogsheets/", new("a workbook without macros; save it as XLSX, not XLSM", "sổ tính không có macro; hãy lưu dạng XLSX, không phải XLSM")),
        ("externallinks/", new("a workbook without links to other files; in Excel: Data, Edit Links, Break Link", "sổ tính không liên kết tệp khác; trong Excel: Data, Edit Links, Break Link")),
        ("embeddings/", new("a workbook without embedded objects; delete them and save again", "sổ tính không nhúng đối tượng (OLE); hãy xóa rồi lưu lại")),
        ("activex/", new("a workbook without controls; delete them and save again", "sổ tính không có nút điều khiển (ActiveX); hãy xóa rồi lưu lại")),
        ("ctrlprops/", new("a workbook without controls; delete them and save again", "sổ tính không có nút điều khiển; hãy xóa rồi lưu lại")),
        ("customui/", new("a workbook without program additions; copy the table into a new workbook", "sổ tính không kèm chương trình; hãy chép bảng sang sổ tính mới")),
        ("connections.xml", new("a workbook without connections to data elsewhere; copy the table into a new workbook as values", "sổ tính không kết nối dữ liệu bên ngoài; hãy chép giá trị sang sổ tính mới")),
        ("encryptedpackage", new("a workbook without a password", "sổ tính không đặt mật khẩu")),
    ];

    private readonly ZipArchive _zip;
    private readonly UnpackingBudget _budget;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);

    public WorkbookPackage(MemoryStream file, ImportLimits limits)
    {
        _budget = new UnpackingBudget(limits.UnpackedBytes);
        RefuseZip64(file);
        try
        {
            _zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            var entries = _zip.Entries;
            Refuse(entries.Count > limits.Entries, FaultKind.TooLarge, string.Create(CultureInfo.InvariantCulture, $"{entries.Count}"), new(
                string.Create(CultureInfo.InvariantCulture, $"a workbook of at most {limits.Entries} parts; copy the table into a new workbook"),
                string.Create(CultureInfo.InvariantCulture, $"sổ tính nhiều nhất {limits.Entries} phần; hãy chép bảng sang sổ tính mới")));
            foreach (var entry in entries)
            {
                Take(entry, limits);
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or IOException or ArgumentException or NotSupportedException or OverflowException)
        {
            throw PartStream.Damaged("ZIP");
        }

        RefuseLinks();
    }

    public bool Has(string part) => _parts.ContainsKey(part);

    /// <summary>Opens a part for reading element by element; there are no document types and nothing is fetched.</summary>
    public XmlReader Open(string part)
    {
        if (!_parts.TryGetValue(part, out var entry))
        {
            throw PartStream.Damaged(part);
        }

        Stream content;
        try
        {
            content = new PartStream(entry.Open(), part, entry.Length, entry.Crc32, _budget);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or NotSupportedException)
        {
            throw PartStream.Damaged(part);
        }

        return XmlReader.Create(content, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        });
    }

    /// <summary>Walks a part; what is no sound XML refuses the file.</summary>
    public void Walk(string part, Action<XmlReader> element)
    {
        try
        {
            using var xml = Open(part);
            while (xml.Read())
            {
                if (xml.NodeType == XmlNodeType.Element)
                {
                    element(xml);
                }
            }
        }
        catch (XmlException broken)
        {
            throw Unsound(broken, part);
        }
    }

    public static SheetRefusedException Unsound(XmlException broken, string part) =>
        broken.Message.Contains("DTD", StringComparison.Ordinal)
            ? new(FaultKind.UnsafeContent, new(
                "parts without a document type definition (DTD), which no spreadsheet program writes", "các phần không có định nghĩa kiểu tài liệu (DTD); không phần mềm bảng tính nào ghi như vậy"), part)
            : PartStream.Damaged(part);

    public void Dispose() => _zip.Dispose();

    private void Take(ZipArchiveEntry entry, ImportLimits limits)
    {
        var name = entry.FullName;
        Refuse(entry.IsEncrypted, FaultKind.UnsafeContent, name, new("a workbook without a password", "sổ tính không đặt mật khẩu"));
        var isLink = ((entry.ExternalAttributes >> 16) & 0xF000) == 0xA000;
        var leavesFolder = name.Contains("..", StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal) || name.StartsWith('/') || name.Contains(':', StringComparison.Ordinal) || name.Any(char.IsControl);
        Refuse(isLink || leavesFolder, FaultKind.UnsafeContent, name, new(
            "parts with plain names inside the workbook", "các phần có tên bình thường bên trong sổ tính"));
        Refuse(!_parts.TryAdd(name, entry), FaultKind.UnsafeContent, name, new("each part of the workbook once", "mỗi phần của sổ tính chỉ có một lần"));
        var lower = name.ToLowerInvariant();
        foreach (var (within, wanted) in s_refused)
        {
            Refuse(lower.Contains(within, StringComparison.Ordinal), FaultKind.UnsafeContent, name, wanted);
        }

        Refuse(entry.Length > 1_000_000 && entry.Length / Math.Max(1, entry.CompressedLength) > limits.UnpackedRatio, FaultKind.TooLarge, name, new(
            string.Create(CultureInfo.InvariantCulture, $"parts that unpack to at most {limits.UnpackedRatio} times their packed size"),
            string.Create(CultureInfo.InvariantCulture, $"các phần khi giải nén lớn nhất {limits.UnpackedRatio} lần kích thước nén")));
    }

    private void RefuseLinks()
    {
        foreach (var part in _parts.Keys.Where(static name => name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToArray())
        {
            Walk(part, xml =>
            {
                if (string.Equals(xml.GetAttribute("TargetMode"), "External", StringComparison.OrdinalIgnoreCase))
                {
                    Refuse(true, FaultKind.UnsafeContent, xml.GetAttribute("Target"), new(
                        "a workbook without hyperlinks and links to other files; remove them (in Excel: select all, Remove Hyperlinks)",
                        "sổ tính không có siêu liên kết hay liên kết tệp khác; hãy gỡ bỏ (trong Excel: chọn tất cả, Remove Hyperlinks)"));
                }
            });
        }
    }

    // A table within the limits of an upload needs no 64-bit archive; the form is met in attempts to confuse unpackers.
    private static void RefuseZip64(MemoryStream file)
    {
        var bytes = file.GetBuffer().AsSpan(0, (int)file.Length);
        var end = bytes.LastIndexOf("PK\u0005\u0006"u8);
        Refuse(end >= 20 && bytes.Slice(end - 20, 4).SequenceEqual("PK\u0006\u0007"u8), FaultKind.Damaged, "ZIP64", new(
            "an archive without 64-bit extensions; open the file in a spreadsheet program and save it again as XLSX",
            "tệp nén không dùng phần mở rộng 64 bit; hãy mở bằng phần mềm bảng tính rồi lưu lại dạng XLSX"));
    }

    private static void Refuse(bool when, FaultKind kind, string? value, Wanted wanted)
    {
        if (when)
        {
            throw new SheetRefusedException(kind, wanted, value);
        }
    }
}
