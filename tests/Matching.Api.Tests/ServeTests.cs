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
    [InlineData("--import-rows", "0")]
    [InlineData("--import-limit", "4000")]
    [InlineData("--reads", "0")]
    [InlineData("--writes", "-1")]
    [InlineData("--heavy", "many")]
    [InlineData("--at-once", "0")]
    [InlineData("--waiting", "100001")]
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

    [Fact]
    public async Task It_loads_the_sample_says_where_it_listens_keeps_a_second_one_off_the_store_and_stops_in_order()
    {
        var folder = Directory.CreateTempSubdirectory("matching-serve-");
        string[] arguments = ["--database", Path.Combine(folder.FullName, "a", "store.db"), "--urls", "http://127.0.0.1:0", "--sample"];
        using var stop = new CancellationTokenSource();
        using var output = new Listening();
        using var error = new StringWriter();
        var running = Serve.RunAsync(arguments, _ => null, output, error, stop.Token);
        Assert.True(await Task.WhenAny(output.Listens, running) == output.Listens, error.ToString());
        Assert.Contains(" 0 refused", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("listening on http://127.0.0.1:", output.ToString(), StringComparison.Ordinal);

        Assert.Equal(4, await Serve.RunAsync(arguments, _ => null, TextWriter.Null, error));
        Assert.Contains("store.db", error.ToString(), StringComparison.Ordinal);
        await stop.CancelAsync();
        Assert.Equal(0, await running);
        folder.Delete(recursive: true);
    }

    private static ServiceOptions? Read(out IReadOnlyList<string> problems, params string[] arguments) => ServiceOptions.Read(arguments, _ => null, out problems);

    private static ServiceOptions? Read(out IReadOnlyList<string> problems, string[] arguments, params (string Name, string Value)[] environment) =>
        ServiceOptions.Read(arguments, name => environment.FirstOrDefault(one => one.Name == name).Value, out problems);

    private sealed class Listening : StringWriter
    {
        private readonly TaskCompletionSource _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Listens => _listens.Task;

        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            if (value?.Contains("listening", StringComparison.Ordinal) == true)
            {
                _listens.TrySetResult();
            }
        }
    }
}
