using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Matching.Engine.Quantities;

namespace Matching.Files;

/// <summary>The members of one JSON object of a summary, by name; reports those that are absent or of another kind.</summary>
internal sealed class JsonMembers(JsonElement element, string path, FaultLog faults)
{
    public void Fault(string name, FaultKind kind, Wanted wanted) => faults.Add(0, path + name, Found(name)?.ToString(), kind, wanted);

    public string? Text(string name)
    {
        if (Found(name) is { ValueKind: JsonValueKind.String } value)
        {
            return value.GetString();
        }

        Refuse(name, new("a string", "một chuỗi"));
        return null;
    }

    /// <summary>For a member that older files do not have.</summary>
    public string? TextIfAny(string name) => Found(name) is null ? null : Text(name);

    public T Choice<T>(string name, Choices<T> choices)
        where T : struct
    {
        var text = Text(name);
        if (text is not null && choices.TryRead(text, out var meaning))
        {
            return meaning;
        }

        if (text is not null)
        {
            Fault(name, FaultKind.NotAllowed, choices.Advice(text));
        }

        return default;
    }

    public long Number(string name, long most)
    {
        if (Found(name) is { ValueKind: JsonValueKind.Number } value && Digits.TryRead(Encoding.UTF8.GetBytes(value.GetRawText()), out var number) && number <= most)
        {
            return number;
        }

        Refuse(name, Advice.Between(0, most));
        return 0;
    }

    public double Fraction(string name)
    {
        if (Found(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) && double.IsFinite(number))
        {
            return number;
        }

        Refuse(name, new("a number", "một số"));
        return 0;
    }

    public decimal Exact(string name)
    {
        if (Found(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out var number))
        {
            return number;
        }

        Refuse(name, new("a number", "một số"));
        return 0;
    }

    public Ratio Ratio(string name)
    {
        var parts = Text(name)?.Split('/') ?? [];
        if (parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var numerator)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var denominator) && denominator > 0)
        {
            return new Ratio(numerator, denominator);
        }

        Refuse(name, new("a fraction such as 37/100", "phân số như 37/100"));
        return Engine.Quantities.Ratio.Zero;
    }

    public IEnumerable<JsonMembers> Objects(string name)
    {
        if (Found(name) is not { ValueKind: JsonValueKind.Array } list)
        {
            Refuse(name, new("a list of objects", "danh sách đối tượng"));
            yield break;
        }

        var index = 0;
        foreach (var entry in list.EnumerateArray())
        {
            yield return new JsonMembers(entry, string.Create(CultureInfo.InvariantCulture, $"{path}{name}[{index++}]."), faults);
        }
    }

    public IReadOnlyDictionary<string, T> Named<T>(string name, Func<JsonMembers, string, T> read)
    {
        if (Found(name) is not { ValueKind: JsonValueKind.Object } value)
        {
            Refuse(name, new("an object", "một đối tượng"));
            return ImmutableSortedDictionary<string, T>.Empty;
        }

        var members = new JsonMembers(value, $"{path}{name}.", faults);
        return value.EnumerateObject().ToImmutableSortedDictionary(member => member.Name, member => read(members, member.Name), StringComparer.Ordinal);
    }

    private JsonElement? Found(string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    private void Refuse(string name, Wanted wanted) => Fault(name, Found(name) is null ? FaultKind.Missing : FaultKind.NotAllowed, wanted);
}
