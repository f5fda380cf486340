using Matching.Solvers.Integers;

namespace Matching.Solvers.Wire;

/// <summary>A model as OR-Tools' CpModelProto, always to be minimised: a model to be maximised goes out with its objective negated.</summary>
/// <remarks>Field numbers: cp_model.proto of OR-Tools 9.15. Names stay at home.</remarks>
internal static class CpModelMessage
{
    public static byte[] Write(IntegerModel model)
    {
        var message = new ProtoWriter();
        var part = new ProtoWriter();
        var linear = new ProtoWriter();
        Span<long> domain = stackalloc long[2];
        for (var j = 0; j < model.VariableCount; j++)
        {
            (domain[0], domain[1]) = (model.Lower[j], model.Upper[j]);
            part.Clear();
            part.Packed(2, domain);
            message.Bytes(2, part.Written);
        }

        for (var i = 0; i < model.RowCount; i++)
        {
            var (from, to) = (model.RowStart[i], model.RowStart[i + 1]);
            (domain[0], domain[1]) = (model.RowLower[i], model.RowUpper[i]);
            linear.Clear();
            linear.Packed(1, model.Columns.AsSpan(from..to));
            linear.Packed(2, model.Coefficients.AsSpan(from..to));
            linear.Packed(3, domain);
            part.Clear();
            part.Bytes(12, linear.Written);
            message.Bytes(3, part.Written);
        }

        int[] variables = [.. Enumerable.Range(0, model.VariableCount).Where(j => model.Objective[j] != 0)];
        if (variables.Length > 0)
        {
            part.Clear();
            part.Packed(1, variables);
            part.Packed(4, Array.ConvertAll(variables, j => model.Maximise ? -model.Objective[j] : model.Objective[j]));
            message.Bytes(4, part.Written);
        }

        if (!model.HintVariables.IsEmpty)
        {
            part.Clear();
            part.Packed(1, model.HintVariables.AsSpan());
            part.Packed(2, model.HintValues.AsSpan());
            message.Bytes(6, part.Written);
        }

        return message.Written.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> writes: variables with one range each, linear rows, a linear objective to be minimised, a hint.</summary>
    /// <exception cref="FormatException">The bytes are something else.</exception>
    /// <exception cref="IntegerModelException">The model cannot be counted in 63 bits.</exception>
    public static IntegerModel Read(ReadOnlySpan<byte> bytes)
    {
        var domains = new List<(long Lower, long Upper)>();
        var rows = new List<(int[] Variables, long[] Coefficients, long Lower, long Upper)>();
        (List<long> Variables, List<long> Values) objective = ([], []), hint = ([], []);
        var message = new ProtoReader(bytes);
        while (message.Next())
        {
            switch (message.Field)
            {
                case 2:
                    domains.Add(Range(Lists(message.Bytes(), 2, 2, 2).First));
                    break;
                case 3:
                    rows.Add(Row(message.Bytes()));
                    break;
                case 4:
                    (objective.Variables, objective.Values, _) = Lists(message.Bytes(), 1, 4, 5);
                    break;
                case 6:
                    (hint.Variables, hint.Values, _) = Lists(message.Bytes(), 1, 2, 2);
                    break;
                default:
                    throw new FormatException($"The model has field {message.Field}, which is not read here.");
            }
        }

        return Build(domains, rows, objective, hint);
    }

    private static IntegerModel Build(
        List<(long Lower, long Upper)> domains,
        List<(int[] Variables, long[] Coefficients, long Lower, long Upper)> rows,
        (List<long> Variables, List<long> Values) objective,
        (List<long> Variables, List<long> Values) hint)
    {
        var coefficients = new long[domains.Count];
        for (var k = 0; k < objective.Variables.Count; k++)
        {
            coefficients[Index(objective.Variables[k], domains.Count)] = objective.Values[k];
        }

        var builder = new IntegerModelBuilder(maximise: false);
        for (var j = 0; j < domains.Count; j++)
        {
            builder.AddVariable(domains[j].Lower, domains[j].Upper, coefficients[j]);
        }

        foreach (var row in rows)
        {
            builder.AddRow(row.Variables, row.Coefficients, row.Lower, row.Upper);
        }

        for (var k = 0; k < hint.Variables.Count; k++)
        {
            builder.Hint(Index(hint.Variables[k], domains.Count), hint.Values[k]);
        }

        return builder.Build();
    }

    private static (int[] Variables, long[] Coefficients, long Lower, long Upper) Row(ReadOnlySpan<byte> bytes)
    {
        var constraint = new ProtoReader(bytes);
        if (!constraint.Next() || constraint.Field != 12)
        {
            throw new FormatException("The model has a constraint that is not linear.");
        }

        var linear = Lists(constraint.Bytes(), 1, 2, 3);
        var (lower, upper) = Range(linear.Third);
        return ([.. linear.First.Select(value => checked((int)value))], [.. linear.Second], lower, upper);
    }

    private static (List<long> First, List<long> Second, List<long> Third) Lists(ReadOnlySpan<byte> bytes, int first, int second, int third)
    {
        (List<long> First, List<long> Second, List<long> Third) lists = ([], [], []);
        var message = new ProtoReader(bytes);
        while (message.Next())
        {
            message.Integers(message.Field == first ? lists.First
                : message.Field == second ? lists.Second
                : message.Field == third ? lists.Third
                : throw new FormatException($"A part of the model has field {message.Field}, which is not read here."));
        }

        if (first != second && lists.First.Count != lists.Second.Count)
        {
            throw new FormatException($"A part of the model has {lists.First.Count} variables and {lists.Second.Count} numbers.");
        }

        return lists;
    }

    private static (long Lower, long Upper) Range(List<long> domain) => domain.Count == 2
        ? (domain[0], domain[1])
        : throw new FormatException($"The model has a domain of {domain.Count} numbers; one range was expected.");

    private static int Index(long variable, int count) => variable >= 0 && variable < count
        ? (int)variable
        : throw new FormatException($"The model names variable {variable}; there are {count}.");
}
