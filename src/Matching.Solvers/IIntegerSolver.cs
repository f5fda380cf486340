using Matching.Solvers.Integers;

namespace Matching.Solvers;

/// <summary>Solves models of whole numbers. Every implementation passes the same contract tests.</summary>
public interface IIntegerSolver
{
    /// <summary>For reports: <c>CP-SAT (WebAssembly)</c>.</summary>
    string Name { get; }

    /// <summary>Why it cannot be used on this machine, with the way out; null when it can.</summary>
    SolverNotice? WhyUnavailable { get; }

    /// <summary>Searches until a proof, a limit or a cancellation.</summary>
    /// <param name="model">What to solve.</param>
    /// <param name="limits">When to stop.</param>
    /// <param name="progress">Told of better solutions and bounds as they are claimed; may be null.</param>
    /// <param name="cancel">Ends the search; the outcome then holds the best solution so far.</param>
    /// <returns>The outcome, checked. A solver that is missing, crashes, hangs or lies is an outcome as well, never an exception.</returns>
    Task<SolverOutcome> SolveAsync(IntegerModel model, SolverLimits limits, IProgress<Incumbent>? progress, CancellationToken cancel);
}
