namespace Matching.Solvers.Tests.Contract;

[About(BackEnds.CpSat)]
public sealed class CpSatWasmSolverTests(CpSatFixture fixture) : WorkerContract, IClassFixture<CpSatFixture>
{
    protected override IIntegerSolver Solver => fixture.Solver;

    protected override (int Things, int Limits) HardSize => (100, 10);

    protected override double WorkToAFirstSolution => 0.05;

    protected override bool HandsOver => true;

    protected override bool CountsBeyondDoubles => true;
}
