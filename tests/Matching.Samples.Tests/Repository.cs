namespace Matching.Samples.Tests;

/// <summary>Where the committed samples lie.</summary>
internal static class Repository
{
    public static string Samples { get; } = Path.Combine(Root(), "samples");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Matching.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Matching.sln was not found above the test's folder; run the tests inside the repository.");
    }
}
