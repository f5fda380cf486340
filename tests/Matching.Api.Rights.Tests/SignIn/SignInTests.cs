using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Matching.Api.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Rights.Tests.SignIn;

public sealed class SignInTests
{
    [Theory, MemberData(nameof(SignInHost.Kinds), MemberType = typeof(SignInHost))]
    public async Task An_officer_signs_in_reads_writes_and_signs_out(string kind)
    {
        await using var host = await SignInHost.StartAsync(kind);
        await host.AccountAsync("xa@fund.example", "commune-officer");
        var browser = await host.SignedInAsync("XA@fund.example");

        var me = await browser.ReadAsync("session");
        Assert.Equal("xa@fund.example", me.GetProperty("name").GetString());
        Assert.Equal("commune-officer", me.GetProperty("roles")[0].GetString());
        Assert.Equal("001", (await browser.ReadAsync("needs"))[0].GetString());
        using var written = await browser.SendAsync(HttpMethod.Post, "needs");
        Assert.Equal(HttpStatusCode.OK, written.StatusCode);

        var stolen = browser.Cookies.GetCookieHeader(Browser.Origin);
        using var left = await browser.SendAsync(HttpMethod.Delete, "session");
        Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);
        browser.Cookies.SetCookies(Browser.Origin, stolen.Replace("; ", ",", StringComparison.Ordinal));
        using var after = await browser.GetAsync("needs"); // a copy of the cookie is worth nothing either
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task Unknown_address_wrong_password_disabled_and_locked_account_get_the_same_bytes()
    {
        await using var host = await SignInHost.StartAsync("sqlite");
        await host.AccountAsync("here@fund.example", "commune-officer");
        var (disabled, _) = await host.AccountAsync("left@fund.example", "commune-officer");
        var (locked, _) = await host.AccountAsync("locked@fund.example", "commune-officer");
        await using (var users = host.OpenUsers())
        {
            (await users.Users.SingleAsync(account => account.Id == disabled)).DisabledAt = host.Clock.GetUtcNow();
            (await users.Guards.SingleAsync(guard => guard.AccountId == locked)).LockedUntil = host.Clock.GetUtcNow() + TimeSpan.FromMinutes(1);
            await users.SaveChangesAsync();
        }

        var bodies = new List<string>();
        foreach (var (email, password) in new[] { ("nobody@fund.example", "x"), ("here@fund.example", "wrong"), ("left@fund.example", SignInHost.Password), ("locked@fund.example", SignInHost.Password) })
        {
            using var answer = await host.NewBrowser().SignInAsync(email, password);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            bodies.Add(await answer.Content.ReadAsStringAsync());
        }

        Assert.Single(bodies.Distinct());
        Assert.Contains("Không đăng nhập được", JsonDocument.Parse(bodies[0]).RootElement.GetProperty("vi").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("here@fund.example")]
    [InlineData("nobody@fund.example")]
    public async Task The_sixth_attempt_waits_whether_the_account_exists_or_not(string email)
    {
        await using var host = await SignInHost.StartAsync("sqlite");
        await host.AccountAsync("here@fund.example", "commune-officer");
        for (var i = 0; i < AttemptLimits.PerAccount; i++)
        {
            using var wrong = await host.NewBrowser().SignInAsync(email, "wrong");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var sixth = await host.NewBrowser().SignInAsync(email);
        Assert.Equal(HttpStatusCode.TooManyRequests, sixth.StatusCode);
        Assert.Equal(AttemptLimits.Window, sixth.Headers.RetryAfter!.Delta);

        host.Clock.Move(AttemptLimits.Window);
        using var later = await host.NewBrowser().SignInAsync(email);
        Assert.Equal(email.StartsWith("here", StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, later.StatusCode);
    }

    [Theory, MemberData(nameof(SignInHost.Kinds), MemberType = typeof(SignInHost))]
    public async Task Ten_failures_lock_the_account_for_a_quarter_of_an_hour_in_every_process(string kind)
    {
        await using var host = await SignInHost.StartAsync(kind);
        await host.AccountAsync("xa@fund.example", "commune-officer");
        for (var i = 0; i < SignInRules.FailuresToLock; i++)
        {
            if (i % AttemptLimits.PerAccount == 0)
            {
                host.Clock.Move(AttemptLimits.Window);
            }

            using var wrong = await host.NewBrowser().SignInAsync("xa@fund.example", "wrong");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        await using var another = await host.AnotherAsync();
        using var right = await another.NewBrowser().SignInAsync("xa@fund.example");
        Assert.Equal(HttpStatusCode.Unauthorized, right.StatusCode);

        host.Clock.Move(SignInRules.LockTime);
        using var unlocked = await another.NewBrowser().SignInAsync("xa@fund.example");
        Assert.Equal(HttpStatusCode.OK, unlocked.StatusCode);
    }

    [Fact]
    public async Task A_write_without_the_antiforgery_token_is_refused_and_a_read_is_not()
    {
        await using var host = await SignInHost.StartAsync("sqlite");
        await host.AccountAsync("xa@fund.example", "commune-officer");
        await host.AccountAsync("xb@fund.example", "commune-officer");
        var browser = await host.SignedInAsync("xa@fund.example");
        var token = browser.Token;

        browser.Token = null;
        using var without = await browser.SendAsync(HttpMethod.Post, "needs");
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.Equal("antiforgery", (await without.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        browser.Token = (await host.SignedInAsync("xb@fund.example")).Token;
        using var anothers = await browser.SendAsync(HttpMethod.Post, "needs");
        Assert.Equal(HttpStatusCode.BadRequest, anothers.StatusCode);

        using var read = await browser.GetAsync("needs");
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        browser.Token = token;
        using var with = await browser.SendAsync(HttpMethod.Post, "needs");
        Assert.Equal(HttpStatusCode.OK, with.StatusCode);
    }

    [Fact]
    public async Task A_session_ends_after_an_hour_of_silence_and_after_half_a_day_in_any_case()
    {
        await using var host = await SignInHost.StartAsync("sqlite");
        await host.AccountAsync("xa@fund.example", "commune-officer");
        var silent = await host.SignedInAsync("xa@fund.example");
        host.Clock.Move(SignInRules.IdleTime + TimeSpan.FromSeconds(1));
        using var late = await silent.GetAsync("needs");
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);

        var busy = await host.SignedInAsync("xa@fund.example");
        for (var worked = TimeSpan.Zero; worked < SignInRules.SessionTime - TimeSpan.FromMinutes(40); worked += TimeSpan.FromMinutes(40))
        {
            host.Clock.Move(TimeSpan.FromMinutes(40));
            using var answer = await busy.GetAsync("needs");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        host.Clock.Move(TimeSpan.FromMinutes(40));
        using var evening = await busy.GetAsync("needs");
        Assert.Equal(HttpStatusCode.Unauthorized, evening.StatusCode);
    }

    [Fact]
    public async Task Cookies_are_out_of_reach_of_scripts_and_other_sites_and_travel_over_tls_only()
    {
        await using var host = await SignInHost.StartAsync("sqlite");
        await host.AccountAsync("xa@fund.example", "commune-officer");
        using var answer = await host.NewBrowser().SignInAsync("xa@fund.example");
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(set => set.StartsWith("matching-session=", StringComparison.Ordinal)).ToLowerInvariant();
        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("; samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.Ordinal);

        Assert.Contains("; secure", await CookieAsync("fund.example", IPAddress.Loopback), StringComparison.Ordinal); // a proxy on this machine
        Assert.Contains("; secure", await CookieAsync("localhost", IPAddress.Parse("192.0.2.7")), StringComparison.Ordinal);
        Assert.DoesNotContain("; secure", await CookieAsync("localhost", IPAddress.Loopback), StringComparison.Ordinal);

        async Task<string> CookieAsync(string name, IPAddress from)
        {
            using var client = new HttpClient(host.Server.CreateHandler(context => context.Connection.RemoteIpAddress = from));
            using var signedIn = await client.PostAsJsonAsync(new Uri($"http://{name}/api/v1/session"), new { email = "xa@fund.example", password = SignInHost.Password });
            return signedIn.Headers.GetValues("Set-Cookie").Single(set => set.StartsWith("matching-session=", StringComparison.Ordinal)).ToLowerInvariant();
        }
    }

    [Fact]
    public async Task Cookies_outlive_a_restart()
    {
        await using var host = await SignInHost.StartAsync("sqlite");
        await host.AccountAsync("xa@fund.example", "commune-officer");
        var browser = await host.SignedInAsync("xa@fund.example");
        await using var another = await host.AnotherAsync();
        var elsewhere = another.NewBrowser();
        elsewhere.Cookies.Add(browser.Cookies.GetAllCookies());
        using var answer = await elsewhere.GetAsync("needs");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
