using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Matching.Files;

/// <summary>What a cell's text may hold.</summary>
internal enum TextUse
{
    /// <summary>An id, a code or a word that others refer to: one line, no <c>;</c> (it parts lists), no spaces around.</summary>
    Key,

    /// <summary>Keys parted by <c>;</c>.</summary>
    KeyList,

    /// <summary>A name, kept as written, line breaks and tabs included.</summary>
    Name,
}

internal enum TextProblem
{
    None,
    NotUtf8,
    Garbled,
    Forbidden,
    ListSeparator,
}

/// <summary>Text as the engine sees it: strict UTF-8, Unicode NFC, nothing invisible, the export's apostrophe taken off.</summary>
internal static class CleanText
{
    // Zero-width space, joiners, marks and word joiner, soft hyphen, Arabic letter mark, Mongolian vowel separator, byte order mark.
    private static readonly SearchValues<char> s_invisible = SearchValues.Create("\u200B\u200C\u200D\u200E\u200F\u2060\u00AD\u061C\u180E\uFEFF");

    private static readonly SearchValues<byte> s_plain = SearchValues.Create(
        " !#$%&()*+,-./0123456789:<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\""u8);

    /// <summary>Whether the runtime can compose letters and marks. Without ICU it silently cannot, and one commune would look like two.</summary>
    public static bool RuntimeNormalises => string.Equals("e\u0302\u0301".Normalize(NormalizationForm.FormC), "\u1EBF", StringComparison.Ordinal);

    /// <summary>Cleans a cell.</summary>
    /// <param name="invisible">Whether invisible characters were taken out.</param>
    public static TextProblem TryClean(ReadOnlySpan<byte> cell, TextUse use, out string text, out bool invisible)
    {
        invisible = false;
        if (!cell.ContainsAnyExcept(s_plain))
        {
            text = Encoding.ASCII.GetString(use == TextUse.Name ? cell : cell.Trim((byte)' '));
            return TextProblem.None;
        }

        text = "";
        return Utf8.IsValid(cell) ? TryClean(Encoding.UTF8.GetString(cell), use, out text, out invisible) : TextProblem.NotUtf8;
    }

    /// <summary>Cleans text that came as characters, such as a JSON string.</summary>
    public static TextProblem TryClean(string found, TextUse use, out string text, out bool invisible)
    {
        text = found;
        invisible = text.AsSpan().ContainsAny(s_invisible);
        if (invisible)
        {
            text = string.Concat(text.Split(['\u200B', '\u200C', '\u200D', '\u200E', '\u200F', '\u2060', '\u00AD', '\u061C', '\u180E', '\uFEFF']));
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (IsForbidden(text, i, use))
            {
                return TextProblem.Forbidden;
            }

            if (i > 0 && IsGarbled(text[i - 1], text[i]))
            {
                return TextProblem.Garbled;
            }
        }

        if (!Ascii.IsValid(text) && !text.IsNormalized(NormalizationForm.FormC))
        {
            text = text.Normalize(NormalizationForm.FormC);
        }

        if (use != TextUse.Name)
        {
            text = text.Trim(' ', '\u00A0');
        }

        text = Neutral.Restore(text);
        return use == TextUse.Key && text.Contains(';', StringComparison.Ordinal) ? TextProblem.ListSeparator : TextProblem.None;
    }

    private static bool IsForbidden(string text, int at, TextUse use)
    {
        var c = text[at];
        return c switch
        {
            '\t' or '\r' or '\n' => use != TextUse.Name,
            < ' ' or (>= '\u007F' and <= '\u009F') => true,
            '\u2028' or '\u2029' => true,
            >= '\u202A' and <= '\u202E' => true, // embeddings and overrides of the writing direction
            >= '\u2066' and <= '\u2069' => true, // isolates
            >= '\uE000' and <= '\uF8FF' => true, // private use
            '\uFFFD' => true, // what a careless decoder puts in place of bytes it could not read
            >= '\uFDD0' and <= '\uFDEF' => true,
            >= '\uFFFE' => true,
            _ when char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) =>
                (char.ConvertToUtf32(c, text[at + 1]) & 0xFFFE) == 0xFFFE || char.ConvertToUtf32(c, text[at + 1]) >= 0xF0000,
            _ when char.IsLowSurrogate(c) => at == 0 || !char.IsHighSurrogate(text[at - 1]),
            _ => char.IsHighSurrogate(c),
        };
    }

    // Vietnamese letters in UTF-8, read as Windows-1252: "á»‡" for ệ, "áº¥" for ấ, "Ä‘" for đ, "Æ°" for ư. No language writes these pairs.
    private static bool IsGarbled(char first, char second) => (first, second) switch
    {
        ('\u00E1', '\u00BB' or '\u00BA') => true,
        ('\u00C4', '\u2018' or '\u0091' or '\u0090' or '\u0192' or '\u201A') => true,
        ('\u00C6', '\u00B0' or '\u00A1') => true,
        _ => false,
    };
}
