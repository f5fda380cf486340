using Matching.Api.SignIn.Store;
using Matching.Engine.Ledger;
using Matching.Silo.Proof;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Audit;

/// <summary>Holds the events of accounts against the chain: whoever changes one, or takes one away, is found out.</summary>
internal static class AccountProof
{
    /// <summary>Proves the ledger, and then the accounts beside it.</summary>
    /// <param name="database">As of the ledger.</param>
    /// <exception cref="Silo.Store.StoreRefusedException">There is no such store, or it is of another version.</exception>
    public static async Task<ProofReport> RunAsync(string database, CancellationToken cancel)
    {
        // The accounts are read last: what the chain holds by then is in them.
        var keys = new List<(string Key, long Sequence)>();
        var report = await Task.Run(() => StoreProof.Run(database, entry => Note(entry, keys), cancel), cancel).ConfigureAwait(false);
        var accounts = new UsersDatabase(database);
        var kept = new HashSet<string>(StringComparer.Ordinal);
        if (await accounts.ExistsAsync(cancel).ConfigureAwait(false))
        {
            accounts.CheckSchema();
            await using var users = accounts.Open();
            await foreach (var happened in users.Events.AsNoTracking().OrderBy(row => row.Id).AsAsyncEnumerable().WithCancellation(cancel).ConfigureAwait(false))
            {
                if (AccountNotes.IsChained(happened.Kind))
                {
                    kept.Add(AccountNotes.KeyOf(happened));
                }
            }
        }

        var chained = keys.Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        var faults = keys.Where(one => !kept.Contains(one.Key))
            .Select(one => new LedgerFault(LedgerFaultKind.AccountEventDiffers, one.Sequence, one.Key, "-", "the event of the account as it was written")).ToList();
        return report with
        {
            AccountEvents = keys.Count,
            AccountEventsWaiting = kept.Count(key => !chained.Contains(key)),
            Faults = [.. report.Faults.Concat(faults).Take(LedgerProof.MostFaults)],
            FaultCount = report.FaultCount + faults.Count,
        };
    }

    private static void Note(JournalEntry entry, List<(string Key, long Sequence)> keys)
    {
        if (entry.Key?.StartsWith(AccountNotes.KeyPrefix, StringComparison.Ordinal) == true)
        {
            keys.Add((entry.Key, entry.Sequence));
        }
    }
}
