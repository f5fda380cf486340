using Matching.Cli.Wording;

namespace Matching.Cli.Screens;

/// <summary>How tables show two values of one thing.</summary>
internal static class ChangeMarks
{
    /// <summary>"40 % → 50 %", or the value alone where it stays; a dash for what one side lacks.</summary>
    public static string Arrow<T>(T? before, T? after, Func<T, string> tell)
        where T : class
    {
        var (then, now) = (before is null ? "–" : tell(before), after is null ? "–" : tell(after));
        return string.Equals(then, now, StringComparison.Ordinal) ? now : $"{then} → {now}";
    }

    /// <summary>A change of value in million ₫: green for more, red for less.</summary>
    public static string Change(long vnd, Numbers numbers) => vnd switch
    {
        > 0 => $"[green]+{numbers.Millions(vnd)}[/]",
        < 0 => $"[red]{numbers.Millions(vnd)}[/]",
        _ => "[grey]=[/]",
    };
}
