using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Matching.Files;

namespace Matching.Cli.Batch;

/// <summary>Walks a small JSON file and notes everything that does not belong, with its path ("variants[2].policy.fairness").</summary>
internal sealed class JsonWalk(string file)
{
    private readonly ImmutableArray<FileFault>.Builder _faults = ImmutableArray.CreateBuilder<FileFault>();

    public ImmutableArray<FileFault> Faults => _faults.ToImmutable();

    public void Refuse(string path, string? value, FaultKind kind, string expected, string expectedVi) =>
        _faults.Add(new FileFault(file, 0, path.Length == 0 ? null : path, Short(value), kind, expected, expectedVi));

    /// <summary>The members of an object by name; unknown and repeated ones are noted.</summary>
    public Dictionary<string, JsonElement> Object(JsonElement element, string path, params ReadOnlySpan<string> known)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (element.ValueKind != JsonValueKind.Object)
        {
            Refuse(path, element.GetRawText(), FaultKind.BadJson, "an object {...}", "một đối tượng {...}");
            return members;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                var names = string.Join(", ", known.ToArray());
                Refuse(Join(path, member.Name), null, FaultKind.UnknownMember, $"one of {names}", $"một trong {names}");
            }
            else if (!members.TryAdd(member.Name, member.Value))
            {
                Refuse(Join(path, member.Name), null, FaultKind.Duplicate, "each member once", "mỗi mục một lần");
            }
        }

        return members;
    }

    /// <summary>The members of an object whose names are ids or codes; repeated ones are noted.</summary>
    public IEnumerable<(string Name, JsonElement Element, string Path)> Entries(JsonElement element, string path, string expected, string expectedVi)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Refuse(path, element.GetRawText(), FaultKind.BadJson, expected, expectedVi);
            yield break;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var name = member.Name.Normalize();
            if (names.Add(name))
            {
                yield return (name, member.Value, Join(path, name));
            }
            else
            {
                Refuse(Join(path, name), null, FaultKind.Duplicate, "each member once", "mỗi mục một lần");
            }
        }
    }

    /// <summary>A cell of a table: text, a number, true or false, or a list of texts and numbers, parted by semicolons.</summary>
    public string? Cell(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return Text(element, path);
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                return element.GetRawText();
            case JsonValueKind.Array:
                var elements = element.EnumerateArray().Select((e, i) => Element(e, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"))).OfType<string>().ToList();
                if (element.GetArrayLength() == 0)
                {
                    Refuse(path, "[]", FaultKind.Missing, "at least one entry", "ít nhất một mục");
                }

                return elements.Count == 0 ? null : string.Join(';', elements);
            default:
                Refuse(path, element.GetRawText(), FaultKind.NotAllowed, "text, a number, true, false or a list", "chữ, số, true, false hoặc danh sách");
                return null;
        }
    }

    private string? Element(JsonElement element, string path)
    {
        var text = element.ValueKind == JsonValueKind.Number ? element.GetRawText() : Text(element, path);
        if (text?.Contains(';', StringComparison.Ordinal) == true)
        {
            Refuse(path, text, FaultKind.ForbiddenCharacter, "no semicolon, which parts lists", "không có dấu chấm phẩy, vì dấu này dùng để tách danh sách");
            return null;
        }

        return text;
    }

    public IEnumerable<(JsonElement Element, string Path)> Array(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            Refuse(path, element.GetRawText(), FaultKind.BadJson, "a list [...]", "một danh sách [...]");
            yield break;
        }

        var index = 0;
        foreach (var entry in element.EnumerateArray())
        {
            yield return (entry, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"));
        }
    }

    public string? Text(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.String && element.GetString() is { Length: > 0 } text)
        {
            return text.Normalize();
        }

        Refuse(path, element.GetRawText(), FaultKind.Missing, "text in quotes", "chữ trong ngoặc kép");
        return null;
    }

    public long? Whole(JsonElement element, string path, long lowest, long highest)
    {
        // The raw text, so that 1e3 and 1.0 are refused as they are in the tables.
        var raw = element.GetRawText();
        if (element.ValueKind == JsonValueKind.Number
            && long.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= lowest
            && number <= highest)
        {
            return number;
        }

        Refuse(
            path,
            raw,
            FaultKind.NotANumber,
            string.Create(CultureInfo.InvariantCulture, $"a whole number from {lowest} to {highest}"),
            string.Create(CultureInfo.InvariantCulture, $"số nguyên từ {lowest} đến {highest}"));
        return null;
    }

    public bool? Truth(JsonElement element, string path)
    {
        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return element.GetBoolean();
        }

        Refuse(path, element.GetRawText(), FaultKind.NotAllowed, "true or false", "true hoặc false");
        return null;
    }

    public T? Word<T>(JsonElement element, string path, params ReadOnlySpan<(string Word, T Value)> allowed)
        where T : struct
    {
        var text = element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        var words = new List<string>();
        foreach (var (word, value) in allowed)
        {
            if (string.Equals(word, text, StringComparison.Ordinal))
            {
                return value;
            }

            words.Add(word);
        }

        var list = string.Join(", ", words);
        Refuse(path, element.GetRawText(), FaultKind.NotAllowed, $"one of {list}", $"một trong {list}");
        return null;
    }

    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string? Short(string? value) => value is { Length: > 80 } ? value[..79] + "…" : value;
}
