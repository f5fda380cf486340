using Matching.Engine.Needs;
using Matching.Oracles.Compact;
using Matching.Oracles.Model;

namespace Matching.Oracles.Linear;

/// <summary>Linear programs over the compact network: the smallest form in which others could be given a national round.</summary>
public static class CompactPrograms
{
    /// <summary>Largest total covered value, whoever gets it: one program, the arcs its columns, the nodes its rows.</summary>
    /// <returns>A program that maximises; its objective times the scale is in đồng.</returns>
    public static (LinearProgram Program, double ScaleVnd) MaxCoverage(CompactNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var scaleVnd = ScaleFor(network);
        var (program, columnOfArc) = Flow(network, scaleVnd);
        foreach (var arc in network.LineArcs)
        {
            program.SetObjective(columnOfArc[arc], 1);
        }

        return (program.Build(maximise: true), scaleVnd);
    }

    /// <summary>Leximin over the compact network in place of pairs.</summary>
    public static LeximinProgram Leximin(CompactNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var scaleVnd = ScaleFor(network);
        var round = network.Round;
        var (program, columnOfArc) = Flow(network, scaleVnd);
        var items = round.Items.ToDictionary(item => item.Id);
        var communes = round.Communes.ToDictionary(commune => commune.Id);
        var isProject = network.NeedOfLine.Select(n => items[round.Needs[n].Item].Kind == ItemKind.Project).ToList();
        var unitCost = network.NeedOfLine.Select(n => Eligibility.UnitCostVnd(round.Needs[n], items[round.Needs[n].Item]) / scaleVnd).ToArray();
        return new LeximinProgram
        {
            ScaleVnd = scaleVnd,
            Base = program,
            Inflow = [.. network.LineArcs.Select(arc => (IReadOnlyList<(int, double)>)[(columnOfArc[arc], 1.0)])],
            Demand = [.. network.LineArcs.Select(arc => network.Arcs.Capacities[arc] / scaleVnd)],
            Pinned = new double[network.LineArcs.Length],
            UnitCost = unitCost,
            Classes =
            [
                .. Enumerable.Range(0, network.NeedOfLine.Length)
                    .GroupBy(line => network.ClassOfNeed[network.NeedOfLine[line]])
                    .OrderBy(group => group.Key)
                    .Select(group => (IReadOnlyList<int>)[
                        .. group
                            .OrderBy(line => isProject[line] ? QueueKey(line) : default)
                            .ThenBy(line => round.Needs[network.NeedOfLine[line]].Id.Value, StringComparer.Ordinal),
                    ]),
            ],
            IsProject = isProject,
            Needs = round.Needs.Length,
            Need = network.NeedOfLine,
        };

        (long, decimal, long) QueueKey(int line)
        {
            var need = round.Needs[network.NeedOfLine[line]];
            return ClassOrder.QueueKey(need, communes[need.Commune]);
        }
    }

    private static double ScaleFor(CompactNetwork network) =>
        LeximinProgram.ScaleFor(network.LineArcs.Select(arc => (double)network.Arcs.Capacities[arc]));

    private static (LinearProgramBuilder Program, int[] ColumnOfArc) Flow(CompactNetwork network, double scaleVnd)
    {
        var program = new LinearProgramBuilder();
        var arcs = network.Arcs;

        // What comes into a node is at least what goes out; source and sink balance nothing.
        var rows = Enumerable.Range(0, arcs.Nodes)
            .Select(node => node is CompactNetwork.Source or CompactNetwork.Sink ? -1 : program.AddRow(0, double.PositiveInfinity)).ToArray();
        var columns = new int[arcs.Count];
        for (var arc = 0; arc < arcs.Count; arc++)
        {
            var capacity = arcs.Capacities[arc];
            columns[arc] = program.AddColumn(0, capacity == NetworkArcs.Unlimited ? double.PositiveInfinity : capacity / scaleVnd);
            if (rows[arcs.Tails[arc]] >= 0)
            {
                program.Add(rows[arcs.Tails[arc]], columns[arc], -1);
            }

            if (rows[arcs.Heads[arc]] >= 0)
            {
                program.Add(rows[arcs.Heads[arc]], columns[arc], 1);
            }
        }

        return (program, columns);
    }
}
