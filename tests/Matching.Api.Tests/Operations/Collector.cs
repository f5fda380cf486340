using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Matching.Api.Tests.Operations;

/// <summary>Stands where an OpenTelemetry collector would, and keeps every byte that it gets.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly List<(string Path, string Body)> _received = [];
    private readonly Task _loop;

    public Collector()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        }

        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _loop = Task.Run(ListenAsync);
    }

    public Uri Address { get; }

    /// <summary>What was sent to addresses that begin so.</summary>
    public string Received(string path)
    {
        lock (_received)
        {
            return string.Concat(_received.Where(one => one.Path.StartsWith(path, StringComparison.Ordinal)).Select(one => one.Body));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _loop;
    }

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                lock (_received)
                {
                    _received.Add((context.Request.Url!.AbsolutePath, Encoding.UTF8.GetString(body.ToArray())));
                }

                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
