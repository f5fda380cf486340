using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Matching.Api.SignIn;
using Matching.Api.SignIn.Desks;
using Matching.Silo.Store;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Rights.Tests.SignIn;

public sealed class AccountTests
{
    [Theory, MemberData(nameof(SignInHost.Kinds), MemberType = typeof(SignInHost))]
    public async Task An_administrator_invites_a_donor_who_sets_a_password_once(string kind)
    {
        await using var host = await SignInHost.StartAsync(kind);
        var (admin, _) = await host.AdministratorAsync();
        using var created = await admin.SendAsync(HttpMethod.Post, "users", new { email = "donor@example.org", grant = new { roles = new[] { "donor" }, donors = new[] { "d7" } } });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var token = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        using var again = await admin.SendAsync(HttpMethod.Post, "users", new { email = "Donor@example.org", grant = new { roles = new[] { "donor" }, donors = new[] { "d7" } } });
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);

        var donor = host.NewBrowser();
        using var weak = await donor.SendAsync(HttpMethod.Put, "session/password", new { email = "donor@example.org", token, password = "MatKhau123456789" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.StatusCode);
        using var set = await donor.SendAsync(HttpMethod.Put, "session/password", new { email = "donor@example.org", token, password = "gió lùa qua cửa bếp 57" });
        Assert.Equal(HttpStatusCode.NoContent, set.StatusCode);
        using var twice = await donor.SendAsync(HttpMethod.Put, "session/password", new { email = "donor@example.org", token, password = "gió lùa qua cửa bếp 58" });
        using var nobody = await donor.SendAsync(HttpMethod.Put, "session/password", new { email = "nobody@example.org", token, password = "gió lùa qua cửa bếp 58" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.StatusCode);
        Assert.Equal(await nobody.Content.ReadAsStringAsync(), await twice.Content.ReadAsStringAsync());

        using var signedIn = await donor.SignInAsync("donor@example.org", "gió lùa qua cửa bếp 57".Normalize(System.Text.NormalizationForm.FormD)); // typed on another keyboard
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
        Assert.Equal("d7", (await donor.ReadAsync("session")).GetProperty("donors")[0].GetString());
        using var elsewhere = await donor.GetAsync("users");
        Assert.Equal(HttpStatusCode.Forbidden, elsewhere.StatusCode);
    }

    [Theory]
    [InlineData("roles")]
    [InlineData("disable")]
    [InlineData("totp")]
    [InlineData("password")]
    public async Task A_session_ends_when_roles_password_or_second_factor_change_or_the_account_is_disabled(string change)
    {
        await using var host = await SignInHost.StartAsync("sqlite");
        var (admin, _) = await host.AdministratorAsync();
        var (id, _) = await host.AccountAsync("xa@fund.example", "commune-officer");
        var browser = await host.SignedInAsync("xa@fund.example");
        await using var another = await host.AnotherAsync();
        var elsewhere = another.NewBrowser();
        elsewhere.Cookies.Add(browser.Cookies.GetAllCookies());
        using var before = await elsewhere.GetAsync("needs");
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);

        using var done = change switch
        {
            "roles" => await admin.SendAsync(HttpMethod.Put, $"users/{id}/roles", new { roles = new[] { "commune-officer" }, communes = new[] { "002" } }),
            "disable" => await admin.SendAsync(HttpMethod.Post, $"users/{id}/disable", new { reason = "left the office" }),
            "totp" => await admin.SendAsync(HttpMethod.Delete, $"users/{id}/totp"),
            _ => await browser.SendAsync(HttpMethod.Post, "session/password", new { old = SignInHost.Password, @new = "trời xanh mây trắng 19 con bò" }),
        };
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);

