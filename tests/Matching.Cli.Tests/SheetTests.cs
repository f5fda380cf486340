using Matching.Cli.Terminal;
using Matching.Files;

namespace Matching.Cli.Tests;

public sealed class SheetTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task A_table_is_looked_at_then_taken_in_and_the_second_time_nothing_changes()
    {
        var round = _desk.WriteRound();
        var before = RoundFolder.Read(round).Round!;
        var commune = before.Communes[0].Id.Code;
        var item = before.Items[0].Id.Code;
        _desk.WriteFile("more.csv", $"Mã nhu cầu;Mã xã;Mã mặt hàng;Số lượng;Tính cấp thiết;Hạn cần\nMỚI;{commune};{item};1.200;khẩn cấp;31/12/2026\n");
        string[] command = ["import", _desk.At("more.csv"), "--kind", "needs", "--into", round, "--numbers", "vi", "--dates", "dmy"];

        Assert.Equal(ExitCode.Done, await _desk.RunAsync([.. command, "--preview"]));
        Assert.Contains("MỚI", _desk.Out, StringComparison.Ordinal);
        Assert.Contains("nothing was written", _desk.Out, StringComparison.Ordinal);
        Assert.Equal(before.Needs.Length, RoundFolder.Read(round).Round!.Needs.Length);

        Assert.Equal(ExitCode.Done, await _desk.RunAsync(command));
        var after = RoundFolder.Read(round).Round!;
        Assert.Equal(before.Needs.Length + 1, after.Needs.Length);
        Assert.Equal(1_200, after.Needs[^1].Quantity);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(round, "needs.csv"));

        Assert.Equal(ExitCode.Done, await _desk.RunAsync([.. command, "--lang", "vi"]));
        Assert.Contains("Không có gì để thay đổi", _desk.Out, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(round, "needs.csv")));
    }

    [Fact]
    public async Task One_bad_row_in_one_of_two_files_keeps_everything_out()
    {
        var round = _desk.WriteRound();
        var known = RoundFolder.Read(round).Round!;
        var row = $"{known.Communes[0].Id.Code},{known.Items[0].Id.Code}";
        _desk.WriteFile("good.csv", $"need_id,commune_code,item_code,quantity,urgency\nX1,{row},1,high\n");
        _desk.WriteFile("bad.csv", $"need_id,commune_code,item_code,quantity,urgency\nX2,{row},500 triệu,high\n");
        var before = await File.ReadAllBytesAsync(Path.Combine(round, "needs.csv"));

        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("import", _desk.At("good.csv"), _desk.At("bad.csv"), "--kind", "needs", "--into", round));

        Assert.Contains("500 triệu", _desk.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was imported", _desk.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(round, "needs.csv")));
    }

    [Fact]
    public async Task An_id_in_two_files_is_refused()
    {
        var round = _desk.WriteRound();
        var known = RoundFolder.Read(round).Round!;
        var table = $"need_id,commune_code,item_code,quantity,urgency\nX1,{known.Communes[0].Id.Code},{known.Items[0].Id.Code},1,high\n";
        _desk.WriteFile("a.csv", table);
        _desk.WriteFile("b.csv", table);

        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("import", _desk.At("a.csv"), _desk.At("b.csv"), "--kind", "needs", "--into", round));

        Assert.Contains("X1", _desk.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aid_brings_a_round_of_the_first_format_to_the_second()
    {
        var round = _desk.WriteRound();
        var known = RoundFolder.Read(round).Round!;
        _desk.WriteFile("aid.csv", $"commune_code,item_code,quantity,source,date\n{known.Communes[0].Id.Code},{known.Items[0].Id.Code},1,=Quỹ khác,2026-11-01\n");

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("import", _desk.At("aid.csv"), "--kind", "aid", "--into", round));

        var reading = RoundFolder.Read(round);
        Assert.Empty(reading.Faults);
        Assert.Equal("=Quỹ khác", Assert.Single(reading.Round!.ExternalAid).Source);
    }

    [Fact]
    public async Task What_changes_in_a_row_is_shown_cell_by_cell()
    {
        var round = _desk.WriteRound();
        var need = RoundFolder.Read(round).Round!.Needs[0];
        _desk.WriteFile("t.csv", $"need_id,commune_code,item_code,quantity,urgency\n{need.Id.Value},{need.Commune.Code},{need.Item.Code},{need.Quantity + 1},{need.Urgency.ToString().ToLowerInvariant()}\n");

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("import", _desk.At("t.csv"), "--kind", "needs", "--into", round, "--preview"));

        Assert.Contains($"quantity: {need.Quantity} → {need.Quantity + 1}", _desk.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("needs")]
    [InlineData("pledges")]
    [InlineData("aid")]
    public async Task A_template_is_written_once_and_never_over_a_filled_one(string kind)
    {
        Assert.Equal(ExitCode.Done, await _desk.RunAsync("template", kind, "--out", _desk.At("t.xlsx")));
        Assert.Equal((byte)'P', (await File.ReadAllBytesAsync(_desk.At("t.xlsx")))[0]);

        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("template", kind, "--out", _desk.At("t.xlsx")));
    }

    [Fact]
    public async Task A_word_that_is_no_table_is_refused()
    {
        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("template", "children", "--out", _desk.At("t.xlsx")));
        Assert.Contains("needs, pledges, aid", _desk.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_round_and_its_plan_are_exported_as_a_workbook_and_as_csv_files_that_can_be_imported_again()
    {
        var round = _desk.WriteRound();
        Assert.Equal(ExitCode.Done, await _desk.RunAsync("solve", round, "--out", _desk.At("plan")));

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("export", round, _desk.At("plan"), "--out", _desk.At("all.xlsx")));
        Assert.Equal(ExitCode.Done, await _desk.RunAsync("export", round, _desk.At("plan"), "--out", _desk.At("tables")));
        Assert.Equal(10, Directory.GetFiles(_desk.At("tables")).Length);
        foreach (var file in (string[])[_desk.At("all.xlsx"), _desk.At("tables/needs.csv")])
        {
            Assert.Equal(ExitCode.Done, await _desk.RunAsync("import", file, "--kind", "needs", "--into", round));
            Assert.Contains("Nothing to change", _desk.Out, StringComparison.Ordinal);
        }

        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("export", round, "--out", _desk.At("tables")));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("import", _desk.At("none.xlsx"), "--kind", "aid", "--into", _desk.WriteRound()));
        Assert.Contains("none.xlsx", _desk.Error, StringComparison.Ordinal);
    }
}
