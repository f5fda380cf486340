namespace Matching.Solvers.Workers;

/// <summary>How worker processes are kept.</summary>
public sealed record WorkerSettings
{
    /// <summary>Processes that may solve at the same time, from 1 up. Default 1.</summary>
    public int Workers
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Workers));
            field = value;
        }
    }

    = 1;

    /// <summary>How long a worker may take to obey a limit or a cancellation before it is ended. Default 2 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a fresh worker may take to report. Default 60 s: a busy machine loads 12 MB of WebAssembly slowly.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(60);
}
