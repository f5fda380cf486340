using System.Diagnostics;
using System.Globalization;
using Matching.Silo.Embedded;
using Matching.Silo.Load;
using Matching.Silo.Proof;
using Matching.Silo.Tests.Stores;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace Matching.Silo.Tests.Crash;

/// <summary>kill -9 at named points of a round's life: each step from the draft to the closed round, before, inside and after its transaction.</summary>
/// <remarks>MATCHING_POINTS sets how many of the points are taken (all of them in ./test.sh campaign ledger-kill); in a usual run they are spread.</remarks>
public sealed class RoundKillTests(ITestOutputHelper output)
{
    public static TheoryData<string> Kinds => TestStore.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_round_killed_at_any_point_of_its_life_goes_on_to_its_end_and_every_step_is_done_once(string kind)
    {
        var all = RoundScript.Steps.SelectMany(step => RoundScript.Moments.Select(moment => (Step: step, Moment: moment))).ToArray();
        var points = Campaign.Spread(all, Campaign.Setting("POINTS", kind == "sqlite" ? 4 : 2));
        using var store = new TestStore(kind);
        var slowest = TimeSpan.Zero;
        for (var number = 0; number < points.Length; number++)
        {
            var (step, moment) = points[number];
            using var process = LoadProcess.Start([], "round", store.Database, number, step, moment);
            var (told, complaints, exit) = await process.ListenAsync();
            Assert.True(exit == 137, $"{step} {moment}: not killed but ended with {exit}: {(told.Count == 0 ? "" : string.Join(' ', told[^1]))} {complaints}");
            Assert.DoesNotContain(told, words => words[1] == step);

            var watch = Stopwatch.StartNew();
            var before = told.ToDictionary(words => words[1], words => long.Parse(words[2], CultureInfo.InvariantCulture), StringComparer.Ordinal);
            await using (var host = EmbeddedHost.Open(store.Database, TimeProvider.System))
            {
                slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
                var there = await host.ReadAsync((db, cancel) => db.Journal.Where(entry => entry.Key != null).Select(entry => entry.Sequence).ToListAsync(cancel));
                Assert.All(before.Values, sequence => Assert.Contains(sequence, there));
                var done = await host.ReadAsync((db, cancel) => db.Journal.AnyAsync(entry => entry.Key!.EndsWith("/script-" + number.ToString(CultureInfo.InvariantCulture) + "-" + step), cancel));
                Assert.True(done == (moment == RoundScript.Moments[^1]), $"{step} {moment}: the step is {(done ? "" : "not ")}there");
            }

            store.Sound();
            using var again = LoadProcess.Start([], "round", store.Database, number);
            var (second, said, code) = await again.ListenAsync();
            Assert.True(code == 0 && second.All(words => words[0] == "ack"), $"{step} {moment}: {code} {string.Join('\n', second.Select(words => string.Join(' ', words)))} {said}");
            Assert.All(before, step => Assert.Contains(second, words => words[1] == step.Key && words[2] == step.Value.ToString(CultureInfo.InvariantCulture)));
        }

        var report = store.Sound();
        Assert.Equal((points.Length * RoundScript.Entries) + 1, report.Entries);
        Assert.Equal(points.Length, report.PublishedRounds);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}: {points.Length} kills at named points of a round, {report.Entries} entries proved, slowest second start {slowest.TotalMilliseconds:F0} ms"));
    }
}
