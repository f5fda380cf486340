using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Matching.Files;

/// <summary>Reads the value of one member; false when the format does not know the member.</summary>
internal delegate bool MemberReader(ref Utf8JsonReader reader, string path);

/// <summary>JSON values in the one way of writing that the format accepts, with the line of each fault.</summary>
internal sealed class StrictJson(FaultLog faults, FaultLog warnings, byte[] document)
{
    /// <summary>Bytes before the document (a byte order mark).</summary>
    public int Skipped { get; set; }

    /// <summary>Whether the bytes are UTF-8 text with something in it; reports why not.</summary>
    public static bool CanBeJson(byte[] document, FaultLog faults, out int from)
    {
        from = FileSniffer.MarkLength(document);
        if (!document.AsSpan(from).ContainsAnyExcept(" \t\r\n"u8))
        {
            faults.Add(0, null, (string?)null, FaultKind.EmptyFile, new("a JSON object", "một đối tượng JSON"));
            return false;
        }

        if (FileSniffer.IsOther(document, out var kind, out var wanted))
        {
            faults.Add(0, null, (string?)null, kind, wanted);
            return false;
        }

        if (Utf8.IsValid(document))
        {
            return true;
        }

        var line = 1;
        foreach (var part in document.AsSpan().Split((byte)'\n'))
        {
            var bytes = document.AsSpan(part);
            if (!Utf8.IsValid(bytes))
            {
                faults.Add(line, null, bytes, FaultKind.NotUtf8, FileSniffer.GuessEncoding(bytes, part.End.Value == document.Length));
                break;
            }

            line++;
        }

        return false;
    }

    /// <summary>Reads the members of an object; gives their names, or <see langword="null"/> when it is no object.</summary>
    public HashSet<string>? ReadObject(ref Utf8JsonReader reader, string path, MemberReader member)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Fault(ref reader, path.Length == 0 ? null : path, FaultKind.NotAllowed, new("an object in braces", "một đối tượng trong ngoặc nhọn"));
            reader.Skip();
            return null;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Characters(ref reader);
            var here = path.Length == 0 ? name : path + "." + name;
            if (!seen.Add(name))
            {
                Fault(ref reader, here, FaultKind.Duplicate, new("the member once", "thành phần chỉ có một lần"));
            }

            var line = Line(reader.TokenStartIndex);
            reader.Read();
            var depth = reader.CurrentDepth;
            if (!member(ref reader, here))
            {
                Fault(line, Printable.Of(here), null, FaultKind.UnknownMember, new("only members that the format knows", "chỉ những thành phần mà định dạng quy định"));
            }

            // A value of the wrong kind may be a whole tree.
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth == depth)
            {
                reader.Skip();
            }
        }

        return seen;
    }

    public string? Key(ref Utf8JsonReader reader, string path)
    {
        var wanted = new Wanted("a word in quotes", "một chuỗi trong dấu nháy");
        if (reader.TokenType != JsonTokenType.String)
        {
            Fault(ref reader, path, FaultKind.NotAllowed, wanted);
            return null;
        }

        var found = Characters(ref reader);
        var problem = CleanText.TryClean(found, TextUse.Key, out var text, out var invisible);
        if (problem != TextProblem.None)
        {
            var (kind, advice) = problem switch
            {
                TextProblem.Garbled => (FaultKind.GarbledText, Advice.NotGarbled),
                TextProblem.ListSeparator => (FaultKind.ForbiddenCharacter, Advice.NoListSeparator),
                _ => (FaultKind.ForbiddenCharacter, Advice.NoForbidden),
            };
            Fault(ref reader, path, kind, advice);
            return null;
        }

        if (invisible)
        {
            warnings.Add(Line(reader.TokenStartIndex), path, found, FaultKind.InvisibleCharacter, Advice.NoInvisible);
        }

        if (text.Length == 0)
        {
            Fault(ref reader, path, FaultKind.Missing, wanted);
            return null;
        }

        return text;
    }

    public long? Number(ref Utf8JsonReader reader, string path, long least, long most)
    {
        var wanted = Advice.Between(least, most);
        if (reader.TokenType != JsonTokenType.Number || !Digits.TryRead(reader.ValueSpan, out var value))
        {
            var kind = reader.TokenType == JsonTokenType.Null ? FaultKind.Missing : FaultKind.NotANumber;
            Fault(ref reader, path, kind, new(wanted.En + ", in plain digits without quotes", wanted.Vi + ", viết liền, không có dấu nháy"));
            return null;
        }

        if (value < least || value > most)
        {
            Fault(ref reader, path, FaultKind.OutOfRange, wanted);
            return null;
        }

        return value;
    }

    public DateOnly? Day(ref Utf8JsonReader reader, string path)
    {
        var isText = reader.TokenType == JsonTokenType.String;
        if (!isText || !Digits.TryReadDay(Encoding.UTF8.GetBytes(Characters(ref reader)), out var day))
        {
            Fault(ref reader, path, FaultKind.NotADate, Advice.Day);
            return null;
        }

        if (day.Year is < 2000 or > 2100)
        {
            Fault(ref reader, path, FaultKind.OutOfRange, Advice.DayInRange);
            return null;
        }

        return day;
    }

    public T? Choice<T>(ref Utf8JsonReader reader, string path, Choices<T> choices)
        where T : struct
    {
        var found = reader.TokenType == JsonTokenType.String ? Characters(ref reader) : "";
        if (choices.TryRead(found, out var meaning))
        {
            return meaning;
        }

        Fault(ref reader, path, FaultKind.NotAllowed, choices.Advice(found));
        return null;
    }

    public bool Flag(ref Utf8JsonReader reader, string path)
    {
        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
        {
            Fault(ref reader, path, FaultKind.NotAllowed, new("true or false without quotes", "true hoặc false, không có dấu nháy"));
        }

        return reader.TokenType == JsonTokenType.True;
    }

    /// <summary>Reports that the document is no JSON.</summary>
    public void Broken(JsonException broken) =>
        Fault((broken.LineNumber ?? 0) + 1, null, null, FaultKind.BadJson, new(
            "strict JSON: one object, no comments, no comma behind the last member, no NaN", "JSON đúng chuẩn: một đối tượng, không chú thích, không dấu phẩy thừa, không NaN"));

    public void Fault(ref Utf8JsonReader reader, string? path, FaultKind kind, Wanted wanted) =>
        faults.Add(
            Line(reader.TokenStartIndex),
            path is null ? null : Printable.Of(path),
            reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? (reader.TokenType == JsonTokenType.StartObject ? "{…}"u8 : "[…]"u8) : reader.ValueSpan,
            kind,
            wanted);

    public void Fault(long line, string? path, string? value, FaultKind kind, Wanted wanted) => faults.Add(line, path, value, kind, wanted);

    /// <summary>A string or member name; escapes that stand for half a character become U+FFFD, which every cleaning refuses.</summary>
    private static string Characters(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD"; // "\uD800" alone
        }
    }

    private long Line(long index) => 1 + document.AsSpan(0, (int)index + Skipped).Count((byte)'\n');
}
