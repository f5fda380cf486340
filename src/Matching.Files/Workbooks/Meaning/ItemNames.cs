using Matching.Engine.Needs;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>Finds the item that a text names: by code, by name, by a stated alias, by what it is called elsewhere in the country, in this order.</summary>
/// <remarks>Compared as names are (docs/spreadsheets.md): letter case, composed or not, the place of the tone mark, Đ, Ð and Ɖ make no difference. Spreadsheets and forms use the same.</remarks>
public sealed class ItemNames
{
    private readonly ItemLookup _items;

    /// <param name="round">Its items are those that may be named.</param>
    public ItemNames(Round round, ImportAliases aliases)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(aliases);
        _items = new ItemLookup(round, aliases);
    }

    /// <param name="choices">Codes of the items that it could be, when there are several.</param>
    /// <returns>The item; <see langword="null"/> when the text names none, or more than one.</returns>
    public Item? Find(string text, out IReadOnlyList<string> choices)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = _items.Item(text, "", out _);
        choices = found.Candidates;
        return found.Code is { } code ? _items.Known(code) : null;
    }
}
