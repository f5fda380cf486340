using Matching.Engine.Geography;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>Finds the commune that a row names, by code, former code or name, and holds code and name against each other.</summary>
internal sealed class PlaceLookup
{
    private readonly Dictionary<string, Commune> _communes;
    private readonly NameTable _full = new();
    private readonly NameTable _bare = new();
    private readonly NameTable _withoutZeros = new();
    private readonly NameTable _provinces = new();
    private readonly NameTable _districts = new();
    private readonly ImportAliases _aliases;

    public PlaceLookup(Round round, ImportAliases aliases)
    {
        _aliases = aliases;
        _communes = round.Communes.ToDictionary(static commune => commune.Id.Code, StringComparer.Ordinal);
        foreach (var commune in round.Communes)
        {
            var key = Fold.Name(commune.Name);
            _full.Add(key, commune.Id.Code);
            _bare.Add(Fold.BareName(key), commune.Id.Code);
            _withoutZeros.Add(commune.Id.Code.TrimStart('0'), commune.Id.Code);
            _provinces.Add(Fold.BareName(Fold.Name(commune.ProvinceName)), commune.Province.Code);
            if (commune is { District: { } district, DistrictName: { } name })
            {
                _districts.Add(Fold.BareName(Fold.Name(name)), district.Code);
            }
        }
    }

    /// <summary>A province by its name; unknown when the text is a code already.</summary>
    public Lookup Province(string text) => Lookup.Among(_provinces.Of(Fold.BareName(Fold.Name(text))));

    public Lookup District(string text) => Lookup.Among(_districts.Of(Fold.BareName(Fold.Name(text))));

    public string Name(string code) => _communes.TryGetValue(code, out var commune) ? $"{commune.Name}, {commune.ProvinceName}" : code;

    /// <summary>The commune that a code or a name alone names.</summary>
    public Lookup Commune(string text) => Commune(text, "", "", "", out _);

    /// <param name="contradicted">Name of the commune that the code means, when the row calls it otherwise.</param>
    public Lookup Commune(string code, string name, string district, string province, out string? contradicted)
    {
        contradicted = null;
        if (code.Length == 0)
        {
            return ByName(name, district, province);
        }

        if (_communes.TryGetValue(code, out var known))
        {
            contradicted = Agrees(known, name, district, province) ? null : Name(code);
            return Lookup.Exactly(code);
        }

        var former = _aliases.Communes(code);
        if (former.Count > 0)
        {
            var now = Lookup.Among([.. former]);
            return now.Code is null ? now : now with { Assumed = new($"{now.Code} ({Name(now.Code)}), by the table of aliases", $"{now.Code} ({Name(now.Code)}), theo bảng tên gọi khác") };
        }

        // A spreadsheet that took "03217" for a number wrote 3217. Only the name beside it proves what was meant.
        if (_withoutZeros.Of(code) is [var padded] && name.Length > 0 && Agrees(_communes[padded], name, district, province))
        {
            return Lookup.Exactly(padded) with { Assumed = new($"{padded}, whose zeros a spreadsheet dropped; the name agrees", $"{padded}, bị bảng tính bỏ mất số 0; tên xã khớp") };
        }

        return code.Any(char.IsLetter) ? ByName(code, district, province) : Lookup.Unknown;
    }

    private Lookup ByName(string name, string district, string province)
    {
        var key = Fold.Name(name);
        if (key.Length == 0)
        {
            return Lookup.Unknown;
        }

        var found = Within(_full.Of(key), district, province);
        found = found.Count > 0 ? found : Within(_bare.Of(Fold.BareName(key)), district, province);
        return Lookup.Among(found.Count > 0 ? found : [.. _aliases.Communes(name)]);
    }

    private List<string> Within(IReadOnlyList<string> codes, string district, string province) => [.. codes.Where(code => IsIn(_communes[code], district, province))];

    private bool Agrees(Commune commune, string name, string district, string province)
    {
        var key = Fold.Name(name);
        return (key.Length == 0 || Fold.BareName(key) == Fold.BareName(Fold.Name(commune.Name)) || _aliases.Communes(name).Contains(commune.Id.Code, StringComparer.Ordinal))
            && IsIn(commune, district, province);
    }

    private static bool IsIn(Commune commune, string district, string province) =>
        Same(province, commune.ProvinceName, commune.Province.Code) && (commune.DistrictName is null || Same(district, commune.DistrictName, commune.District?.Code));

    private static bool Same(string stated, string name, string? code) =>
        stated.Length == 0 || string.Equals(stated, code, StringComparison.Ordinal) || Fold.BareName(Fold.Name(stated)) == Fold.BareName(Fold.Name(name));
}
