namespace Matching.Solvers;

/// <summary>When to stop searching. What comes first ends the search; the best solution so far is the answer.</summary>
public sealed record SolverLimits
{
    /// <summary>Branch-and-bound nodes that CBC may open per unit of <see cref="Work"/>.</summary>
    public const int CbcNodesPerUnit = 1_000;

    /// <summary>
    /// Deterministic work, in units of about one second of search on one core; null for no limit. CP-SAT counts its deterministic time, CBC opens
    /// <see cref="CbcNodesPerUnit"/> nodes a unit. With one thread, equal model, seed and work give equal answers, unless the clock or the memory ended the search first.
    /// </summary>
    public double? Work
    {
        get;
        init
        {
            if (value is { } work && !(work > 0 && double.IsFinite(work)))
            {
                throw new ArgumentOutOfRangeException(nameof(Work), work, "The work limit is a positive number; leave it out for none.");
            }

            field = value;
        }
    }

    /// <summary>Wall-clock budget of one solve, start of a process included; from 10 ms to one day. Default 30 s.</summary>
    public TimeSpan Time
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.FromMilliseconds(10), nameof(Time));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(1), nameof(Time));
            field = value;
        }
    }

    = TimeSpan.FromSeconds(30);

    /// <summary>Resident memory of the solver's process in MB (10^6 bytes), from 64 up. Default 2,000. CP-SAT under Node needs some 600 before it solves anything.</summary>
    public int MemoryMb
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 64, nameof(MemoryMb));
            field = value;
        }
    }

    = 2_000;

    /// <summary>Threads of one search, from 1 up; a back end takes fewer when it has fewer. More than one is not repeatable. Default 1.</summary>
    public int Threads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Threads));
            field = value;
        }
    }

    = 1;

    /// <summary>Random seed, zero or more. Default 1.</summary>
    public int Seed
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Seed));
            field = value;
        }
    }

    = 1;

    /// <summary>Stop when the bound is within this share of the objective; from 0 (proof) below 1. Default 0.</summary>
    public double RelativeGap
    {
        get;
        init
        {
            if (!(value is >= 0 and < 1))
            {
                throw new ArgumentOutOfRangeException(nameof(RelativeGap), value, "The relative gap is 0 or more and below 1.");
            }

            field = value;
        }
    }
}
