using Matching.Api.Service;

namespace Matching.Api.Tests;

/// <summary>Settings are checked before anything is opened.</summary>
public sealed class ServeTests
{
    [Fact]
    public void Without_options_it_listens_on_this_machine_only()
    {
        var options = Read(out var problems);
        Assert.Empty(problems);
        Assert.All(options!.Urls, url => Assert.True(url.IsLoopback));
    }

    [Theory]
    [InlineData("--urls", "http://0.0.0.0:5080")]
    [InlineData("--urls", "http://192.168.1.4:5080")]
    [InlineData("--urls", "http://fund.example.vn")]
    [InlineData("--urls", "http://*:80")]
    [InlineData("--urls", "http://[::]:80")]
    [InlineData("--urls", "ftp://127.0.0.1")]
    [InlineData("--urls", ";")]
    [InlineData("--urls")]
    [InlineData("--database", "")]
    [InlineData("--solves", "0")]
    [InlineData("--solve-limit", "1.5")]
    [InlineData("--colour")]
    [InlineData("sample")]
    public void Settings_that_cannot_be_are_told_in_a_sentence(params string[] arguments)
    {
        Assert.Null(Read(out var problems, arguments));
        Assert.All(problems, problem => Assert.EndsWith(".", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Plain_http_beyond_this_machine_must_be_asked_for()
    {
        Assert.NotNull(Read(out _, "--urls", "http://0.0.0.0:5080", "--allow-plain-http"));
        Assert.NotNull(Read(out _, "--urls", "https://0.0.0.0:5443;http://[::1]:80"));
    }

    [Fact]
    public void The_command_line_goes_before_the_environment()
    {
        Assert.Equal("from-environment.db", Read(out _, [], ("MATCHING_DATABASE", "from-environment.db"))!.Database);
        Assert.Equal("stated.db", Read(out _, ["--database", "stated.db"], ("MATCHING_DATABASE", "from-environment.db"))!.Database);
        Assert.True(Read(out _, [], ("MATCHING_SAMPLE", "true"))!.Sample);
        Assert.Null(Read(out _, [], ("MATCHING_SAMPLE", "yes")));
    }

    private static ServiceOptions? Read(out IReadOnlyList<string> problems, params string[] arguments) => ServiceOptions.Read(arguments, _ => null, out problems);

    private static ServiceOptions? Read(out IReadOnlyList<string> problems, string[] arguments, params (string Name, string Value)[] environment) =>
        ServiceOptions.Read(arguments, name => environment.FirstOrDefault(one => one.Name == name).Value, out problems);
}
