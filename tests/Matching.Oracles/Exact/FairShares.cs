using Matching.Oracles.Model;

namespace Matching.Oracles.Exact;

/// <summary>Every line's fair share in đồng of line value, exactly; in the order of the round's needs (zero for a line that takes no part).</summary>
public sealed record FairShares(IReadOnlyList<BigRational> Vnd)
{
    internal static FairShares Of(PairModel model, BigRational?[] fixedVnd)
    {
        var shares = new BigRational[model.Round.Needs.Length];
        for (var n = 0; n < model.Lines.Length; n++)
        {
            shares[model.Lines[n].Need] = fixedVnd[n] ?? throw new InvalidOperationException($"Line {n} was left without a share.");
        }

        return new FairShares(shares);
    }
}
