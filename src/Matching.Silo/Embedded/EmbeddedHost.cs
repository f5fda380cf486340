using System.Diagnostics.Metrics;
using Matching.Silo.Desks;
using Matching.Silo.Imports;
using Matching.Silo.Reference;
using Matching.Silo.Store;
using Microsoft.EntityFrameworkCore;

namespace Matching.Silo.Embedded;

/// <summary>The system of record in one process: one writer, any number of readers, over SQLite or PostgreSQL.</summary>
public sealed class EmbeddedHost : IMatchingHost
{
    private readonly Database _database;
    private readonly Writer _writer;
    private readonly Reader _reader;

    private EmbeddedHost(Database database, TimeProvider clock, IMeterFactory? meters)
    {
        _database = database;
        _writer = new Writer(database, clock, meters);
        _reader = new Reader(database);
        var desk = new Desk(_writer);
        var shelf = new ReferenceShelf();
        Catalogue = new CatalogueDesk(desk);
        Notes = new NoteDesk(_writer);
        Reference = new ReferenceDesk(desk, _reader, shelf);
        Needs = new NeedDesk(desk, _reader, shelf);
        Pledges = new PledgeDesk(desk, _reader);
        Rounds = new RoundDesk(desk, _reader, shelf);
        Deliveries = new DeliveryDesk(desk);
        Imports = new ImportDesk(desk, _reader, shelf);
    }

    public ICatalogueDesk Catalogue { get; }

    public INoteDesk Notes { get; }

    public IReferenceDesk Reference { get; }

    public INeedDesk Needs { get; }

    public IPledgeDesk Pledges { get; }

    public IRoundDesk Rounds { get; }

    public IDeliveryDesk Deliveries { get; }

    public IImportDesk Imports { get; }

    public Exception? Stopped => _writer.Stopped;

    /// <summary>Opens the store for writing and brings its schema up to date.</summary>
    /// <param name="database">Path of a SQLite file, created if missing, or <c>Host=…</c> for PostgreSQL.</param>
    /// <param name="meters">Who makes the meters of its figures; without one they are its own.</param>
    /// <exception cref="StoreRefusedException">It is in use by another process, or of a newer version.</exception>
    public static EmbeddedHost Open(string database, TimeProvider clock, IMeterFactory? meters = null)
    {
        var store = Database.Of(database);
        try
        {
            store.Take();
            return new EmbeddedHost(store, clock, meters);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    public Task<T> ReadAsync<T>(Func<StoreContext, CancellationToken, Task<T>> read, CancellationToken cancel = default) => _reader.ReadAsync(read, cancel);

    public Task<int> ForgetAnswersAsync(DateTimeOffset before, CancellationToken cancel = default)
    {
        var limit = (before - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return _writer.RunAsync(scope => (scope.Execute("DELETE FROM intents WHERE at_microseconds < @p0", limit), Keep: true), cancel);
    }

    public Task ProbeAsync(CancellationToken cancel = default) =>
        _writer.RunAsync(scope => (scope.Execute("UPDATE chain_head SET sequence = sequence WHERE id = 1"), Keep: true), cancel);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        _database.Dispose();
    }

    /// <summary>A writer of its own for tests and tools of this assembly.</summary>
    internal Writer Writer => _writer;
}
