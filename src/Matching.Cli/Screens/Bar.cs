using Spectre.Console;

namespace Matching.Cli.Screens;

/// <summary>A share as a short bar: ━━━━╸─────.</summary>
internal static class Bar
{
    /// <summary>Markup of exactly <paramref name="cells"/> columns; a share above nothing shows at least half a cell, one below all never fills the bar.</summary>
    public static string Of(double share, int cells) => Of(share, cells, Colour(share));

    public static string Of(double share, int cells, Color colour)
    {
        var halves = (int)Math.Floor(Math.Clamp(share, 0, 1) * cells * 2);
        halves = share > 0 ? Math.Max(1, halves) : 0;
        halves = share < 1 ? Math.Min(halves, (2 * cells) - 1) : halves;
        var filled = new string('━', halves / 2) + (halves % 2 == 1 ? "╸" : "");
        return $"[{colour.ToMarkup()}]{filled}[/][grey]{new string('─', cells - filled.Length)}[/]";
    }

    /// <summary>Red, yellow, green: how much a reader should worry.</summary>
    public static Color Colour(double share) => share < 0.25 ? Color.Red : share < 0.6 ? Color.Yellow : Color.Green;
}
