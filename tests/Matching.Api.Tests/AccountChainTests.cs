using Matching.Api.Audit;
using Matching.Api.Service;
using Matching.Api.SignIn;
using Matching.Api.SignIn.Desks;
using Matching.Api.SignIn.Store;
using Matching.Engine.Ledger;
using Matching.Silo.Desks;
using Matching.Silo.Store.Rows;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matching.Api.Tests;

/// <summary>What happens to accounts stands in the ledger's chain, whatever dies in between.</summary>
public sealed class AccountChainTests : IDisposable
{
    private const string Password = "bốn từ tình cờ: ghế mưa tre lửa";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("matching-chain-");

    private string Database => Path.Combine(_folder.FullName, "store.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_event_that_was_written_before_the_process_died_is_chained_at_the_next_start_and_only_once()
    {
        await FirstAdministrator.CreateAsync(Database, "admin@fund.example", Password); // writes the accounts and ends: nobody carried it
        for (var start = 0; start < 2; start++)
        {
            await using var app = Serve.Build(new ServiceOptions { Database = Database, Urls = [new Uri("http://127.0.0.1:0")] });
            await app.Services.GetRequiredService<AccountRelay>().CarryAsync(CancellationToken.None);
            var entry = Assert.Single(await EntriesAsync(app));
            Assert.Equal(("account_created", "command-line"), (entry.Action, entry.Actor));
            Assert.Contains("role=administrator", entry.Details, StringComparison.Ordinal);
            Assert.DoesNotContain("admin@", entry.Details, StringComparison.Ordinal);
        }

        var proof = await AccountProof.RunAsync(Database, CancellationToken.None);
        Assert.True(proof.IsSound);
        Assert.Equal((1, 0), (proof.AccountEvents, proof.AccountEventsWaiting));
    }

    [Fact]
    public async Task Changes_of_roles_keys_passwords_and_too_many_failures_are_chained_without_network_addresses()
    {
        var id = await FirstAdministrator.CreateAsync(Database, "admin@fund.example", Password);
        await using var app = Serve.Build(new ServiceOptions { Database = Database, Urls = [new Uri("http://127.0.0.1:0")] });
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();
            var account = await desk.CreateAsync(id.ToString(), "canbo@xa.example", new Grant(["commune-officer"], [], ["03217"], []));
            await desk.ChangeGrantAsync(id.ToString(), account, new Grant(["auditor"], [], [], []), CancellationToken.None);
            await desk.DisableAsync(id.ToString(), account, "nghỉ việc");
            var admin = (await desk.FindAsync(id))!;
            await desk.ChangePasswordAsync(admin, Password, "năm từ khác hẳn: sông núi lúa gạo muối");
            await scope.ServiceProvider.GetRequiredService<SignIn.Keys.KeyDesk>().CreateAsync(
                id.ToString(), "máy kế toán", "auditor", new Grant([], [], [], []), DateTimeOffset.UtcNow.AddDays(9), CancellationToken.None);
            var signIn = scope.ServiceProvider.GetRequiredService<SignInDesk>();
            for (var i = 0; i < SignInRules.FailuresToLock; i++)
            {
                await signIn.FailAsync(admin, "password", "203.0.113.7", CancellationToken.None);
            }
        }

        await app.Services.GetRequiredService<AccountRelay>().CarryAsync(CancellationToken.None);

        var entries = await EntriesAsync(app);
        Assert.Equal(
            ["account_created", "account_created", "account_roles_changed", "account_disabled", "account_password_set", "account_key_created", "account_locked"],
            entries.Select(entry => entry.Action));
        Assert.Equal("nghỉ việc", entries[3].Reason);
        Assert.DoesNotContain(entries, entry => entry.Details.Contains("203.0.113.7", StringComparison.Ordinal));
        Assert.True((await AccountProof.RunAsync(Database, CancellationToken.None)).IsSound);
    }

    [Theory]
    [InlineData("DELETE FROM account_events WHERE \"Kind\" = 'created'")]
    [InlineData("UPDATE account_events SET \"Detail\" = 'role=auditor' WHERE \"Kind\" = 'created'")]
    [InlineData("UPDATE account_events SET \"Actor\" = 'somebody-else'")]
    public async Task Whoever_changes_an_event_or_takes_it_away_is_found_out(string tampering)
    {
        await FirstAdministrator.CreateAsync(Database, "admin@fund.example", Password);
        await using (var app = Serve.Build(new ServiceOptions { Database = Database, Urls = [new Uri("http://127.0.0.1:0")] }))
        {
            await app.Services.GetRequiredService<AccountRelay>().CarryAsync(CancellationToken.None);
        }

        await using (var users = new UsersDatabase(Database).Open())
        {
            Assert.Equal(1, await users.Database.ExecuteSqlRawAsync(tampering));
        }

        var proof = await AccountProof.RunAsync(Database, CancellationToken.None);
        Assert.Equal((1, LedgerFaultKind.AccountEventDiffers), (proof.FaultCount, proof.Faults[0].Kind));
    }

    private static async Task<List<EntryRow>> EntriesAsync(WebApplication app) => await app.Services.GetRequiredService<IMatchingHost>().ReadAsync(
        (db, cancel) => db.Journal.Where(entry => entry.Action.StartsWith("account_")).OrderBy(entry => entry.Sequence).ToListAsync(cancel));
}
