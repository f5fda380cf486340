using Matching.Api.Audit;
using Matching.Api.SignIn.Store;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;
using Matching.Silo.Proof;

namespace Matching.Cli.Commands;

/// <summary><c>matching ledger verify --database DB</c>.</summary>
internal static class LedgerCommand
{
    private const int MostShown = 100;

    public static Verb Create(Shell shell)
    {
        var ledger = new Verb("ledger", Phrases.LedgerPurpose, shell.Language) { Examples = [new("matching ledger verify --database fund.db", Phrases.LedgerVerifyExample)] };
        var verify = new Verb("verify", Phrases.LedgerVerifyPurpose, shell.Language)
        {
            Examples =
            [
                new("matching ledger verify --database fund.db", Phrases.LedgerVerifyExample),
                new("matching ledger verify --database \"Host=localhost;Database=fund\"", Phrases.LedgerVerifyPgExample),
            ],
            Remark = Phrases.LedgerVerifyRemark,
        };
        var database = Database(shell);
        verify.Add(database);
        verify.SetAction(async (parsed, cancel) => await ShowAsync(await Task.Run(() => AccountProof.RunAsync(parsed.GetRequiredValue(database), cancel), cancel), shell));
        ledger.Add(verify);
        return ledger;
    }

    public static System.CommandLine.Option<string> Database(Shell shell)
    {
        var option = Choices.Text(shell, "--database", "DB", Phrases.DatabaseOption);
        option.Required = true;
        return option;
    }

    /// <summary>What was proved, or everything that is wrong; the exit code says which.</summary>
    public static async Task<int> ShowAsync(ProofReport report, Shell shell)
    {
        var numbers = shell.Numbers;
        if (report.IsSound)
        {
            await shell.Out.WriteLineAsync(shell.Say(
                Phrases.LedgerSound, report.Database, numbers.Whole(report.Entries), numbers.Whole(report.Postings), numbers.Whole(report.Balances),
                numbers.Whole(report.Pledges), numbers.Whole(report.Lines), numbers.Whole(report.Answers), numbers.Whole(report.PublishedRounds)));
            if (report.AccountEvents > 0 || report.AccountEventsWaiting > 0)
            {
                await shell.Out.WriteLineAsync(shell.Say(Phrases.LedgerAccounts, numbers.Whole(report.AccountEvents), numbers.Whole(report.AccountEventsWaiting)));
            }

            await shell.Out.WriteLineAsync(shell.Say(Phrases.LedgerHead, report.HeadSequence.ToString(System.Globalization.CultureInfo.InvariantCulture), report.HeadHash));
            return ExitCode.Done;
        }

        await shell.Error.WriteLineAsync(shell.Say(Phrases.LedgerUnsound, report.Database, numbers.Whole(report.FaultCount)));
        foreach (var fault in report.Faults.Take(MostShown))
        {
            await shell.Error.WriteLineAsync("  " + fault.Describe(shell.Language.Code()));
        }

        if (report.FaultCount > MostShown)
        {
            await shell.Error.WriteLineAsync("  " + shell.Say(Phrases.LedgerMore, numbers.Whole(report.FaultCount - MostShown)));
        }

        return ExitCode.PlanFailsVerification;
    }
}

/// <summary><c>matching backup FILE --database DB</c>.</summary>
internal static class BackupCommand
{
    public static Verb Create(Shell shell)
    {
        var verb = new Verb("backup", Phrases.BackupPurpose, shell.Language) { Examples = [new("matching backup fund-2026-11-22.db --database fund.db", Phrases.BackupExample)] };
        var file = Choices.Folder(shell, "FILE", Phrases.BackupFile);
        var database = LedgerCommand.Database(shell);
        verb.Add(file);
        verb.Add(database);
        verb.SetAction(async (parsed, cancel) =>
        {
            var code = await LedgerCommand.ShowAsync(
                await Task.Run(() => Silo.Backups.StoreBackup.Create(parsed.GetRequiredValue(database), parsed.GetRequiredValue(file), cancel), cancel), shell);
            if (code == ExitCode.Done && await UsersBackup.CreateAsync(parsed.GetRequiredValue(database), parsed.GetRequiredValue(file), cancel) is { } accounts)
            {
                await shell.Out.WriteLineAsync(shell.Say(Phrases.AccountsBackedUp, accounts));
            }

            return code;
        });
        return verb;
    }
}

/// <summary><c>matching restore FILE --database DB</c>.</summary>
internal static class RestoreCommand
{
    public static Verb Create(Shell shell)
    {
        var verb = new Verb("restore", Phrases.RestorePurpose, shell.Language) { Examples = [new("matching restore fund-2026-11-22.db --database restored.db", Phrases.RestoreExample)] };
        var file = Choices.Folder(shell, "FILE", Phrases.BackupFile);
        var database = LedgerCommand.Database(shell);
        verb.Add(file);
        verb.Add(database);
        verb.SetAction(async (parsed, cancel) =>
        {
            var code = await LedgerCommand.ShowAsync(
                await Task.Run(() => Silo.Backups.StoreBackup.Restore(parsed.GetRequiredValue(file), parsed.GetRequiredValue(database), cancel), cancel), shell);
            if (code == ExitCode.Done && await UsersBackup.RestoreAsync(parsed.GetRequiredValue(file), parsed.GetRequiredValue(database), cancel))
            {
                await shell.Out.WriteLineAsync(shell.Say(Phrases.AccountsRestored));
            }

            return code;
        });
        return verb;
    }
}
