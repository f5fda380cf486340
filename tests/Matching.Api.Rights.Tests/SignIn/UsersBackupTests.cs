using System.Net;
using Matching.Api.SignIn.Store;
using Matching.Silo.Store;
using Matching.Silo.Tests.Stores;

namespace Matching.Api.Rights.Tests.SignIn;

public sealed class UsersBackupTests
{
    [Theory, MemberData(nameof(SignInHost.Kinds), MemberType = typeof(SignInHost))]
    public async Task Accounts_second_factors_and_keys_survive_a_backup_and_a_restore_into_the_other_kind(string kind)
    {
        var folder = Directory.CreateTempSubdirectory("musers").FullName;
        try
        {
            await using var host = await SignInHost.StartAsync(kind);
            var (_, secret) = await host.AccountAsync("plan@fund.example", "national-planner");
            var browser = await host.SignedInAsync("plan@fund.example", secret);
            var file = Path.Combine(folder, "backup.db");
            Assert.Equal(Path.Combine(folder, "backup.users.db"), await UsersBackup.CreateAsync(host.Database, file, default));
            await Assert.ThrowsAsync<StoreRefusedException>(() => UsersBackup.CreateAsync(host.Database, file, default));

            var restored = kind == "sqlite" && PgServer.WhyNot is null ? PgServer.Instance.NewDatabase() : Path.Combine(folder, "restored.db");
            Assert.True(await UsersBackup.RestoreAsync(file, restored, default));
            await Assert.ThrowsAsync<StoreRefusedException>(() => UsersBackup.RestoreAsync(file, restored, default));

            await using var second = await SignInHost.OverAsync(restored, host.Clock);
            var old = second.NewBrowser();
            old.Cookies.Add(browser.Cookies.GetAllCookies());
            using var over = await old.GetAsync("needs");
            Assert.Equal(HttpStatusCode.Unauthorized, over.StatusCode);
            var anew = await second.SignedInAsync("plan@fund.example", secret); // the secret is readable: the data-protection keys came along
            using var inside = await anew.GetAsync("needs");
            Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_service_without_accounts_leaves_no_file()
    {
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".db");
        Assert.Null(await UsersBackup.CreateAsync(file + ".none", file, default));
        Assert.False(await UsersBackup.RestoreAsync(file, file + ".none", default));
        Assert.False(File.Exists(UsersDatabase.FileBeside(file)));
    }
}
