using System.Globalization;
using System.Text;

namespace Matching.Files;

/// <summary>Text brought to a form in which what a person would call the same is equal.</summary>
internal static class Fold
{
    // Leading words that tell what kind of place a name is of, as NameKey writes them; longer ones first.
    private static readonly string[] s_kindsOfPlace =
        [.. new[] { "thành phố trực thuộc trung ương", "thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã", "tp", "tt", "tx", "x", "p", "h", "q" }.Select(static kind => Syllables(kind))];

    /// <summary>For headers and words of the format: letters and digits alone, in lower case, without marks. What stands in brackets is a remark.</summary>
    public static string Loose(string text)
    {
        var bracket = text.IndexOf('(', StringComparison.Ordinal);
        var key = new StringBuilder();
        foreach (var c in Decomposed(bracket > 0 ? text[..bracket] : text))
        {
            if (char.IsLetterOrDigit(c))
            {
                key.Append(Plain(char.ToLowerInvariant(c)));
            }
        }

        return key.ToString();
    }

    /// <summary>
    /// For names: lower case, composed or not, single spaces, the tone mark of a syllable told behind it (<c>hòa</c> and <c>hoà</c> are one name), Đ, Ð and Ɖ one letter.
    /// Vowels keep what makes them other vowels: <c>Tân</c> is not <c>Tần</c>, nor <c>Tan</c>.
    /// </summary>
    public static string Name(string text) => Syllables(text);

    /// <summary>A name without the leading word for the kind of place; the whole name when nothing else is left.</summary>
    public static string BareName(string nameKey)
    {
        foreach (var kind in s_kindsOfPlace)
        {
            if (nameKey.Length > kind.Length + 1 && nameKey.StartsWith(kind, StringComparison.Ordinal) && nameKey[kind.Length] == ' ')
            {
                return nameKey[(kind.Length + 1)..];
            }
        }

        return nameKey;
    }

    private static string Syllables(string text)
    {
        var key = new StringBuilder();
        var tone = '\0';
        foreach (var c in Decomposed(text))
        {
            if (c is '\u0300' or '\u0301' or '\u0303' or '\u0309' or '\u0323')
            {
                tone = c;
            }
            else if (char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            {
                key.Append(Stroked(char.ToLowerInvariant(c)));
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format)
            {
                End();
                if (key.Length > 0 && key[^1] != ' ')
                {
                    key.Append(' ');
                }
            }
        }

        End();
        return key.ToString().TrimEnd();

        void End()
        {
            if (tone != '\0')
            {
                key.Append(tone);
                tone = '\0';
            }
        }
    }

    // Half a character cannot be normalised; the reader of the round's files refuses it later.
    private static string Decomposed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return text;
            }
        }

        return text.Normalize(NormalizationForm.FormD);
    }

    private static char Stroked(char c) => c is '\u00F0' or '\u0256' ? '\u0111' : c; // ð and ɖ look like đ

    private static char Plain(char c) => c is '\u0111' or '\u00F0' or '\u0256' ? 'd' : c;
}
