using Matching.Engine.Quantities;

namespace Matching.Engine.Entry;

/// <summary>What a line has in other fair shares.</summary>
internal readonly record struct ChangedShare(FairShare Share, Ratio Coverage);

/// <summary>Sums of exact shares, in whole đồng.</summary>
internal static class ShareSums
{
    /// <summary>What the shares gain in all, to the nearest đồng.</summary>
    public static long Gain(SolvedShares round, IReadOnlyDictionary<int, ChangedShare> changed)
    {
        var (whole, parts) = ((Int128)0, 0m);
        foreach (var (line, now) in changed)
        {
            var was = round.Fair.Share[line];
            whole += (Int128)now.Share.WholeVnd - was.WholeVnd;
            parts += Part(now.Share) - Part(was);
        }

        return Nearest(whole, parts);
    }

    /// <summary>The shares of a span of lines, to the nearest đồng.</summary>
    public static long Of(SolvedShares round, int from, int to)
    {
        var (whole, parts) = ((Int128)0, 0m);
        for (var line = from; line < to; line++)
        {
            whole += round.Fair.Share[line].WholeVnd;
            parts += Part(round.Fair.Share[line]);
        }

        return Nearest(whole, parts);
    }

    /// <summary>What lines ask for beyond their shares, to the nearest đồng.</summary>
    public static long Lacking(SolvedShares round, IEnumerable<int> lines)
    {
        var (whole, parts) = ((Int128)0, 0m);
        foreach (var line in lines)
        {
            whole += (Int128)round.Index.DemandVnd[line] - round.Fair.Share[line].WholeVnd;
            parts -= Part(round.Fair.Share[line]);
        }

        return Nearest(whole, parts);
    }

    // A thousandth of a millionth of a đồng for each of a million lines would not show.
    private static decimal Part(FairShare share) => (decimal)share.Remainder / share.Denominator;

    private static long Nearest(Int128 whole, decimal parts) => checked((long)(whole + (Int128)decimal.Round(parts, MidpointRounding.AwayFromZero)));
}
