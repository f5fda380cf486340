using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Samples;
using Xunit;

namespace Matching.Files.Tests;

/// <summary>A plan is put in place as a whole or not at all.</summary>
public sealed class OutputFolderTests
{
    private static readonly Round s_round = RandomRound.Create(7);
    private static readonly Plan s_plan = Plans.Create(s_round, 1);

    // Breaks while allocations.csv or fair_flow.csv is written: no such pledge.
    private static readonly Plan s_broken = s_plan with { FairThreads = [.. s_plan.FairThreads, new FairThread(99, 0, 1)] };

    [Fact]
    public void A_new_folder_holds_the_six_files_and_nothing_lies_beside_it()
    {
        using var folder = new TempFolder();

        Write(s_plan, folder.Sub("plan"));

        Assert.Equal(["plan"], folder.Entries());
        Assert.Equal(6, Directory.EnumerateFiles(folder.Sub("plan")).Count());
    }

    [Fact]
    public void Parents_are_made_as_needed()
    {
        using var folder = new TempFolder();

        Write(s_plan, folder.Sub("a/b/plan/"));

        Assert.True(File.Exists(folder.Sub("a/b/plan/summary.json")));
    }

    [Fact]
    public void An_exception_in_the_middle_leaves_nothing()
    {
        using var folder = new TempFolder();

        Assert.ThrowsAny<Exception>(() => Write(s_broken, folder.Sub("a/b/plan")));

        Assert.Empty(folder.Entries());
    }

    [Fact]
    public void An_exception_in_the_middle_leaves_the_earlier_plan_as_it_was()
    {
        using var folder = new TempFolder();
        Write(s_plan, folder.Sub("plan"));
        var before = File.ReadAllText(folder.Sub("plan/lines.csv"));

        Assert.ThrowsAny<Exception>(() => Write(s_broken, folder.Sub("plan")));

        Assert.Equal(["plan"], folder.Entries());
        Assert.Equal(before, File.ReadAllText(folder.Sub("plan/lines.csv")));
        Assert.Empty(PlanFolder.Read(s_round, folder.Sub("plan")).Faults);
    }

    [Fact]
    public void Cancelling_leaves_nothing()
    {
        using var folder = new TempFolder();

        Assert.Throws<OperationCanceledException>(() => PlanFolder.Write(s_round, s_plan, Plans.Summary, folder.Sub("plan"), new CancellationToken(canceled: true)));

        Assert.Empty(folder.Entries());
    }

    [Fact]
    public void Cancelling_within_a_large_table_leaves_nothing()
    {
        using var folder = new TempFolder();
        using var source = new CancellationTokenSource();
        var many = new CancellingList(s_plan.FairThreads[0], source);

        Assert.Throws<OperationCanceledException>(() => OutputFolder.Replace(folder.Sub("plan"), temporary =>
        {
            using var stream = File.Create(Path.Combine(temporary, "fair_flow.csv"));
            using var csv = new CsvOutput(stream, ["a"], source.Token);
            foreach (var thread in many)
            {
                csv.Number(thread.ValueVnd).EndRow();
            }
        }));

        Assert.Empty(folder.Entries());
    }

    [Fact]
    public void An_earlier_plan_is_replaced_whole()
    {
        using var folder = new TempFolder();
        Write(s_plan, folder.Sub("plan"));
        var other = Plans.Create(s_round, 2);

        Write(other, folder.Sub("plan"));

        Assert.Equal(["plan"], folder.Entries());
        Plans.AssertEqual(other, PlanFolder.Read(s_round, folder.Sub("plan")).Plan!);
    }

    [Fact]
    public void An_empty_folder_is_used()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.Sub("plan"));

        Write(s_plan, folder.Sub("plan"));

        Assert.Equal(["plan"], folder.Entries());
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("summary.json")]
    [InlineData("lines.csv")]
    public void A_folder_that_holds_something_else_is_refused_and_left_alone(string file)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.Sub("plan"));
        File.WriteAllText(folder.Sub("plan/" + file), "{ \"format\": \"mine\" }");

        var refused = Assert.Throws<PlanFolderException>(() => Write(s_plan, folder.Sub("plan")));

        Assert.NotEqual(refused.Message, refused.MessageVi);
        Assert.Equal(["plan"], folder.Entries());
        Assert.Equal("{ \"format\": \"mine\" }", File.ReadAllText(folder.Sub("plan/" + file)));
    }

    [Fact]
    public void A_plan_beside_somebodys_notes_is_refused_and_left_alone()
    {
        using var folder = new TempFolder();
        Write(s_plan, folder.Sub("plan"));
        File.WriteAllText(folder.Sub("plan/notes.txt"), "mine");

        var refused = Assert.Throws<PlanFolderException>(() => Write(s_plan, folder.Sub("plan")));

        Assert.Contains("notes.txt", refused.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(folder.Sub("plan/notes.txt")));
    }

    [Fact]
    public void The_round_folder_itself_is_refused()
    {
        using var folder = new TempFolder();
        RoundFolder.Write(s_round, folder.Sub("round"));

        Assert.Throws<PlanFolderException>(() => Write(s_plan, folder.Sub("round")));

        Assert.Empty(RoundFolder.Read(folder.Sub("round")).Faults);
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_or_of_its_parent_is_refused()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.Sub("plan"), "mine");

        Assert.Throws<PlanFolderException>(() => Write(s_plan, folder.Sub("plan")));
        Assert.Throws<PlanFolderException>(() => Write(s_plan, folder.Sub("plan/below")));

        Assert.Equal("mine", File.ReadAllText(folder.Sub("plan")));
    }

    [Fact]
    public void A_link_stays_a_link_and_what_it_points_to_is_replaced()
    {
        using var folder = new TempFolder();
        Write(s_plan, folder.Sub("first"));
        Directory.CreateSymbolicLink(folder.Sub("latest"), folder.Sub("first"));
        var other = Plans.Create(s_round, 3);

        Write(other, folder.Sub("latest"));

        Assert.NotNull(new DirectoryInfo(folder.Sub("latest")).LinkTarget);
        Plans.AssertEqual(other, PlanFolder.Read(s_round, folder.Sub("first")).Plan!);
    }

    private static void Write(Plan plan, string folder) => PlanFolder.Write(s_round, plan, Plans.Summary, folder);

    /// <summary>Signals while it is walked, as Ctrl-C does in the middle of a large file.</summary>
    private sealed class CancellingList(FairThread thread, CancellationTokenSource source) : IEnumerable<FairThread>
    {
        public IEnumerator<FairThread> GetEnumerator()
        {
            for (var i = 0; i < 100_000; i++)
            {
                if (i == 50_000)
                {
                    source.Cancel();
                }

                Assert.True(i < 60_000, "nobody looked at the token");
                yield return thread;
            }
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
