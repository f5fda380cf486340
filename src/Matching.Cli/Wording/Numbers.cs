using Matching.Engine.Explain.Sentences;
using Matching.Engine.Quantities;

namespace Matching.Cli.Wording;

/// <summary>Numbers in one language, written as the explanations write them, and some that only tables need.</summary>
internal readonly record struct Numbers(Language Language)
{
    public string Whole(long number) => Figures.Whole(number, Language);

    public string Dong(long vnd) => Figures.Dong(new Vnd(vnd), Language);

    public string Dong(Vnd amount) => Figures.Dong(amount, Language);

    /// <summary>Millions of đồng with always one decimal, cut; for columns that have no room for every đồng.</summary>
    public string Millions(long vnd)
    {
        var tenths = Math.Abs(vnd) / 100_000;
        var sign = vnd < 0 && tenths > 0 ? "−" : "";
        return $"{sign}{Whole(tenths / 10)}{Point}{tenths % 10}";
    }

    public string Percent(Ratio share) => Figures.Percent(share, Language);

    public string Percent(double share) => Figures.Percent(share, Language);

    /// <summary>Part of a whole; nothing of nothing is "–".</summary>
    public string PercentOf(long part, long whole) => whole <= 0 ? "–" : Percent(new Ratio(part, whole));

    public string Seconds(TimeSpan time)
    {
        var hundredths = (long)(time.TotalSeconds * 100);
        return hundredths < 1000 ? $"{hundredths / 100}{Point}{hundredths % 100:00} s" : $"{Whole(hundredths / 100)}{Point}{hundredths / 10 % 10} s";
    }

    public string Day(DateOnly day) => Figures.Date(day, Language);

    private char Point => Language == Language.Vietnamese ? ',' : '.';
}
