using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Matching.Api.Operations;

/// <summary>Figures in the text format of Prometheus, version 0.0.4, collected when they are asked for.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusText : BaseExporter<Metric>, IPullMetricExporter
{
    private readonly Lock _lock = new();
    private readonly BaseExportingMetricReader _reader;
    private readonly StringBuilder _text = new();

    public PrometheusText() => _reader = new BaseExportingMetricReader(this);

    /// <summary>What the provider of figures is given.</summary>
    public MetricReader Reader => _reader;

    /// <inheritdoc/>
    public Func<int, bool>? Collect { get; set; }

    public string Read()
    {
        lock (_lock)
        {
            _text.Clear();
            Collect!(Timeout.Infinite); // not the reader itself: it lets only this door pull
            return _text.ToString();
        }
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        foreach (var metric in batch)
        {
            Add(metric);
        }

        return ExportResult.Success;
    }

    private void Add(Metric metric)
    {
        var counts = metric.MetricType is MetricType.LongSum or MetricType.DoubleSum;
        var histogram = metric.MetricType == MetricType.Histogram;
        var name = NameOf(metric.Name, metric.Unit, counts);
        if (metric.Description.Length > 0)
        {
            _text.Append("# HELP ").Append(name).Append(' ').Append(metric.Description.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)).Append('\n');
        }

        _text.Append("# TYPE ").Append(name).Append(histogram ? " histogram\n" : counts ? " counter\n" : " gauge\n");
        foreach (var point in metric.GetMetricPoints())
        {
            var labels = Labels(point.Tags);
            switch (metric.MetricType)
            {
                case MetricType.Histogram:
                    Add(name, labels, point);
                    break;
                case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                    Line(name, "", labels, Number(point.GetSumLong()));
                    break;
                case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                    Line(name, "", labels, Number(point.GetSumDouble()));
                    break;
                case MetricType.LongGauge:
                    Line(name, "", labels, Number(point.GetGaugeLastValueLong()));
                    break;
                case MetricType.DoubleGauge:
                    Line(name, "", labels, Number(point.GetGaugeLastValueDouble()));
                    break;
            }
        }
    }

    private void Add(string name, string labels, MetricPoint point)
    {
        var sum = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            sum += bucket.BucketCount;
            var bound = double.IsPositiveInfinity(bucket.ExplicitBound) ? "+Inf" : Number(bucket.ExplicitBound);
            Line(name, "_bucket", labels + (labels.Length > 0 ? "," : "") + "le=\"" + bound + "\"", Number(sum));
        }

        Line(name, "_sum", labels, Number(point.GetHistogramSum()));
        Line(name, "_count", labels, Number(point.GetHistogramCount()));
    }

    private void Line(string name, string suffix, string labels, string value)
    {
        _text.Append(name).Append(suffix);
        if (labels.Length > 0)
        {
            _text.Append('{').Append(labels).Append('}');
        }

        _text.Append(' ').Append(value).Append('\n');
    }

    // http.server.request.duration in s → http_server_request_duration_seconds; a unit in braces is a note for people.
    private static string NameOf(string name, string unit, bool counts)
    {
        var clean = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
        var suffix = unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        if (!clean.EndsWith(suffix, StringComparison.Ordinal))
        {
            clean += suffix;
        }

        return counts && !clean.EndsWith("_total", StringComparison.Ordinal) ? clean + "_total" : clean;
    }

    private static string Labels(ReadOnlyTagCollection tags)
    {
        var labels = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            labels.Append(labels.Length > 0 ? "," : "").Append(string.Concat(key.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'))).Append("=\"");
            labels.Append(Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal));
            labels.Append('"');
        }

        return labels.ToString();
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Number(double number) => double.IsPositiveInfinity(number) ? "+Inf" : double.IsNegativeInfinity(number) ? "-Inf" : number.ToString("R", CultureInfo.InvariantCulture);
}
