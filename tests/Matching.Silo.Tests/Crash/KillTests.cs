using System.Diagnostics;
using System.Globalization;
using Matching.Silo.Embedded;
using Matching.Silo.Load;
using Matching.Silo.Proof;
using Matching.Silo.Tests.Stores;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace Matching.Silo.Tests.Crash;

/// <summary>kill -9 under load, again and again on one store: what was acknowledged is there, what was not asked for is not, nothing is half there.</summary>
/// <remarks>MATCHING_KILLS sets how many times (./test.sh campaign ledger-kill), MATCHING_SEED where the seeds start; a failure prints its seed.</remarks>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Writers = 6;

    public static TheoryData<string> Kinds => TestStore.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_half_there_after_kill_9(string kind)
    {
        var kills = Campaign.Setting("KILLS", kind == "sqlite" ? 5 : 2);
        var firstSeed = Campaign.Setting("SEED", 1);
        using var store = new TestStore(kind);
        var asked = new HashSet<string>(StringComparer.Ordinal) { "catalogue" };
        var acknowledged = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var seed = firstSeed; seed < firstSeed + kills; seed++)
        {
            var waiting = await KillOnceAsync(store.Database, seed, asked, acknowledged);
            var restart = Stopwatch.StartNew();
            await using var host = EmbeddedHost.Open(store.Database, TimeProvider.System);
            var there = await host.ReadAsync((db, cancel) => db.Journal.Where(entry => entry.Key != null).ToDictionaryAsync(entry => entry.Key!["load/".Length..], entry => entry.Sequence, cancel));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed={seed} {kind}: {acknowledged.Count} acknowledged, {there.Count} there, {waiting.Count} in flight, back in {restart.ElapsedMilliseconds} ms"));
            foreach (var (key, sequence) in acknowledged)
            {
                Assert.True(there.TryGetValue(key, out var found) && found == sequence, $"seed={seed}: {key} was acknowledged as entry {sequence} and is {found}");
            }

            Assert.All(there.Keys, key => Assert.True(asked.Contains(key), $"seed={seed}: {key} was never asked for"));
            foreach (var (writer, number, key) in waiting)
            {
                // Whoever got no answer asks again: it is done now, or was done then, but never twice.
                var answer = await LoadRun.SendAsync(host, seed, writer, number);
                Assert.True(answer.Replayed == there.ContainsKey(key), $"seed={seed}: {key} was {(answer.Replayed ? "" : "not ")}done before");
                if (answer.Receipt is { } receipt)
                {
                    acknowledged[key] = receipt.Sequence;
                }
            }
        }

        var report = StoreProof.Run(store.Database);
        Assert.True(report.IsSound, string.Join('\n', report.Faults.Take(5)));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}: {kills} kills, {report.Entries} entries, {report.Postings} postings proved"));
        Assert.True(acknowledged.Count > kills, "the load did no work");
    }

    /// <summary>Runs the load on the store and kills it at a moment that the seed decides: after so many acknowledgements.</summary>
    /// <returns>What was asked and not answered.</returns>
    private static async Task<List<(int Writer, int Number, string Key)>> KillOnceAsync(string database, int seed, HashSet<string> asked, Dictionary<string, long> acknowledged)
    {
        var random = new Random(seed);
        var enough = random.Next(1, 200);
        var spin = random.Next(0, 20_000);
        using var process = LoadProcess.Start([], "load", database, seed, Writers);
        var complaints = process.StandardError.ReadToEndAsync();
        var open = new Dictionary<string, (int, int, string)>(StringComparer.Ordinal);
        var answered = 0;
        var killed = false;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            switch (words[0])
            {
                case "ask":
                    var parts = words[1].Split('-');
                    asked.Add(words[1]);
                    open[words[1]] = (int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture), words[1]);
                    break;
                case "ack":
                    acknowledged[words[1]] = long.Parse(words[2], CultureInfo.InvariantCulture);
                    open.Remove(words[1]);
                    answered++;
                    break;
                case "no":
                    open.Remove(words[1]);
                    answered++;
                    break;
            }

            if (!killed && answered >= enough)
            {
                Thread.SpinWait(spin); // somewhere inside a transaction, not always right after an answer
                process.Kill();
                killed = true;
            }
        }

        await process.WaitForExitAsync();
        Assert.True(killed, "the load ended by itself: " + await complaints);
        return [.. open.Values];
    }
}
