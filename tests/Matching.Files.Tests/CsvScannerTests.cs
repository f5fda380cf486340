using System.Globalization;
using System.Text;
using CsvHelper.Configuration;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Matching.Files.Tests;

/// <summary>The scanner against CsvHelper, an independent reader, and against streams that give a few bytes at a time.</summary>
public sealed class CsvScannerTests
{
    private static readonly string[] s_pieces = ["a", "Điện Biên", ",", "\"", "\n", "\r\n", "\r", " ", "'", ";", "=", "", "😀"];

    private static Gen<string> Cell => Gen.Elements(s_pieces).ListOf().Select(pieces => string.Concat(pieces.Take(6)));

    private static Arbitrary<string[][]> Tables =>
        (from width in Gen.Choose(2, 5)
         from rows in Cell.ArrayOf(width).NonEmptyListOf()
         select rows.Select(row => row.ToArray()).ToArray()).ToArbitrary();

    [Fact]
    public void What_the_output_writes_the_scanner_and_an_independent_reader_read_alike() =>
        Prop.ForAll(Tables, table =>
        {
            var bytes = Write(table);
            var expected = table.Select(row => string.Join('\u0001', row.Select(cell => Neutral.NeedsMark(cell) ? "'" + cell : cell))).ToArray();
            return Scan(new MemoryStream(bytes)).SequenceEqual(expected) && WithCsvHelper(bytes).SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Rows_and_lines_are_the_same_however_the_bytes_arrive() =>
        Prop.ForAll(Tables, table =>
        {
            var bytes = Write(table);
            return Enumerable.Range(1, 7).All(step => Scan(new TricklingStream(bytes, step)).SequenceEqual(Scan(new MemoryStream(bytes))))
                && Lines(new TricklingStream(bytes, 1)).SequenceEqual(Lines(new MemoryStream(bytes)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_at_all_are_scanned_to_an_end() =>
        Prop.ForAll(Gen.Elements("\",\r\na\u00FF"u8.ToArray()).ArrayOf().ToArbitrary(), bytes =>
        {
            var whole = Lines(new MemoryStream(bytes));
            return Lines(new TricklingStream(bytes, 1)).SequenceEqual(whole) && whole.Zip(whole.Skip(1)).All(pair => pair.First < pair.Second);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_text_survives_export_and_import() =>
        Prop.ForAll(Gen.Elements(["'", "=", "+", "-", "@", "\t", "\r", "＝", "＋", "a", " ", "é"]).ListOf().Select(string.Concat).ToArbitrary(), text =>
        {
            var exported = Neutral.NeedsMark(text) ? "'" + text : text;
            return string.Equals(Neutral.Restore(exported), text, StringComparison.Ordinal) && (exported.Length == 0 || !"=+-@\t\r\n＝＋－＠".Contains(exported[0], StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();

    private static byte[] Write(string[][] table)
    {
        var stream = new MemoryStream();
        using (var csv = new CsvOutput(stream, table[0]))
        {
            foreach (var row in table.Skip(1))
            {
                foreach (var cell in row)
                {
                    csv.Text(cell);
                }

                csv.EndRow();
            }
        }

        return stream.ToArray();
    }

    private static List<string> Scan(Stream stream)
    {
        using var input = new HashedInput(stream);
        var scanner = new CsvScanner(input);
        var rows = new List<string>();
        while (scanner.Read())
        {
            Assert.Equal(RowProblem.None, scanner.Problem);
            rows.Add(string.Join('\u0001', Enumerable.Range(0, scanner.Cells).Select(cell => Encoding.UTF8.GetString(scanner.Cell(cell)))));
        }

        return rows;
    }

    private static List<long> Lines(Stream stream)
    {
        using var input = new HashedInput(stream);
        var scanner = new CsvScanner(input);
        var lines = new List<long>();
        while (scanner.Read())
        {
            lines.Add(scanner.Line);
        }

        return lines;
    }

    private static List<string> WithCsvHelper(byte[] bytes)
    {
        using var parser = new CsvHelper.CsvParser(new StreamReader(new MemoryStream(bytes), Encoding.UTF8), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = ",",
            IgnoreBlankLines = false,
        });
        var rows = new List<string>();
        while (parser.Read())
        {
            rows.Add(string.Join('\u0001', parser.Record!));
        }

        return rows;
    }

    /// <summary>Gives at most a few bytes at each call, as a pipe may.</summary>
    private sealed class TricklingStream(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(step, buffer.Length)]);
    }
}
