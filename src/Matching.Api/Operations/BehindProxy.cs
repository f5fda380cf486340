using Microsoft.AspNetCore.HttpOverrides;

namespace Matching.Api.Operations;

/// <summary>Takes the caller's address and scheme from the header of a proxy, from the stated proxies only and from the last one only.</summary>
internal static class BehindProxy
{
    public static void UseProxies(this WebApplication app, OperationsOptions options)
    {
        if (options.Proxies.Count == 0)
        {
            return;
        }

        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = 1 };
        forwarded.KnownProxies.Clear(); // this machine is one only if somebody says so
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in options.Proxies)
        {
            forwarded.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(forwarded);
    }
}
