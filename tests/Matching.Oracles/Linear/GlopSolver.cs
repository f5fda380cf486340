using System.Text.Json;
using System.Text.Json.Nodes;
using Matching.Oracles.Workers;

namespace Matching.Oracles.Linear;

/// <summary>OR-Tools GLOP in the worker process.</summary>
public sealed class GlopSolver : ILinearSolver
{
    // Start of the process, the model's way there and the answer's way back come on top of the solver's own limit.
    private static readonly TimeSpan Overhead = TimeSpan.FromSeconds(60);
    private readonly OrToolsWorker _worker = new();

    /// <summary>Whether the worker is on this machine.</summary>
    public static bool IsPresent => OrToolsWorker.IsPresent;

    public string Name => "OR-Tools GLOP";

    public TimeSpan LastSolverTime { get; private set; }

    public LinearSolution Solve(LinearProgram program, TimeSpan? timeLimit = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        var sign = program.Maximise ? -1.0 : 1.0;
        var request = new JsonObject
        {
            ["op"] = "lp",
            ["objective"] = Numbers(Array.ConvertAll(program.Objective, value => sign * value)),
            ["columnLower"] = Bounds(program.ColumnLower),
            ["columnUpper"] = Bounds(program.ColumnUpper),
            ["rowLower"] = Bounds(program.RowLower),
            ["rowUpper"] = Bounds(program.RowUpper),
            ["start"] = JsonSerializer.SerializeToNode(program.Start),
            ["index"] = JsonSerializer.SerializeToNode(program.Index),
            ["value"] = Numbers(program.Value),
        };
        if (timeLimit is { } limit)
        {
            request["timeLimitSeconds"] = limit.TotalSeconds;
        }

        JsonObject reply;
        try
        {
            reply = _worker.Ask(request, (timeLimit ?? TimeSpan.FromHours(2)) + Overhead);
        }
        catch (OrToolsWorkerException failed) when (failed.Failure == WorkerFailure.TimedOut)
        {
            return LinearSolution.Without(LinearStatus.TimeLimit);
        }

        LastSolverTime = TimeSpan.FromMilliseconds(reply["solveMilliseconds"]!.GetValue<double>());
        return reply["status"]!.GetValue<string>() switch
        {
            "optimal" => new LinearSolution(
                LinearStatus.Optimal,
                sign * reply["objective"]!.GetValue<double>(),
                reply["columns"].Deserialize<double[]>()!,
                Array.ConvertAll(reply["duals"].Deserialize<double[]>()!, dual => sign * dual)),
            "infeasible" => LinearSolution.Without(LinearStatus.Infeasible),
            "unbounded" => LinearSolution.Without(LinearStatus.Unbounded),
            "infeasibleOrUnbounded" => LinearSolution.Without(LinearStatus.InfeasibleOrUnbounded),
            "timeLimit" => LinearSolution.Without(LinearStatus.TimeLimit),
            _ => LinearSolution.Without(LinearStatus.Failed),
        };
    }

    public void Dispose() => _worker.Dispose();

    private static JsonNode? Numbers(double[] values) => JsonSerializer.SerializeToNode(values);

    private static JsonNode? Bounds(double[] values) =>
        JsonSerializer.SerializeToNode(Array.ConvertAll(values, value => double.IsFinite(value) ? value : (double?)null));
}
