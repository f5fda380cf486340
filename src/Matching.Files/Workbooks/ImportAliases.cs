using System.Collections.Immutable;

namespace Matching.Files;

/// <summary>Other names and former codes of communes and items, and what they stand for now.</summary>
/// <remarks>Compared as names are: without case, composition of letters, place of the tone mark. One that stands for two codes decides nothing and is told as ambiguous.</remarks>
public sealed class ImportAliases
{
    private static readonly ImmutableArray<Column> s_columns = [new("kind", true), new("alias", true), new("code", true)];

    private readonly Dictionary<string, SortedSet<string>> _communes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _items = new(StringComparer.Ordinal);

    public static ImportAliases None { get; } = new();

    /// <param name="communes">A former code or another name, and a code of the round. A former code whose territory went to several communes stands there once for each.</param>
    /// <param name="items">Another name, and an item_code of the round.</param>
    public static ImportAliases Create(IEnumerable<(string Alias, string Code)> communes, IEnumerable<(string Alias, string Code)> items)
    {
        ArgumentNullException.ThrowIfNull(communes);
        ArgumentNullException.ThrowIfNull(items);
        var aliases = new ImportAliases();
        foreach (var (alias, code) in communes)
        {
            Add(aliases._communes, alias, code);
        }

        foreach (var (alias, code) in items)
        {
            Add(aliases._items, alias, code);
        }

        return aliases;
    }

    /// <summary>Reads a CSV file with the columns kind (<c>commune</c> or <c>item</c>), alias, code.</summary>
    /// <returns>The aliases; none when there are faults.</returns>
    public static (ImportAliases Aliases, ImmutableArray<FileFault> Faults) Read(string path, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new InputFile(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "", Path.GetFileName(path));
        var aliases = new ImportAliases();
        var kinds = new Choices<ColumnUse>(("commune", ColumnUse.Commune), ("item", ColumnUse.Item));
        file.ReadTable(s_columns, required: true, (_, row) => () =>
        {
            var (kind, alias, code) = (row.RequiredChoice(0, kinds), row.RequiredName(1), row.RequiredKey(2));
            if (alias is not null && code is not null)
            {
                Add(kind == ColumnUse.Commune ? aliases._communes : aliases._items, alias, code);
            }
        }, cancel);
        var faults = ImmutableArray.CreateBuilder<FileFault>();
        file.Faults.CopyTo(faults);
        return (faults.Count == 0 ? aliases : None, faults.DrainToImmutable());
    }

    internal IReadOnlyCollection<string> Communes(string alias) => _communes.GetValueOrDefault(Fold.Name(alias)) ?? [];

    internal IReadOnlyCollection<string> Items(string alias) => _items.GetValueOrDefault(Fold.Name(alias)) ?? [];

    private static void Add(Dictionary<string, SortedSet<string>> to, string alias, string code)
    {
        var key = Fold.Name(alias);
        if (!to.TryGetValue(key, out var codes))
        {
            to.Add(key, codes = new SortedSet<string>(StringComparer.Ordinal));
        }

        codes.Add(code);
    }
}
