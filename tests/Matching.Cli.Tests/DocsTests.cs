using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Matching.Cli.Tests;

/// <summary>What the docs point at is there.</summary>
public sealed partial class DocsTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(ThisFile(), "..", "..", ".."));

    public static TheoryData<string> Pages() =>
        [.. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md").Append(Path.Combine(Root, "README.md")).Select(page => Path.GetRelativePath(Root, page)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_source_file_that_a_page_names_exists(string page)
    {
        var files = Directory.GetFiles(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden })
            .Select(static file => Path.GetFileName(file)).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(SourceFile().Matches(File.ReadAllText(Path.Combine(Root, page))).Select(static m => m.Value).Where(name => !files.Contains(name)).Distinct());
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_within_the_docs_leads_somewhere(string page)
    {
        var here = Path.GetDirectoryName(Path.Combine(Root, page))!;
        var targets = Link().Matches(File.ReadAllText(Path.Combine(Root, page))).Select(static m => m.Groups["to"].Value).Where(static to => !to.Contains("://", StringComparison.Ordinal));

        Assert.Empty(targets.Where(to => !Path.Exists(Path.Combine(here, to))).Distinct());
    }

    [GeneratedRegex(@"\b[A-Z]\w+\.cs\b", RegexOptions.CultureInvariant)]
    private static partial Regex SourceFile();

    [GeneratedRegex(@"\]\((?<to>[^)#\s]+)(#[^)]*)?\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
