using System.Collections.Immutable;

namespace Matching.Engine.Privacy;

/// <summary>A table of counts with its totals, as it is shown: <see langword="null"/> stands for a count that is not.</summary>
/// <param name="Cells">By row, then column.</param>
/// <param name="RowTotals">Of each row.</param>
/// <param name="ColumnTotals">Of each column.</param>
public sealed record ShownCounts(ImmutableArray<ImmutableArray<long?>> Cells, ImmutableArray<long?> RowTotals, ImmutableArray<long?> ColumnTotals, long? Total);

/// <summary>Holds small counts back, and as many others as it takes that nobody computes them from the totals.</summary>
/// <remarks>
/// A count from 1 to 4 is held back, in a total as in a cell. Then, as long as what is shown allows only one value for a count that is held back, one more is held back beside it: the smallest of its row or column, else
/// the total. What is shown allows another value exactly when there is a ring of held-back counts along which one can be added and taken away in turn, with each staying at 1 or more; that is decided in whole numbers,
/// by a search from one end of the count to the other. Zeros are shown: they are about nobody.
/// </remarks>
public static class SmallCounts
{
    /// <summary>The least count that is shown.</summary>
    public const long Least = 5;

    /// <param name="counts">By row, then column; every row as long as the first, none below zero.</param>
    /// <exception cref="ArgumentException">The rows differ in length, or a count is below zero.</exception>
    public static ShownCounts Suppress(ImmutableArray<ImmutableArray<long>> counts)
    {
        var table = new Table(counts);
        table.HoldBackSmall();
        while (table.FirstKnowable() is { } knowable)
        {
            table.HoldBackBeside(knowable);
        }

        return table.Shown();
    }

    /// <summary>Whether what is shown, with the rule, leaves every held-back count more than one value.</summary>
    public static bool KeepsSecrets(ImmutableArray<ImmutableArray<long>> counts, ShownCounts shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        var table = new Table(counts);
        table.Take(shown);
        return table.FirstKnowable() is null;
    }

    // Cells, and behind them the totals with the other sign (the grand total with the same): every row and column then adds up to zero.
    private sealed class Table
    {
        private readonly long[,] _values;
        private readonly bool[,] _held;
        private readonly int _rows;
        private readonly int _columns;

        public Table(ImmutableArray<ImmutableArray<long>> counts)
        {
            (_rows, _columns) = (counts.Length, counts.IsEmpty ? 0 : counts[0].Length);
            _values = new long[_rows + 1, _columns + 1];
            _held = new bool[_rows + 1, _columns + 1];
            for (var r = 0; r < _rows; r++)
            {
                if (counts[r].Length != _columns || counts[r].Any(count => count < 0))
                {
                    throw new ArgumentException($"Row {r} has {counts[r].Length} counts instead of {_columns}, or one below zero.", nameof(counts));
                }

                for (var c = 0; c < _columns; c++)
                {
                    _values[r, c] = counts[r][c];
                    _values[r, _columns] += counts[r][c];
                    _values[_rows, c] += counts[r][c];
                    _values[_rows, _columns] += counts[r][c];
                }
            }
        }

        public void HoldBackSmall()
        {
            for (var r = 0; r <= _rows; r++)
            {
                for (var c = 0; c <= _columns; c++)
                {
                    _held[r, c] = _values[r, c] is > 0 and < Least;
                }
            }
        }

        public void Take(ShownCounts shown)
        {
            for (var r = 0; r <= _rows; r++)
            {
                for (var c = 0; c <= _columns; c++)
                {
                    _held[r, c] = (r < _rows, c < _columns) switch
                    {
                        (true, true) => shown.Cells[r][c],
                        (true, false) => shown.RowTotals[r],
                        (false, true) => shown.ColumnTotals[c],
                        _ => shown.Total,
                    } is null;
                }
            }
        }

