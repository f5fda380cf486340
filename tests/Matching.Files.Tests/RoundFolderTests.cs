using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Matching.Engine.Pledges;
using Matching.Samples;
using Xunit;

namespace Matching.Files.Tests;

public sealed class RoundFolderTests
{
    /// <summary>Rounds as they are stated: the mark of lines that others give to follows from external aid and is in no file.</summary>
    private static readonly RandomOptions s_stated = RandomOptions.Everything with { OutsideAid = false };

    [Fact]
    public void A_round_that_says_everything_comes_back_as_it_was()
    {
        using var folder = new TempFolder();
        var round = Rounds.Everything();

        RoundFolder.Write(round, folder.Sub("round"));
        var reading = RoundFolder.Read(folder.Sub("round"));

        Assert.Empty(reading.Faults);
        Assert.Empty(reading.Warnings);
        Rounds.AssertEqual(round, reading.Round!);
    }

    [Fact]
    public void Random_rounds_come_back_as_they_were_and_are_written_as_the_same_bytes_again()
    {
        using var folder = new TempFolder();
        for (var seed = 0; seed < 60; seed++)
        {
            var round = RandomRound.Create(seed, s_stated);
            RoundFolder.Write(round, folder.Sub("first"));

            var reading = RoundFolder.Read(folder.Sub("first"));
            Assert.Empty(reading.Faults.Select(fault => $"seed {seed}: {fault}"));
            Rounds.AssertEqual(round, reading.Round!);

            RoundFolder.Write(reading.Round!, folder.Sub("second"));
            Assert.Equal(Bytes(folder.Sub("first")), Bytes(folder.Sub("second")));
        }
    }

