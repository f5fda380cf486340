using System.Collections.Immutable;

namespace Matching.Solvers;

/// <summary>What is known after a solve.</summary>
public enum SolverStatus
{
    /// <summary>The solution was checked, and the solver claims a bound equal to its objective.</summary>
    Optimal,

    /// <summary>The solution was checked; something ended the search before the bound met it.</summary>
    Feasible,

    /// <summary>The solver claims that nothing keeps every row. A claim: no hint of ours contradicts it, nothing proves it.</summary>
    Infeasible,

    /// <summary>The solver gave up without a solution and without saying why.</summary>
    Unknown,

    /// <summary>A limit or a cancellation came before the first solution.</summary>
    LimitReached,

    /// <summary>There is no answer that can be used: the claim was false, the process failed twice, or the model was refused; see <see cref="SolverOutcome.Reason"/>.</summary>
    Failed,

    /// <summary>The solver is not on this machine; <see cref="SolverOutcome.Reason"/> says how to get it.</summary>
    Unavailable,
}

/// <summary>What ended the search.</summary>
public enum SolverStop
{
    /// <summary>The solver itself, with a proof or without.</summary>
    Solver,

    /// <summary><see cref="SolverLimits.RelativeGap"/> was reached.</summary>
    Gap,

    /// <summary><see cref="SolverLimits.Work"/> was used up: the answer can be repeated.</summary>
    Work,

    /// <summary><see cref="SolverLimits.Time"/> was used up.</summary>
    Time,

    /// <summary><see cref="SolverLimits.MemoryMb"/> was used up.</summary>
    Memory,

    Cancelled,
}

/// <summary>A sentence for people, in both languages.</summary>
public sealed record SolverNotice(string Vi, string En);

/// <summary>A solver's answer after our own check; what it claimed and we could not confirm is not in it.</summary>
public sealed record SolverOutcome
{
    public required SolverStatus Status { get; init; }

    public required SolverStop Stop { get; init; }

    /// <summary>Value by variable; empty without a solution.</summary>
    public ImmutableArray<long> Values { get; init; } = [];

    /// <summary>Objective of <see cref="Values"/>, computed here in exact integers; null without a solution.</summary>
    public long? Objective { get; init; }

    /// <summary>No solution is better than this, as the solver claims (we only know that it does not contradict a solution); null when it claims nothing.</summary>
    public long? Bound { get; init; }

    /// <summary>Whether <see cref="Values"/> were seen here, in exact integers, to keep every bound and every row.</summary>
    public bool Checked { get; init; }

    /// <summary>Whether <see cref="Values"/> are the hint, because the solver found nothing better.</summary>
    public bool IsHint { get; init; }

    /// <summary>Why there is no usable answer; null when there is one.</summary>
    public SolverNotice? Reason { get; init; }

    /// <summary>Deterministic work done, in the units of <see cref="SolverLimits.Work"/>, as the solver tells; null when it does not.</summary>
    public double? Work { get; init; }

    /// <summary>How many processes the job was given to: 2 when the first one failed.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Whether there is a solution that was checked.</summary>
    public bool HasSolution => Checked;
}

/// <summary>A better solution or bound, as a running search tells it: unchecked, without values, and rounded when beyond 2^53.</summary>
/// <param name="Objective">Of the best solution so far; null when there is none.</param>
/// <param name="Bound">Null when there is none.</param>
public readonly record struct Incumbent(long? Objective, long? Bound);
