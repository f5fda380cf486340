using Matching.Cli.Screens;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Rounds;
using Matching.Files;

namespace Matching.Cli.Solving;

/// <summary>Reads rounds and plans for a command; what is wrong with them is shown as a table, and the command ends there.</summary>
internal static class RoundInput
{
    private const int WarningsShown = 5;

    /// <summary>The round, or nothing when its faults were shown.</summary>
    public static RoundReading? Round(string folder, Shell shell, CancellationToken cancel, bool quiet = false) =>
        Accept(RoundFolder.Read(folder, cancel), shell, quiet);

    /// <summary>Shows what is wrong with a reading; nothing when it cannot be used.</summary>
    public static RoundReading? Accept(RoundReading reading, Shell shell, bool quiet)
    {
        if (reading.Round is null || !reading.Faults.IsEmpty)
        {
            FaultTable.Show(reading.Faults, shell);
            return null;
        }

        if (!quiet)
        {
            Warn(reading, shell);
        }

        return reading;
    }

    /// <summary>The plan that a folder holds for the round, or nothing when its faults were shown.</summary>
    public static PlanReading? Plan(Round round, string folder, Shell shell, CancellationToken cancel)
    {
        var reading = PlanFolder.Read(round, folder, cancel);
        if (reading.Plan is null)
        {
            FaultTable.Show(reading.Faults, shell);
            return null;
        }

        return reading;
    }

    /// <summary>A plan whose round may have changed or is not at hand, or nothing when its faults were shown.</summary>
    public static PlanById? PlanById(string folder, Shell shell, CancellationToken cancel)
    {
        var reading = Files.PlanById.Read(folder, cancel);
        if (reading.Faults.IsEmpty)
        {
            return reading;
        }

        FaultTable.Show(reading.Faults, shell);
        return null;
    }

    private static void Warn(RoundReading reading, Shell shell)
    {
        foreach (var warning in reading.Warnings.Take(WarningsShown))
        {
            shell.Error.WriteLine(shell.Say(Phrases.Warning, warning.Describe(shell.Language == Language.Vietnamese)));
        }

        if (reading.Warnings.Length > WarningsShown)
        {
            shell.Error.WriteLine(shell.Say(Phrases.MoreWarnings, shell.Numbers.Whole(reading.Warnings.Length - WarningsShown)));
        }
    }
}
