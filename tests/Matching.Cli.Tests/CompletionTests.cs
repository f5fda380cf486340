using Matching.Cli.Terminal;

namespace Matching.Cli.Tests;

public sealed class CompletionTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData("", "solve|verify|explain|compare|batch|generate|demo|completion")]
    [InlineData("solve round --", "--out|--fairness|--previous|--seed|--threads|--time-limit|--lang|--quiet|--help")]
    [InlineData("solve round --fairness ", "leximin|max_coverage")]
    [InlineData("solve round --lang ", "vi|en")]
    [InlineData("explain round plan --", "--need|--pledge|--commune|--bottleneck|--price-of-fairness|--json")]
    [InlineData("completion ", "bash")]
    [InlineData("template ", "needs|pledges|aid")]
    [InlineData("import t.xlsx --", "--kind|--into|--numbers|--dates|--sheet|--aliases|--preview|--lang")]
    [InlineData("import t.xlsx --kind ", "needs|pledges|aid")]
    public async Task The_suggest_directive_completes_commands_options_and_words(string line, string expected)
    {
        Assert.Equal(ExitCode.Done, await _desk.RunAsync($"[suggest:{line.Length}]", line));

        Assert.Subset(Lines(_desk.Out).ToHashSet(StringComparer.Ordinal), expected.Split('|').ToHashSet(StringComparer.Ordinal));
        Assert.Equal("", _desk.Error);
    }

    [Fact]
    public async Task A_half_word_is_completed_by_what_fits_it()
    {
        await _desk.RunAsync("[suggest:2]", "so");

        Assert.Equal(["solve"], Lines(_desk.Out));
    }

    [Fact]
    public async Task Words_that_no_person_types_are_not_offered()
    {
        await _desk.RunAsync("[suggest:6]", "solve ");

        Assert.All(Lines(_desk.Out), word => Assert.StartsWith("-", word, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_bash_script_asks_the_command_itself()
    {
        Assert.Equal(ExitCode.Done, await _desk.RunAsync("completion", "bash"));

        Assert.Contains("[suggest:$cursor]", _desk.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', _desk.Out);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
