using System.Diagnostics;
using System.Globalization;
using Matching.Silo.Embedded;
using Matching.Silo.Load;
using Matching.Silo.Tests.Stores;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace Matching.Silo.Tests.Crash;

/// <summary>kill -9 at the write system calls of a scripted run on SQLite, from the first one that makes the file to the last, migration included (strace injects the signal).</summary>
/// <remarks>MATCHING_SYSCALLS sets how many of the calls are taken; ./test.sh campaign ledger-kill takes every one.</remarks>
public sealed class SyscallKillTests(ITestOutputHelper output)
{
    private const int Seed = 5;
    private const int Wishes = 16;

    private static readonly string[] s_calls = ["pwrite64", "fsync", "fdatasync", "ftruncate", "unlink"];

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_process_is_killed_at_a_write_system_call()
    {
        if (!File.Exists("/usr/bin/strace"))
        {
            output.WriteLine("strace is not installed (eng/setup.sh installs it): no system call was killed at.");
            return; // eng/setup.sh --report says that it is off
        }

        var most = Campaign.Setting("SYSCALLS", 4);
        var (counts, whole) = await CountAsync();
        Assert.True(counts["pwrite64"] > Wishes, "strace saw no writes: " + whole);
        var points = counts.SelectMany(call => Enumerable.Range(1, call.Value).Select(number => (Call: call.Key, Number: number))).ToArray();
        var taken = Campaign.Spread(points, most);
        var (killed, slowest) = (0, TimeSpan.Zero);
        foreach (var (call, number) in taken)
        {
            using var store = new TestStore("sqlite");
            using var process = LoadProcess.Start([.. Strace(store.Database, "/dev/null"), "-e", string.Create(CultureInfo.InvariantCulture, $"inject={call}:signal=KILL:when={number}")], "load", store.Database, Seed, 1, Wishes);
            var (told, complaints, exit) = await process.ListenAsync();
            Assert.True(exit is 0 or 137, $"{call} {number}: ended with {exit}: {complaints}");
            killed += exit == 137 ? 1 : 0; // a call that another thread did in the counted run is never the n-th of one thread
            var restart = Stopwatch.StartNew();
            await using (var host = EmbeddedHost.Open(store.Database, TimeProvider.System))
            {
                slowest = restart.Elapsed > slowest ? restart.Elapsed : slowest;
                var there = await host.ReadAsync((db, cancel) => db.Journal.ToDictionaryAsync(entry => entry.Key!["load/".Length..], entry => entry.Sequence, cancel));
                var asked = told.Where(words => words[0] == "ask").Select(words => words[1]).Append("catalogue").ToHashSet(StringComparer.Ordinal);
                foreach (var words in told.Where(words => words[0] == "ack"))
                {
                    Assert.True(there.TryGetValue(words[1], out var found) && found == long.Parse(words[2], CultureInfo.InvariantCulture), $"{call} {number}: {words[1]} was acknowledged and is not there");
                }

                Assert.All(there.Keys, key => Assert.True(asked.Contains(key), $"{call} {number}: {key} was never asked for"));
                if (there.Count > 0)
                {
                    var answered = told.Where(words => words[0] is "ack" or "no").Select(words => words[1]).ToHashSet(StringComparer.Ordinal);
                    foreach (var key in told.Where(words => words[0] == "ask" && !answered.Contains(words[1])).Select(words => words[1]))
                    {
                        var answer = await LoadRun.SendAsync(host, Seed, 0, int.Parse(key.Split('-')[2], CultureInfo.InvariantCulture));
                        Assert.True(answer.Replayed == there.ContainsKey(key), $"{call} {number}: {key} was {(answer.Replayed ? "" : "not ")}done before");
                    }
                }
            }

            store.Sound();
        }

        Assert.True(killed * 2 > taken.Length, $"only {killed} of {taken.Length} runs were killed");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sqlite: {killed} kills at {taken.Length} of {points.Length} write system calls ({string.Join(", ", counts.Select(call => $"{call.Value} {call.Key}"))}), each store proved, slowest second start {slowest.TotalMilliseconds:F0} ms"));
    }

    private static string[] Strace(string database, string log) =>
        ["/usr/bin/strace", "-f", "-qq", "-o", log, "-P", database, "-P", database + "-wal", "-P", database + "-journal", "-P", database + "-shm", "-e", "trace=" + string.Join(',', s_calls)];

    // How often each call is done in the whole run, by the thread that does it most often.
    private static async Task<(SortedDictionary<string, int> Counts, string Complaints)> CountAsync()
    {
        using var store = new TestStore("sqlite");
        var log = store.Database + ".trace";
        using var process = LoadProcess.Start(Strace(store.Database, log), "load", store.Database, Seed, 1, Wishes);
        var (_, complaints, _) = await process.ListenAsync();
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var group in (await File.ReadAllLinesAsync(log)).Select(line => line.Split(' ', 2)).Where(parts => parts.Length == 2)
            .Select(parts => (Thread: parts[0], Call: parts[1].Split('(')[0].Trim())).Where(seen => s_calls.Contains(seen.Call, StringComparer.Ordinal)).GroupBy(seen => seen))
        {
            counts[group.Key.Call] = Math.Max(counts.GetValueOrDefault(group.Key.Call), group.Count());
        }

        return (counts, complaints);
    }
}
