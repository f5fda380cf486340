namespace Matching.Solvers.Integers;

/// <summary>What a model must keep so that every sum of it fits, with room to compare, in 63 bits.</summary>
internal static class IntegerModelRules
{
    private const long Largest = IntegerModel.LargestActivity;

    /// <exception cref="IntegerModelException">The model breaks a rule.</exception>
    public static void Require(IntegerModel model)
    {
        for (var j = 0; j < model.VariableCount; j++)
        {
            RequireVariable(model, j);
        }

        for (var i = 0; i < model.RowCount; i++)
        {
            RequireRow(model, i);
        }

        RequireObjective(model);
    }

    private static void RequireVariable(IntegerModel model, int variable)
    {
        var (lower, upper) = (model.Lower[variable], model.Upper[variable]);
        if (lower < -Largest || upper > Largest)
        {
            throw Refused(model.VariableLabel(variable), $"may range from {lower} to {upper}, which is as good as unbounded (at most ±{Largest}). Give it bounds that the round implies.");
        }

        if (lower > upper)
        {
            throw Refused(model.VariableLabel(variable), $"has the lower bound {lower} above its upper bound {upper}. Swap them, or leave the variable out.");
        }

        // Nothing is lost: a solver that negates the objective must not meet the one number that has no opposite.
        if (model.Objective[variable] is < -Largest or > Largest)
        {
            throw Refused(model.VariableLabel(variable), $"has the objective coefficient {model.Objective[variable]}; at most ±{Largest} can be counted. Divide the objective by a common factor.");
        }
    }

    private static void RequireRow(IntegerModel model, int row)
    {
        if (model.RowLower[row] > model.RowUpper[row])
        {
            throw Refused(model.RowLabel(row), $"has the lower bound {model.RowLower[row]} above its upper bound {model.RowUpper[row]}. Swap them, or leave the row out.");
        }

        Int128 most = 0, least = 0;
        for (var k = model.RowStart[row]; k < model.RowStart[row + 1]; k++)
        {
            Add(model, model.Columns[k], model.Coefficients[k], ref most, ref least);
            if (most > Largest || least < -Largest)
            {
                throw TooLarge(model.RowLabel(row), most, least, model.VariableLabel(model.Columns[k]));
            }
        }
    }

    private static void RequireObjective(IntegerModel model)
    {
        Int128 most = 0, least = 0;
        for (var j = 0; j < model.VariableCount; j++)
        {
            Add(model, j, model.Objective[j], ref most, ref least);
            if (most > Largest || least < -Largest)
            {
                throw TooLarge("the objective", most, least, model.VariableLabel(j));
            }
        }
    }

    // Zero counts as reachable on both sides, as solvers do: they add terms up in any order. Each product has at most 124 bits, and the sum is looked at after each.
    private static void Add(IntegerModel model, int variable, long coefficient, ref Int128 most, ref Int128 least)
    {
        var atLower = (Int128)coefficient * model.Lower[variable];
        var atUpper = (Int128)coefficient * model.Upper[variable];
        most += Int128.Max(0, Int128.Max(atLower, atUpper));
        least += Int128.Min(0, Int128.Min(atLower, atUpper));
    }

    private static IntegerModelException TooLarge(string what, Int128 most, Int128 least, string at) => Refused(
        what,
        $"may reach {(most > Largest ? most : least)} at {at}, and solvers count to ±{Largest}. Divide its coefficients by a common factor, or narrow the bounds of its variables.");

    private static IntegerModelException Refused(string what, string why) => new($"{IntegerModelBuilder.Capital(what)} {why}");
}
