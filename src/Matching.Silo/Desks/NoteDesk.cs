using System.Collections.Immutable;
using Matching.Engine.Ledger;
using Matching.Silo.Store;

namespace Matching.Silo.Desks;

/// <summary>Something that happened beside the ledger and is written into its chain: it moves nothing and changes nothing here.</summary>
/// <param name="Key">Of what happened, the same every time it is sent; it is written once.</param>
/// <param name="Details">Written as JSON.</param>
public sealed record JournalNote(string Key, string Actor, string Action, string Subject, string? Reason, object Details);

/// <summary>Takes notes into the chain.</summary>
public interface INoteDesk
{
    /// <summary>Appends those whose key is not in the journal yet, in this order, in one transaction.</summary>
    /// <returns>How many were new.</returns>
    Task<int> AppendAsync(IReadOnlyList<JournalNote> notes, CancellationToken cancel = default);
}

internal sealed class NoteDesk(Writer writer) : INoteDesk
{
    public Task<int> AppendAsync(IReadOnlyList<JournalNote> notes, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(notes);
        return writer.RunAsync(
            scope =>
            {
                var added = notes.Count(note => Append(scope, note));
                return (added, Keep: added > 0);
            },
            cancel);
    }

    private static bool Append(WriteScope scope, JournalNote note)
    {
        using (var known = scope.Query("SELECT sequence FROM journal WHERE key = @p0", note.Key))
        {
            if (known.Read())
            {
                return false;
            }
        }

        var work = new Work(note.Subject, 0, note.Action, note.Details, note.Reason, []);
        return scope.Append(Desk.Draft(note.Actor, work, note.Key), ImmutableArray<Movement>.Empty) is { } refusal
            ? throw new InvalidOperationException("A note that moves nothing was refused: " + refusal.En)
            : true;
    }
}
