using System.Globalization;
using System.Text;

namespace Matching.Files;

/// <summary>Found text for a person's eyes: short, on one line, nothing hidden.</summary>
internal static class Printable
{
    private const int Longest = 80;

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        while (!bytes.IsEmpty && text.Length <= Longest)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var used) == System.Buffers.OperationStatus.Done)
            {
                Append(text, rune);
            }
            else
            {
                for (var i = 0; i < used; i++)
                {
                    text.Append(CultureInfo.InvariantCulture, $"\\x{bytes[i]:X2}");
                }
            }

            bytes = bytes[used..];
        }

        return Shorten(text, more: !bytes.IsEmpty);
    }

    public static string Of(ReadOnlySpan<char> characters)
    {
        var text = new StringBuilder();
        while (!characters.IsEmpty && text.Length <= Longest)
        {
            if (Rune.DecodeFromUtf16(characters, out var rune, out var used) == System.Buffers.OperationStatus.Done)
            {
                Append(text, rune);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)characters[0]:X4}");
            }

            characters = characters[used..];
        }

        return Shorten(text, more: !characters.IsEmpty);
    }

    private static void Append(StringBuilder text, Rune rune)
    {
        var hidden = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
        if (hidden || (rune.Value != ' ' && Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator))
        {
            text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
        }
        else
        {
            text.Append(rune.ToString());
        }
    }

    private static string Shorten(StringBuilder text, bool more)
    {
        if (text.Length <= Longest && !more)
        {
            return text.ToString();
        }

        text.Length = Math.Min(text.Length, Longest - 1);
        if (char.IsHighSurrogate(text[^1]))
        {
            text.Length--;
        }

        return text.Append('…').ToString();
    }
}
