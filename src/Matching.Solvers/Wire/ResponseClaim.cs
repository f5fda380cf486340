using Matching.Solvers.Checks;
using Matching.Solvers.Integers;

namespace Matching.Solvers.Wire;

/// <summary>What an answer claims about the model it was asked for, in the model's own direction.</summary>
internal static class ResponseClaim
{
    /// <param name="response">The answer to the minimising message of <paramref name="model"/>.</param>
    /// <param name="model">What was asked.</param>
    /// <param name="limits">The limits it ran under.</param>
    /// <param name="stopped">What made us end the search early; null when we did not.</param>
    public static SolverClaim Of(CpSolverResponseMessage response, IntegerModel model, SolverLimits limits, SolverStop? stopped)
    {
        var status = response.Status switch
        {
            CpSolverStatus.Optimal => ClaimedStatus.Optimal,
            CpSolverStatus.Feasible => ClaimedStatus.Feasible,
            CpSolverStatus.Infeasible => ClaimedStatus.Infeasible,
            CpSolverStatus.ModelInvalid => ClaimedStatus.Refused,
            _ => ClaimedStatus.Unknown,
        };
        var hasSolution = status is ClaimedStatus.Optimal or ClaimedStatus.Feasible;
        // Without a solution, a bound of zero is what a field that was never filled looks like.
        var hasBound = hasSolution || (status == ClaimedStatus.Unknown && response.LowerBound != 0);
        return new SolverClaim
        {
            Status = status,
            Values = [.. response.Solution],
            Objective = hasSolution ? (model.Maximise ? 0 - response.Objective : response.Objective) : null,
            Bound = hasBound ? InDirection(response.LowerBound, model) : null,
            Stop = Stop(response, status, limits, stopped),
            Work = response.Work,
            Detail = response.Info,
        };
    }

    private static SolverStop Stop(CpSolverResponseMessage response, ClaimedStatus status, SolverLimits limits, SolverStop? stopped)
    {
        if (status is ClaimedStatus.Infeasible or ClaimedStatus.Refused)
        {
            return SolverStop.Solver;
        }

        if (status == ClaimedStatus.Optimal)
        {
            // Optimal within the gap that was allowed, which may be more than none.
            return limits.RelativeGap > 0 && response.LowerBound < response.Objective ? SolverStop.Gap : SolverStop.Solver;
        }

        return stopped ?? (response.Work >= limits.Work ? SolverStop.Work : SolverStop.Time);
    }

    // Beyond what an objective can reach stands for infinity.
    private static long? InDirection(long lowerBound, IntegerModel model) =>
        lowerBound < -IntegerModel.LargestActivity ? null : model.Maximise ? -lowerBound : lowerBound;
}
