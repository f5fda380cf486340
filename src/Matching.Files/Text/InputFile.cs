using System.Collections.Immutable;

namespace Matching.Files;

/// <summary>One file of a folder while it is read: its faults, its warnings, its hash.</summary>
/// <param name="content">What stands for the file where none lies in the folder; is disposed with the reading.</param>
internal sealed class InputFile(string folder, string name, Stream? content = null)
{
    public string Name => name;

    public FaultLog Faults { get; } = new(name);

    public FaultLog Warnings { get; } = new(name);

    public bool IsAbsent { get; private set; }

    public long Length { get; private set; }

    /// <summary>Lower-case hex; empty when the file could not be read to its end.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Whether every row was understood well enough to know its id.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Reads a table row by row.</summary>
    /// <param name="begin">Called once with the table, behind its header; what it returns is called for every row.</param>
    public void ReadTable(ImmutableArray<Column> columns, bool required, Func<CsvTable, RowReader, Action> begin, CancellationToken cancel) =>
        Open(required, input =>
        {
            var table = new CsvTable(input, columns, Faults, Warnings, cancel);
            if (!table.ReadHeader())
            {
                return false;
            }

            var row = begin(table, new RowReader(table));
            while (table.Next())
            {
                row();
            }

            return table.EveryRowSeen;
        });

    /// <summary>Reads a small file as a whole; <see langword="null"/> when it cannot be read or is larger than <paramref name="mostBytes"/>.</summary>
    public byte[]? ReadAll(int mostBytes)
    {
        byte[]? all = null;
        Open(required: true, input =>
        {
            var buffer = new byte[16 * 1024];
            var used = 0;
            for (var read = 1; read > 0 && used <= mostBytes; used += read)
            {
                if (used == buffer.Length)
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }

                read = input.Read(buffer.AsSpan(used));
            }

            if (used > mostBytes)
            {
                Faults.Add(0, null, (string?)null, FaultKind.TooLong, new(
                    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"at most {mostBytes} bytes"),
                    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"nhiều nhất {mostBytes} byte")));
                return false;
            }

            all = buffer[..used];
            return true;
        });
        return all;
    }

    private void Open(bool required, Func<HashedInput, bool> read)
    {
        try
        {
            using var input = content is null ? new HashedInput(Path.Combine(folder, name)) : new HashedInput(content);
            IsComplete = read(input);
            Sha256 = input.Finish();
            Length = input.Length;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            IsAbsent = true;
            IsComplete = !required;
            if (required)
            {
                Faults.Add(0, null, (string?)null, FaultKind.FileMissing, new($"a file named {name} in the folder", $"tệp {name} trong thư mục"));
            }
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            IsComplete = false;
            Faults.Add(0, null, trouble.Message, FaultKind.FileUnreadable, new(
                "a file that may be read; check its permissions and the disk", "tệp đọc được; kiểm tra quyền truy cập và ổ đĩa"));
        }
    }
}
