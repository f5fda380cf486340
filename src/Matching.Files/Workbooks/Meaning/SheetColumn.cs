using System.Collections.Immutable;

namespace Matching.Files;

/// <summary>How the cells of a column are understood.</summary>
internal enum ColumnUse
{
    /// <summary>Ids, names, words that no list limits: handed on as they are.</summary>
    Text,
    Number,
    Percent,
    Day,

    /// <summary>Words of the format, also in Vietnamese.</summary>
    Word,
    Flag,

    /// <summary>Elements parted by semicolons or line breaks, each understood like a single cell.</summary>
    List,
    Commune,
    Item,

    /// <summary>No column of the format: helps to find, or to check, what another column names.</summary>
    Helper,

    /// <summary>Running numbers and remarks, which every table has and no reader needs.</summary>
    Remark,
}

/// <summary>A column of a table that people fill in.</summary>
/// <param name="Name">As in the files of a round.</param>
/// <param name="Title">What a template calls it.</param>
/// <param name="Note">What to write there, for the person who fills it in.</param>
/// <param name="Aliases">Other headers that mean it; compared without case, marks and spaces.</param>
internal sealed record SheetColumn(string Name, ColumnUse Use, string Title, string Note, params string[] Aliases)
{
    /// <summary>The column must be there and must be filled. A commune or item may be stated by name instead.</summary>
    public bool Required { get; init; }
}

/// <summary>The table of one kind: its columns, in the order of the files of a round.</summary>
internal sealed class SheetForm
{
    private readonly Dictionary<string, int> _byHeader = new(StringComparer.Ordinal);

    public SheetForm(ImportKind kind, string fileName, string title, ImmutableArray<SheetColumn> columns)
    {
        (Kind, FileName, Title, Columns) = (kind, fileName, title, columns);
        for (var i = 0; i < columns.Length; i++)
        {
            foreach (var header in columns[i].Aliases.Prepend(columns[i].Title).Prepend(columns[i].Name))
            {
                if (!_byHeader.TryAdd(Fold.Loose(header), i) && _byHeader[Fold.Loose(header)] != i)
                {
                    throw new InvalidOperationException($"The header {header} means two columns of {fileName}.");
                }
            }
        }
    }

    public ImportKind Kind { get; }

    public string FileName { get; }

    /// <summary>Name of the sheet in a template.</summary>
    public string Title { get; }

    public ImmutableArray<SheetColumn> Columns { get; }

    /// <summary>Columns of the round's file, in its order: those that are no help and no remark.</summary>
    public IEnumerable<SheetColumn> Stated => Columns.Where(static column => column.Use is not (ColumnUse.Helper or ColumnUse.Remark));

    public static SheetForm Of(ImportKind kind) => kind switch
    {
        ImportKind.Needs => NeedsForm.Form,
        ImportKind.Pledges => PledgesForm.Form,
        ImportKind.Aid => AidForm.Form,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of table."),
    };

    /// <summary>The column that a header means, or -1.</summary>
    public int Find(string header) => _byHeader.GetValueOrDefault(Fold.Loose(header.TrimEnd('*', ' ')), -1);

    public int At(string name)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            if (string.Equals(Columns[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
