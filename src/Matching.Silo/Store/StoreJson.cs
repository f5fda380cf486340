using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Matching.Engine.Geography;
using Matching.Engine.Ledger;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;

namespace Matching.Silo.Store;

/// <summary>How documents are written: snake_case, ids and đồng as bare values, shares exact, what is computed left out.</summary>
/// <remarks>The same object gives the same bytes. Unknown members are refused on the way back.</remarks>
public static class StoreJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static byte[] Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <exception cref="JsonException">The text is not such a document.</exception>
    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException($"'null' is no {typeof(T).Name}.");

    /// <exception cref="JsonException">The bytes are not such a document.</exception>
    public static T Read<T>(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<T>(bytes, Options) ?? throw new JsonException($"'null' is no {typeof(T).Name}.");

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWhatIsComputed } },
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        options.Converters.Add(new Bare<CommuneId>(id => id.Code, text => new(text)));
        options.Converters.Add(new Bare<DistrictId>(id => id.Code, text => new(text)));
        options.Converters.Add(new Bare<ProvinceId>(id => id.Code, text => new(text)));
        options.Converters.Add(new Bare<ItemId>(id => id.Code, text => new(text)));
        options.Converters.Add(new Bare<NeedId>(id => id.Value, text => new(text)));
        options.Converters.Add(new Bare<PledgeId>(id => id.Value, text => new(text)));
        options.Converters.Add(new Bare<DonorId>(id => id.Value, text => new(text)));
        options.Converters.Add(new Bare<Measure>(measure => measure.Code, Measure.Parse));
        options.Converters.Add(new BareVnd());
        options.Converters.Add(new Bare<Ratio>(WriteRatio, ReadRatio));
        options.Converters.Add(new Bare<FairShare>(WriteShare, ReadShare));
        options.MakeReadOnly();
        return options;
    }

    // A property without a setter follows from the others. Anonymous types have only such.
    private static void LeaveOutWhatIsComputed(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.Type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false))
        {
            return;
        }

        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].Set is null)
            {
                type.Properties.RemoveAt(i);
            }
        }
    }

    private static string WriteRatio(Ratio ratio) => ratio.ToString();

    private static Ratio ReadRatio(string text)
    {
        var (numerator, denominator) = Parted(text, '/');
        return denominator == 0 ? default : new Ratio(numerator, denominator);
    }

    private static string WriteShare(FairShare share) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{share.WholeVnd} {share.Remainder}/{share.Denominator}");

    private static FairShare ReadShare(string text)
    {
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        if (blank < 0)
        {
            throw new JsonException($"'{text}' is no share.");
        }

        var (remainder, denominator) = Parted(text[(blank + 1)..], '/');
        return new(Whole(text[..blank]), remainder, denominator);
    }

    private static (long First, long Second) Parted(string text, char at)
    {
        var i = text.IndexOf(at, StringComparison.Ordinal);
        return i < 0 ? throw new JsonException($"'{text}' is no share.") : (Whole(text[..i]), Whole(text[(i + 1)..]));
    }

    private static long Whole(string text) =>
        long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new JsonException($"'{text}' is no whole number.");

    private sealed class Bare<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            read(reader.GetString() ?? throw new JsonException($"'null' is no {typeof(T).Name}."));

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
    }

    private sealed class BareVnd : JsonConverter<Vnd>
    {
        public override Vnd Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Vnd value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Dong);
    }
}
