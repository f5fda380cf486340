using System.Diagnostics;
using OpenTelemetry;

namespace Matching.Api.Operations;

/// <summary>Keeps of a trace what names no person: method, route, status; never path, query, address, header or the text of an exception.</summary>
internal sealed class TraceScrubber : BaseProcessor<Activity>
{
    private static readonly HashSet<string> s_kept = new(StringComparer.Ordinal)
    {
        "http.request.method", "http.route", "http.response.status_code", "error.type", "network.protocol.version",
        "matching.operation", "matching.outcome", "matching.solve.state",
    };

    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects.Where(tag => !s_kept.Contains(tag.Key)).ToArray())
        {
            data.SetTag(name, null);
        }

        data.SetStatus(data.Status); // without the description
        data.TraceStateString = null; // whatever the caller sent
        if (data.GetTagItem("http.request.method") is { } method)
        {
            data.DisplayName = $"{method} {data.GetTagItem("http.route") ?? "-"}";
        }

        if (data.Events.Any())
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded; // events hold messages of exceptions, and cannot be taken out
        }
    }
}
