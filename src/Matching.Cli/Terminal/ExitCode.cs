namespace Matching.Cli.Terminal;

/// <summary>What the process tells its caller. Documented in the help and in docs/command-line.md; scripts rely on it.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The plan breaks a condition, an account or its certificate; or a ledger does not prove sound.</summary>
    public const int PlanFailsVerification = 1;

    /// <summary>Faulty files, pins that cannot be kept, or a command line that makes no sense. Nothing was written.</summary>
    public const int BadInput = 2;

    /// <summary>Cancelled (nothing was written), or the time limit was reached (the best verified plan was written).</summary>
    public const int Stopped = 3;

    /// <summary>Our fault.</summary>
    public const int InternalError = 4;
}
