using System.Globalization;
using System.Text;
using System.Xml;

namespace Matching.Files;

/// <summary>Text of cells: read piece by piece, so that no cell costs more than its limit.</summary>
internal static class CellText
{
    /// <summary>Text within the element on which the reader stands, phonetic hints left out; the reader ends on its end.</summary>
    public static string Read(XmlReader xml, char[] buffer, long row)
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var text = new StringBuilder();
        var depth = xml.Depth;
        var bytes = 0;
        var more = xml.Read();
        while (more && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "rPh")
            {
                xml.Skip();
                continue;
            }

            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace && IsContent(xml, depth))
            {
                for (var read = 1; read > 0;)
                {
                    read = xml.ReadValueChunk(buffer, 0, buffer.Length);
                    text.Append(buffer, 0, read);
                    bytes += Encoding.UTF8.GetByteCount(buffer, 0, read);
                    if (bytes > CsvScanner.MaxCellBytes - 16)
                    {
                        throw new SheetRefusedException(FaultKind.TooLong, new("at most 32 KB in a cell", "mỗi ô nhiều nhất 32 KB"), text.ToString(0, Math.Min(text.Length, 80)), row);
                    }
                }
            }

            more = xml.Read();
        }

        return Unescape(text.ToString());
    }

    /// <summary>Characters that XML cannot hold, as spreadsheets write them: <c>_x000D_</c> for a carriage return.</summary>
    public static string Unescape(string text)
    {
        var at = text.IndexOf("_x", StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }

        var plain = new StringBuilder();
        var from = 0;
        for (; at >= 0; at = text.IndexOf("_x", at, StringComparison.Ordinal))
        {
            if (IsEscape(text, at))
            {
                plain.Append(text, from, at - from).Append((char)ushort.Parse(text.AsSpan(at + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                from = at += 7;
            }
            else
            {
                at += 2;
            }
        }

        return plain.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>The text with everything escaped that XML cannot hold or that would be taken for an escape.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var isPair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair)
            {
                escaped.Append(c).Append(text[++i]);
            }
            else if (c == '\r' || !XmlConvert.IsXmlChar(c) || (c == '_' && IsEscape(text, i)))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"_x{(int)c:X4}_");
            }
            else
            {
                escaped.Append(c);
            }
        }

        return escaped.ToString();
    }

    private static bool IsEscape(string text, int at) =>
        at + 7 <= text.Length && text[at + 1] == 'x' && text[at + 6] == '_' && char.IsAsciiHexDigit(text[at + 2]) && char.IsAsciiHexDigit(text[at + 3]) && char.IsAsciiHexDigit(text[at + 4]) && char.IsAsciiHexDigit(text[at + 5]);

    // Between the elements of rich text stands white space that means nothing; white space within <t> or <v> does.
    private static bool IsContent(XmlReader xml, int depth) => xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace || xml.Depth > depth + 1;
}
