using Matching.Solvers.Cbc;

// Not for people: the solvers start this program when they need a process of their own.
return args switch
{
    [CbcSolver.Verb] when CbcLibrary.IsPresent => CbcWorker.Run(),
#if WITH_ORTOOLS
    [Matching.Solvers.CpSat.CpSatNativeSolver.SelfTestVerb] => Matching.Solvers.CpSat.CpSatNativeSolver.SelfTest(),
#endif
    _ => 2,
};
