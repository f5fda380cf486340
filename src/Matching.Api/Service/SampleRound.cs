using Matching.Api.Rights;
using Matching.Api.Wire;
using Matching.Engine.Rounds;
using Matching.Samples;
using Matching.Silo.Desks;
using Matching.Silo.Rounds;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Matching.Api.Service;

/// <summary>The sample round, brought into the store: by <c>--sample</c> at the start, or by one request. Twice is a no-op.</summary>
internal static class SampleRound
{
    /// <summary>Who reports and who verifies in the sample; nobody signs in under these names.</summary>
    private const string Officer = "sample-officer";
    private const string Planner = "sample-planner";

    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/sample", PostAsync).Is("sample.load").WithSummary("Load the sample round of Điện Biên 2026; twice is a no-op");

    public static Task<LoadReport> LoadAsync(IMatchingHost host, CancellationToken cancel)
    {
        Round round = DienBienRound.Create();
        return RoundLoader.LoadAsync(host, round, "Điện Biên 2026", Officer, Planner, cancel);
    }

    private static async Task<Ok<LoadView>> PostAsync(IMatchingHost host, CancellationToken cancel)
    {
        var report = await LoadAsync(host, cancel).ConfigureAwait(false);
        return TypedResults.Ok(new LoadView(DienBienRound.Create().Id, report.Done, report.Known, [.. report.Refused.Select(one => new Fault(one.Key, one.Value.En, one.Value.Vi))]));
    }
}

/// <summary>What became of a load.</summary>
/// <param name="Done">Wishes that were done now.</param>
/// <param name="Known">Wishes that an earlier load had done.</param>
internal sealed record LoadView(string Round, int Done, int Known, IReadOnlyList<Fault> Refused);
