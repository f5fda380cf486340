using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Rights.Tests.SignIn;

public sealed class KeyTests
{
    [Theory, MemberData(nameof(SignInHost.Kinds), MemberType = typeof(SignInHost))]
    public async Task A_key_works_without_cookie_or_token_until_it_is_revoked(string kind)
    {
        await using var host = await SignInHost.StartAsync(kind);
        var (admin, _) = await host.AdministratorAsync();
        var (id, key) = await CreateAsync(host, admin);

        using var written = await AskAsync(host, key, HttpMethod.Post);
        Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        using var read = await AskAsync(host, key, HttpMethod.Get);
        Assert.Equal("001", (await read.Content.ReadFromJsonAsync<JsonElement>())[0].GetString());
        await using (var users = host.OpenUsers())
        {
            var row = await users.Keys.AsNoTracking().SingleAsync();
            Assert.StartsWith(row.Prefix, key, StringComparison.Ordinal);
            Assert.DoesNotContain(key[^20..], JsonSerializer.Serialize(row), StringComparison.Ordinal);
        }

        await using var another = await host.AnotherAsync();
        using var there = await AskAsync(another, key, HttpMethod.Get);
        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        using var revoked = await admin.SendAsync(HttpMethod.Delete, $"keys/{id}");
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        using var after = await AskAsync(host, key, HttpMethod.Get);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        host.Clock.Move(TimeSpan.FromSeconds(5));
        using var elsewhere = await AskAsync(another, key, HttpMethod.Get);
        Assert.Equal(HttpStatusCode.Unauthorized, elsewhere.StatusCode);
    }

    [Fact]
    public async Task A_key_expires()
    {
        await using var host = await SignInHost.StartAsync("sqlite");
        var (admin, _) = await host.AdministratorAsync();
        var (_, key) = await CreateAsync(host, admin);
        host.Clock.Move(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        using var last = await AskAsync(host, key, HttpMethod.Get);
        Assert.Equal(HttpStatusCode.OK, last.StatusCode);
        host.Clock.Move(TimeSpan.FromSeconds(1));
        using var late = await AskAsync(host, key, HttpMethod.Get);
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
    }

    [Fact]
    public async Task A_key_with_one_letter_wrong_or_of_no_form_is_worth_nothing_even_beside_a_good_cookie()
    {
        await using var host = await SignInHost.StartAsync("sqlite");
        var (admin, _) = await host.AdministratorAsync();
        var (_, key) = await CreateAsync(host, admin);
        foreach (var wrong in new[] { key[..^2] + (key[^2] == 'A' ? "B" : "A") + key[^1], key[..11], "mk_", "x", key + "A" })
        {
            using var answer = await AskAsync(host, wrong, HttpMethod.Get, admin.Cookies.GetCookieHeader(Browser.Origin));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("approver")]
    [InlineData("administrator")]
    [InlineData("king")]
    public async Task No_key_carries_a_role_that_is_for_people(string role)
    {
        await using var host = await SignInHost.StartAsync("sqlite");
        var (admin, _) = await host.AdministratorAsync();
        using var answer = await admin.SendAsync(HttpMethod.Post, "keys", new { name = "k", role, expiresAt = host.Clock.GetUtcNow().AddDays(3) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        using var endless = await admin.SendAsync(HttpMethod.Post, "keys", new { name = "k", role = "auditor", expiresAt = host.Clock.GetUtcNow().AddDays(367) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, endless.StatusCode);
    }

    private static async Task<(Guid Id, string Key)> CreateAsync(SignInHost host, Browser admin)
    {
        using var created = await admin.SendAsync(
            HttpMethod.Post, "keys", new { name = "school system", role = "commune-officer", communes = new[] { "001" }, expiresAt = host.Clock.GetUtcNow().AddDays(30) });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var body = await created.Content.ReadFromJsonAsync<JsonElement>();
        return (body.GetProperty("details").GetProperty("id").GetGuid(), body.GetProperty("key").GetString()!);
    }

    private static async Task<HttpResponseMessage> AskAsync(SignInHost host, string key, HttpMethod method, string? cookies = null)
    {
        using var client = host.Server.CreateClient();
        using var request = new HttpRequestMessage(method, new Uri(Browser.Origin, "api/v1/needs"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (cookies is not null)
        {
            request.Headers.Add("Cookie", cookies);
        }

        return await client.SendAsync(request);
    }
}
