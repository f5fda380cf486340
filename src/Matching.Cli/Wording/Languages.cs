using Matching.Engine.Explain.Sentences;

namespace Matching.Cli.Wording;

/// <summary>Which language the command speaks.</summary>
internal static class Languages
{
    public const string Vietnamese = "vi";
    public const string English = "en";

    public static string Code(this Language language) => language == Language.Vietnamese ? Vietnamese : English;

    /// <summary>The language asked for by <c>--lang</c>, else that of the environment's first stated locale, else English.</summary>
    /// <remarks>Reads the raw arguments because help and complaints about the arguments speak this language, too.</remarks>
    public static Language Choose(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var stated = arguments[i] switch
            {
                "--lang" when i + 1 < arguments.Count => arguments[i + 1],
                var joined when joined.StartsWith("--lang=", StringComparison.Ordinal) || joined.StartsWith("--lang:", StringComparison.Ordinal) => joined[7..],
                _ => null,
            };
            if (stated is Vietnamese or English)
            {
                return stated is Vietnamese ? Language.Vietnamese : Language.English;
            }
        }

        foreach (var variable in (ReadOnlySpan<string>)["LC_ALL", "LC_MESSAGES", "LANG"])
        {
            if (environment(variable) is { Length: > 0 } locale)
            {
                return locale.StartsWith(Vietnamese, StringComparison.OrdinalIgnoreCase) ? Language.Vietnamese : Language.English;
            }
        }

        return Language.English;
    }
}
