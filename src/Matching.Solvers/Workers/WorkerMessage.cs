using System.Text;
using System.Text.Json;

namespace Matching.Solvers.Workers;

/// <summary>One line of a worker. Which members are set depends on <see cref="Type"/>: hello, incumbent, bound, done, error.</summary>
internal sealed record WorkerMessage
{
    /// <summary>The protocol spoken here; a worker that speaks another is refused.</summary>
    public const int Protocol = 1;

    private const int QuotedCharacters = 200;

    public required string Type { get; init; }

    public long? Id { get; init; }

    public int Version { get; init; }

    public int Threads { get; init; } = 1;

    public double? Objective { get; init; }

    public double? Bound { get; init; }

    public byte[] Response { get; init; } = [];

    public string Text { get; init; } = "";

    public bool Fatal { get; init; }

    /// <exception cref="WorkerException">The line is not of the protocol.</exception>
    public static WorkerMessage Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return new WorkerMessage
            {
                Type = root.GetProperty("type").GetString() ?? "",
                Id = Number(root, "id") is { } id ? checked((long)id) : null,
                Version = checked((int)(Number(root, "protocol") ?? 0)),
                Threads = checked((int)(Number(root, "threads") ?? 1)),
                Objective = Number(root, "objective"),
                Bound = Number(root, "bound"),
                Response = root.TryGetProperty("response", out var response) ? response.GetBytesFromBase64() : [],
                Text = root.TryGetProperty("message", out var text) ? text.GetString() ?? "" : "",
                Fatal = root.TryGetProperty("fatal", out var fatal) && fatal.GetBoolean(),
            };
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new WorkerException(WorkerFailure.Garbled, $"it said \"{Quote(line.Span)}\", which is not of the protocol", unreadable);
        }
    }

    private static double? Number(JsonElement root, string name) =>
        root.TryGetProperty(name, out var number) && number.ValueKind != JsonValueKind.Null ? number.GetDouble() : null;

    private static string Quote(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line[..Math.Min(line.Length, QuotedCharacters)]);
        return string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter)) + (line.Length > QuotedCharacters ? "…" : "");
    }
}
