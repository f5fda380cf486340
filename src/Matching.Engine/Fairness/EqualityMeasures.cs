using System.Collections.Immutable;
using MathNet.Numerics.Interpolation;
using MathNet.Numerics.Statistics;

namespace Matching.Engine.Measures;

/// <summary>A point of the Lorenz curve.</summary>
/// <param name="Asked">Share of what is asked for, 0 to 1, lines of the lowest coverage first.</param>
/// <param name="Received">Share of what is received by them, 0 to 1.</param>
public readonly record struct LorenzPoint(double Asked, double Received);

/// <summary>How equal coverages are. For display; nothing is decided by these numbers.</summary>
/// <remarks>
/// Every line weighs as much as the value it asks for, so that a line cut in two halves of equal coverage changes nothing but
/// <see cref="Mean"/>. Formulas and sources: docs/explanations.md.
/// </remarks>
public sealed record EqualityMeasures
{
    /// <summary>Most points that <see cref="Lorenz"/> has.</summary>
    public const int MostPoints = 21;

    public required int Lines { get; init; }

    public required double Minimum { get; init; }

    /// <summary>Every line counts once.</summary>
    public required double Mean { get; init; }

    /// <summary>Every line counts by its value: received by asked for.</summary>
    public required double MeanByValue { get; init; }

    /// <summary>0 = all coverages equal; towards 1, one line has all. 0 when nobody receives anything.</summary>
    public required double Gini { get; init; }

    /// <summary>From (0, 0) to (1, 1). The curve's own corners when there are at most <see cref="MostPoints"/>, else every twentieth of what is asked for.</summary>
    public required ImmutableArray<LorenzPoint> Lorenz { get; init; }

    /// <param name="coverages">0 or more each.</param>
    /// <param name="weights">More than zero each; as many as coverages.</param>
    /// <returns><see langword="null"/> for no lines at all.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a number is out of range.</exception>
    public static EqualityMeasures? Of(ReadOnlySpan<double> coverages, ReadOnlySpan<double> weights)
    {
        if (coverages.Length != weights.Length)
        {
            throw new ArgumentException($"There are {coverages.Length} coverages and {weights.Length} weights; each coverage needs its own.", nameof(weights));
        }

        if (coverages.IsEmpty)
        {
            return null;
        }

        var (sorted, weight) = (coverages.ToArray(), weights.ToArray());
        if (sorted.Any(c => !(c >= 0)) || weight.Any(w => !(w > 0)))
        {
            throw new ArgumentException("Coverages must be zero or more and weights more than zero.", nameof(coverages));
        }

        SortPairs(sorted, weight);
        var byValue = new RunningWeightedStatistics();
        for (var i = 0; i < sorted.Length; i++)
        {
            byValue.Push(weight[i], sorted[i]);
        }

        var corners = Corners(sorted, weight);
        return new EqualityMeasures
        {
            Lines = sorted.Length,
            Minimum = SortedArrayStatistics.Minimum(sorted),
            Mean = ArrayStatistics.Mean(sorted),
            MeanByValue = byValue.Mean,
            Gini = GiniOf(corners),
            Lorenz = corners.Count <= MostPoints ? [.. corners] : Thinned(corners),
        };
    }

    /// <summary>By coverage, then by weight, so that the order of lines does not even change a last digit.</summary>
    private static void SortPairs(double[] coverages, double[] weights)
    {
        var pairs = coverages.Zip(weights).ToArray();
        Array.Sort(pairs);
        for (var i = 0; i < pairs.Length; i++)
        {
            (coverages[i], weights[i]) = pairs[i];
        }
    }

    /// <summary>The points where the slope changes: lines of one coverage make one straight piece.</summary>
    private static List<LorenzPoint> Corners(double[] coverages, double[] weights)
    {
        var (allAsked, allReceived) = (0.0, 0.0);
        for (var i = 0; i < coverages.Length; i++)
        {
            allAsked += weights[i];
            allReceived += weights[i] * coverages[i];
        }

        if (allReceived == 0)
        {
            return [new(0, 0), new(1, 1)];
        }

        var corners = new List<LorenzPoint> { new(0, 0) };
        var (asked, received) = (0.0, 0.0);
        for (var i = 0; i < coverages.Length - 1; i++)
        {
            asked += weights[i];
            received += weights[i] * coverages[i];
            if (coverages[i + 1] > coverages[i])
            {
                corners.Add(new(asked / allAsked, received / allReceived));
            }
        }

        corners.Add(new(1, 1));
        return corners;
    }

    /// <summary>One less twice the area under the curve.</summary>
    private static double GiniOf(List<LorenzPoint> corners)
    {
        var twiceTheArea = 0.0;
        for (var i = 1; i < corners.Count; i++)
        {
            twiceTheArea += (corners[i].Asked - corners[i - 1].Asked) * (corners[i].Received + corners[i - 1].Received);
        }

        return Math.Max(0, 1 - twiceTheArea); // rounding may leave -1e-17 where all are equal
    }

    private static ImmutableArray<LorenzPoint> Thinned(List<LorenzPoint> corners)
    {
        var curve = LinearSpline.InterpolateSorted([.. corners.Select(c => c.Asked)], [.. corners.Select(c => c.Received)]);
        var points = ImmutableArray.CreateBuilder<LorenzPoint>(MostPoints);
        points.Add(new(0, 0));
        for (var i = 1; i < MostPoints - 1; i++)
        {
            var asked = (double)i / (MostPoints - 1);
            points.Add(new(asked, curve.Interpolate(asked)));
        }

        points.Add(new(1, 1));
        return points.MoveToImmutable();
    }
}
