namespace Matching.Files;

/// <summary>What a cell names: a code, several that it could be, or nothing that is known.</summary>
/// <param name="Code">The code; nothing when it is not clear.</param>
/// <param name="Candidates">Codes that it could be, when there are several.</param>
/// <param name="Assumed">Why the code is not what the cell says word for word; nothing when it is.</param>
internal readonly record struct Lookup(string? Code, IReadOnlyList<string> Candidates, Wanted? Assumed)
{
    public static readonly Lookup Unknown = new(null, [], null);

    public static Lookup Exactly(string code) => new(code, [], null);

    public static Lookup Among(IReadOnlyList<string> codes) => codes.Count switch
    {
        0 => Unknown,
        1 => Exactly(codes[0]),
        _ => new(null, codes, null),
    };
}

/// <summary>Names by which people call things, and their codes in the order of the round.</summary>
internal sealed class NameTable
{
    private readonly Dictionary<string, List<string>> _codes = new(StringComparer.Ordinal);

    public void Add(string? nameKey, string code)
    {
        if (string.IsNullOrEmpty(nameKey))
        {
            return;
        }

        if (!_codes.TryGetValue(nameKey, out var codes))
        {
            _codes.Add(nameKey, codes = []);
        }

        if (!codes.Contains(code))
        {
            codes.Add(code);
        }
    }

    public IReadOnlyList<string> Of(string nameKey) => _codes.GetValueOrDefault(nameKey) ?? [];
}
