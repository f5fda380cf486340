using System.Collections.Immutable;

namespace Matching.Solvers.Integers;

/// <summary>Collects variables and rows and makes a valid <see cref="IntegerModel"/> of them.</summary>
/// <param name="maximise">Whether the objective is to be as large as possible; else as small.</param>
public sealed class IntegerModelBuilder(bool maximise)
{
    private readonly List<long> _lower = [];
    private readonly List<long> _upper = [];
    private readonly List<long> _objective = [];
    private readonly List<int> _rowStart = [0];
    private readonly List<int> _columns = [];
    private readonly List<long> _coefficients = [];
    private readonly List<long> _rowLower = [];
    private readonly List<long> _rowUpper = [];
    private readonly SortedDictionary<int, long> _hint = [];
    private readonly List<string?> _variableNames = [];
    private readonly List<string?> _rowNames = [];

    public int VariableCount => _lower.Count;

    public int RowCount => _rowLower.Count;

    /// <summary>Adds a whole-number variable and returns its index.</summary>
    public int AddVariable(long lower, long upper, long objective = 0, string? name = null)
    {
        _lower.Add(lower);
        _upper.Add(upper);
        _objective.Add(objective);
        AddName(_variableNames, _lower.Count - 1, name);
        return _lower.Count - 1;
    }

    /// <summary>Adds <c>lower ≤ Σ coefficients · variables ≤ upper</c> and returns its index. Terms of one variable are added up; zeros are dropped.</summary>
    /// <exception cref="ArgumentException">The two spans differ in length, or name a variable that is not there.</exception>
    /// <exception cref="IntegerModelException">Terms of one variable add up to more than 63 bits.</exception>
    public int AddRow(ReadOnlySpan<int> variables, ReadOnlySpan<long> coefficients, long lower, long upper, string? name = null)
    {
        if (variables.Length != coefficients.Length)
        {
            throw new ArgumentException($"A row has {variables.Length} variables and {coefficients.Length} coefficients; give one for each.", nameof(coefficients));
        }

        AddName(_rowNames, _rowLower.Count, name);
        var order = variables.ToArray();
        var sorted = coefficients.ToArray();
        Array.Sort(order, sorted);
        for (var k = 0; k < order.Length;)
        {
            var variable = order[k];
            if (variable < 0 || variable >= _lower.Count)
            {
                throw new ArgumentException($"{Row()} names variable {variable}; there are {_lower.Count}.", nameof(variables));
            }

            Int128 sum = 0;
            for (; k < order.Length && order[k] == variable; k++)
            {
                sum += sorted[k];
            }

            if (Int128.Abs(sum) > IntegerModel.LargestActivity)
            {
                throw new IntegerModelException(
                    $"{Row()} has the coefficient {sum} at variable {variable}; at most ±{IntegerModel.LargestActivity} can be counted. Divide the row by a common factor.");
            }

            if (sum != 0)
            {
                _columns.Add(variable);
                _coefficients.Add((long)sum);
            }
        }

        _rowStart.Add(_columns.Count);
        _rowLower.Add(lower);
        _rowUpper.Add(upper);
        return _rowLower.Count - 1;

        string Row() => Capital(IntegerModel.Label("row", _rowLower.Count, _rowNames));
    }

    /// <summary>A value to start from. A later one for the same variable replaces it.</summary>
    public void Hint(int variable, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(variable);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(variable, _lower.Count);
        _hint[variable] = value;
    }

    /// <exception cref="IntegerModelException">A bound is missing or crossed, or a sum may leave the range in which solvers count; the message names it.</exception>
    public IntegerModel Build()
    {
        var model = new IntegerModel
        {
            Maximise = maximise,
            Lower = [.. _lower],
            Upper = [.. _upper],
            Objective = [.. _objective],
            RowStart = [.. _rowStart],
            Columns = [.. _columns],
            Coefficients = [.. _coefficients],
            RowLower = [.. _rowLower],
            RowUpper = [.. _rowUpper],
            HintVariables = [.. _hint.Keys],
            HintValues = [.. _hint.Values],
            VariableNames = [.. _variableNames],
            RowNames = [.. _rowNames],
        };
        IntegerModelRules.Require(model);
        return model;
    }

    internal static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static void AddName(List<string?> names, int index, string? name)
    {
        if (name is null)
        {
            return;
        }

        while (names.Count < index)
        {
            names.Add(null);
        }

        names.Add(name);
    }
}
