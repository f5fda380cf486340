using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Matching.Engine.Pledges;
using Matching.Samples;
using Matching.Silo.Store;
using Microsoft.Data.Sqlite;
using Npgsql;
using static Matching.Silo.Tests.Stores.Scene;

namespace Matching.Silo.Tests.Stores;

/// <summary>Stores as released versions left them, opened by this one: migrated, proved, and gone on with.</summary>
/// <remarks>
/// Golden/ID.sqlite.sql and Golden/ID.postgres.sql hold the tiny round, published, under the schema whose last migration is ID; the first line tells number and hash of the last
/// entry. UPDATE_GOLDEN=1 adds the store of today's schema, before each release; those that are there are never written again.
/// </remarks>
public sealed class GoldenStoreTests
{
    public static TheoryData<string> Files
    {
        get
        {
            if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            {
                WriteToday();
            }

            var files = new TheoryData<string>();
            foreach (var file in Directory.GetFiles(Folder(), "*.sql").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).Where(file => PgServer.WhyNot is null || IsSqlite(file)))
            {
                files.Add(file);
            }

            return files;
        }
    }

    [Theory, MemberData(nameof(Files))]
    public async Task A_store_of_a_released_version_is_migrated_proved_and_gone_on_with(string file)
    {
        using var store = new TestStore(IsSqlite(file) ? "sqlite" : "postgres");
        var script = await File.ReadAllTextAsync(Path.Combine(Folder(), file));
        Fill(store.Database, script);
        var head = script[..script.IndexOf('\n', StringComparison.Ordinal)].Split(' '); // -- head NUMBER HASH

        await using (var host = store.Open())
        {
            var report = store.Sound();
            Assert.Equal((head[2], head[3]), (report.HeadSequence.ToString(CultureInfo.InvariantCulture), report.HeadHash));
            Assert.Equal(1, report.PublishedRounds);
            var receipt = await Done(host.Pledges.DoAsync(new("donor", "later"), new("later"), new PledgeCommand.Offer(Tiny.Money("later", 5))));
            Assert.Equal(report.HeadSequence + 1, receipt.Sequence);
        }

        store.Sound();
    }

    [Fact]
    public void There_is_a_store_of_each_kind()
    {
        Assert.Contains(Directory.GetFiles(Folder()), IsSqlite);
        Assert.Contains(Directory.GetFiles(Folder()), file => !IsSqlite(file));
    }

    private static bool IsSqlite(string file) => file.EndsWith(".sqlite.sql", StringComparison.Ordinal);

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Golden");

    private static void Fill(string database, string script)
    {
        using System.Data.Common.DbConnection connection = database.Contains("Host=", StringComparison.Ordinal) ? new NpgsqlConnection(database) : new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
    }

    private static void WriteToday()
    {
        foreach (var kind in PgServer.WhyNot is null ? new[] { "sqlite", "postgres" } : ["sqlite"])
        {
            using var store = TestStore.PublishedAsync(kind).GetAwaiter().GetResult();
            using var database = Database.Of(store.Database);
            using var connection = database.OpenWriter();
            using var context = database.Context(connection);
            var last = Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetAppliedMigrations(context.Database).Last();
            var file = Path.Combine(Folder(), $"{last}.{kind}.sql");
            if (!File.Exists(file))
            {
                var report = store.Prove();
                Directory.CreateDirectory(Folder());
                File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $"-- head {report.HeadSequence} {report.HeadHash}\n") + (kind == "sqlite" ? DumpSqlite((SqliteConnection)connection) : DumpPostgres(store.Database)));
            }
        }
    }

    private static string DumpPostgres(string database)
    {
        var settings = new NpgsqlConnectionStringBuilder(database);
        var start = new ProcessStartInfo(PgServer.Program("pg_dump")) { RedirectStandardOutput = true, UseShellExecute = false, Environment = { ["PGPASSWORD"] = settings.Password } };
        foreach (var argument in (string[])["--inserts", "--no-owner", "--no-privileges", "-h", settings.Host!, "-p", settings.Port.ToString(CultureInfo.InvariantCulture), "-U", settings.Username!, settings.Database!])
        {
            start.ArgumentList.Add(argument);
        }

        using var dump = Process.Start(start)!;
        var text = dump.StandardOutput.ReadToEnd();
        dump.WaitForExit();

        // Comments and the commands of psql itself (\restrict) are for other readers.
        return string.Join('\n', text.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("--", StringComparison.Ordinal) && line[0] != '\\')) + "\nSELECT pg_catalog.set_config('search_path', 'public', false);\n";
    }

    private static string DumpSqlite(SqliteConnection connection)
    {
        var (script, tables, later) = (new StringBuilder("BEGIN;\n"), new List<string>(), new List<string>());
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid";
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                if (rows.GetString(0) == "table")
                {
                    tables.Add(rows.GetString(1));
                    script.Append(rows.GetString(2)).Append(";\n");
                }
                else
                {
                    later.Add(rows.GetString(2)); // indexes, and triggers that would refuse to be filled
                }
            }
        }

        foreach (var table in tables)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // names of tables
            command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY rowid";
#pragma warning restore CA2100
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                script.Append("INSERT INTO \"").Append(table).Append("\" VALUES (").AppendJoin(", ", Enumerable.Range(0, rows.FieldCount).Select(i => Literal(rows.GetValue(i)))).Append(");\n");
            }
        }

        return script.AppendJoin("", later.Select(sql => sql + ";\n")).Append("COMMIT;\n").ToString();
    }

    private static string Literal(object value) => value switch
    {
        DBNull => "NULL",
        long number => number.ToString(CultureInfo.InvariantCulture),
        byte[] bytes => "X'" + Convert.ToHexString(bytes) + "'",
        _ => "'" + Convert.ToString(value, CultureInfo.InvariantCulture)!.Replace("'", "''", StringComparison.Ordinal) + "'",
    };
}
