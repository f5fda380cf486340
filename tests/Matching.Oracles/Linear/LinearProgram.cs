namespace Matching.Oracles.Linear;

/// <summary>Smallest (or largest) <c>objective · x</c> with <c>rowLower ≤ A x ≤ rowUpper</c> and <c>columnLower ≤ x ≤ columnUpper</c>; A by columns.</summary>
/// <remarks>Entries of column j stand at <c>Start[j] .. Start[j + 1] - 1</c> of <see cref="Index"/> (row) and <see cref="Value"/>. Bounds may be infinite.</remarks>
public sealed class LinearProgram
{
    public required bool Maximise { get; init; }

    public required double[] Objective { get; init; }

    public required double[] ColumnLower { get; init; }

    public required double[] ColumnUpper { get; init; }

    public required double[] RowLower { get; init; }

    public required double[] RowUpper { get; init; }

    public required int[] Start { get; init; }

    public required int[] Index { get; init; }

    public required double[] Value { get; init; }

    public int Columns => Objective.Length;

    public int Rows => RowLower.Length;
}

/// <summary>Collects rows, columns and entries in any order.</summary>
public sealed class LinearProgramBuilder
{
    private readonly List<(double Lower, double Upper, double Objective)> _columns;
    private readonly List<(double Lower, double Upper)> _rows;
    private readonly List<(int Column, int Row, double Value)> _entries;

    public LinearProgramBuilder() => (_columns, _rows, _entries) = ([], [], []);

    private LinearProgramBuilder(LinearProgramBuilder other) =>
        (_columns, _rows, _entries) = ([.. other._columns], [.. other._rows], [.. other._entries]);

    public int Columns => _columns.Count;

    public int Rows => _rows.Count;

    public int Entries => _entries.Count;

    public int AddColumn(double lower, double upper, double objective = 0)
    {
        _columns.Add((lower, upper, objective));
        return _columns.Count - 1;
    }

    public int AddRow(double lower, double upper)
    {
        _rows.Add((lower, upper));
        return _rows.Count - 1;
    }

    public void SetObjective(int column, double objective) => _columns[column] = _columns[column] with { Objective = objective };

    /// <summary>A builder that starts where this one stands and goes its own way.</summary>
    public LinearProgramBuilder Copy() => new(this);

    /// <summary>At most one entry per row and column.</summary>
    public void Add(int row, int column, double value)
    {
        if (value != 0)
        {
            _entries.Add((column, row, value));
        }
    }

    public LinearProgram Build(bool maximise)
    {
        var start = new int[_columns.Count + 1];
        foreach (var entry in _entries)
        {
            start[entry.Column + 1]++;
        }

        for (var j = 0; j < _columns.Count; j++)
        {
            start[j + 1] += start[j];
        }

        var next = start[..^1];
        var index = new int[_entries.Count];
        var value = new double[_entries.Count];
        foreach (var entry in _entries)
        {
            var place = next[entry.Column]++;
            (index[place], value[place]) = (entry.Row, entry.Value);
        }

        return new LinearProgram
        {
            Maximise = maximise,
            Objective = [.. _columns.Select(column => column.Objective)],
            ColumnLower = [.. _columns.Select(column => column.Lower)],
            ColumnUpper = [.. _columns.Select(column => column.Upper)],
            RowLower = [.. _rows.Select(row => row.Lower)],
            RowUpper = [.. _rows.Select(row => row.Upper)],
            Start = start,
            Index = index,
            Value = value,
        };
    }
}
