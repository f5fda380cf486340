using System.Diagnostics.Metrics;
using Matching.Silo.Embedded;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Matching.Api.Operations;

/// <summary>Collects figures and traces: for whoever scrapes them, and for an OpenTelemetry collector. Nothing is collected when nobody asks.</summary>
/// <remarks>What is collected names routes, outcomes and durations; never a path, a query, an id, a name or an address.</remarks>
internal sealed class Telemetry : IDisposable
{
    /// <summary>Name of the meter and the source of traces of this assembly.</summary>
    public const string Name = "Matching.Api";

    private readonly Meter _meter = new(Name);
    private readonly MeterProvider? _metrics;
    private readonly TracerProvider? _traces;
    private readonly PrometheusText? _text;

    private Telemetry(OperationsOptions options, string store, Readiness readiness, TimeProvider clock)
    {
        Watch(options, store, readiness, clock);
        var resource = ResourceBuilder.CreateEmpty().AddService("matching", serviceVersion: Version, autoGenerateServiceInstanceId: false);
        if (options.WatchUrl is not null || options.OtlpUrl is not null)
        {
            var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
                .AddMeter(Name, StoreMeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddView("dotnet.assembly.count", MetricStreamConfiguration.Drop);
            if (options.WatchUrl is not null)
            {
                _text = new PrometheusText();
                metrics.AddReader(_text.Reader);
            }

            if (options.OtlpUrl is { } collector)
            {
                metrics.AddOtlpExporter((otlp, reader) =>
                {
                    Send(otlp, new Uri(collector, "v1/metrics"));
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = 15_000;
                });
            }

            _metrics = metrics.Build();
        }

        if (options.OtlpUrl is { } receiver)
        {
            _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
                .AddSource(Name, StoreMeterName, "Microsoft.AspNetCore")
                .AddProcessor(new TraceScrubber())
                .AddOtlpExporter(otlp => Send(otlp, new Uri(receiver, "v1/traces")))
                .Build();
        }
    }

    /// <summary>Version of this program.</summary>
    public static string Version { get; } = typeof(Telemetry).Assembly.GetName().Version?.ToString(3) ?? "0";

    private const string StoreMeterName = StoreFigures.Name;

    /// <param name="store">Kind of database, for the figure that tells what runs.</param>
    public static Telemetry Start(OperationsOptions options, string store, Readiness readiness, TimeProvider clock) => new(options, store, readiness, clock);

    /// <summary>All figures in the text format of Prometheus; empty when nobody is to scrape them.</summary>
    public string Text() => _text?.Read() ?? "";

    public void Dispose()
    {
        // Sends what is still here.
        _traces?.Dispose();
        _metrics?.Dispose();
        _meter.Dispose();
    }

    private void Watch(OperationsOptions options, string store, Readiness readiness, TimeProvider clock)
    {
        _meter.CreateObservableGauge("matching.info", () => new Measurement<int>(1, new("version", Version), new("store", store)), null, "What runs");
        _meter.CreateObservableGauge("matching.ready", () => readiness.WhyNotAsync().GetAwaiter().GetResult() is null ? 1 : 0, null, "1 when the service takes requests and its store takes writes");
        if (options.Backups is { } folder)
        {
            _meter.CreateObservableGauge("matching.backup.age", () => BackupAge.Seconds(folder, clock.GetUtcNow()) is { } age ? [new Measurement<double>(age)] : Array.Empty<Measurement<double>>(), "s", "Age of the newest proved backup");
            _meter.CreateObservableGauge("matching.backup.count", () => BackupAge.Count(folder), "{file}", "Proved backups in the folder");
        }
    }

    private static void Send(OtlpExporterOptions options, Uri to)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = to;
    }
}
