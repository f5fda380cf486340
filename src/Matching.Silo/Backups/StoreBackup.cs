using System.Data.Common;
using System.Globalization;
using Matching.Silo.Proof;
using Matching.Silo.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Matching.Silo.Backups;

/// <summary>Backups of a whole store, taken beside the running service and proved before they count.</summary>
/// <remarks>A backup is a SQLite file of one moment, whichever database it is of, and is restored into either.</remarks>
public static class StoreBackup
{
    /// <summary>Writes the store to a new file, and proves what was written.</summary>
    /// <returns>The proof of the backup; when it is not sound, the file stays under the name <c>FILE.unsound</c>.</returns>
    /// <exception cref="StoreRefusedException">There is no such store, or the file is there already.</exception>
    public static ProofReport Create(string database, string file, CancellationToken cancel = default)
    {
        RefuseExisting(file);
        var part = file + ".part";
        File.Delete(part);
        using (var store = Database.Of(database))
        using (var connection = store.OpenReader())
        {
            store.CheckSchema(connection);
            if (store is SqliteDatabase)
            {
                CopyFile(connection, part);
            }
            else
            {
                using var moment = store.BeginReading(connection);
                Fill(part, (target, writer) => Copy(connection, moment, target, writer, cancel));
            }
        }

        var report = StoreProof.Run(part, cancel);
        Clean(part);
        File.Move(part, report.IsSound ? file : file + ".unsound", overwrite: !report.IsSound);
        return report with { Database = file };
    }

    /// <summary>Proves a backup, writes it into an empty store, and proves that again.</summary>
    /// <returns>The proof of the restored store; of the backup itself when that is not sound, and then nothing was written.</returns>
    /// <exception cref="StoreRefusedException">There is no such backup, or the store holds something already.</exception>
    public static ProofReport Restore(string file, string database, CancellationToken cancel = default)
    {
        var backup = StoreProof.Run(file, cancel);
        if (!backup.IsSound)
        {
            return backup;
        }

        using (var target = Database.Of(database))
        {
            if (target is SqliteDatabase)
            {
                RefuseExisting(database);
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(database))!);
                File.Delete(database + ".part");
                using (var source = new SqliteDatabase(file))
                using (var reader = source.OpenReader())
                {
                    CopyFile(reader, database + ".part");
                }

                File.Move(database + ".part", database);
                target.Take();
            }
            else
            {
                target.Take();
                using var writer = target.OpenWriter();
                using var source = new SqliteDatabase(file);
                using var reader = source.OpenReader();
                using var moment = source.BeginReading(reader);
                Copy(reader, moment, target, writer, cancel);
            }
        }

        var report = StoreProof.Run(database, cancel);
        return report.IsSound && (report.HeadSequence, report.HeadHash) != (backup.HeadSequence, backup.HeadHash)
            ? throw new StoreRefusedException($"{database} ends with entry {report.HeadSequence}, the backup with {backup.HeadSequence}.")
            : report;
    }

    private static void RefuseExisting(string file)
    {
        if (File.Exists(file))
        {
            throw new StoreRefusedException($"{file} is there already and is not overwritten. Choose another name, or move it away.");
        }
    }

    // One moment of the whole file, whoever writes to it; copying the bytes would miss what is still in its log.
    private static void CopyFile(DbConnection reader, string file)
    {
        using var command = reader.CreateCommand();
        command.CommandText = "VACUUM INTO @file";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("file", file);
        command.Parameters.Add(parameter);
        command.ExecuteNonQuery();
    }

    // Of a file that only we know yet: reading it in WAL mode made two files beside it that hold nothing.
    private static void Clean(string file)
    {
        File.Delete(file + "-shm");
        File.Delete(file + "-wal");
        File.Delete(file + ".lock");
    }

    private static void Fill(string file, Action<Database, DbConnection> fill)
    {
        using var target = new SqliteDatabase(file);
        target.Take();
        using var writer = target.OpenWriter();
        fill(target, writer);
    }

    private static void Copy(DbConnection reader, DbTransaction moment, Database target, DbConnection writer, CancellationToken cancel)
    {
        using var model = target.Context(writer);
        if (model.Journal.Any() || model.Pledges.Any())
        {
            throw new StoreRefusedException($"{target.Name} holds a ledger already and is not overwritten. Restore into an empty database.");
        }

        using var transaction = target.BeginWriting(writer);
        using var statements = new Statements(writer);
        statements.Execute(transaction, "DELETE FROM chain_head");

        // What others refer to comes first.
        foreach (var table in model.Model.GetEntityTypes().OrderBy(type => type.GetForeignKeys().Any()).ThenBy(type => type.GetTableName(), StringComparer.Ordinal))
        {
            CopyTable(table, reader, moment, statements, transaction, cancel);
        }

        transaction.Commit();
    }

    private static void CopyTable(IEntityType table, DbConnection reader, DbTransaction moment, Statements statements, DbTransaction transaction, CancellationToken cancel)
    {
        var columns = table.GetProperties().Select(property => property.GetColumnName()).ToArray();
        var names = string.Join(", ", columns);
        var values = string.Join(", ", columns.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"@p{i}")));
        var insert = $"INSERT INTO {table.GetTableName()} ({names}) VALUES ({values})";
        using var select = reader.CreateCommand();
        select.Transaction = moment;
#pragma warning disable CA2100 // Names of the model, no input.
        select.CommandText = $"SELECT {names} FROM {table.GetTableName()}";
#pragma warning restore CA2100
        using var rows = select.ExecuteReader();
        var row = new object?[columns.Length];
        while (rows.Read())
        {
            cancel.ThrowIfCancellationRequested();
            rows.GetValues(row!);
            statements.Execute(transaction, insert, row);
        }
    }
}
