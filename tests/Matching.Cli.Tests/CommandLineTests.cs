using Matching.Cli.Terminal;

namespace Matching.Cli.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData("slove", "\"slove\" is not known here. Did you mean solve?")]
    [InlineData("solve", "--out is missing")]
    [InlineData("solve|r|--out", "--out needs a value after it.")]
    [InlineData("solve|--out|p", "ROUND is missing")]
    [InlineData("solve|r|--out|p|--quite", "\"--quite\" is not known here. Did you mean --quiet?")]
    [InlineData("solve|r|--out|p|--fairness|fair", "--fairness does not take \"fair\"; expected: leximin, max_coverage.")]
    [InlineData("solve|r|--out|p|--threads|0", "--threads does not take \"0\"")]
    [InlineData("solve|r|--out|p|--threads|1.5", "--threads does not take \"1.5\"")]
    [InlineData("solve|r|--out|p|--threads|1,000", "--threads does not take \"1,000\"")]
    [InlineData("solve|r|--out|p|--seed|-1", "--seed")]
    [InlineData("solve|r|--out|p|--seed|1e3", "--seed does not take \"1e3\"")]
    [InlineData("solve|r|--out|p|--time-limit|0", "--time-limit does not take \"0\"")]
    [InlineData("solve|r|--out|p|--time-limit|NaN", "--time-limit does not take \"NaN\"")]
    [InlineData("solve|r|--out|p|--out|q", "--out may be stated once only.")]
    [InlineData("solve|r|s|--out|p", "\"s\" is not known here.")]
    [InlineData("verify|r", "DIR is missing")]
    [InlineData("explain|r|p|--need|a|--pledge|b", "Ask one thing at a time")]
    [InlineData("explain|r|p|--bottleneck|first", "--bottleneck does not take \"first\"")]
    [InlineData("generate|--out|g|--communes|4000", "from 1 to 3,321")]
    [InlineData("completion|zsh", "expected: bash")]
    [InlineData("verify|r|p|--lang|fr", "--lang does not take \"fr\"; expected: vi, en.")]
    public async Task Wrong_usage_is_told_in_a_sentence_and_is_bad_input(string line, string sentence)
    {
        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync(line.Split('|')));

        Assert.Contains(sentence, _desk.Error, StringComparison.Ordinal);
        Assert.Contains("--help", _desk.Error, StringComparison.Ordinal);
        Assert.Equal("", _desk.Out);
    }

    [Fact]
    public async Task Wrong_usage_is_told_in_Vietnamese_to_who_asks_for_it()
    {
        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("solve", "r", "--out", "p", "--threads", "x", "--lang", "vi"));

        Assert.Contains("--threads không nhận \"x\"; cần: số nguyên từ 1 đến 1.024, chỉ gồm chữ số.", _desk.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LC_ALL", "vi_VN.UTF-8", "Cách dùng:")]
    [InlineData("LANG", "vi", "Cách dùng:")]
    [InlineData("LANG", "C.UTF-8", "Usage:")]
    [InlineData("TERM", "vi", "Usage:")]
    public async Task The_environment_chooses_the_language(string variable, string value, string word)
    {
        _desk.Environment[variable] = value;

        await _desk.RunAsync("--help");

        Assert.Contains(word, _desk.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_option_chooses_the_language_over_the_environment()
    {
        _desk.Environment["LC_ALL"] = "vi_VN.UTF-8";

        await _desk.RunAsync("--help", "--lang", "en");

        Assert.Contains("Usage:", _desk.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_a_plain_line()
    {
        Assert.Equal(ExitCode.Done, await _desk.RunAsync("--version"));

        Assert.Matches(@"\Amatching \d+\.\d+\.\d+\r?\n\z", _desk.Out);
    }
}
