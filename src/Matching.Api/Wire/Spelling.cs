using System.Text.Json;

namespace Matching.Api.Wire;

/// <summary>Words of states and kinds as the API spells them: snake_case.</summary>
internal static class Spelling
{
    public static string Of<T>(T word)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString());

    public static string? Of<T>(T? word)
        where T : struct, Enum => word is { } stated ? Of(stated) : null;
}
