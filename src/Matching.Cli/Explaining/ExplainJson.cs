using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;

namespace Matching.Cli.Explaining;

/// <summary>Explanations as JSON: snake_case, ids as text, đồng as whole numbers under names that end in _vnd, shares exact and as a decimal.</summary>
internal static class ExplainJson
{
    private static readonly JsonSerializerOptions s_options = Create();

    /// <param name="kind">What is explained: line, pledge, commune, bottleneck or round.</param>
    public static string Of(string kind, object explanation, IEnumerable<string> sentences) =>
        JsonSerializer.Serialize(new Answer(kind, explanation, [.. sentences]), s_options);

    private static JsonSerializerOptions Create()
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        resolver.Modifiers.Add(NameUnits);
        resolver.Modifiers.Add(HideIndices);
        return new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            WriteIndented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            TypeInfoResolver = resolver,
            Converters =
            {
                new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower),
                new Plain<Vnd>((json, amount) => json.WriteNumberValue(amount.Dong)),
                new Plain<Ratio>(Write),
                new Plain<FairShare>((json, share) => json.WriteStringValue(share.ToString())),
                new Plain<NeedId>((json, id) => json.WriteStringValue(id.Value)),
                new Plain<PledgeId>((json, id) => json.WriteStringValue(id.Value)),
                new Plain<DonorId>((json, id) => json.WriteStringValue(id.Value)),
                new Plain<ItemId>((json, id) => json.WriteStringValue(id.Code)),
                new Plain<CommuneId>((json, id) => json.WriteStringValue(id.Code)),
                new Plain<DistrictId>((json, id) => json.WriteStringValue(id.Code)),
                new Plain<ProvinceId>((json, id) => json.WriteStringValue(id.Code)),
                new Plain<(Commune Commune, Vnd Requested)>((json, pair) => Pair(json, pair.Commune, "requested_vnd", pair.Requested.Dong)),
                new Plain<(Commune Example, int Communes)>((json, pair) => Pair(json, pair.Example, "communes", pair.Communes)),
                new Plain<(string Vietnamese, string English)>((json, name) =>
                {
                    json.WriteStartObject();
                    json.WriteString("vi", name.Vietnamese);
                    json.WriteString("en", name.English);
                    json.WriteEndObject();
                }),
            },
        };
    }

    private static void NameUnits(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.PropertyType == typeof(Vnd) && !property.Name.EndsWith("_vnd", StringComparison.Ordinal))
            {
                property.Name += "_vnd";
            }
        }
    }

    // Places in the round's lists mean nothing outside this process.
    private static void HideIndices(JsonTypeInfo type)
    {
        if (type.Type != typeof(Bottleneck))
        {
            return;
        }

        foreach (var property in type.Properties.Where(p => p.Name is "lines" or "feeding_pledges").ToList())
        {
            type.Properties.Remove(property);
        }
    }

    private static void Write(Utf8JsonWriter json, Ratio share)
    {
        json.WriteStartObject();
        json.WriteString("exact", share.ToString());
        json.WriteNumber("decimal", share.Truncate(6));
        json.WriteEndObject();
    }

    private static void Pair(Utf8JsonWriter json, Commune commune, string name, long value)
    {
        json.WriteStartObject();
        json.WriteString("commune_code", commune.Id.Code);
        json.WriteString("commune_name", commune.Name);
        json.WriteString("province_name", commune.ProvinceName);
        json.WriteNumber(name, value);
        json.WriteEndObject();
    }

    private sealed record Answer(string Kind, object Explanation, IReadOnlyList<string> Sentences);

    /// <summary>Writes only; nothing here is ever read back.</summary>
    private sealed class Plain<T>(Action<Utf8JsonWriter, T> write) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => write(writer, value);
    }
}
