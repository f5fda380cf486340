using Matching.Cli.Terminal;

namespace Matching.Cli.Tests;

public sealed class TerminalTests : IDisposable
{
    private const char Escape = '\u001b';

    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task A_terminal_gets_colours()
    {
        _desk.IsTerminal = true;

        await SolveAsync();

        Assert.Contains(Escape, _desk.Out);
    }

    [Fact]
    public async Task A_pipe_gets_plain_text()
    {
        await SolveAsync();

        Assert.DoesNotContain(Escape, _desk.Out);
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    public async Task Who_wants_no_colour_gets_none(string variable, string value)
    {
        _desk.IsTerminal = true;
        _desk.Environment[variable] = value;

        await SolveAsync();

        Assert.DoesNotContain(Escape, _desk.Out);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    public async Task Nothing_is_wider_than_the_terminal_or_ends_in_spaces(int width)
    {
        _desk.Width = width;
        _desk.Environment["NO_COLOR"] = "1";

        await SolveAsync();

        Assert.All(_desk.Out.Split('\n'), line => Assert.True(line.Length <= width, line));
        Assert.All(_desk.Out.Split('\n'), line => Assert.False(line.EndsWith(' '), line));
    }

    [Fact]
    public async Task Brackets_in_names_are_not_taken_for_colours()
    {
        _desk.IsTerminal = true;

        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("verify", _desk.At("[red]round[/]"), _desk.At("plan")));

        Assert.Contains("[red]round[/]", string.Concat(_desk.Error.Split('\n').Select(line => line.Trim())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_that_has_gone_ends_the_command_silently()
    {
        using var closed = new GoneWriter();
        using var error = new StringWriter();
        var shell = new Shell { Out = closed, Error = error, Allocator = new KnownAllocator() };

        Assert.Equal(ExitCode.Done, await Application.RunAsync(["--help"], shell, CancellationToken.None));
        Assert.Equal("", error.ToString());
    }

    private Task<int> SolveAsync() => _desk.RunAsync("solve", _desk.WriteRound(), "--out", _desk.At("plan"), "--lang", "en");

    private sealed class GoneWriter : StringWriter
    {
        private const int BrokenPipe = 32;

        public override void WriteLine(string? value) => throw new IOException("Broken pipe", BrokenPipe);

        public override void Write(string? value) => throw new IOException("Broken pipe", BrokenPipe);
    }
}
