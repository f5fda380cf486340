using System.Text;
using Xunit;

namespace Matching.Files.Tests;

/// <summary>Files much larger than anybody reads.</summary>
public sealed class ManyRowsTests
{
    private const int Rows = 300_000;

    [Fact]
    public void A_bad_file_of_300_000_rows_lists_its_first_thousand_faults_counts_the_rest_and_keeps_nothing()
    {
        using var folder = new TempFolder();
        new TinyFiles().WriteTo(folder.Root);
        Write(folder.Sub("needs.csv"), row => $"N{row},03217,,jacket,,1.5,critical,,,,,,");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var reading = RoundFolder.Read(folder.Root);
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.Equal(1_001, reading.Faults.Length);
        Assert.Equal((2L, FaultKind.NotANumber), (reading.Faults[0].Line, reading.Faults[0].Kind));
        Assert.Equal((1_001L, FaultKind.NotANumber), (reading.Faults[999].Line, reading.Faults[999].Kind));
        Assert.Equal((FaultKind.MoreFaults, (Rows - 1_000).ToString(System.Globalization.CultureInfo.InvariantCulture)), (reading.Faults[1_000].Kind, reading.Faults[1_000].Value));
        Assert.InRange(kept, 0, 8_000_000);
        GC.KeepAlive(reading);
    }

    [Fact]
    public void A_good_file_of_300_000_rows_costs_less_than_300_bytes_a_row()
    {
        using var folder = new TempFolder();
        new TinyFiles().WriteTo(folder.Root);
        Write(folder.Sub("needs.csv"), row => $"N{row},03217,Điểm trường Mường Phăng,jacket,6-10,10,critical,2026-12-31,,,,,verified");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var reading = RoundFolder.Read(folder.Root);
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.Empty(reading.Faults);
        Assert.Equal(Rows, reading.Round!.Needs.Length);
        Assert.InRange(kept, Rows * 100L, Rows * 300L);
        GC.KeepAlive(reading);
    }

    private static void Write(string path, Func<int, string> line)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        writer.Write(TinyFiles.NeedsHeader + "\n");
        for (var row = 0; row < Rows; row++)
        {
            writer.Write(line(row));
            writer.Write('\n');
        }
    }
}
