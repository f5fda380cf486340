#if WITH_ORTOOLS
namespace Matching.Solvers.Tests.Contract;

[About(BackEnds.Native)]
public sealed class CpSatNativeSolverTests(NativeFixture fixture) : SolverContract, IClassFixture<NativeFixture>
{
    protected override IIntegerSolver Solver => fixture.Solver;

    protected override (int Things, int Limits) HardSize => (100, 10);

    protected override double WorkToAFirstSolution => 0.05;

    protected override bool HandsOver => true;

    protected override bool CountsBeyondDoubles => true;
}

public sealed class NativeFixture() : SolverFixture(BackEnds.Native);
#endif
