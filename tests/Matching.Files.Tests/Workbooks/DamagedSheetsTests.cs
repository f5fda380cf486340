using System.IO.Compression;
using System.Text;
using Xunit;

namespace Matching.Files.Tests.Workbooks;

/// <summary>Tables damaged at random from printed seeds: the answer is rows or faults, never an exception, and never much memory.</summary>
[Collection(WeighingTests.Name)]
public sealed class DamagedSheetsTests
{
    private const int Files = 1_000;

    private static readonly string[] s_splices =
        ["\"", ",", ";", "\n", "\r", "\0", "<", ">", "</row>", "<row>", "<c r=\"A1\" t=\"s\"><v>7</v></c>", "<!DOCTYPE x>", "&#0;", "&amp;", "]]>", "<![CDATA[x]]>", "\uFEFF", "\u202E", "-", "9999999999999999999", "1E400", "é\u0301", "'=", "XFD1048576", "r=\"-1\"", "t=\"zz\"", "s=\"99999\"", "\uD83D\uDE00", new string('x', 40_000)];

    public static TheoryData<int> Seeds() => [1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_damaged_table_is_read_or_refused(int seed)
    {
        var random = new Random(seed);
        byte[][] whole = [Book().Bytes(), Csv(), Template(ImportKind.Needs), Template(ImportKind.Pledges)];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Files; i++)
        {
            var (name, bytes) = random.Next(4) switch
            {
                0 => ("t.csv", Damage(random, whole[1])),
                1 => ("t.xlsx", Damage(random, whole[random.Next(4)])),
                _ => ("t.xlsx", Repacked(random, whole[random.Next(2) == 0 ? 0 : 2])),
            };
            var kind = (ImportKind)random.Next(3);
            ImportReading reading;
            try
            {
                reading = Imports.Read(bytes, name, kind, Imports.Vietnamese);
            }
            catch (Exception bug)
            {
                throw new InvalidOperationException($"seed {seed}, file {i}, {name} as {kind}", bug);
            }

            Assert.Equal(reading.IsAccepted, reading.Rows.Length > 0);
            Assert.Equal(reading.Rows.Length, reading.Needs.Length + reading.Pledges.Length + reading.Aid.Length);
            Assert.All(reading.Faults, static fault => Assert.True(fault.Line >= 0));
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 16_000_000);
    }

    private static Book Book() => new(
        ["Danh sách nhu cầu"],
        Imports.NeedsColumns,
        Imports.NeedCells(("Mã xã", Workbooks.Book.Raw("<c r='@' t='s'><v>1</v></c>"))),
        Imports.NeedCells(("Mã nhu cầu", "N10"), ("Số lượng", "1.200"), ("Hạn cần", Workbooks.Book.Raw("<c r='@' s='1'><v>46115</v></c>"))));

    private static byte[] Csv() => Encoding.UTF8.GetBytes(Imports.NeedsHeader + "\nN9,03217,jacket,5,critical,31/12/2026\n\"N10\",03218,áo ấm,\"1.200\",cấp thiết,2026-01-01\n");

    private static byte[] Template(ImportKind kind)
    {
        using var stream = new MemoryStream();
        TemplateFile.Write(stream, kind);
        return stream.ToArray();
    }

    /// <summary>Damages one part and packs the archive anew, so that the damage lies behind a right checksum.</summary>
    private static byte[] Repacked(Random random, byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        var spoiled = random.Next(zip.Entries.Count);
        using var stream = new MemoryStream();
        using (var packed = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < zip.Entries.Count; i++)
            {
                using var part = zip.Entries[i].Open();
                using var content = new MemoryStream();
                part.CopyTo(content);
                Workbooks.Book.Add(packed, zip.Entries[i].FullName, i == spoiled ? SwapOrDamage(random, content.ToArray()) : content.ToArray());
            }
        }

        return stream.ToArray();
    }

    private static byte[] SwapOrDamage(Random random, byte[] bytes)
    {
        var cells = Encoding.UTF8.GetString(bytes).Split("<c ");
        if (random.Next(3) > 0 || cells.Length < 3)
        {
            return Damage(random, bytes);
        }

        var (left, right) = (random.Next(1, cells.Length), random.Next(1, cells.Length));
        (cells[left], cells[right]) = (cells[right], cells[left]);
        return Encoding.UTF8.GetBytes(string.Join("<c ", cells));
    }

    private static byte[] Damage(Random random, byte[] bytes)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(bytes.Length + 1);
            bytes = random.Next(5) switch
            {
                0 => bytes[..at],
                1 => [.. bytes[..at], (byte)random.Next(256), .. bytes[Math.Min(at + 1, bytes.Length)..]],
                2 => [.. bytes[..at], .. bytes[random.Next(bytes.Length + 1)..]],
                3 => Flip(bytes, random),
                _ => [.. bytes[..at], .. Encoding.UTF8.GetBytes(s_splices[random.Next(s_splices.Length)]), .. bytes[at..]],
            };
        }

        return bytes;
    }

    private static byte[] Flip(byte[] bytes, Random random)
    {
        var flipped = bytes.ToArray();
        if (flipped.Length > 0)
        {
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        }

        return flipped;
    }
}
