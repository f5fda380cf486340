using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Matching.Cli.Terminal;
using Matching.Engine.Allocation;

namespace Matching.Cli.Tests;

/// <summary>The sample round as a newcomer sees it. <c>UPDATE_GOLDEN=1</c> rewrites the files of Golden; read the difference like code.</summary>
public sealed partial class DemoTests : IDisposable
{
    private readonly Desk _desk = new() { Allocator = new LeximinAllocator() };

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData("vi", 120)]
    [InlineData("en", 80)]
    public async Task The_demo_shows_what_its_golden_file_holds(string language, int width)
    {
        _desk.Width = width;

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("demo", "--out", _desk.At("plan"), "--lang", language));

        Golden($"demo-{language}-{width}.txt", _desk.Out.Replace(_desk.At("plan"), "out/dien-bien-2026", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_picture_of_the_demo_is_plain_drawing()
    {
        Assert.Equal(ExitCode.Done, await _desk.RunAsync("demo", "--out", _desk.At("plan"), "--picture", _desk.At("pictures/demo.svg"), "--lang", "en"));

        var svg = XDocument.Load(_desk.At("pictures/demo.svg"));
        Assert.Equal(["svg", "rect", "text", "tspan"], svg.Descendants().Select(e => e.Name.LocalName).Distinct());
        Assert.DoesNotContain(svg.Descendants().Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || a.Name.LocalName is "href");
        Assert.Contains("Round dien-bien-2026", svg.Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_picture_has_every_line_of_the_screen_within_its_frame()
    {
        _desk.Width = 112;

        await _desk.RunAsync("demo", "--out", _desk.At("plan"), "--picture", _desk.At("demo.svg"), "--lang", "en");

        var svg = XDocument.Load(_desk.At("demo.svg")).Root!;
        var drawn = svg.Elements().Where(e => e.Name.LocalName is "text").Select(e => string.Concat(e.Value.Where(c => c != ' ')));
        var shown = WithoutEnd(_desk.Out).Trim().Split('\n').Select(line => string.Concat(line.Where(c => c != ' ')));
        Assert.Equal(shown, drawn);
        var width = Number(svg.Attribute("width")!);
        Assert.All(svg.Descendants().Where(e => e.Name.LocalName is "tspan"), t => Assert.True(Number(t.Attribute("x")!) + Number(t.Attribute("textLength")!) <= width, t.Value));
    }

    [Fact]
    public async Task The_picture_in_the_documentation_is_of_today()
    {
        await _desk.RunAsync("demo", "--out", _desk.At("plan"), "--picture", _desk.At("demo.svg"), "--lang", "en");

        var committed = Path.Combine(Repository(), "docs", "images", "demo.svg");
        if (Updating)
        {
            File.Copy(_desk.At("demo.svg"), committed, overwrite: true);
        }

        Assert.Equal(await File.ReadAllTextAsync(committed), await File.ReadAllTextAsync(_desk.At("demo.svg")));
    }

    private static decimal Number(XAttribute attribute) => decimal.Parse(attribute.Value, CultureInfo.InvariantCulture);

    private static bool Updating => string.Equals(System.Environment.GetEnvironmentVariable("UPDATE_GOLDEN"), "1", StringComparison.Ordinal);

    private static void Golden(string name, string actual)
    {
        var file = Path.Combine(Repository(), "tests", "Matching.Cli.Tests", "Golden", name);
        if (Updating)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        // Where the files were written may fold differently; everything above that is compared.
        Assert.Equal(WithoutEnd(File.ReadAllText(file)), WithoutEnd(actual));
    }

    private static string WithoutEnd(string text) => Written().Split(text)[0];

    private static string Repository()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Matching.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("The tests run inside a copy of the repository.");
    }

    [GeneratedRegex("── (Đã ghi|Written) ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Written();
}
