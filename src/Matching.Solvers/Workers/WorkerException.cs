namespace Matching.Solvers.Workers;

/// <summary>How a worker let us down.</summary>
internal enum WorkerFailure
{
    /// <summary>The process could not be started.</summary>
    NotStarted,

    /// <summary>It ended before it answered.</summary>
    Crashed,

    /// <summary>It said something that is not of the protocol.</summary>
    Garbled,
}

/// <summary>A worker process is of no further use; a fresh one may be.</summary>
internal sealed class WorkerException(WorkerFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public WorkerFailure Failure { get; } = failure;
}
