using System.Collections.Immutable;

namespace Matching.Files;

/// <summary>How one element of a list is read; says what is wrong when it cannot be.</summary>
internal delegate bool ElementReader<T>(string text, out T element, out FaultKind kind, out Wanted wanted);

/// <summary>A column whose cells hold lists parted by <c>;</c>. Elements are sorted and said once, and equal lists are one object.</summary>
/// <remarks>Sorted, because the order of a list means nothing and because equal conditions are then found by reference.</remarks>
internal sealed class ListColumn<T>(int column, ElementReader<T> read, Comparison<T> order)
    where T : notnull
{
    private readonly BytePool<ImmutableArray<T>> _cells = new();
    private readonly Dictionary<string, ImmutableArray<T>> _lists = new(StringComparer.Ordinal);

    public ImmutableArray<T> Read(CsvTable table, RowReader row)
    {
        var cell = table.Cell(column);
        if (cell.IsEmpty)
        {
            return [];
        }

        if (_cells.TryGet(cell, out var known))
        {
            return known;
        }

        if (row.KeyList(column) is not { } text)
        {
            return [];
        }

        var elements = new SortedSet<T>(Comparer<T>.Create(order));
        var good = true;
        foreach (var part in text.Split(';'))
        {
            var word = part.Trim(' ', '\u00A0');
            if (word.Length == 0)
            {
                continue;
            }

            if (read(word, out var element, out var kind, out var wanted))
            {
                elements.Add(element);
            }
            else
            {
                good = false;
                table.Fault(column, System.Text.Encoding.UTF8.GetBytes(word), kind, wanted);
            }
        }

        if (good && elements.Count == 0)
        {
            table.Fault(column, FaultKind.Missing, Advice.Elements); // ";" alone was meant to say something
            return [];
        }

        if (!good)
        {
            return [];
        }

        var canonical = string.Join(';', elements);
        if (!_lists.TryGetValue(canonical, out var list))
        {
            list = [.. elements];
            _lists.Add(canonical, list);
        }

        _cells.Remember(cell, list);
        return list;
    }
}
