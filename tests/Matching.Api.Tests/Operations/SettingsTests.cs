using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Matching.Api.Operations;
using Matching.Api.Service;
using Matching.Api.SignIn;
using Matching.Api.SignIn.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Matching.Api.Tests.Operations;

/// <summary>Settings of operation: wrong ones are told before anything is opened, right ones do what they say.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("matching-settings-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("--watch-url", "http://0.0.0.0:5081")]
    [InlineData("--watch-url", "https://127.0.0.1:5081")]
    [InlineData("--watch-url", "5081")]
    [InlineData("--otlp-url", "http://127.0.0.1:4318/v1/traces")]
    [InlineData("--otlp-url", "http://user:secret@collector:4318")]
    [InlineData("--proxies", "proxy.example")]
    [InlineData("--proxies", "0.0.0.0/0")]
    [InlineData("--backups", "/nowhere/at/all")]
    [InlineData("--key-certificates", "/nowhere/key.pfx")]
    [InlineData("--key-certificate-password-file", "/nowhere/password")]
    [InlineData("--solves", "seventeen")]
    public void A_wrong_setting_is_told_with_its_name_its_value_and_a_way_out(string name, string value)
    {
        Assert.Null(ServiceOptions.Read([name, value], _ => null, out var problems));
        var problem = Assert.Single(problems);
        Assert.StartsWith(name, problem, StringComparison.Ordinal);
        Assert.Contains(value, problem, StringComparison.Ordinal);
        Assert.Contains(". ", problem.Replace("; ", ". ", StringComparison.Ordinal), StringComparison.Ordinal); // what is wrong, and then what to do
    }

    [Fact]
    public void A_certificate_without_its_key_is_refused()
    {
        using var certificate = Certificate();
        var file = Path.Combine(_folder.FullName, "public.pfx");
        File.WriteAllBytes(file, X509CertificateLoader.LoadCertificate(certificate.Export(X509ContentType.Cert)).Export(X509ContentType.Pfx));

        Assert.Null(ServiceOptions.Read(["--key-certificates", file], _ => null, out var problems));
        Assert.Contains("no private RSA key", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_encrypted_in_the_database_opened_by_an_old_certificate_and_by_nobody_without_one()
    {
        var (first, second, password) = (Save("first"), Save("second"), Path.Combine(_folder.FullName, "password"));
        File.WriteAllText(password, "geheim\n");
        var database = Path.Combine(_folder.FullName, "store.db");

        var secret = Protect(database, Options(first), protector => protector.Protect("số bí mật"));
        using (var users = new UsersDatabase(database).Open())
        {
            var ring = Assert.Single(users.RingKeys).Xml;
            Assert.Contains("EncryptedData", ring, StringComparison.Ordinal);
            Assert.DoesNotContain("<masterKey", ring, StringComparison.Ordinal);
        }

        Assert.Equal("số bí mật", Protect(database, Options(second + ";" + first), protector => protector.Unprotect(secret)));
        Assert.ThrowsAny<CryptographicException>(() => Protect(database, Options(second), protector => protector.Unprotect(secret)));
        Assert.ThrowsAny<CryptographicException>(() => Protect(database, new OperationsOptions(), protector => protector.Unprotect(secret)));

        OperationsOptions Options(string files)
        {
            var read = ServiceOptions.Read(["--key-certificates", files, "--key-certificate-password-file", password], _ => null, out var problems);
            Assert.True(read is not null, string.Join('\n', problems));
            return read.Operations;
        }
    }

    [Theory]
    [InlineData(null, "203.0.113.9", "127.0.0.1 http")]
    [InlineData("10.1.2.3", "203.0.113.9", "127.0.0.1 http")] // a stranger who says that he is a proxy
    [InlineData("127.0.0.1", "203.0.113.9", "203.0.113.9 https")]
    [InlineData("127.0.0.0/8;::1", "198.51.100.7, 203.0.113.9", "203.0.113.9 https")] // what came to the proxy with a header of its own is not believed
    public async Task Only_a_stated_proxy_says_where_a_request_came_from(string? proxies, string forwarded, string seen)
    {
        string[] arguments = ["--database", Path.Combine(_folder.FullName, "store.db"), "--urls", "http://127.0.0.1:0"];
        var options = ServiceOptions.Read(proxies is null ? arguments : [.. arguments, "--proxies", proxies], _ => null, out _)!;
        await using var app = MatchingService.Build(options, pipeline: static app =>
            app.MapGet("/seen", (HttpContext context) => context.Connection.RemoteIpAddress!.MapToIPv4() + " " + context.Request.Scheme));
        await app.StartAsync();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        Assert.Equal(seen, await client.GetStringAsync(new Uri(app.Urls.First() + "/seen")));
        await app.StopAsync();
    }

    [Fact]
    public void A_log_line_quotes_no_exception_that_may_quote_a_request()
    {
        using var said = new StringWriter();
        var lines = new JsonLines(TimeProvider.System);
        var exception = new InvalidOperationException("canary", new Matching.Silo.Store.StoreUnavailableException("The store is full.", new FormatException("canary")));

        lines.Write(new Microsoft.Extensions.Logging.Abstractions.LogEntry<string>(Microsoft.Extensions.Logging.LogLevel.Error, "here", default, "A request failed.", exception, (state, _) => state), null, said);

        var json = System.Text.Json.JsonDocument.Parse(said.ToString()).RootElement;
        Assert.Equal("A request failed.", json.GetProperty("message").GetString());
        Assert.Equal(3, json.GetProperty("exceptions").GetArrayLength());
        Assert.Contains("The store is full.", said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, said.ToString().Count(letter => letter == '\n'));
    }

    private static string Protect(string database, OperationsOptions options, Func<IDataProtector, string> act)
    {
        var services = new ServiceCollection().AddLogging().AddAccounts(database);
        services.ProtectKeys(options.KeyCertificates);
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<UsersDatabase>().Prepare();
        return act(provider.GetRequiredService<IDataProtectionProvider>().CreateProtector("tests"));
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=matching tests", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private string Save(string name)
    {
        using var certificate = Certificate();
        var file = Path.Combine(_folder.FullName, name + ".pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx, "geheim"));
        return file;
    }
}
