using Matching.Cli.Terminal;
using Matching.Engine.Pledges;
using Matching.Samples;
using Matching.Silo.Embedded;
using Microsoft.Data.Sqlite;

namespace Matching.Cli.Tests;

public sealed class LedgerTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task A_sound_ledger_is_told_with_its_counts_and_its_last_entry()
    {
        await WriteAsync("fund.db");

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("ledger", "verify", "--database", _desk.At("fund.db")));

        Assert.Contains("is sound: 2 entries, 4 postings, 4 balances, 1 pledges", _desk.Out, StringComparison.Ordinal);
        Assert.Matches("Last entry: 2 [0-9a-f]{64}\n", _desk.Out);
        Assert.Equal("", _desk.Error);
    }

    [Fact]
    public async Task A_changed_balance_is_named_and_ends_with_code_1()
    {
        await WriteAsync("fund.db");
        await using (var connection = new SqliteConnection("Pooling=false;Data Source=" + _desk.At("fund.db")))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE balances SET amount = amount + 1 WHERE kind = 2";
            await command.ExecuteNonQueryAsync();
        }

        Assert.Equal(ExitCode.PlanFailsVerification, await _desk.RunAsync("ledger", "verify", "--database", _desk.At("fund.db"), "--lang", "vi"));

        Assert.Equal("", _desk.Out);
        Assert.Contains("BalanceDiffers: 2|p|||VND: số dư không bằng tổng các dòng (đang ghi: 1001; phải là: 1000)", _desk.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_bad_input()
    {
        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("ledger", "verify", "--database", _desk.At("none.db")));

        Assert.Contains("There is no database", _desk.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_desk.At("none.db")));
    }

    [Fact]
    public async Task A_store_is_backed_up_in_use_and_restored_under_another_name()
    {
        await using (await WriteAsync("fund.db", close: false))
        {
            Assert.Equal(ExitCode.Done, await _desk.RunAsync("backup", _desk.At("backup.db"), "--database", _desk.At("fund.db")));
            Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("backup", _desk.At("backup.db"), "--database", _desk.At("fund.db")));
        }

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("restore", _desk.At("backup.db"), "--database", _desk.At("restored.db")));
        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("restore", _desk.At("backup.db"), "--database", _desk.At("restored.db")));
        Assert.Equal(ExitCode.Done, await _desk.RunAsync("ledger", "verify", "--database", _desk.At("restored.db")));
        Assert.DoesNotContain(Directory.GetFiles(_desk.Folder), file => file.EndsWith(".part", StringComparison.Ordinal) || file.EndsWith(".unsound", StringComparison.Ordinal));
    }

    private async Task<EmbeddedHost?> WriteAsync(string name, bool close = true)
    {
        var host = EmbeddedHost.Open(_desk.At(name), TimeProvider.System);
        var pledge = Tiny.Money("p", 1_000);
        Assert.Null((await host.Pledges.DoAsync(new("donor", "offer"), pledge.Id, new PledgeCommand.Offer(pledge))).Refusal);
        Assert.Null((await host.Pledges.DoAsync(new("staff", "accept"), pledge.Id, new PledgeCommand.Accept())).Refusal);
        if (!close)
        {
            return host;
        }

        await host.DisposeAsync();
        return null;
    }
}
