namespace Matching.Oracles.Workers;

public enum WorkerFailure
{
    /// <summary>There is no Node, no worker script or no package.</summary>
    NotInstalled,

    /// <summary>The worker understood the request and says why it cannot answer.</summary>
    Refused,

    /// <summary>The process ended before it answered.</summary>
    Crashed,

    /// <summary>No answer within the time limit; the process was ended.</summary>
    TimedOut,

    /// <summary>The answer is not of the protocol; the process was ended.</summary>
    Garbled,
}

/// <summary>The OR-Tools worker gave no answer. The next request starts a fresh process.</summary>
public sealed class OrToolsWorkerException(WorkerFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public WorkerFailure Failure { get; } = failure;
}
