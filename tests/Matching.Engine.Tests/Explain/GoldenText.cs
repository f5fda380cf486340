using System.Runtime.CompilerServices;
using Xunit;

namespace Matching.Engine.Tests.Explain;

/// <summary>Compares text with a file in <c>Golden/</c>; with <c>UPDATE_GOLDEN=1</c> in the environment the file is rewritten, to be read as a diff.</summary>
internal static class GoldenText
{
    public static void Matches(string name, string text, [CallerFilePath] string thisFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(thisFile))!, "Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"{path} is missing. Run the tests with UPDATE_GOLDEN=1 and read what it writes.");
        Assert.Equal(File.ReadAllText(path), text);
    }
}
