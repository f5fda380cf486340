namespace Matching.Samples.Randomness;

/// <summary>Sizes of gifts: many small ones, few huge ones.</summary>
/// <remarks>
/// Body: log-normal with sigma 1.6, given by its 64-quantiles (median = 1,000). The uppermost 64th: a power law with exponent 1.41 of the
/// survival function, that is 2.41 of the density, as Gottesman, Reagan and Dodds found for charitable deductions (PLOS ONE 2014,
/// 10.1371/journal.pone.0098876). The table is the definition: no floating point is involved.
/// </remarks>
internal static class HeavyTail
{
    /// <summary>Doubling of rarity multiplies the size by 2^(1/1.41) = 1.635.</summary>
    private const long TailStepPerMille = 1635;

    /// <summary>Caps the tail at the rarest 2^-18 of the uppermost 64th, about 7,000 times <see cref="Quantiles"/>' last.</summary>
    private const int LongestTail = 18;

    private static readonly int[] Quantiles =
    [
        16, 32, 51, 68, 86, 103, 121, 140, 159, 178, 199, 220, 242, 265, 289, 314,
        340, 367, 396, 426, 457, 491, 525, 562, 601, 641, 684, 730, 777, 828, 882, 939,
        1000, 1065, 1134, 1207, 1286, 1371, 1462, 1559, 1665, 1779, 1903, 2038, 2186, 2348, 2526, 2723,
        2942, 3187, 3463, 3777, 4135, 4549, 5033, 5607, 6300, 7155, 8238, 9665, 11642, 14607, 19695, 31381,
    ];

    /// <summary>A size of at least 16, where 1,000 is the middle one.</summary>
    public static long Next(SeededRandom random)
    {
        var bits = random.NextBits();
        var slot = (int)(bits >> 58);
        var within = (long)((bits >> 38) & 0xF_FFFF); // 20 bits of place inside the slot
        if (slot < 63)
        {
            long low = Quantiles[slot];
            return low + (((Quantiles[slot + 1] - low) * within) >> 20);
        }

        var doublings = Math.Min(LongestTail, System.Numerics.BitOperations.TrailingZeroCount(bits | (1UL << 37)));
        var size = (long)Quantiles[63];
        for (var i = 0; i < doublings; i++)
        {
            size = size * TailStepPerMille / 1000;
        }

        return size + (((size * (TailStepPerMille - 1000) / 1000) * within) >> 20);
    }
}
