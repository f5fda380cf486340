namespace Matching.Silo.Store;

/// <summary>Reads beside the writer: every read is a transaction of its own that sees one moment.</summary>
internal sealed class Reader(Database database)
{
    public async Task<T> ReadAsync<T>(Func<StoreContext, CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(read);
        var connection = database.OpenReader();
        await using (connection.ConfigureAwait(false))
        {
            var transaction = database.BeginReading(connection);
            await using (transaction.ConfigureAwait(false))
            {
                var context = database.Context(connection);
                await using (context.ConfigureAwait(false))
                {
                    await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.UseTransactionAsync(context.Database, transaction, cancel).ConfigureAwait(false);
                    return await read(context, cancel).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Lets work that is made for the writer look at the tables. What it tracks is forgotten; it cannot write.</summary>
    public Task<T> LookAsync<T>(Func<WriteScope, T> look, CancellationToken cancel) => Task.Run(
        () =>
        {
            using var connection = database.OpenReader();
            using var transaction = database.BeginReading(connection);
            using var statements = new Statements(connection);
            using var scope = new WriteScope(database, connection, statements) { Transaction = transaction };
            return look(scope);
        },
        cancel);
}
