using System.Data.Common;

namespace Matching.Silo.Store;

/// <summary>Prepared statements of one connection: each is parsed once, and only its values change.</summary>
internal sealed class Statements(DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    public int Execute(DbTransaction transaction, string sql, params ReadOnlySpan<object?> values) => Command(transaction, sql, values).ExecuteNonQuery();

    public DbDataReader Query(DbTransaction transaction, string sql, params ReadOnlySpan<object?> values) => Command(transaction, sql, values).ExecuteReader();

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }
    }

    /// <param name="sql">Names its values @p0, @p1, … in order.</param>
    private DbCommand Command(DbTransaction transaction, string sql, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text comes from a constant of this assembly; values are parameters.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 0; i < values.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = "p" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
                command.Parameters.Add(parameter);
            }

            _commands.Add(sql, command);
        }

        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
