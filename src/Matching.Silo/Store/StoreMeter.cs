using System.Diagnostics;
using System.Diagnostics.Metrics;
using Matching.Engine.Intents;

namespace Matching.Silo.Store;

/// <summary>What an operator may know of the writer: how much waits, how many writes share one commit, how long the disk takes, what is refused.</summary>
/// <remarks>No figure bears the name of a person, a pledge or a commune; docs/operations.md lists them.</remarks>
internal sealed class StoreMeter : IDisposable
{
    /// <summary>Name of the meter, and of the source of traces.</summary>
    public const string Name = Embedded.StoreFigures.Name;

    public static readonly ActivitySource Traces = new(Name);

    private readonly Meter? _own;
    private readonly Histogram<int> _batch;
    private readonly Histogram<double> _commit;
    private readonly Histogram<double> _answer;
    private readonly Counter<long> _writes;
    private long _sequence = -1;

    /// <param name="meters">Who makes meters; without one it makes its own.</param>
    /// <param name="waiting">How many writes wait.</param>
    /// <param name="stopped">Whether the writer has stopped for good.</param>
    public StoreMeter(IMeterFactory? meters, Func<int> waiting, Func<bool> stopped)
    {
        var meter = meters is null ? _own = new Meter(Name) : meters.Create(Name);
        double[] seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
        _batch = meter.CreateHistogram("matching.writer.batch", "{write}", "Writes that shared one transaction", null, new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] });
        _commit = meter.CreateHistogram("matching.writer.commit.duration", "s", "Time until a transaction was on disk", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = seconds });
        _answer = meter.CreateHistogram("matching.write.duration", "s", "Time from a wish to its answer, waiting included", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = seconds });
        _writes = meter.CreateCounter<long>("matching.writes", "{write}", "Wishes answered, by outcome; for refusals also the code");
        meter.CreateObservableGauge("matching.writer.waiting", waiting, "{write}", "Writes that wait for the writer");
        meter.CreateObservableGauge("matching.writer.stopped", () => stopped() ? 1 : 0, null, "1 when the writer has stopped for good and the service must be restarted");
        meter.CreateObservableGauge("matching.ledger.sequence", Sequence, "{entry}", "Number of the last entry of the ledger that this process knows");
    }

    public void Committed(int together, long sequence, TimeSpan duration)
    {
        _batch.Record(together);
        _commit.Record(duration.TotalSeconds);
        Volatile.Write(ref _sequence, sequence);
    }

    /// <param name="refusal">Why it was refused; <see langword="null"/> if it was not.</param>
    public void Answered(string outcome, RefusalCode? refusal, TimeSpan duration)
    {
        _writes.Add(1, new("outcome", outcome), new("refusal", refusal is { } code ? code.ToString() : ""));
        _answer.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
    }

    public void Dispose() => _own?.Dispose();

    // Unknown until the head was read once.
    private IEnumerable<Measurement<long>> Sequence() => Volatile.Read(ref _sequence) is var sequence and >= 0 ? [new(sequence)] : [];
}
