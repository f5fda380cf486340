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
    public static Verb Create(Shell shell) => CopyVerb.Create(
        shell, "backup", Phrases.BackupPurpose, new("matching backup fund-2026-11-22.db --database fund.db", Phrases.BackupExample),
        (database, file, cancel) => Silo.Backups.StoreBackup.Create(database, file, cancel),
        async (database, file, cancel) => await UsersBackup.CreateAsync(database, file, cancel) is { } accounts ? shell.Say(Phrases.AccountsBackedUp, accounts) : null);
}

/// <summary><c>matching restore FILE --database DB</c>.</summary>
internal static class RestoreCommand
{
    public static Verb Create(Shell shell) => CopyVerb.Create(
        shell, "restore", Phrases.RestorePurpose, new("matching restore fund-2026-11-22.db --database restored.db", Phrases.RestoreExample),
        (database, file, cancel) => Silo.Backups.StoreBackup.Restore(file, database, cancel),
        async (database, file, cancel) => await UsersBackup.RestoreAsync(file, database, cancel) ? shell.Say(Phrases.AccountsRestored) : null);
}

/// <summary>What backup and restore share: the ledger is copied and proved, then the accounts beside it.</summary>
internal static class CopyVerb
{
    /// <param name="ledger">Copies between database and file, and proves the copy.</param>
    /// <param name="accounts">Copies the accounts and says so; nothing when there are none.</param>
    public static Verb Create(
        Shell shell, string name, Phrase purpose, Example example, Func<string, string, CancellationToken, ProofReport> ledger, Func<string, string, CancellationToken, Task<string?>> accounts)
    {
        var verb = new Verb(name, purpose, shell.Language) { Examples = [example] };
        var file = Choices.Folder(shell, "FILE", Phrases.BackupFile);
        var database = LedgerCommand.Database(shell);
        verb.Add(file);
        verb.Add(database);
        verb.SetAction(async (parsed, cancel) =>
        {
            var (store, copy) = (parsed.GetRequiredValue(database), parsed.GetRequiredValue(file));
            var code = await LedgerCommand.ShowAsync(await Task.Run(() => ledger(store, copy, cancel), cancel), shell);
            if (code == ExitCode.Done && await accounts(store, copy, cancel) is { } said)
            {
                await shell.Out.WriteLineAsync(said);
            }

            return code;
        });
        return verb;
    }
}
