using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>Words that rows of other files may refer to.</summary>
internal sealed class KnownWords
{
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);

    public void Note(string? word)
    {
        if (word is not null)
        {
            _words.Add(word);
        }
    }

    public bool Contains(string word) => _words.Contains(word);
}

/// <summary>What communes.csv and items.csv say, for the files that refer to them.</summary>
/// <remarks>
/// Ids of rows that are wrong otherwise are kept as well, so that one slip is reported once and not again at every reference. When a file could not be
/// read whole, references to it are not checked.
/// </remarks>
internal sealed class RoundIndex
{
    private readonly ImmutableArray<Commune>.Builder _communes = ImmutableArray.CreateBuilder<Commune>();
    private readonly ImmutableArray<Item>.Builder _items = ImmutableArray.CreateBuilder<Item>();
    private readonly Dictionary<string, Item> _itemByCode = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Commune> _communeByCode = new(StringComparer.Ordinal);

    // Asked by the readers of needs and of pledges at the same time, hence Lazy.
    private readonly Lazy<Dictionary<string, string>> _communeWithoutZeros;

    public RoundIndex() => _communeWithoutZeros = new(() => CommuneLines.Keys.GroupBy(known => known.TrimStart('0'), StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal));

    /// <summary>What a round that was read before says.</summary>
    public static RoundIndex Of(Round round)
    {
        var index = new RoundIndex { KnowsCommunes = true, KnowsItems = true };
        foreach (var commune in round.Communes)
        {
            index.CommuneLines.Add(commune.Id.Code, 0);
            index.Provinces.Note(commune.Province.Code);
            index.Districts.Note(commune.District?.Code);
            index.Add(commune);
        }

        foreach (var item in round.Items)
        {
            index.ItemLines.Add(item.Id.Code, 0);
            index.Categories.Note(item.Category);
            index.Add(item);
        }

        return index;
    }

    public Dictionary<string, long> CommuneLines { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, long> ItemLines { get; } = new(StringComparer.Ordinal);

    public KnownWords Provinces { get; } = new();

    public KnownWords Districts { get; } = new();

    public KnownWords Categories { get; } = new();

    public bool KnowsCommunes { get; set; }

    public bool KnowsItems { get; set; }

    public IReadOnlyList<Commune> Communes => _communes;

    public IReadOnlyList<Item> Items => _items;

    public void Add(Commune commune)
    {
        _communes.Add(commune);
        _communeByCode.Add(commune.Id.Code, commune);
    }

    public void Add(Item item)
    {
        _items.Add(item);
        _itemByCode.Add(item.Id.Code, item);
    }

    public bool IsUnknownCommune(string code) => KnowsCommunes && !CommuneLines.ContainsKey(code);

    /// <summary>What to say of an unknown commune; a spreadsheet that took "03217" for a number wrote 3217.</summary>
    public Wanted CommuneAdvice(string code)
    {
        return _communeWithoutZeros.Value.TryGetValue(code.TrimStart('0'), out var meant)
            ? new($"a commune_code of {RoundFiles.Communes}; perhaps {meant}, whose zeros a spreadsheet dropped", $"commune_code có trong {RoundFiles.Communes}; có lẽ là {meant}, bị bảng tính bỏ mất số 0")
            : Advice.KnownIn("commune_code", RoundFiles.Communes);
    }

    public bool IsUnknownItem(string code) => KnowsItems && !ItemLines.ContainsKey(code);

    /// <summary>The item, or <see langword="null"/> when it is unknown or its row is wrong.</summary>
    public Item? Item(string code) => _itemByCode.GetValueOrDefault(code);

    public Commune? Commune(string code) => _communeByCode.GetValueOrDefault(code);

    public ImmutableArray<Commune> AllCommunes() => _communes.ToImmutable();

    public ImmutableArray<Item> AllItems() => _items.ToImmutable();
}
