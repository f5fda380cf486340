using System.Globalization;

namespace Matching.Silo.Tests.Crash;

/// <summary>How long the long tests are: short in a usual run, as long as <c>./test.sh campaign NAME</c> says otherwise.</summary>
internal static class Campaign
{
    public static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable("MATCHING_" + name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : usual;

    /// <summary>So many of them, evenly spread; all when there are no more.</summary>
    public static T[] Spread<T>(T[] all, int most) =>
        most >= all.Length ? all : [.. Enumerable.Range(0, most).Select(i => all[((2 * i) + 1) * all.Length / (2 * most)])];
}
