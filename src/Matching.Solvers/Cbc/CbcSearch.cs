using System.Globalization;
using Matching.Solvers.Integers;
using Matching.Solvers.Wire;

namespace Matching.Solvers.Cbc;

/// <summary>One search by CBC. One at a time in a process: CBC keeps what runs in a global variable.</summary>
internal static unsafe class CbcSearch
{
    /// <param name="model">To be minimised.</param>
    /// <param name="parameters">When to stop.</param>
    public static CpSolverResponseMessage Run(IntegerModel model, SatParametersMessage parameters)
    {
        var cbc = CbcLibrary.New();
        try
        {
            Load(cbc, model);
            Limit(cbc, parameters);
            if (!model.HintVariables.IsEmpty)
            {
                CbcLibrary.SetStart(cbc, model.HintVariables.Length, model.HintVariables.AsSpan(), Doubles(model.HintValues));
            }

            _ = CbcLibrary.Solve(cbc);
            return Read(cbc, model, parameters);
        }
        finally
        {
            CbcLibrary.Delete(cbc);
        }
    }

    private static void Load(nint cbc, IntegerModel model)
    {
        // CBC wants the matrix by columns.
        var start = new int[model.VariableCount + 1];
        foreach (var column in model.Columns)
        {
            start[column + 1]++;
        }

        for (var j = 0; j < model.VariableCount; j++)
        {
            start[j + 1] += start[j];
        }

        var next = start.ToArray();
        var index = new int[model.Columns.Length];
        var value = new double[model.Columns.Length];
        for (var i = 0; i < model.RowCount; i++)
        {
            for (var k = model.RowStart[i]; k < model.RowStart[i + 1]; k++)
            {
                var place = next[model.Columns[k]]++;
                (index[place], value[place]) = (i, model.Coefficients[k]);
            }
        }

        CbcLibrary.Load(
            cbc, model.VariableCount, model.RowCount, start, index, value,
            Doubles(model.Lower), Doubles(model.Upper), Doubles(model.Objective), Doubles(model.RowLower), Doubles(model.RowUpper));
        CbcLibrary.SetSense(cbc, 1);
        for (var j = 0; j < model.VariableCount; j++)
        {
            CbcLibrary.SetInteger(cbc, j);
        }
    }

    private static void Limit(nint cbc, SatParametersMessage parameters)
    {
        Set("log", 1);
        Set("timeMode", "elapsed");

        // Debian's 2.10.8 calls a worse solution optimal after preprocessing: min 7x - y, -1 <= -4x + 5y <= 3, x in -1..3, y in 2..3 gives 18; it is 12.
        Set("preprocess", "off");
        Set("randomCbcSeed", parameters.Seed);
        Set("ratio", parameters.RelativeGap);
        if (double.IsFinite(parameters.Seconds))
        {
            Set("sec", parameters.Seconds);
        }

        if (parameters.Work is { } work)
        {
            Set("maxN", Nodes(work));
        }

        void Set(string name, IConvertible value) => CbcLibrary.SetParameter(cbc, name, value.ToString(CultureInfo.InvariantCulture));
    }

    private static int Nodes(double work) => (int)Math.Clamp(Math.Ceiling(work * SolverLimits.CbcNodesPerUnit), 1, int.MaxValue);

    private static CpSolverResponseMessage Read(nint cbc, IntegerModel model, SatParametersMessage parameters)
    {
        var work = CbcLibrary.NodeCount(cbc) / (double)SolverLimits.CbcNodesPerUnit;
        if (CbcLibrary.IsNodeLimitReached(cbc) != 0 && parameters.Work is { } limit)
        {
            work = Math.Max(work, limit); // the node count is of the last tree; restarts began it anew
        }

        var best = CbcLibrary.BestSolution(cbc);
        if (CbcLibrary.IsProvenInfeasible(cbc) != 0 && best is null)
        {
            return new CpSolverResponseMessage { Status = CpSolverStatus.Infeasible, Work = work };
        }

        var lowerBound = Below(CbcLibrary.BestPossible(cbc));
        if (best is null)
        {
            return new CpSolverResponseMessage { Status = CpSolverStatus.Unknown, LowerBound = lowerBound, Work = work };
        }

        var values = Rounded(new ReadOnlySpan<double>(best, model.VariableCount));
        var optimal = CbcLibrary.IsProvenOptimal(cbc) != 0;
        return new CpSolverResponseMessage
        {
            Status = optimal ? CpSolverStatus.Optimal : CpSolverStatus.Feasible,
            Solution = values,
            Objective = CbcLibrary.Objective(cbc),
            LowerBound = optimal && parameters.RelativeGap == 0 ? Objective(model, values) : lowerBound,
            Work = work,
        };
    }

    /// <summary>A whole number that the bound does not fall short of, with room for the last digits of floating point.</summary>
    private static long Below(double bound)
    {
        var sure = Math.Ceiling(bound - 1e-6 - (1e-9 * Math.Abs(bound)));
        return sure > -IntegerModel.LargestActivity && sure < IntegerModel.LargestActivity ? (long)sure : long.MinValue;
    }

    private static long[] Rounded(ReadOnlySpan<double> values)
    {
        var rounded = new long[values.Length];
        for (var j = 0; j < rounded.Length; j++)
        {
            // Out of every range stays out of every range; the check then names the variable.
            rounded[j] = (long)Math.Clamp(Math.Round(values[j]), -IntegerModel.LargestActivity, IntegerModel.LargestActivity);
        }

        return rounded;
    }

    private static long Objective(IntegerModel model, long[] values)
    {
        Int128 sum = 0;
        for (var j = 0; j < values.Length; j++)
        {
            sum += (Int128)model.Objective[j] * values[j];
        }

        return (long)Int128.Clamp(sum, -IntegerModel.LargestActivity, IntegerModel.LargestActivity);
    }

    private static double[] Doubles(IEnumerable<long> values) => [.. values.Select(value => value switch
    {
        IntegerModel.NoLower => -double.MaxValue,
        IntegerModel.NoUpper => double.MaxValue,
        _ => (double)value,
    })];
}
