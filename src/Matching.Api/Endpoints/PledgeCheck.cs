using Matching.Api.Catalogue;
using Matching.Api.Scopes;
using Matching.Api.Wire;
using Matching.Engine.Entry;
using Matching.Engine.Rounds;
using Matching.Silo.Desks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Matching.Api.Endpoints;

/// <summary>The check at entry: what a pledge could serve, whom it would lift, and which of its conditions cannot be met.</summary>
internal static class PledgeCheck
{
    // A check of a national round takes seconds of a core; a second one waits for the first.
    private static readonly SemaphoreSlim s_one = new(1, 1);

    public static async Task<Results<Ok<PledgeOutlook>, ProblemHttpResult>> RunAsync(
        string? round, Body<PledgeBody> body, Scope scope, IMatchingHost host, KnownPlaces places, TimeProvider clock, CancellationToken cancel)
    {
        body.Value.Check();
        scope.Donor(body.Value.Donor.Value);
        var pledge = PledgeTerms.Read(await places.ReadAsync(cancel).ConfigureAwait(false), TermNames.Of(await places.NamesAsync(cancel).ConfigureAwait(false), body.Value));
        var meets = round is null ? await TodaysRound.ReadAsync(host, Days.Today(clock), cancel).ConfigureAwait(false) : await FrozenAsync(round, host, cancel).ConfigureAwait(false);
        await s_one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var (report, conflicts) = await Task.Run(() => (EntryDesk.Open(meets, out var clashes, threads: 1, cancel)?.Check(pledge, thorough: false, cancel), clashes.Length), cancel).ConfigureAwait(false);
            return report is null
                ? Problems.Of(
                    StatusCodes.Status409Conflict, "wrong_state",
                    FormattableString.Invariant($"{conflicts} pins of round {meets.Id} cannot be kept; lift them first."),
                    FormattableString.Invariant($"{conflicts} ghim của đợt {meets.Id} không giữ được; hãy gỡ trước."), [], [])
                : TypedResults.Ok(Told(meets.Id, report));
        }
        finally
        {
            s_one.Release();
        }
    }

    private static async Task<Round> FrozenAsync(string round, IMatchingHost host, CancellationToken cancel)
    {
        var record = await host.Rounds.FindAsync(round, cancel).ConfigureAwait(false) ?? throw Refused.NotFound();
        return record.SnapshotSha256 is { } sha256 && await host.Rounds.SnapshotAsync(sha256, cancel).ConfigureAwait(false) is { } snapshot
            ? snapshot.Round
            : throw Refused.Of(
                StatusCodes.Status409Conflict, "wrong_state",
                $"Round {round} is not frozen, so there is nothing to check against. Freeze it, or leave the round out to check against today's needs.",
                $"Đợt {round} chưa chốt nên chưa có gì để đối chiếu. Hãy chốt đợt, hoặc bỏ tham số round để đối chiếu với nhu cầu hôm nay.");
    }

    private static PledgeOutlook Told(string round, EntryReport report) => new(
        round, report.Reach.Lines, report.Reach.Communes, report.Reach.Asked.Dong, report.Reach.Open.Dong, report.AvailableValue.Dong, report.Alone.Dong, report.Today.Dong, report.Replaces,
        [.. report.Problems.Select(problem => new ProblemView(Spelling.Of<EntryProblemKind>(problem.Kind), problem.Columns, problem.Stated, problem.Allowed, problem.Day, problem.Lines))],
        Sentences.Of(language => [.. EntrySentences.Outlook(report, language), .. EntrySentences.Problems(report, language)]),
        Sentences.Of(language => EntrySentences.Conditions(report, language)),
        Sentences.Of(language => EntrySentences.Groups(report, language)));
}
