using Matching.Api.Rights;
using Matching.Silo.Desks;
using Matching.Silo.Store;

namespace Matching.Api.Audit;

/// <summary>Writes down who read personal data of donors, what and when, in the ledger's chain: what was asked for, never what was read.</summary>
/// <remarks>
/// Readings are gathered and written a second later at most, one entry for each reader, so that reading costs nothing. An orderly stop writes what is left; kill −9 loses at most that second. Donors who read
/// their own pledges are not written down.
/// </remarks>
internal sealed class PersonalReads(IMatchingHost host, TimeProvider clock, ILogger<PersonalReads> log) : BackgroundService
{
    public const string Subject = "personal-data:donors";

    // Of one reader in one entry; more of them go into the next.
    private const int MostTold = 200;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _one = new(1, 1);
    private SortedDictionary<string, SortedDictionary<string, Reading>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Notes the reading once the answer is known to be given.</summary>
    public static async ValueTask<object?> NoteAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context).ConfigureAwait(false);
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<Operation>() is { } operation
            && RightsTable.Own.Find(operation.Name) is { Personal: true, Kind: OperationKind.Read }
            && (result as IStatusCodeHttpResult)?.StatusCode is null or < 400
            && Caller.Of(http.User) is var caller && !caller.IsDonor)
        {
            http.RequestServices.GetRequiredService<PersonalReads>().Note(caller.Id, operation.Name, http.Request.Path.Value + Filters(http.Request.Query));
        }

        return result;
    }

    public void Note(string reader, string operation, string what)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            if (!_waiting.TryGetValue(reader, out var own))
            {
                _waiting.Add(reader, own = new(StringComparer.Ordinal));
            }

            var key = operation + "\n" + what;
            own[key] = own.TryGetValue(key, out var known) ? known with { Until = now.UtcDateTime, Times = known.Times + 1 } : new Reading(operation, what, now.UtcDateTime, now.UtcDateTime, 1);
        }
    }

    /// <summary>Writes what waits.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            SortedDictionary<string, SortedDictionary<string, Reading>> taken;
            lock (_lock)
            {
                (taken, _waiting) = (_waiting, new(StringComparer.Ordinal));
            }

            if (taken.Count > 0)
            {
                var notes = taken.SelectMany(reader => reader.Value.Values.Chunk(MostTold).Select(readings =>
                    new JournalNote("reads/" + Guid.NewGuid().ToString("N"), reader.Key, "personal_data_read", Subject, null, new { Readings = readings }))).ToList();
                await WriteAsync(notes, cancel).ConfigureAwait(false);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await WriteAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                await WriteAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is written while it stops.
        }
    }

    // The same keys again until the store answers: each note is written once.
    private async Task WriteAsync(List<JournalNote> notes, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                await host.Notes.AppendAsync(notes, cancel).ConfigureAwait(false);
                return;
            }
            catch (StoreUnavailableException e)
            {
                log.LogWarning(e, "Readings of personal data could not be written down.");
                if (host.Stopped is not null)
                {
                    return; // nothing is written any more, and nothing is answered either
                }

                await Task.Delay(s_pause, clock, cancel).ConfigureAwait(false);
            }
        }
    }

    // What was filtered by, as ids; words that were searched for may be names.
    private static string Filters(IQueryCollection query)
    {
        var told = query.Where(filter => filter.Key is not ("cursor" or "limit")).OrderBy(filter => filter.Key, StringComparer.Ordinal)
            .Select(filter => filter.Key + "=" + (filter.Key == "text" ? "…" : filter.Value.ToString())).ToList();
        return told.Count == 0 ? "" : "?" + string.Join('&', told);
    }

    /// <param name="What">Address and filters.</param>
    internal sealed record Reading(string Operation, string What, DateTime From, DateTime Until, int Times);
}