        browser.Cookies.Add(elsewhere.Cookies.GetAllCookies());
        using var here = await browser.GetAsync("needs"); // at once in the process that changed it
        Assert.Equal(HttpStatusCode.Unauthorized, here.StatusCode);
        host.Clock.Move(TimeSpan.FromSeconds(5));
        using var there = await elsewhere.GetAsync("needs"); // within five seconds in any other
        Assert.Equal(HttpStatusCode.Unauthorized, there.StatusCode);
    }

    [Fact]
    public async Task Roles_that_exclude_each_other_or_lack_their_scope_are_refused()
    {
        await using var host = await SignInHost.StartAsync("sqlite");
        var (admin, _) = await host.AdministratorAsync();
        object[] grants =
        [
            new { roles = Array.Empty<string>() },
            new { roles = new[] { "king" } },
            new { roles = new[] { "administrator", "national-planner" } },
            new { roles = new[] { "auditor", "approver" } },
            new { roles = new[] { "province-planner" } },
            new { roles = new[] { "national-planner" }, provinces = new[] { "11" } },
            new { roles = new[] { "commune-officer" }, communes = new[] { "001 002" } },
        ];
        foreach (var grant in grants)
        {
            using var answer = await admin.SendAsync(HttpMethod.Post, "users", new { email = "x@fund.example", grant });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }
    }

    [Fact]
    public async Task An_administrator_changes_everybody_but_themselves_and_every_change_is_written_down()
    {
        await using var host = await SignInHost.StartAsync("sqlite");
        var (admin, own) = await host.AdministratorAsync();
        using var demoted = await admin.SendAsync(HttpMethod.Put, $"users/{own}/roles", new { roles = new[] { "national-planner" } });
        Assert.Equal(HttpStatusCode.Conflict, demoted.StatusCode);
        using var disabled = await admin.SendAsync(HttpMethod.Post, $"users/{own}/disable", new { reason = "why not" });
        Assert.Equal(HttpStatusCode.Conflict, disabled.StatusCode);
        using var missing = await admin.SendAsync(HttpMethod.Post, $"users/{Guid.NewGuid()}/disable", new { reason = "why not" });
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);

        var (id, _) = await host.AccountAsync("xa@fund.example", "commune-officer");
        using var unfounded = await admin.SendAsync(HttpMethod.Post, $"users/{id}/disable", new { reason = " " });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unfounded.StatusCode);
        using var done = await admin.SendAsync(HttpMethod.Post, $"users/{id}/disable", new { reason = "left the office" });
        using var back = await admin.SendAsync(HttpMethod.Post, $"users/{id}/enable", new { reason = "came back" });
        Assert.Equal(HttpStatusCode.NoContent, back.StatusCode);
        var events = (await admin.ReadAsync($"users/events?subject={id}")).GetProperty("events").EnumerateArray().ToArray();
        Assert.Equal(["enabled", "disabled", "created"], events.Select(e => e.GetProperty("kind").GetString()));
        Assert.Equal(own.ToString(), events[1].GetProperty("actor").GetString());
        Assert.Equal("left the office", events[1].GetProperty("detail").GetString());
    }

    [Fact]
    public async Task The_first_administrator_comes_from_the_command_line_and_enrols_at_the_first_sign_in()
    {
        await using var host = await SignInHost.StartAsync("sqlite");
        await using (var users = host.OpenUsers())
        {
            Assert.Empty(await users.Users.ToListAsync()); // no default account
        }

        var weak = await Assert.ThrowsAsync<RefusedException>(() => FirstAdministrator.CreateAsync(host.Database, "first@fund.example", "administrator1"));
        Assert.Contains("15", weak.Message, StringComparison.Ordinal);
        await FirstAdministrator.CreateAsync(host.Database, "first@fund.example", SignInHost.Password);
        using var answer = await host.NewBrowser().SignInAsync("first@fund.example");
        Assert.Equal("enrol", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("next").GetString());
    }

    [Theory, MemberData(nameof(SignInHost.Kinds), MemberType = typeof(SignInHost))]
    public async Task Accounts_of_a_newer_version_are_refused(string kind)
    {
        await using var host = await SignInHost.StartAsync(kind);
        await using (var users = host.OpenUsers())
        {
            Assert.False(users.Database.HasPendingModelChanges());
            await users.Database.ExecuteSqlAsync($"INSERT INTO account_migrations VALUES ('99991231235959_Later', '99')");
        }

        await Assert.ThrowsAsync<StoreRefusedException>(host.AnotherAsync);
    }
}