        public (int Row, int Column)? FirstKnowable()
        {
            for (var r = 0; r <= _rows; r++)
            {
                for (var c = 0; c <= _columns; c++)
                {
                    if (_held[r, c] && !MayBeOther(r, c))
                    {
                        return (r, c);
                    }
                }
            }

            return null;
        }

        /// <summary>One more in the row or the column, whichever has the smaller one to hold back.</summary>
        public void HoldBackBeside((int Row, int Column) knowable)
        {
            (int Row, int Column)? best = null;
            for (var c = 0; c <= _columns; c++)
            {
                best = Better(best, (knowable.Row, c));
            }

            for (var r = 0; r <= _rows; r++)
            {
                best = Better(best, (r, knowable.Column));
            }

            // All of its row and column is held back or nothing: it is the totals of other rows and columns that give it away.
            for (var r = 0; r <= _rows && best is null; r++)
            {
                for (var c = 0; c <= _columns; c++)
                {
                    best = Better(best, (r, c));
                }
            }

            var (row, column) = best ?? throw new InvalidOperationException("All is held back, and still a count can be known.");
            _held[row, column] = true;
        }

        public ShownCounts Shown() => new(
            [.. Enumerable.Range(0, _rows).Select(r => Enumerable.Range(0, _columns).Select(c => Of(r, c)).ToImmutableArray())],
            [.. Enumerable.Range(0, _rows).Select(r => Of(r, _columns))],
            [.. Enumerable.Range(0, _columns).Select(c => Of(_rows, c))],
            Of(_rows, _columns));

        private long? Of(int row, int column) => _held[row, column] ? null : _values[row, column];

        private (int, int)? Better((int Row, int Column)? best, (int Row, int Column) other) =>
            _held[other.Row, other.Column] || _values[other.Row, other.Column] == 0 ? best
            : best is not { } kept || (IsTotal(other), _values[other.Row, other.Column]).CompareTo((IsTotal(kept), _values[kept.Row, kept.Column])) < 0 ? other
            : best;

        private bool IsTotal((int Row, int Column) at) => at.Row == _rows || at.Column == _columns;

        // With the signs of the table: a cell can always grow, and shrink down to 1; a total the other way round.
        private bool CanGrow(int row, int column) => Straight(row, column) || _values[row, column] > 1;

        private bool CanShrink(int row, int column) => !Straight(row, column) || _values[row, column] > 1;

        private bool Straight(int row, int column) => (row == _rows) == (column == _columns);

        private bool MayBeOther(int row, int column) =>
            (CanGrow(row, column) && Reaches(row, column, grow: true)) || (CanShrink(row, column) && Reaches(row, column, grow: false));

        /// <summary>Whether the change of one count can be made good along others: from its column back to its row, taking away and adding in turn.</summary>
        private bool Reaches(int row, int column, bool grow)
        {
            var seenRows = new bool[_rows + 1];
            var seenColumns = new bool[_columns + 1];
            var waiting = new Queue<(bool IsRow, int At)>([(false, column)]);
            seenColumns[column] = true;
            while (waiting.TryDequeue(out var place))
            {
                if (place.IsRow)
                {
                    for (var c = 0; c <= _columns; c++)
                    {
                        if (!seenColumns[c] && _held[place.At, c] && (place.At, c) != (row, column) && (grow ? CanGrow(place.At, c) : CanShrink(place.At, c)))
                        {
                            seenColumns[c] = true;
                            waiting.Enqueue((false, c));
                        }
                    }

                    continue;
                }

                for (var r = 0; r <= _rows; r++)
                {
                    if (!seenRows[r] && _held[r, place.At] && (r, place.At) != (row, column) && (grow ? CanShrink(r, place.At) : CanGrow(r, place.At)))
                    {
                        if (r == row)
                        {
                            return true;
                        }

                        seenRows[r] = true;
                        waiting.Enqueue((true, r));
                    }
                }
            }

            return false;
        }
    }
}
