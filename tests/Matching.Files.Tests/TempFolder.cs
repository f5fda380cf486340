namespace Matching.Files.Tests;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder() => Root = Directory.CreateTempSubdirectory("matching-files-").FullName;

    public string Root { get; }

    public string Sub(string name) => Path.Combine(Root, name);

    /// <summary>Names of everything in the folder, hidden entries included, in order.</summary>
    public string[] Entries() => [.. Directory.EnumerateFileSystemEntries(Root).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
