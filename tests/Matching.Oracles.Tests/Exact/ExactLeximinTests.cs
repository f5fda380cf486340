using Matching.Oracles.Exact;
using Matching.Samples;

namespace Matching.Oracles.Tests.Exact;

/// <summary>Three ways to the fair shares that share next to no code: flows, counting sets, exact linear programs.</summary>
public sealed class ExactLeximinTests
{
    private static readonly RandomOptions Countable = new() { MaxLines = 10, OwnUnitCosts = false, ProvinceCap = false };

    public static TheoryData<int> Hundreds => [.. Enumerable.Range(0, 5)];

    [Theory, MemberData(nameof(Hundreds))]
    public void Flows_and_counting_of_sets_agree(int hundred)
    {
        foreach (var seed in Enumerable.Range(hundred * 100, 100))
        {
            var round = RandomRound.Create(seed, Countable);

            AssertSame(seed, SubsetLeximin.Solve(round), ExactLeximin.Solve(round));
        }
    }

    [Theory, MemberData(nameof(Hundreds))]
    public void Flows_and_exact_linear_programs_agree_under_a_province_cap(int hundred)
    {
        foreach (var seed in Enumerable.Range(hundred * 100, 20))
        {
            var round = RandomRound.Create(seed, new RandomOptions { OwnUnitCosts = false, MaxLines = 9, MaxPledges = 7 });

            AssertSame(seed, ExactLpLeximin.Solve(round), ExactLeximin.Solve(round));
        }
    }

    private static void AssertSame(int seed, FairShares expected, FairShares actual) =>
        Assert.True(
            expected.Vnd.SequenceEqual(actual.Vnd),
            $"Seed {seed}: [{string.Join(", ", expected.Vnd)}] and [{string.Join(", ", actual.Vnd)}]");
}
