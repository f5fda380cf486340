using Matching.Engine.Rounds;

namespace Matching.Cli.Solving;

/// <summary>What a person asked of one solve.</summary>
internal sealed record SolveRequest
{
    public required string RoundFolder { get; init; }

    public required string OutFolder { get; init; }

    /// <summary>In place of the round's own policy, when stated.</summary>
    public Fairness? Fairness { get; init; }

    /// <summary>Folder of an earlier plan to stay close to.</summary>
    public string? PreviousFolder { get; init; }

    /// <summary>Recorded, and without effect.</summary>
    public long? Seed { get; init; }

    /// <summary>One or more.</summary>
    public int Threads { get; init; } = 1;

    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Who helps to choose communes for yes-or-no pledges.</summary>
    public SolverDoor Solver { get; init; }

    /// <summary>Nothing but errors is printed.</summary>
    public bool Quiet { get; init; }

    /// <summary>File for a drawing of the result.</summary>
    public string? PictureFile { get; init; }
}
