using Matching.Cli.Terminal;
using Matching.Engine.Allocation;
using Matching.Engine.Pledges;
using Matching.Engine.Needs;
using Matching.Engine.Rounds;
using Matching.Files;
using Matching.Samples;

namespace Matching.Cli.Tests;

public sealed class SolveTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task A_solved_round_is_written_and_shown()
    {
        var code = await _desk.RunAsync("solve", _desk.WriteRound(), "--out", _desk.At("plan"), "--lang", "en");

        Assert.Equal("", _desk.Error);
        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(
            ["allocations.csv", "bottlenecks.csv", "fair_flow.csv", "lines.csv", "pledges_left.csv", "summary.json"],
            Directory.GetFiles(_desk.At("plan")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("Round two-communes", _desk.Out, StringComparison.Ordinal);
        Assert.Contains("normal · tier 1 · consumables", _desk.Out, StringComparison.Ordinal);
        Assert.Contains("1,500,000 ₫ more lifts", _desk.Out, StringComparison.Ordinal);
        Assert.Contains(_desk.At("plan"), _desk.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_solver_nobody_knows_is_refused_with_those_there_are()
    {
        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("solve", _desk.WriteRound(), "--out", _desk.At("plan"), "--solver", "scip", "--lang", "en"));

        Assert.Contains("none, auto, cbc, cp-sat", _desk.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_summary_names_the_solver_that_helped_and_only_then()
    {
        Assert.Equal(ExitCode.Done, await _desk.RunAsync("solve", _desk.WriteRound(), "--out", _desk.At("without"), "--quiet"));
        Assert.DoesNotContain("choice_solver", await File.ReadAllTextAsync(_desk.At("without/summary.json")), StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("solve", _desk.WriteRound(), "--out", _desk.At("with"), "--solver", "auto", "--quiet"));
        var named = PlanFolder.Read(RoundFolder.Read(_desk.WriteRound()).Round!, _desk.At("with")).Summary!.ChoiceSolver;
        Assert.Equal(new Matching.Solvers.Cbc.CbcSolver().WhyUnavailable is null ? "CBC" : new Matching.Solvers.CpSat.CpSatWasmSolver().WhyUnavailable is null ? "CP-SAT (WebAssembly)" : null, named);
    }

    [Fact]
    public async Task Quiet_prints_nothing_when_all_is_well()
    {
        Assert.Equal(ExitCode.Done, await _desk.RunAsync("solve", _desk.WriteRound(), "--out", _desk.At("plan"), "--quiet"));

        Assert.Equal("", _desk.Out);
        Assert.Equal("", _desk.Error);
    }

    [Fact]
    public async Task A_plan_that_fails_the_audit_is_never_written()
    {
        _desk.Allocator = new KnownAllocator { Change = KnownAllocator.OneUnitTooMany };

        var code = await _desk.RunAsync("solve", _desk.WriteRound(), "--out", _desk.At("plan"), "--lang", "en");

        Assert.Equal(ExitCode.PlanFailsVerification, code);
        Assert.False(Directory.Exists(_desk.At("plan")));
        Assert.Contains("b-warm", _desk.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was written", _desk.Error, StringComparison.Ordinal);
        Assert.Equal("", _desk.Out);
    }

    [Fact]
    public async Task Reaching_the_time_limit_writes_the_plan_and_says_so()
    {
        _desk.Allocator = new KnownAllocator { StoppedBecause = StopReason.TimeLimit };

        var code = await _desk.RunAsync("solve", _desk.WriteRound(), "--out", _desk.At("plan"), "--time-limit", "2.5", "--lang", "en");

        Assert.Equal(ExitCode.Stopped, code);
        Assert.True(File.Exists(_desk.At("plan/allocations.csv")));
        Assert.Contains("time limit was reached", _desk.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_reach_the_allocator()
    {
        var allocator = new KnownAllocator();
        _desk.Allocator = allocator;

        await _desk.RunAsync("solve", _desk.WriteRound(), "--out", _desk.At("plan"), "--threads", "3", "--time-limit", "2.5", "--quiet");

        Assert.Equal(3, allocator.Asked!.Threads);
        Assert.Equal(TimeSpan.FromSeconds(2.5), allocator.Asked.TimeLimit);
    }

    [Fact]
    public async Task The_previous_plan_reaches_the_allocator_without_what_the_round_no_longer_has()
    {
        await _desk.RunAsync("solve", _desk.WriteRound(), "--out", _desk.At("before"), "--quiet");
        var allocator = new KnownAllocator();
        _desk.Allocator = allocator;
        var round = Tiny.TwoCommunes();
        var smaller = round with { Pledges = round.Pledges.RemoveAt(1) };

        await _desk.RunAsync("solve", _desk.WriteRound("smaller", smaller), "--out", _desk.At("after"), "--previous", _desk.At("before"), "--quiet");

        Assert.Equal(
            [(0, 1, 2_100_000L), (0, 0, 3_500_000L), (1, 2, 1_500_000L)],
            allocator.Asked!.Previous.Select(s => (s.Pledge, s.Need, s.AmountVnd)));
    }

    [Fact]
    public async Task The_seed_is_recorded_and_changes_nothing_else()
    {
        var round = _desk.WriteRound();
        await _desk.RunAsync("solve", round, "--out", _desk.At("one"), "--seed", "42", "--quiet");
        await _desk.RunAsync("solve", round, "--out", _desk.At("two"), "--quiet");

        Assert.Contains("\"seed\": 42", await File.ReadAllTextAsync(_desk.At("one/summary.json")), StringComparison.Ordinal);
        foreach (var file in (string[])["allocations.csv", "lines.csv", "pledges_left.csv", "bottlenecks.csv", "fair_flow.csv"])
        {
            Assert.Equal(await File.ReadAllBytesAsync(_desk.At($"one/{file}")), await File.ReadAllBytesAsync(_desk.At($"two/{file}")));
        }
    }

    [Fact]
    public async Task Pins_that_clash_are_shown_and_nothing_is_written()
    {
        var round = Tiny.TwoCommunes() with
        {
            Pins = [new Pin(Tiny.MoneyForA, Tiny.WarmSetsForB, PinRule.Fix, 500_000)],
        };
        _desk.Allocator = new ClashingAllocator(new PinConflict(PinConflictKind.NotEligible, [0], "communes", 0, 0));

        var code = await _desk.RunAsync("solve", _desk.WriteRound("round", round), "--out", _desk.At("plan"), "--lang", "en");

        Assert.Equal(ExitCode.BadInput, code);
        Assert.False(Directory.Exists(_desk.At("plan")));
        Assert.Contains("for-a → b-warm", _desk.Error, StringComparison.Ordinal);
        Assert.Contains("may not serve the line: communes", _desk.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_is_never_written_over_its_own_round()
    {
        var round = _desk.WriteRound();

        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("solve", round, "--out", round + Path.DirectorySeparatorChar));
        Assert.Empty(RoundFolder.Read(round).Faults);
    }

    [Fact]
    public async Task A_folder_with_other_peoples_files_is_left_alone()
    {
        _desk.WriteFile("mine/letter.txt", "dear donor");

        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("solve", _desk.WriteRound(), "--out", _desk.At("mine"), "--lang", "en"));
        Assert.Contains("letter.txt", _desk.Error, StringComparison.Ordinal);
        Assert.Equal("letter.txt", Path.GetFileName(Assert.Single(Directory.GetFiles(_desk.At("mine")))));
    }

    [Fact]
    public async Task A_bug_becomes_one_sentence_and_no_stack_trace()
    {
        _desk.Allocator = new BrokenAllocator();

        var code = await _desk.RunAsync("solve", _desk.WriteRound(), "--out", _desk.At("plan"), "--lang", "en");

        Assert.Equal(ExitCode.InternalError, code);
        Assert.Contains("The flow has a leak.", Assert.Single(Lines(_desk.Error)), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_desk.At("plan")));
    }

    [Fact]
    public async Task Debugging_shows_where_a_bug_is()
    {
        _desk.Allocator = new BrokenAllocator();
        _desk.Environment["MATCHING_DEBUG"] = "1";

        await _desk.RunAsync("solve", _desk.WriteRound(), "--out", _desk.At("plan"));

        Assert.Contains($"   at {typeof(BrokenAllocator).FullName}", _desk.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_leaves_nothing_behind()
    {
        using var stop = new CancellationTokenSource();
        _desk.Allocator = new EndlessAllocator(stop.Cancel);
        _desk.Cancel = stop.Token;

        var code = await _desk.RunAsync("solve", _desk.WriteRound(), "--out", _desk.At("deep/plan"), "--lang", "en");

        Assert.Equal(ExitCode.Stopped, code);
        Assert.Equal("Stopped as asked; nothing was written.", Assert.Single(Lines(_desk.Error)));
        Assert.Equal("round", Path.GetFileName(Assert.Single(Directory.GetFileSystemEntries(_desk.Folder))));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
