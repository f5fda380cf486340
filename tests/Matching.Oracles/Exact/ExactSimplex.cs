namespace Matching.Oracles.Exact;

/// <summary>Largest <c>c·x</c> with <c>A x ≤ b</c>, <c>x ≥ 0</c>, in exact fractions: the textbook dictionary method with Bland's rule, which cannot cycle.</summary>
public sealed class ExactSimplex
{
    // Row i reads: basic[i] = constants[i] + sum of coefficients[i][j] * nonbasic[j]. The objective reads the same way.
    private readonly List<int> _basic = [];
    private readonly List<int> _nonbasic = [];
    private readonly List<BigRational[]> _coefficients = [];
    private readonly List<BigRational> _constants = [];
    private BigRational[] _objective = [];
    private BigRational _value;

    private ExactSimplex(IReadOnlyList<BigRational[]> rows, IReadOnlyList<BigRational> bounds, int variables)
    {
        for (var j = 0; j < variables; j++)
        {
            _nonbasic.Add(j);
        }

        for (var i = 0; i < rows.Count; i++)
        {
            _basic.Add(variables + i);
            _constants.Add(bounds[i]);
            _coefficients.Add([.. rows[i].Select(value => -value)]);
        }
    }

    /// <summary>The optimum, or null when nothing satisfies the rows.</summary>
    /// <exception cref="InvalidOperationException">There is no largest value.</exception>
    public static BigRational? Maximise(IReadOnlyList<BigRational> objective, IReadOnlyList<BigRational[]> rows, IReadOnlyList<BigRational> bounds)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(bounds);
        var simplex = new ExactSimplex(rows, bounds, objective.Count);
        if (!simplex.FindFeasible(objective.Count, objective.Count + rows.Count))
        {
            return null;
        }

        simplex.SetObjective(objective);
        simplex.Climb();
        return simplex._value;
    }

    private bool FindFeasible(int variables, int artificial)
    {
        var worst = -1;
        for (var i = 0; i < _constants.Count; i++)
        {
            if (_constants[i].Sign < 0 && (worst < 0 || _constants[i] < _constants[worst]))
            {
                worst = i;
            }
        }

        if (worst < 0)
        {
            return true;
        }

        // One helper variable added to every row makes the start feasible; it is then driven to zero.
        _nonbasic.Add(artificial);
        for (var i = 0; i < _coefficients.Count; i++)
        {
            _coefficients[i] = [.. _coefficients[i], BigRational.One];
        }

        _objective = new BigRational[variables + 1];
        _objective[variables] = -BigRational.One;
        _value = BigRational.Zero;
        Pivot(worst, variables);
        Climb();
        if (_value.Sign < 0)
        {
            return false;
        }

        var row = _basic.IndexOf(artificial);
        if (row >= 0)
        {
            // The helper stands in the basis at zero: swap it for anything that has a coefficient in its row.
            var with = Array.FindIndex(_coefficients[row], value => value.Sign != 0);
            Pivot(row, with);
        }

        var column = _nonbasic.IndexOf(artificial);
        _nonbasic.RemoveAt(column);
        for (var i = 0; i < _coefficients.Count; i++)
        {
            _coefficients[i] = [.. _coefficients[i].Where((_, j) => j != column)];
        }

        return true;
    }

    private void SetObjective(IReadOnlyList<BigRational> objective)
    {
        _value = BigRational.Zero;
        _objective = new BigRational[_nonbasic.Count];
        for (var variable = 0; variable < objective.Count; variable++)
        {
            if (objective[variable].Sign == 0)
            {
                continue;
            }

            var column = _nonbasic.IndexOf(variable);
            if (column >= 0)
            {
                _objective[column] += objective[variable];
                continue;
            }

            var row = _basic.IndexOf(variable);
            _value += objective[variable] * _constants[row];
            for (var j = 0; j < _objective.Length; j++)
            {
                _objective[j] += objective[variable] * _coefficients[row][j];
            }
        }
    }

    private void Climb()
    {
        while (true)
        {
            var enter = -1;
            for (var j = 0; j < _objective.Length; j++)
            {
                if (_objective[j].Sign > 0 && (enter < 0 || _nonbasic[j] < _nonbasic[enter]))
                {
                    enter = j;
                }
            }

            if (enter < 0)
            {
                return;
            }

            var leave = -1;
            BigRational tightest = default;
            for (var i = 0; i < _basic.Count; i++)
            {
                if (_coefficients[i][enter].Sign >= 0)
                {
                    continue;
                }

                var limit = _constants[i] / -_coefficients[i][enter];
                if (leave < 0 || limit < tightest || (limit == tightest && _basic[i] < _basic[leave]))
                {
                    (leave, tightest) = (i, limit);
                }
            }

            if (leave < 0)
            {
                throw new InvalidOperationException("The linear program has no largest value.");
            }

            Pivot(leave, enter);
        }
    }

    private void Pivot(int row, int column)
    {
        var pivotRow = _coefficients[row];
        var pivot = pivotRow[column];
        (_basic[row], _nonbasic[column]) = (_nonbasic[column], _basic[row]);
        _constants[row] /= -pivot;
        for (var j = 0; j < pivotRow.Length; j++)
        {
            pivotRow[j] = j == column ? BigRational.One / pivot : pivotRow[j] / -pivot;
        }

        for (var i = 0; i < _coefficients.Count; i++)
        {
            if (i != row && _coefficients[i][column].Sign != 0)
            {
                var factor = _coefficients[i][column];
                _constants[i] += factor * _constants[row];
                Substitute(_coefficients[i], factor, pivotRow, column);
            }
        }

        if (_objective[column].Sign != 0)
        {
            var factor = _objective[column];
            _value += factor * _constants[row];
            Substitute(_objective, factor, pivotRow, column);
        }
    }

    private static void Substitute(BigRational[] into, BigRational factor, BigRational[] pivotRow, int column)
    {
        for (var j = 0; j < into.Length; j++)
        {
            if (j == column)
            {
                into[j] = factor * pivotRow[j];
            }
            else if (pivotRow[j].Sign != 0)
            {
                into[j] += factor * pivotRow[j];
            }
        }
    }
}
