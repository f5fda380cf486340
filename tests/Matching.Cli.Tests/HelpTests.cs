using Matching.Cli.Commands;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;

namespace Matching.Cli.Tests;

public sealed class HelpTests : IDisposable
{
    private static readonly string[] s_commands = ["demo", "solve", "verify", "explain", "check", "prices", "compare", "batch", "generate", "import", "template", "export", "places", "ledger", "backup", "restore", "admin", "completion"];

    private readonly Desk _desk = new();

    public static TheoryData<string> Commands => [.. s_commands];

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task All_commands_are_listed()
    {
        Assert.Equal(ExitCode.Done, await _desk.RunAsync());

        Assert.All(s_commands, command => Assert.Contains($"\n  {command} ", _desk.Out, StringComparison.Ordinal));
        Assert.Contains("Exit codes:", _desk.Out, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_shows_an_example_and_the_exit_codes(string command)
    {
        Assert.Equal(ExitCode.Done, await _desk.RunAsync(command, "--help"));

        var examples = _desk.Out[_desk.Out.IndexOf("Examples:", StringComparison.Ordinal)..];
        Assert.Contains($"matching {command}", examples, StringComparison.Ordinal);
        Assert.Contains("Exit codes: 0 done", examples, StringComparison.Ordinal);
        Assert.Equal("", _desk.Error);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_example_is_a_command_line_that_is_understood(string command)
    {
        await _desk.RunAsync(command, "--help");
        var lines = _desk.Out[_desk.Out.IndexOf("Examples:", StringComparison.Ordinal)..]
            .Split('\n')
            .Where(line => line.StartsWith("  matching ", StringComparison.Ordinal))
            .Select(line => line.Trim()["matching ".Length..]);
        var root = CommandTree.Create(new Shell { Out = TextWriter.Null, Error = TextWriter.Null, Allocator = new KnownAllocator() });

        Assert.All(lines, line => Assert.Empty(root.Parse(line).Errors));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_speaks_Vietnamese(string command)
    {
        await _desk.RunAsync(command, "--help", "--lang", "vi");

        Assert.Contains("Ví dụ:", _desk.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Example", _desk.Out, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_fits_into_eighty_columns(string command)
    {
        _desk.Width = 80;

        await _desk.RunAsync(command, "--help");

        // Examples may be longer: broken lines could not be copied.
        var text = _desk.Out[.._desk.Out.IndexOf("Examples:", StringComparison.Ordinal)];
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void Every_option_and_argument_says_what_it_is_for_in_both_languages()
    {
        foreach (var language in (Language[])[Language.Vietnamese, Language.English])
        {
            var root = CommandTree.Create(new Shell { Out = TextWriter.Null, Error = TextWriter.Null, Allocator = new KnownAllocator(), Language = language });
            foreach (var command in root.Subcommands)
            {
                Assert.All(command.Options, option => Assert.False(string.IsNullOrWhiteSpace(option.Description), $"{command.Name} {option.Name} {language.Code()}"));
                Assert.All(command.Arguments, argument => Assert.False(string.IsNullOrWhiteSpace(argument.Description), $"{command.Name} {argument.Name} {language.Code()}"));
            }
        }
    }
}
