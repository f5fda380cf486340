using System.Runtime.CompilerServices;

namespace Matching.Cli.Tests;

/// <summary>Compares text with a file of <c>Golden/</c>; <c>UPDATE_GOLDEN=1</c> rewrites it, and the difference is read like code.</summary>
internal static class Golden
{
    public static void Compare(string name, string actual, [CallerFilePath] string thisFile = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(thisFile)!, "Golden", name);
        if (string.Equals(Environment.GetEnvironmentVariable("UPDATE_GOLDEN"), "1", StringComparison.Ordinal))
        {
            File.WriteAllText(file, actual);
        }

        Assert.Equal(File.ReadAllText(file), actual);
    }
}
