using Matching.Oracles.Model;

namespace Matching.Oracles.Linear;

/// <summary>Rows and columns of "what may flow into the lines", ready for a level or an objective on top. Amounts in <see cref="ScaleVnd"/> đồng.</summary>
/// <remarks>Raw đồng would span fifteen digits, which the solvers' tolerances do not; millions of đồng do well.</remarks>
public sealed class LeximinProgram
{
    public const double LargestScaleVnd = 1_000_000;

    public required double ScaleVnd { get; init; }

    /// <summary>What flows; bounds and rows of supply are in place.</summary>
    public required LinearProgramBuilder Base { get; init; }

    /// <summary>Per line the columns that bring it something, with the value that one unit of the column brings.</summary>
    public required IReadOnlyList<IReadOnlyList<(int Column, double Value)>> Inflow { get; init; }

    public required double[] Demand { get; init; }

    /// <summary>What pins give, on top of which the columns flow.</summary>
    public required double[] Pinned { get; init; }

    public required double[] UnitCost { get; init; }

    /// <summary>Line indices by class; projects in the order of their queue.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Classes { get; init; }

    public required IReadOnlyList<bool> IsProject { get; init; }

    /// <summary>Lines of the round, those included that take no part.</summary>
    public required int Needs { get; init; }

    /// <summary>Index into the round's needs, per line.</summary>
    public required IReadOnlyList<int> Need { get; init; }

    /// <summary>One column per pledge × line pair: what a planner writes down first.</summary>
    public static LeximinProgram OfPairs(PairModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var scaleVnd = ScaleFor(model.Lines.Select(line => (double)line.DemandVnd));
        var program = new LinearProgramBuilder();
        var inflow = model.Lines.Select(_ => new List<(int Column, double Value)>()).ToArray();
        var pinnedOfPledge = new double[model.Pledges.Length];
        var pinnedOfProvince = new double[model.Provinces];
        var pinned = new double[model.Lines.Length];
        foreach (var pair in model.Pairs)
        {
            pinnedOfPledge[pair.Pledge] += pair.Pinned;
            pinned[pair.Line] += (double)pair.Pinned * pair.VndPerMeasure / scaleVnd;
            pinnedOfProvince[model.Lines[pair.Line].Province] += (double)pair.Pinned * model.Pledges[pair.Pledge].ItemCostVnd / scaleVnd;
        }

        // Columns are in scaled line value, so that goods and money look alike; a pledge is counted at its norm value.
        var pledgeRows = model.Pledges
            .Select((pledge, p) => program.AddRow(double.NegativeInfinity, (pledge.Available - pinnedOfPledge[p]) * pledge.ItemCostVnd / scaleVnd)).ToArray();
        var provinceRows = model.ProvinceCapVnd is { } cap
            ? pinnedOfProvince.Select(used => program.AddRow(double.NegativeInfinity, ((double)cap / scaleVnd) - used)).ToArray()
            : [];
        var communeRows = CeilingRows(model, program, scaleVnd, pledge => pledge.MaxPerCommune, line => line.Commune);
        var ownProvinceRows = CeilingRows(model, program, scaleVnd, pledge => pledge.MaxPerProvince, line => line.Province);
        var partRows = model.Pledges.Select((pledge, p) => pledge.Parts.Select(part => program.AddRow(
            double.NegativeInfinity,
            (part.Most - model.Pairs.Where(pair => pair.Pledge == p && part.Lines.Contains(pair.Line)).Sum(pair => (double)pair.Pinned)) * pledge.ItemCostVnd / scaleVnd)).ToArray()).ToArray();
        foreach (var pair in model.Pairs.Where(pair => pair.MayGrow && pair.Limit > pair.Pinned))
        {
            var pledge = model.Pledges[pair.Pledge];
            var line = model.Lines[pair.Line];
            var column = program.AddColumn(0, (double)(pair.Limit - pair.Pinned) * pair.VndPerMeasure / scaleVnd);
            var normPerValue = (double)pledge.ItemCostVnd / pair.VndPerMeasure;
            program.Add(pledgeRows[pair.Pledge], column, normPerValue);
            for (var depth = pledge.DepthOf(pair.Line); depth > 0; depth--)
            {
                program.Add(partRows[pair.Pledge][depth - 1], column, normPerValue);
            }

            if (communeRows.TryGetValue((pair.Pledge, line.Commune), out var communeRow))
            {
                program.Add(communeRow, column, normPerValue);
            }

            if (ownProvinceRows.TryGetValue((pair.Pledge, line.Province), out var ownProvinceRow))
            {
                program.Add(ownProvinceRow, column, normPerValue);
            }

            if (provinceRows.Length > 0)
            {
                program.Add(provinceRows[line.Province], column, normPerValue);
            }

            inflow[pair.Line].Add((column, 1));
        }

        return new LeximinProgram
        {
            ScaleVnd = scaleVnd,
            Base = program,
            Inflow = inflow,
            Demand = [.. model.Lines.Select(line => (double)line.DemandVnd / scaleVnd)],
            Pinned = pinned,
            UnitCost = [.. model.Lines.Select(line => line.UnitCostVnd / scaleVnd)],
            Classes = [.. model.Classes.Select(lines => (IReadOnlyList<int>)lines)],
            IsProject = [.. model.Lines.Select(line => line.IsProject)],
            Needs = model.Round.Needs.Length,
            Need = [.. model.Lines.Select(line => line.Need)],
        };
    }

    /// <summary>A million đồng, or less where the largest line asks for less than a thousand million (test rounds count in single đồng).</summary>
    internal static double ScaleFor(IEnumerable<double> demandsVnd) => Math.Min(LargestScaleVnd, demandsVnd.DefaultIfEmpty(1).Max() / 1_000);

    private static Dictionary<(int Pledge, int Place), int> CeilingRows(
        PairModel model, LinearProgramBuilder program, double scaleVnd, Func<ModelPledge, long?> ceiling, Func<ModelLine, int> place)
    {
        var rows = new Dictionary<(int Pledge, int Place), int>();
        foreach (var group in model.Pairs
            .Where(pair => ceiling(model.Pledges[pair.Pledge]) is not null)
            .GroupBy(pair => (pair.Pledge, place(model.Lines[pair.Line]))))
        {
            var pledge = model.Pledges[group.Key.Pledge];
            var left = ceiling(pledge)!.Value - group.Sum(pair => (double)pair.Pinned);
            rows.Add(group.Key, program.AddRow(double.NegativeInfinity, left * pledge.ItemCostVnd / scaleVnd));
        }

        return rows;
    }
}
