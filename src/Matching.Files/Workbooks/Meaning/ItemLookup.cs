using Matching.Engine.Needs;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>Finds the item that a row names, by code, name or another name for the same thing.</summary>
internal sealed class ItemLookup
{
    // What one thing is called in different parts of the country.
    private static readonly string[][] s_synonyms =
    [
        ["áo ấm", "áo rét", "áo khoác ấm"],
        ["bộ đồ ấm", "bộ quần áo ấm", "bộ quần áo rét"],
        ["chăn", "mền", "chăn ấm", "chăn bông"],
        ["màn", "mùng"],
        ["bữa trưa", "cơm trưa", "suất ăn trưa", "ăn trưa"],
        ["nhà vệ sinh", "công trình vệ sinh"],
        ["sách giáo khoa", "bộ sách giáo khoa", "sgk"],
        ["cặp sách", "ba lô", "balo"],
        ["xe đạp", "xe đạp đi học"],
    ];

    private readonly Dictionary<string, Item> _items;
    private readonly NameTable _names = new();
    private readonly NameTable _synonyms = new();
    private readonly ImportAliases _aliases;

    public ItemLookup(Round round, ImportAliases aliases)
    {
        _aliases = aliases;
        _items = round.Items.ToDictionary(static item => item.Id.Code, StringComparer.Ordinal);
        foreach (var item in round.Items)
        {
            foreach (var name in new[] { item.NameVi, item.NameEn }.OfType<string>().Select(Fold.Name))
            {
                _names.Add(name, item.Id.Code);
            }
        }

        // Beside the own names, so that a synonym never takes the place of a name or of a stated alias.
        foreach (var names in s_synonyms.Select(static group => group.Select(Fold.Name).ToArray()))
        {
            var codes = names.SelectMany(_names.Of).Distinct(StringComparer.Ordinal).ToArray();
            foreach (var name in names)
            {
                foreach (var code in codes)
                {
                    _synonyms.Add(name, code);
                }
            }
        }
    }

    public Item? Known(string code) => _items.GetValueOrDefault(code);

    /// <param name="contradicted">Name of the item that the code means, when the row calls it otherwise.</param>
    public Lookup Item(string code, string name, out string? contradicted)
    {
        contradicted = null;
        if (code.Length == 0)
        {
            return ByName(name);
        }

        if (!_items.TryGetValue(code, out var known))
        {
            return ByName(code);
        }

        contradicted = name.Length == 0 || Candidates(name).Contains(code, StringComparer.Ordinal) ? null : known.NameVi;
        return Lookup.Exactly(code);
    }

    private Lookup ByName(string name) => Lookup.Among(Candidates(name));

    private IReadOnlyList<string> Candidates(string name) =>
        _names.Of(Fold.Name(name)) is { Count: > 0 } own ? own : _aliases.Items(name) is { Count: > 0 } stated ? [.. stated] : _synonyms.Of(Fold.Name(name));
}
