using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>round.json: which round this is, and the planner's policy. Read strictly: nothing unknown, nothing twice, no other spelling of a number.</summary>
internal sealed class SettingsFile
{
    private const int LargestFile = 1024 * 1024;

    private readonly StrictJson _json;
    private int _format = RoundFormat.First;
    private string? _id;
    private DateOnly? _asOf;
    private RoundPolicy _policy = new();

    private SettingsFile(StrictJson json) => _json = json;

    /// <summary>The round's id, day and policy, when the file is without fault.</summary>
    /// <param name="format">The format that the other files of the folder are written in; the first where the file does not tell.</param>
    public static (string Id, DateOnly AsOf, RoundPolicy Policy)? Read(InputFile file, out int format)
    {
        format = RoundFormat.First;
        if (file.ReadAll(LargestFile) is not { } bytes || !StrictJson.CanBeJson(bytes, file.Faults, out var from))
        {
            return null;
        }

        var settings = new SettingsFile(new StrictJson(file.Faults, file.Warnings, bytes));
        var reader = new Utf8JsonReader(bytes.AsSpan(from), new JsonReaderOptions { MaxDepth = 16 });
        settings._json.Skipped = from;
        try
        {
            settings.ReadRound(ref reader);
        }
        catch (JsonException broken)
        {
            settings._json.Broken(broken);
        }

        format = settings._format;
        return file.Faults.Count == 0 && settings is { _id: { } id, _asOf: { } day } ? (id, day, settings._policy) : null;
    }

    public static void Write(Stream stream, int format, Round round)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        }))
        {
            json.WriteStartObject();
            json.WriteNumber("format", format);
            json.WriteString("round_id", round.Id);
            json.WriteString("as_of", round.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteStartObject("policy");
            json.WriteStartArray("class_order");
            foreach (var key in round.Policy.ClassOrder)
            {
                json.WriteStringValue(Words.ClassKeys.Word(key));
            }

            json.WriteEndArray();
            json.WriteString("fairness", Words.Fairnesses.Word(round.Policy.Fairness));
            json.WriteString("projects", Words.ProjectsPlaces.Word(round.Policy.Projects));
            json.WriteNumber("reserve_percent", round.Policy.ReservePercent);
            if (round.Policy.ProvinceCapPercent is { } cap)
            {
                json.WriteNumber("province_cap_percent", cap);
            }
            else
            {
                json.WriteNull("province_cap_percent");
            }

            json.WriteBoolean("only_verified", round.Policy.OnlyVerified);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private void ReadRound(ref Utf8JsonReader reader)
    {
        reader.Read();
        var seen = _json.ReadObject(ref reader, "", ReadMember);
        foreach (var required in (string[])["format", "round_id", "as_of"])
        {
            if (seen is not null && !seen.Contains(required))
            {
                _json.Fault(0, required, null, FaultKind.Missing, new($"the member {required}", $"thành phần {required}"));
            }
        }

        reader.Read(); // throws when more follows
    }

    private bool ReadMember(ref Utf8JsonReader reader, string path)
    {
        switch (path)
        {
            case "format":
                _format = (int)(_json.Number(ref reader, path, RoundFormat.First, RoundFormat.Newest) ?? RoundFormat.First);
                return true;
            case "round_id":
                _id = _json.Key(ref reader, path);
                return true;
            case "as_of":
                _asOf = _json.Day(ref reader, path);
                return true;
            case "policy":
                _json.ReadObject(ref reader, path, ReadPolicy);
                return true;
            default:
                return false;
        }
    }

    private bool ReadPolicy(ref Utf8JsonReader reader, string path)
    {
        switch (path)
        {
            case "policy.class_order":
                _policy = _policy with { ClassOrder = ReadOrder(ref reader, path) };
                return true;
            case "policy.fairness":
                _policy = _policy with { Fairness = _json.Choice(ref reader, path, Words.Fairnesses) ?? default };
                return true;
            case "policy.projects":
                _policy = _policy with { Projects = _json.Choice(ref reader, path, Words.ProjectsPlaces) ?? default };
                return true;
            case "policy.reserve_percent":
                _policy = _policy with { ReservePercent = (int)(_json.Number(ref reader, path, 0, 100) ?? 0) };
                return true;
            case "policy.province_cap_percent":
                _policy = _policy with { ProvinceCapPercent = reader.TokenType == JsonTokenType.Null ? null : (int?)_json.Number(ref reader, path, 0, 100) };
                return true;
            case "policy.only_verified":
                _policy = _policy with { OnlyVerified = _json.Flag(ref reader, path) };
                return true;
            default:
                return false;
        }
    }

    private ImmutableArray<ClassKey> ReadOrder(ref Utf8JsonReader reader, string path)
    {
        var order = ImmutableArray.CreateBuilder<ClassKey>();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            _json.Fault(ref reader, path, FaultKind.NotAllowed, new("a list such as [\"urgency\", \"tier\", \"kind\"]", "danh sách như [\"urgency\", \"tier\", \"kind\"]"));
            return [];
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (_json.Choice(ref reader, path, Words.ClassKeys) is not { } key)
            {
                continue;
            }

            if (order.Contains(key))
            {
                _json.Fault(ref reader, path, FaultKind.Duplicate, new("each key once", "mỗi khóa một lần"));
            }

            order.Add(key);
        }

        return order.DrainToImmutable();
    }
}
