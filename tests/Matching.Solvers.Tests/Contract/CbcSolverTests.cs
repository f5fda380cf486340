namespace Matching.Solvers.Tests.Contract;

[About(BackEnds.Cbc)]
public sealed class CbcSolverTests(CbcFixture fixture) : WorkerContract, IClassFixture<CbcFixture>
{
    protected override IIntegerSolver Solver => fixture.Solver;

    protected override (int Things, int Limits) HardSize => (250, 30);

    protected override double WorkToAFirstSolution => 0.01;

    protected override bool HandsOver => false;

    protected override bool CountsBeyondDoubles => false;
}
