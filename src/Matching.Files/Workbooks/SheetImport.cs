using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>Reads tables of needs, pledges and outside aid that people made with a spreadsheet: XLSX and CSV (docs/spreadsheets.md).</summary>
public static class SheetImport
{
    /// <summary>Reads a table, or lists everything that is wrong with it. Nothing is written anywhere.</summary>
    /// <param name="file">Read to its end or to the limit; need not be seekable; stays open.</param>
    /// <param name="fileName">As the person calls it; only shown, never opened.</param>
    /// <param name="round">Its communes, items and needs are those that may be named. Rows may bear ids of the round, which they then stand for.</param>
    /// <remarks>Throws for nothing that a file can hold. Memory: the file, its shared texts, and the rows that are kept.</remarks>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was signalled.</exception>
    /// <exception cref="IOException">The stream itself fails.</exception>
    public static ImportReading Read(Stream file, string fileName, ImportKind kind, Round round, ImportOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(round);
        var form = SheetForm.Of(kind);
        options ??= new ImportOptions();
        var shown = Printable.Of(fileName);
        var (faults, warnings) = (new FaultLog(shown), new FaultLog(shown));
        var sha256 = "";
        var sheetName = options.Sheet;
        try
        {
            using var content = ReadAll(file, options.Limits, cancel);
            sha256 = Convert.ToHexStringLower(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
            using var workbook = IsZip(content) ? new Workbook(content, options.Limits) : null;
            var sheet = workbook is not null
                ? workbook.Open(sheetName = Choose(workbook, form, options.Sheet, warnings))
                : CsvSheet.Open(content.ToArray(), candidate => Header.Fit(form, candidate));
            sheetName = sheet.Name;
            if (workbook is null && fileName.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
            {
                throw new SheetRefusedException(FaultKind.WrongFileType, new("an Excel workbook, as the name says; rename a text file to .csv", "sổ tính Excel như tên tệp; nếu là tệp văn bản thì đổi tên thành .csv"));
            }

            if (workbook is not null && fileName.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            {
                throw new SheetRefusedException(FaultKind.WrongFileType, new("a text file, as the name says; rename a workbook to .xlsx", "tệp văn bản như tên tệp; nếu là sổ tính thì đổi tên thành .xlsx"));
            }

            if (Header.Find(form, sheet) is not { } header)
            {
                throw NoHeader(form, sheet);
            }

            return header.Check(faults, warnings, sheet.Shape)
                ? new TableImport(form, sheet, header, round, options, faults, warnings, cancel).Read() with { FileSha256 = sha256 }
                : Refused();
        }
        catch (SheetRefusedException refused)
        {
            (faults, var before) = (new FaultLog(shown), faults);
            faults.Add(refused.Row, null, refused.Value, refused.Kind, refused.Wanted);
            _ = before; // what was found in rows of a file that cannot be trusted says nothing
            return Refused();
        }

        ImportReading Refused() => new()
        {
            Kind = kind,
            Sheet = sheetName,
            FileSha256 = sha256,
            Faults = TableImport.List(faults, sheetName),
            Warnings = TableImport.List(warnings, sheetName),
        };
    }

    private static MemoryStream ReadAll(Stream file, ImportLimits limits, CancellationToken cancel)
    {
        var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var read = 1; read > 0;)
        {
            cancel.ThrowIfCancellationRequested();
            read = file.Read(buffer);
            content.Write(buffer, 0, read);
            if (content.Length > limits.UploadBytes)
            {
                throw new SheetRefusedException(FaultKind.TooLarge, new(
                    string.Create(CultureInfo.InvariantCulture, $"a file of at most {limits.UploadBytes} bytes; split the table"), string.Create(CultureInfo.InvariantCulture, $"tệp nhiều nhất {limits.UploadBytes} byte; hãy chia nhỏ bảng")));
            }
        }

        content.Position = 0;
        return content;
    }

    private static bool IsZip(MemoryStream content)
    {
        var head = content.GetBuffer().AsSpan(0, (int)Math.Min(content.Length, 8));
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            throw new SheetRefusedException(FaultKind.WrongFileType, new(
                "an XLSX workbook without a password; this is an old workbook (XLS) or one that is encrypted", "sổ tính XLSX không đặt mật khẩu; đây là sổ tính cũ (XLS) hoặc bị mã hóa"));
        }

        return head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8);
    }

    private static string Choose(Workbook workbook, SheetForm form, string? wanted, FaultLog warnings)
    {
        var names = workbook.Sheets;
        if (names.IsEmpty)
        {
            throw PartStream.Damaged("workbook");
        }

        string[] own = wanted is not null ? [wanted] : [form.Title, Path.GetFileNameWithoutExtension(form.FileName)];
        var (name, _) = names.FirstOrDefault(sheet => own.Any(title => Fold.Name(title) == Fold.Name(sheet.Name)));
        if (name is null && wanted is not null)
        {
            var all = string.Join(", ", names.Select(static sheet => sheet.Name).Take(20));
            throw new SheetRefusedException(FaultKind.FileMissing, new($"a sheet of the workbook: {all}", $"một trang của sổ tính: {all}"), wanted);
        }

        name ??= names.Select(static sheet => (string?)(sheet.Hidden ? null : sheet.Name)).FirstOrDefault(static visible => visible is not null) ?? names[0].Name;
        var others = names.Where(sheet => sheet.Name != name && !TemplateFile.IsOwnSheet(sheet.Name)).ToArray();
        if (wanted is null && others.Length > 0)
        {
            warnings.Add(0, null, string.Join(", ", others.Select(static sheet => sheet.Name)), FaultKind.OutOfSight, new(
                $"one sheet; only {name} was read, name another with --sheet", $"một trang; chỉ trang {name} được đọc, chọn trang khác bằng --sheet"));
        }

        return name;
    }

    private static SheetRefusedException NoHeader(SheetForm form, ISheet sheet)
    {
        if (!sheet.Rows().Any())
        {
            return new(FaultKind.EmptyFile, new("a table with a header row", "một bảng có dòng tiêu đề"));
        }

        var required = form.Columns.Where(static column => column.Required).ToImmutableArray();
        return new(FaultKind.MissingColumn, new(
            $"a header row within the first 50 rows with the columns {string.Join(", ", required.Select(static column => column.Name))}",
            $"một dòng tiêu đề trong 50 dòng đầu với các cột {string.Join(", ", required.Select(static column => column.Title))}"));
    }
}
