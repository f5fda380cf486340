using System.Collections.Immutable;
using Matching.Solvers.Integers;

namespace Matching.Solvers.Tests.Contract;

/// <summary>Models by seed, and their best answers by trying everything.</summary>
internal static class Instances
{
    /// <summary>Up to 6 variables of up to 5 values, up to 3 rows of any shape; about a third have no solution.</summary>
    public static IntegerModel Tiny(int seed)
    {
        var random = new Random(seed);
        var builder = new IntegerModelBuilder(maximise: seed % 2 == 0);
        var variables = random.Next(1, 7);
        for (var j = 0; j < variables; j++)
        {
            var lower = random.Next(-3, 3);
            builder.AddVariable(lower, lower + random.Next(0, 5), random.Next(-9, 10));
        }

        for (var rows = random.Next(0, 4); rows > 0; rows--)
        {
            long[] coefficients = [.. Enumerable.Range(0, variables).Select(_ => (long)random.Next(-6, 7))];
            long middle = random.Next(-12, 13);
            (long lower, long upper) = random.Next(4) switch
            {
                0 => (middle, middle),
                1 => (IntegerModel.NoLower, middle),
                2 => (middle, IntegerModel.NoUpper),
                _ => (middle, middle + random.Next(0, 9)),
            };
            builder.AddRow([.. Enumerable.Range(0, variables)], coefficients, lower, upper);
        }

        return builder.Build();
    }

    /// <summary>Takes the most valuable of some things within one limit.</summary>
    public static IntegerModel Knapsack(int seed, int things)
    {
        var random = new Random(seed);
        var builder = new IntegerModelBuilder(maximise: true);
        var weights = new long[things];
        for (var j = 0; j < things; j++)
        {
            weights[j] = random.Next(10, 100);
            builder.AddVariable(0, 1, random.Next(10, 100), $"thing {j}");
        }

        builder.AddRow([.. Enumerable.Range(0, things)], weights, IntegerModel.NoLower, weights.Sum() / 2, "capacity");
        return builder.Build();
    }

    /// <summary>Many things under many limits at once: good solutions soon, a proof not within minutes.</summary>
    public static IntegerModel Hard(int things, int limits, bool withHint)
    {
        var random = new Random(20261122);
        var builder = new IntegerModelBuilder(maximise: true);
        int[] all = [.. Enumerable.Range(0, things)];
        foreach (var thing in all)
        {
            builder.AddVariable(0, 1, random.Next(400, 1_000));
        }

        for (var row = 0; row < limits; row++)
        {
            long[] weights = [.. all.Select(_ => (long)random.Next(1, 1_000))];
            builder.AddRow(all, weights, IntegerModel.NoLower, weights.Sum() / 2, $"limit {row}");
        }

        if (withHint)
        {
            foreach (var thing in all)
            {
                builder.Hint(thing, 0);
            }
        }

        return builder.Build();
    }

    /// <summary>The same model with a value to start from for every variable.</summary>
    public static IntegerModel Hinted(IntegerModel model, ImmutableArray<long> values)
    {
        var builder = new IntegerModelBuilder(model.Maximise);
        for (var j = 0; j < model.VariableCount; j++)
        {
            builder.AddVariable(model.Lower[j], model.Upper[j], model.Objective[j]);
            builder.Hint(j, values[j]);
        }

        for (var i = 0; i < model.RowCount; i++)
        {
            var (from, to) = (model.RowStart[i], model.RowStart[i + 1]);
            builder.AddRow(model.Columns.AsSpan(from..to), model.Coefficients.AsSpan(from..to), model.RowLower[i], model.RowUpper[i]);
        }

        return builder.Build();
    }

    /// <summary>Best objective by trying every assignment, and null when none keeps the rows.</summary>
    public static long? BruteForce(IntegerModel model)
    {
        long? best = null;
        var values = model.Lower.ToArray();
        do
        {
            var keeps = true;
            for (var i = 0; i < model.RowCount && keeps; i++)
            {
                long activity = 0;
                for (var k = model.RowStart[i]; k < model.RowStart[i + 1]; k++)
                {
                    activity += model.Coefficients[k] * values[model.Columns[k]];
                }

                keeps = activity >= model.RowLower[i] && activity <= model.RowUpper[i];
            }

            if (keeps)
            {
                var objective = values.Select((value, j) => value * model.Objective[j]).Sum();
                best = best is { } known ? (model.Maximise ? Math.Max(known, objective) : Math.Min(known, objective)) : objective;
            }
        }
        while (Next(model, values));

        return best;
    }

    private static bool Next(IntegerModel model, long[] values)
    {
        for (var j = 0; j < values.Length; j++)
        {
            if (values[j] < model.Upper[j])
            {
                values[j]++;
                return true;
            }

            values[j] = model.Lower[j];
        }

        return false;
    }
}
