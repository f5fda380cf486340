using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Matching.Api.SignIn;
using Matching.Api.SignIn.SecondFactor;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Rights.Tests.SignIn;

public sealed class SecondFactorTests
{
    [Theory] // RFC 6238 appendix B, the last six of its eight digits
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code)
    {
        var secret = Encoding.ASCII.GetBytes("12345678901234567890");
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        Assert.Equal(code, Totp.Code(secret, Totp.StepAt(at)));
        Assert.Equal(Totp.StepAt(at), Totp.Match(secret, code, at + TimeSpan.FromSeconds(30)));
        Assert.Null(Totp.Match(secret, code, at + TimeSpan.FromSeconds(61)));
    }

    [Fact]
    public void Secrets_are_written_as_the_standard_says() => Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Base32.Of("12345678901234567890"u8));

    [Theory, MemberData(nameof(SignInHost.Kinds), MemberType = typeof(SignInHost))]
    public async Task A_planner_enrols_at_the_first_sign_in_and_gives_a_code_at_the_next(string kind)
    {
        await using var host = await SignInHost.StartAsync(kind);
        await host.AccountAsync("plan@fund.example", "province-planner", enrolled: false);
        var browser = host.NewBrowser();
        using var first = await browser.SignInAsync("plan@fund.example");
        Assert.Equal("enrol", await NextAsync(first));
        using var early = await browser.GetAsync("needs");
        Assert.Equal(HttpStatusCode.Unauthorized, early.StatusCode);

        using var offered = await browser.SendAsync(HttpMethod.Post, "session/enrolment");
        var secret = FromBase32((await offered.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!);
        using var wrong = await browser.SendAsync(HttpMethod.Post, "session/enrolment/code", new { code = "000000" });
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        using var confirmed = await browser.SendAsync(HttpMethod.Post, "session/enrolment/code", new { code = host.Code(secret) });
        var codes = (await confirmed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("recoveryCodes").EnumerateArray().Select(code => code.GetString()!).ToArray();
        Assert.Equal(SignInRules.RecoveryCodes, codes.Distinct().Count());
        using var inside = await browser.GetAsync("needs");
        Assert.Equal(HttpStatusCode.OK, inside.StatusCode);

        var again = host.NewBrowser();
        using var password = await again.SignInAsync("plan@fund.example");
        Assert.Equal("totp", await NextAsync(password));
        using var enrolAgain = await again.SendAsync(HttpMethod.Post, "session/enrolment"); // a password alone replaces no second factor
        Assert.Equal(HttpStatusCode.Conflict, enrolAgain.StatusCode);
        using var replayed = await again.SendAsync(HttpMethod.Post, "session/totp", new { code = host.Code(secret) });
        Assert.Equal(HttpStatusCode.Unauthorized, replayed.StatusCode);
        host.Clock.Move(TimeSpan.FromSeconds(30));
        using var fresh = await again.SendAsync(HttpMethod.Post, "session/totp", new { code = host.Code(secret) });
        Assert.Equal("done", await NextAsync(fresh));

        var lost = host.NewBrowser();
        using var third = await lost.SignInAsync("plan@fund.example");
        using var recovered = await lost.SendAsync(HttpMethod.Post, "session/totp", new { code = codes[3].ToLowerInvariant() });
        Assert.Equal("done", await NextAsync(recovered));
        var twice = host.NewBrowser();
        using var fourth = await twice.SignInAsync("plan@fund.example");
        using var used = await twice.SendAsync(HttpMethod.Post, "session/totp", new { code = codes[3] });
        Assert.Equal(HttpStatusCode.Unauthorized, used.StatusCode);
    }

    [Fact]
    public async Task Of_sixteen_requests_with_one_code_one_gets_in()
    {
        await using var host = await SignInHost.StartAsync("sqlite");
        var (_, secret) = await host.AccountAsync("plan@fund.example", "national-planner");
        var browser = host.NewBrowser();
        using var password = await browser.SignInAsync("plan@fund.example");
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            var tab = host.NewBrowser();
            tab.Cookies.Add(browser.Cookies.GetAllCookies());
            using var answer = await tab.SendAsync(HttpMethod.Post, "session/totp", new { code = host.Code(secret!) });
            return answer.StatusCode;
        })));
        Assert.Single(answers, status => status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Wrong_codes_lock_the_account_although_the_password_is_right()
    {
        await using var host = await SignInHost.StartAsync("sqlite");
        var (id, secret) = await host.AccountAsync("plan@fund.example", "national-planner");
        for (var i = 0; i < SignInRules.FailuresToLock; i++)
        {
            if (i % AttemptLimits.PerAccount == 0)
            {
                host.Clock.Move(AttemptLimits.Window);
            }

            var browser = host.NewBrowser();
            using var password = await browser.SignInAsync("plan@fund.example");
            Assert.Equal("totp", await NextAsync(password));
            using var wrong = await browser.SendAsync(HttpMethod.Post, "session/totp", new { code = "abcdef" });
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        await using var users = host.OpenUsers();
        Assert.True((await users.Guards.AsNoTracking().SingleAsync(guard => guard.AccountId == id)).LockedUntil > host.Clock.GetUtcNow());
        host.Clock.Move(AttemptLimits.Window);
        using var refused = await host.NewBrowser().SignInAsync("plan@fund.example");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.NotNull(secret);
    }

    [Fact]
    public async Task A_code_without_a_password_before_it_is_worth_nothing()
    {
        await using var host = await SignInHost.StartAsync("sqlite");
        var (_, secret) = await host.AccountAsync("plan@fund.example", "approver");
        using var answer = await host.NewBrowser().SendAsync(HttpMethod.Post, "session/totp", new { code = host.Code(secret!) });
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task An_officer_may_choose_a_second_factor_and_remove_it_with_a_code()
    {
        await using var host = await SignInHost.StartAsync("sqlite");
        await host.AccountAsync("xa@fund.example", "commune-officer");
        var browser = await host.SignedInAsync("xa@fund.example");
        using var offered = await browser.SendAsync(HttpMethod.Post, "session/own-totp");
        var secret = FromBase32((await offered.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!);
        using var confirmed = await browser.SendAsync(HttpMethod.Post, "session/own-totp/code", new { code = host.Code(secret) });
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        using var asked = await host.NewBrowser().SignInAsync("xa@fund.example");
        Assert.Equal("totp", await NextAsync(asked));

        using var guessed = await browser.SendAsync(HttpMethod.Post, "session/own-totp/removal", new { code = "123" });
        Assert.Equal(HttpStatusCode.Unauthorized, guessed.StatusCode);
        host.Clock.Move(TimeSpan.FromSeconds(30));
        using var removed = await browser.SendAsync(HttpMethod.Post, "session/own-totp/removal", new { code = host.Code(secret) });
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        using var plain = await host.NewBrowser().SignInAsync("xa@fund.example");
        Assert.Equal("done", await NextAsync(plain));
    }

    private static async Task<string?> NextAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("next").GetString();
    }

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
