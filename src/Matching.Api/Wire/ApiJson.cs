using System.Text.Json;
using System.Text.Json.Serialization;
using Matching.Silo.Store;

namespace Matching.Api.Wire;

/// <summary>JSON at the door: written like the store's documents, read strictly.</summary>
/// <remarks>Unknown and duplicate members, numbers in quotes, comments and nulls where none may be are refused; at most <see cref="Depth"/> levels deep.</remarks>
internal static class ApiJson
{
    public const int Depth = 16;

    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>The same for whatever the framework writes itself.</summary>
    public static void Apply(JsonSerializerOptions to)
    {
        to.PropertyNamingPolicy = Options.PropertyNamingPolicy;
        to.PropertyNameCaseInsensitive = false;
        to.NumberHandling = JsonNumberHandling.Strict;
        to.DefaultIgnoreCondition = Options.DefaultIgnoreCondition;
        to.Encoder = Options.Encoder;
        to.TypeInfoResolver = Options.TypeInfoResolver;
        foreach (var converter in Options.Converters)
        {
            to.Converters.Add(converter);
        }
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(StoreJson.Options)
        {
            AllowDuplicateProperties = false,
            AllowTrailingCommas = false,
            MaxDepth = Depth,
            NumberHandling = JsonNumberHandling.Strict,
            PropertyNameCaseInsensitive = false,
            ReadCommentHandling = JsonCommentHandling.Disallow,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
        };
        for (var i = options.Converters.Count - 1; i >= 0; i--)
        {
            if (options.Converters[i] is JsonStringEnumConverter)
            {
                options.Converters[i] = new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
            }
        }

        options.MakeReadOnly();
        return options;
    }
}
