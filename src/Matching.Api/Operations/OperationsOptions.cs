using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Matching.Api.Operations;

/// <summary>What belongs to running the service for real: who watches it, what stands before it, what protects its keys.</summary>
internal sealed record OperationsOptions
{
    /// <summary>Where figures and health are told without sign-in; on this machine only. <see langword="null"/>: nowhere.</summary>
    public Uri? WatchUrl { get; init; }

    /// <summary>The OpenTelemetry collector that traces and metrics are sent to, OTLP over HTTP. <see langword="null"/>: none.</summary>
    public Uri? OtlpUrl { get; init; }

    /// <summary>Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. Empty: nobody's.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>The folder of backups whose age is watched. <see langword="null"/>: not watched.</summary>
    public string? Backups { get; init; }

    /// <summary>Certificates with private keys: the first encrypts the data-protection keys, each of them decrypts. Empty: they stand unencrypted in the database.</summary>
    public IReadOnlyList<X509Certificate2> KeyCertificates { get; init; } = [];

    /// <summary>Checks what was stated under these names; tells everything that is wrong at once.</summary>
    /// <param name="stated">Value of a setting, or nothing.</param>
    public static OperationsOptions Read(Func<string, string?> stated, List<string> problems)
    {
        var watch = Url("watch-url", "http://127.0.0.1:5081");
        if (watch is { IsLoopback: false } or { Scheme: "https" })
        {
            problems.Add($"--watch-url {watch} can be reached from other machines or is not http, and it asks nobody for a password. Write http://127.0.0.1:5081 and let a collector on this machine read it.");
        }

        var backups = stated("backups");
        if (backups is not null && !Directory.Exists(backups))
        {
            problems.Add($"--backups {backups} is no folder. Create it, or state the one that 'matching backup' writes to.");
        }

        return new OperationsOptions
        {
            WatchUrl = watch,
            OtlpUrl = Url("otlp-url", "http://127.0.0.1:4318"),
            Proxies = Networks(stated("proxies") ?? "", problems),
            Backups = backups,
            KeyCertificates = Certificates(stated("key-certificates") ?? "", stated("key-certificate-password-file"), problems),
        };

        Uri? Url(string name, string example)
        {
            if (stated(name) is not { } text)
            {
                return null;
            }

            if (Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url.PathAndQuery == "/" && url.UserInfo.Length == 0)
            {
                return url;
            }

            problems.Add($"--{name} '{text}' is no address; write {example}, without a path.");
            return null;
        }
    }

    private static List<IPNetwork> Networks(string text, List<string> problems)
    {
        var networks = new List<IPNetwork>();
        foreach (var part in Parts(text))
        {
            if (IPAddress.TryParse(part, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else if (IPNetwork.TryParse(part, out var network) && network.PrefixLength >= 8)
            {
                networks.Add(network);
            }
            else
            {
                problems.Add($"--proxies '{part}' is no address of a proxy; write 10.0.0.5, or a network of at least 8 bits, 10.0.0.0/24. Whoever is in it can claim any address.");
            }
        }

        return networks;
    }

    private static List<X509Certificate2> Certificates(string text, string? passwordFile, List<string> problems)
    {
        var certificates = new List<X509Certificate2>();
        string? password = null;
        try
        {
            password = passwordFile is null ? null : File.ReadAllText(passwordFile).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add($"--key-certificate-password-file {passwordFile} cannot be read. Check the path, and that the service's user may read it.");
            return certificates;
        }

        foreach (var file in Parts(text))
        {
            try
            {
                var certificate = file.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)
                    ? password is null ? X509Certificate2.CreateFromPemFile(file) : X509Certificate2.CreateFromEncryptedPemFile(file, password)
                    : X509CertificateLoader.LoadPkcs12FromFile(file, password);
                using var key = certificate.GetRSAPrivateKey();
                if (key is null)
                {
                    problems.Add($"--key-certificates {file} holds no private RSA key, and without it nothing that it encrypts can be read again. State a .pfx or .pem file with certificate and key.");
                }

                certificates.Add(certificate);
            }
            catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
            {
                problems.Add($"--key-certificates {file} cannot be opened. Check the path, that the service's user may read it, and --key-certificate-password-file.");
            }
        }

        return certificates;
    }

    private static string[] Parts(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
