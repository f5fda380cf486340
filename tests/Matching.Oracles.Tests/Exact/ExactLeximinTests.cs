using Matching.Engine.Rounds;
using Matching.Oracles.Exact;

namespace Matching.Oracles.Tests.Exact;

/// <summary>Three ways to the fair shares that share next to no code: flows, counting sets, exact linear programs.</summary>
public sealed class ExactLeximinTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    public static TheoryData<int> FewSeeds => [.. Enumerable.Range(1, 12)];

    [Theory, MemberData(nameof(Seeds))]
    public void Flows_and_counting_of_sets_agree(int seed)
    {
        var round = RandomRounds.Create(seed, new RandomRoundOptions { Lines = 7, Pledges = 6, Urgencies = 2, Tiers = true, Projects = true, Ceilings = true, Pins = true });

        Assert.Equal(SubsetLeximin.Solve(round).Vnd, ExactLeximin.Solve(round).Vnd);
    }

    [Theory, MemberData(nameof(FewSeeds))]
    public void Flows_and_exact_linear_programs_agree_under_a_province_cap(int seed)
    {
        var round = RandomRounds.Create(seed, new RandomRoundOptions { Projects = true, Ceilings = true, Pins = true, ProvinceCapPercent = 40 });

        Assert.Equal(ExactLpLeximin.Solve(round).Vnd, ExactLeximin.Solve(round).Vnd);
    }
}
