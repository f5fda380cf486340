using System.Globalization;
using Matching.Engine.Explain.Sentences;

namespace Matching.Cli.Wording;

/// <summary>One thing the command says, in both languages; <c>{0}</c>, <c>{1}</c>... stand for what is put in.</summary>
/// <remarks>A phrase with a language missing does not compile; the tests see to equal placeholders.</remarks>
internal sealed record Phrase(string Vi, string En)
{
    public string In(Language language) => language == Language.Vietnamese ? Vi : En;

    /// <summary>The phrase with its gaps filled. Numbers come already written, see <see cref="Numbers"/>.</summary>
    public string In(Language language, params ReadOnlySpan<string?> parts)
    {
        object?[] boxed = [.. parts];
        return string.Format(CultureInfo.InvariantCulture, In(language), boxed);
    }
}
