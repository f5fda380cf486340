namespace Matching.Samples.Randomness;

/// <summary>Chance that is the same on every machine and in every version: xoshiro256** started by splitmix64, integers only.</summary>
/// <remarks>
/// <c>System.Random</c> does not promise its sequence, and floating point invites the compiler to differ; a sample that is compared
/// byte for byte can use neither. Algorithms: Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021.
/// </remarks>
internal sealed class SeededRandom
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <param name="seed">Any number.</param>
    /// <param name="stream">Streams of one seed are independent, so that drawing more of one thing leaves the others as they were.</param>
    public SeededRandom(long seed, int stream)
    {
        unchecked
        {
            var state = (ulong)seed + ((ulong)(uint)stream * 0xD1B5_4A32_D192_ED03);
            _s0 = SplitMix(ref state);
            _s1 = SplitMix(ref state);
            _s2 = SplitMix(ref state);
            _s3 = SplitMix(ref state);
        }
    }

    public ulong NextBits()
    {
        unchecked
        {
            var result = ulong.RotateLeft(_s1 * 5, 7) * 9;
            var t = _s1 << 17;
            _s2 ^= _s0;
            _s3 ^= _s1;
            _s1 ^= _s2;
            _s0 ^= _s3;
            _s2 ^= t;
            _s3 = ulong.RotateLeft(_s3, 45);
            return result;
        }
    }

    /// <summary>0 to <paramref name="bound"/> - 1; <paramref name="bound"/> is 1 or more.</summary>
    /// <remarks>The high half of a product: the bias is below bound / 2^64, far under anything that a sample could show.</remarks>
    public int Below(int bound) => (int)Math.BigMul(NextBits(), (ulong)bound, out _);

    public long Below(long bound) => (long)Math.BigMul(NextBits(), (ulong)bound, out _);

    /// <summary>Both ends may come.</summary>
    public int Between(int lowest, int highest) => lowest + Below(highest - lowest + 1);

    /// <summary>True in <paramref name="percent"/> of 100 cases.</summary>
    public bool Chance(int percent) => Below(100) < percent;

    /// <summary>True in <paramref name="perMille"/> of 1,000 cases.</summary>
    public bool ChancePerMille(int perMille) => Below(1000) < perMille;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            state += 0x9E37_79B9_7F4A_7C15;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
            z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
            return z ^ (z >> 31);
        }
    }
}
