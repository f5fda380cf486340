using Matching.Engine.Allocation;
using Matching.Engine.Rounds;
using Matching.Oracles.Linear;
using Matching.Oracles.Tests;
using Matching.Samples;

namespace Matching.Engine.Tests.Allocation;

/// <summary>A leximin by a series of linear programs, solved by programs of others, finds the same fair shares.</summary>
public abstract class LinearProgramAgreement
{
    /// <summary>Part of a line's value by which an answer in floating point may differ.</summary>
    private const double Tolerance = 1e-6;

    /// <summary>Goods that count at a line's own price make these programs ill-conditioned; the exact oracle covers them.</summary>
    private static readonly RandomOptions Options = RandomOptions.Everything with { OwnUnitCosts = false };

    /// <summary>Random rounds count in single đồng; this many times the prices, the đồng that a province cap is cut to is below the tolerance.</summary>
    private const long DongPerPrice = 10_000_000;

    protected abstract IAllocator Allocator { get; }

    [ClpFact]
    public void Clp_finds_the_same_fair_shares()
    {
        using var solver = new ClpSolver();
        Seeds.Hold(100, Options, round => AssertAgreement(round, solver));
        Seeds.Hold(15, Options with { MaxCommunes = 10, MaxLines = 40, MaxPledges = 30 }, round => AssertAgreement(round, solver));
    }

    [WorkerFact]
    public void Glop_finds_the_same_fair_shares()
    {
        using var solver = new GlopSolver();
        Seeds.Hold(12, Options, round => AssertAgreement(round, solver));
    }

    private void AssertAgreement(Round random, ILinearSolver solver)
    {
        var round = random.WithPricesTimes(DongPerPrice);
        var expected = LpLeximin.Solve(round, solver).SharesVnd;
        var plan = Allocator.Solve(round, new SolveOptions(), StillClock.Instance, CancellationToken.None).Plan;
        Assert.NotNull(plan);
        for (var n = 0; n < expected.Length; n++)
        {
            var need = round.Needs[n];
            var demand = need.Quantity * (need.OwnUnitCost ?? round.Items.Single(item => item.Id == need.Item).UnitCost).Dong;
            Assert.Equal(expected[n] / demand, Exact.Of(plan.Lines[n].Fair).ToDouble() / demand, Tolerance);
        }
    }
}

public sealed class LeximinAllocatorLinearProgramAgreement : LinearProgramAgreement
{
    protected override IAllocator Allocator { get; } = new LeximinAllocator();
}