    [Fact]
    public void A_round_is_written_in_the_oldest_format_that_can_hold_it()
    {
        using var folder = new TempFolder();
        RoundFolder.Write(Tiny.TwoCommunesWithAid(), folder.Root);
        Assert.Contains("\"format\": 2", File.ReadAllText(folder.Sub("round.json")), StringComparison.Ordinal);
        Assert.True(File.Exists(folder.Sub("external_aid.csv")));
        var withAid = RoundFolder.Read(folder.Root).InputSha256;

        RoundFolder.Write(Tiny.TwoCommunes(), folder.Root);
        Assert.Contains("\"format\": 1", File.ReadAllText(folder.Sub("round.json")), StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Sub("external_aid.csv")));
        Assert.NotEqual(withAid, RoundFolder.Read(folder.Root).InputSha256);
    }

    [Fact]
    public void A_generated_national_round_comes_back_as_it_was()
    {
        using var folder = new TempFolder();
        var round = NationalRound.Create(new NationalOptions { Communes = 200, Pledges = 2_000 });

        RoundFolder.Write(round, folder.Root);
        var reading = RoundFolder.Read(folder.Root);

        Assert.Empty(reading.Faults);
        Rounds.AssertEqual(round, reading.Round!);
    }

    [Fact]
    public void The_order_of_rows_changes_nothing_but_the_order_of_rows()
    {
        using var folder = new TempFolder();
        for (var seed = 100; seed < 120; seed++)
        {
            var round = RandomRound.Create(seed, s_stated);
            RoundFolder.Write(Rounds.Reversed(round), folder.Root);

            Rounds.AssertEqual(round, Rounds.Reversed(RoundFolder.Read(folder.Root).Round!));
        }
    }

    [Fact]
    public void Equal_conditions_are_one_object_whatever_the_order_of_their_lists()
    {
        var conditions = (string provinces) => TinyFiles.Pledge(
            ("pledge_id", "P" + provinces), ("donor_id", "D"), ("kind", "money"), ("amount_vnd", "1"), ("provinces", "\"" + provinces + "\""), ("max_communes", "3"));

        var pledges = new TinyFiles().Put("pledges.csv", TinyFiles.PledgesHeader + "\n"
            + conditions("11;12").Replace("P11;12", "A", StringComparison.Ordinal)
            + conditions("12; 11;").Replace("P12; 11;", "B", StringComparison.Ordinal)).Read().Round!.Pledges;

        Assert.Same(pledges[0].Conditions, pledges[1].Conditions);
    }

    [Fact]
    public void Empty_conditions_are_the_one_object_that_stands_for_none()
    {
        var plain = new TinyFiles().Put("pledges.csv", TinyFiles.PledgesHeader + "\n" + TinyFiles.Pledge(
            ("pledge_id", "P"), ("donor_id", "D"), ("kind", "money"), ("amount_vnd", "1"), ("all_or_nothing", "false"))).Read().Round!.Pledges;

        Assert.Same(PledgeConditions.None, plain[0].Conditions);
    }

    [Fact]
    public void Codes_that_repeat_are_one_string()
    {
        var needs = new TinyFiles().Put("needs.csv", TinyFiles.NeedsHeader + "\nN1,03217,,jacket,6-10,1,high,,,,,,\nN2,03217,,jacket,6-10,1,high,,,,,,\n").Read().Round!.Needs;

        Assert.Same(needs[0].Commune.Code, needs[1].Commune.Code);
        Assert.Same(needs[0].Item.Code, needs[1].Item.Code);
        Assert.Same(needs[0].AgeGroup, needs[1].AgeGroup);
    }

    [Fact]
    public void Decomposed_names_arrive_composed()
    {
        var files = new TinyFiles();
        files.Put("communes.csv", files.Text("communes.csv").Normalize(NormalizationForm.FormD));

        Assert.Equal("Mường Phăng", files.Read().Round!.Communes[0].Name);
    }

    [Fact]
    public void The_hash_can_be_checked_with_the_tools_of_any_system()
    {
        using var folder = new TempFolder();
        new TinyFiles().Put("pins.csv", TinyFiles.PinsHeader + "\n").Put("external_aid.csv", Nasty.ExternalAidCases.Header + "\n")
            .Put("round.json", TinyFiles.Settings.Replace("1,", "2,", StringComparison.Ordinal)).WriteTo(folder.Root);
        var manifest = new StringBuilder();
        foreach (var name in (string[])["round.json", "communes.csv", "items.csv", "needs.csv", "pledges.csv", "pins.csv", "external_aid.csv"])
        {
            var bytes = File.ReadAllBytes(folder.Sub(name));
            manifest.Append(CultureInfo.InvariantCulture, $"{name} {bytes.Length} {Convert.ToHexStringLower(SHA256.HashData(bytes))}\n");
        }

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest.ToString()))), RoundFolder.Read(folder.Root).InputSha256);
    }

    [Fact]
    public void Any_byte_changes_the_hash_also_of_a_file_that_is_refused()
    {
        var refused = new TinyFiles().Put("needs.csv", "PK\u0003\u0004 a").Read();
        var other = new TinyFiles().Put("needs.csv", "PK\u0003\u0004 b").Read();

        Assert.NotEqual(refused.InputSha256, other.InputSha256);
        Assert.NotEqual(new TinyFiles().Read().InputSha256, new TinyFiles().Put("pins.csv", TinyFiles.PinsHeader).Read().InputSha256);
        Assert.Equal(new TinyFiles().Read().InputSha256, new TinyFiles().Read().InputSha256);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_fault_and_no_exception()
    {
        using var folder = new TempFolder();

        var fault = Assert.Single(RoundFolder.Read(folder.Sub("nowhere")).Faults);

        Assert.Equal(FaultKind.FileMissing, fault.Kind);
        Assert.EndsWith("nowhere", fault.File, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_a_fault_and_no_exception()
    {
        using var folder = new TempFolder();
        new TinyFiles().Remove("items.csv").WriteTo(folder.Root);
        Directory.CreateDirectory(folder.Sub("items.csv"));

        var reading = RoundFolder.Read(folder.Root);

        Assert.Equal(("items.csv", FaultKind.FileUnreadable), (Assert.Single(reading.Faults).File, reading.Faults[0].Kind));
        Assert.Equal("", reading.InputSha256);
    }

    [Fact]
    public void Cancelling_stops_the_reading()
    {
        using var folder = new TempFolder();
        new TinyFiles().WriteTo(folder.Root);

        Assert.Throws<OperationCanceledException>(() => RoundFolder.Read(folder.Root, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Writing_a_round_leaves_other_files_of_the_folder_and_takes_away_old_pins_and_aid()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.Sub("README.md"), "mine");
        RoundFolder.Write(Rounds.Everything(), folder.Root);
        Assert.True(File.Exists(folder.Sub("pins.csv")));

        RoundFolder.Write(Rounds.Everything() with { Pins = [], ExternalAid = [] }, folder.Root);

        Assert.Equal(["README.md", "communes.csv", "items.csv", "needs.csv", "pledges.csv", "round.json"], folder.Entries());
    }

    [Fact]
    public void A_fault_reads_as_a_sentence_in_both_languages()
    {
        var fault = new TinyFiles().Put("pledges.csv", TinyFiles.PledgesHeader + "\n" + TinyFiles.Pledge(
            ("pledge_id", "P1"), ("donor_id", "D1"), ("kind", "money"), ("amount_vnd", "500 triệu"))).Read().Faults[0];

        Assert.Equal(
            "pledges.csv, line 2, column amount_vnd: not a plain number \"500 triệu\"; expected plain digits without words or units, e.g. 500000000 for 500 million.",
            fault.ToString());
        Assert.Equal(
            "pledges.csv, dòng 2, cột amount_vnd: không phải số viết liền \"500 triệu\"; cần chữ số viết liền, không kèm chữ hay đơn vị, ví dụ 500000000 thay cho 500 triệu.",
            fault.Describe(vietnamese: true));
    }

    [Fact]
    public void A_table_of_faults_has_one_line_each_under_its_headings()
    {
        var writer = new StringWriter();
        FaultWords.WriteTable(writer, new TinyFiles().Remove("items.csv").Put("needs.csv", "").Read().Faults, vietnamese: true);

        var lines = writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("Tệp        Dòng  Cột", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("items.csv", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Found_values_are_shown_short_and_without_anything_hidden()
    {
        var faults = new TinyFiles().Put("needs.csv", TinyFiles.NeedsHeader + "\nN1,03217,,jacket,,1\u200B\u00A02,critical,,,,,,\nN2,03217,,jacket,," + new string('x', 500) + ",critical,,,,,,\n")
            .Read().Faults;

        Assert.Equal("1\\u200B\\u00A02", faults[0].Value);
        Assert.Equal(80, faults[1].Value!.Length);
        Assert.EndsWith("x…", faults[1].Value, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Bytes(string folder) =>
        Directory.EnumerateFiles(folder).ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal);
}
