using System.Text.Json;
using System.Text.Json.Nodes;

namespace Matching.Oracles.Workers;

/// <param name="Flow">The largest flow.</param>
/// <param name="Cost">Its cost; 0 for a maximum flow.</param>
/// <param name="Flows">By arc, when asked for.</param>
/// <param name="SolverTime">Inside OR-Tools, without the way there and back.</param>
public sealed record NetworkFlowAnswer(long Flow, long Cost, long[] Flows, TimeSpan SolverTime);

/// <summary>OR-Tools' MaxFlow and MinCostFlow in the worker process. Amounts are exact up to 2^53.</summary>
public static class OrToolsNetworkFlow
{
    public const long LargestAmount = 1L << 53;

    /// <exception cref="OrToolsWorkerException">There was no answer.</exception>
    public static NetworkFlowAnswer MaxFlow(
        OrToolsWorker worker, int[] tails, int[] heads, long[] capacities, int source, int sink, TimeSpan timeLimit, bool withFlows = false)
    {
        ArgumentNullException.ThrowIfNull(worker);
        var reply = worker.Ask(
            new JsonObject
            {
                ["op"] = "maxFlow",
                ["tails"] = Numbers(tails),
                ["heads"] = Numbers(heads),
                ["capacities"] = Numbers(capacities),
                ["source"] = source,
                ["sink"] = sink,
                ["withFlows"] = withFlows,
            },
            timeLimit);
        return Read(reply);
    }

    /// <param name="supplies">By node; negative for a demand. They add up to zero.</param>
    /// <exception cref="OrToolsWorkerException">There was no answer, or the supplies cannot be brought to the demands.</exception>
    public static NetworkFlowAnswer MinCostFlow(
        OrToolsWorker worker, int[] tails, int[] heads, long[] capacities, long[] unitCosts, long[] supplies, TimeSpan timeLimit, bool withFlows = false)
    {
        ArgumentNullException.ThrowIfNull(worker);
        var reply = worker.Ask(
            new JsonObject
            {
                ["op"] = "minCostFlow",
                ["tails"] = Numbers(tails),
                ["heads"] = Numbers(heads),
                ["capacities"] = Numbers(capacities),
                ["unitCosts"] = Numbers(unitCosts),
                ["supplies"] = Numbers(supplies),
                ["withFlows"] = withFlows,
            },
            timeLimit);
        return Read(reply);
    }

    private static NetworkFlowAnswer Read(JsonObject reply) => new(
        Amount(reply["flow"]),
        Amount(reply["cost"]),
        reply["flows"] is { } flows ? [.. flows.AsArray().Select(Amount)] : [],
        TimeSpan.FromMilliseconds(reply["solveMilliseconds"]!.GetValue<double>()));

    private static long Amount(JsonNode? number) => number is null ? 0 : (long)number.GetValue<double>();

    private static JsonNode? Numbers<T>(T[] values) => JsonSerializer.SerializeToNode(values);
}
