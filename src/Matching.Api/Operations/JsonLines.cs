using System.Buffers;
using System.Data.Common;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Matching.Silo.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Matching.Api.Operations;

/// <summary>One JSON object a line: when, how grave, where, what, in which trace. Of an exception its kind and its way, and its words only where they cannot quote a request.</summary>
internal sealed class JsonLines(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "matching";

    private const int MostInner = 4;

    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, s_json))
        {
            json.WriteStartObject();
            json.WriteString("at", clock.GetUtcNow().UtcDateTime);
            json.WriteString("level", Level(logEntry.LogLevel));
            json.WriteString("category", logEntry.Category);
            json.WriteString("message", logEntry.Formatter(logEntry.State, null));
            if (Activity.Current is { } trace)
            {
                json.WriteString("trace", trace.TraceId.ToString());
                json.WriteString("span", trace.SpanId.ToString());
            }

            if (logEntry.Exception is { } exception)
            {
                json.WriteStartArray("exceptions");
                for (var (inner, depth) = (exception, 0); inner is not null && depth < MostInner; (inner, depth) = (inner.InnerException!, depth + 1))
                {
                    Write(json, inner);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        textWriter.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        textWriter.Write('\n');
    }

    // Messages of most exceptions may quote what somebody sent. Those of the store are written by us, or tell codes and names of columns.
    private static string? Words(Exception exception) => exception switch
    {
        StoreRefusedException or StoreUnavailableException => exception.Message,
        Npgsql.PostgresException said => $"{said.SqlState} {said.Severity} {said.TableName} {said.ConstraintName}".TrimEnd(),
        DbException or IOException or System.Net.Sockets.SocketException => exception.Message,
        _ => null,
    };

    private static void Write(Utf8JsonWriter json, Exception exception)
    {
        json.WriteStartObject();
        json.WriteString("kind", exception.GetType().FullName);
        if (Words(exception) is { } words)
        {
            json.WriteString("words", words);
        }

        if (exception.StackTrace is { } way)
        {
            json.WriteString("way", way);
        }

        json.WriteEndObject();
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "information",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };
}
