using System.Diagnostics;
using System.Diagnostics.Metrics;
using Matching.Api.Operations;
using Matching.Api.Wire;

namespace Matching.Api.Solving;

/// <summary>What an operator may know of solves: how many wait and run, how they ended, how long they took.</summary>
internal sealed class SolveFigures
{
    private static readonly ActivitySource s_traces = new(Telemetry.Name);

    private readonly Counter<long> _ended;
    private readonly Histogram<double> _duration;

    /// <param name="count">How many solves are in this state.</param>
    public SolveFigures(IMeterFactory meters, Func<SolveState, int> count)
    {
        var meter = meters.Create(Telemetry.Name);
        _ended = meter.CreateCounter<long>("matching.solves.ended", "{solve}", "Solves that are over, by how they ended");
        _duration = meter.CreateHistogram("matching.solve.duration", "s", "Time of a solve from its begin, waiting not included", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600] });
        SolveState[] open = [SolveState.Waiting, SolveState.Running, SolveState.Storing];
        meter.CreateObservableGauge("matching.solves", () => open.Select(state => new Measurement<int>(count(state), new KeyValuePair<string, object?>("state", Spelling.Of<SolveState>(state)))), "{solve}", "Solves that wait or run");
    }

    public static Activity? Begin() => s_traces.StartActivity("solve");

    public void Ended(SolveState state, TimeSpan duration, Activity? trace)
    {
        var word = Spelling.Of<SolveState>(state);
        trace?.SetTag("matching.solve.state", word);
        _ended.Add(1, new KeyValuePair<string, object?>("state", word));
        _duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("state", word));
    }
}
