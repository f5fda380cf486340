using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.TestHost;

namespace Matching.Api.Rights.Tests.SignIn;

/// <summary>Keeps cookies and the antiforgery token as a browser and its page do.</summary>
internal sealed class Browser(TestServer server)
{
    public static readonly Uri Origin = new("https://fund.example/");

    public CookieContainer Cookies { get; } = new();

    /// <summary>Sent with every write; a test may take it away.</summary>
    public string? Token { get; set; }

    public Task<HttpResponseMessage> SignInAsync(string email, string password = SignInHost.Password) => SendAsync(HttpMethod.Post, "session", new { email, password });

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public async Task<JsonElement> ReadAsync(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Origin, "api/v1/" + path));
        request.Content = body is null ? null : JsonContent.Create(body);
        if (Cookies.GetCookieHeader(request.RequestUri!) is { Length: > 0 } cookies)
        {
            request.Headers.Add("Cookie", cookies);
        }

        if (Token is not null && method != HttpMethod.Get)
        {
            request.Headers.Add("X-CSRF-Token", Token);
        }

        using var wire = new HttpMessageInvoker(server.CreateHandler());
        var answer = await wire.SendAsync(request, default);
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var cookie in set)
            {
                Cookies.SetCookies(request.RequestUri!, cookie);
            }
        }

        await RememberAsync(answer);
        return answer;
    }

    private async Task RememberAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType != "application/json")
        {
            return;
        }

        using var read = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var body = read.RootElement;
        if (body.ValueKind is JsonValueKind.Object)
        {
            var session = body.TryGetProperty("session", out var inner) && inner.ValueKind is JsonValueKind.Object ? inner : body;
            Token = session.TryGetProperty("antiforgeryToken", out var token) ? token.GetString() : Token;
        }
    }
}
