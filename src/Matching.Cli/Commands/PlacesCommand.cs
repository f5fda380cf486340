using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Matching.Cli.Screens;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Geography.Succession;
using Matching.Files;
using Matching.Silo.Desks;
using Matching.Silo.Embedded;

namespace Matching.Cli.Commands;

/// <summary><c>matching places FILE --kind KIND --database DB</c>: what law and market say, from CSV into the store.</summary>
internal static class PlacesCommand
{
    private const string Actor = "command-line";

    private static readonly string[] s_kinds = ["succession", "zones", "prices", "aliases"];

    public static Verb Create(Shell shell)
    {
        var verb = new Verb("places", Phrases.PlacesPurpose, shell.Language)
        {
            Examples =
            [
                new("matching places map.csv --kind succession --database fund.db --from-set 2024 --to-set 2025 --in-force 2025-07-01 --citation \"19/2025/QĐ-TTg\"", Phrases.PlacesExample),
                new("matching places zones.csv --kind zones --database fund.db", Phrases.PlacesZonesExample),
            ],
            Remark = Phrases.PlacesRemark,
        };
        var file = Choices.Folder(shell, "FILE", Phrases.PlacesFile);
        var kind = Choices.Words(shell, "--kind", Phrases.PlacesKind, s_kinds);
        kind.Required = true;
        var database = LedgerCommand.Database(shell);
        var from = Choices.Text(shell, "--from-set", "SET", Phrases.PlacesFromSet);
        var to = Choices.Text(shell, "--to-set", "SET", Phrases.PlacesToSet);
        var inForce = Choices.Text(shell, "--in-force", "DAY", Phrases.PlacesInForce);
        var citation = Choices.Text(shell, "--citation", "TEXT", Phrases.PlacesCitation);
        verb.Add(file);
        foreach (var option in (Option[])[kind, database, from, to, inForce, citation])
        {
            verb.Add(option);
        }

        verb.SetAction((parsed, cancel) =>
        {
            var run = new Run(shell, parsed.GetRequiredValue(database), cancel);
            var path = parsed.GetRequiredValue(file);
            return parsed.GetRequiredValue(kind) switch
            {
                "succession" => run.SuccessionAsync(path, parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(inForce), parsed.GetValue(citation)),
                "zones" => run.PutAsync(ReferenceFiles.Zones(path, cancel), (desk, intent, rows) => desk.PutZonesAsync(intent, rows, cancel)),
                "prices" => run.PutAsync(ReferenceFiles.Prices(path, cancel), (desk, intent, rows) => desk.PutPricesAsync(intent, rows, cancel)),
                _ => run.PutAsync(ReferenceFiles.Aliases(path, cancel), (desk, intent, rows) => desk.PutAliasesAsync(intent, rows, [], cancel)),
            };
        });
        return verb;
    }

    private sealed class Run(Shell shell, string database, CancellationToken cancel)
    {
        public Task<int> SuccessionAsync(string path, string? from, string? to, string? inForce, string? citation)
        {
            if (from is null || to is null || citation is null || !DateOnly.TryParseExact(inForce, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                throw new RefusedException(shell.Say(Phrases.PlacesSuccessionNeeds));
            }

            return PutAsync(
                ReferenceFiles.Links(path, cancel),
                (desk, intent, links) => desk.PutSuccessionAsync(intent, new SuccessionTable { OldSet = from, NewSet = to, InForce = day, Citation = citation, Links = links }, cancel),
                string.Join('\n', from, to, inForce, citation));
        }

        public async Task<int> PutAsync<T>(ReferenceReading<T> reading, Func<IReferenceDesk, Intent, ImmutableArray<T>, Task<Answer>> put, string options = "")
        {
            if (!reading.Faults.IsEmpty)
            {
                FaultTable.Show(reading.Faults, shell);
                return ExitCode.BadInput;
            }

            await using var host = EmbeddedHost.Open(database, TimeProvider.System);

            // The same file under the same options is the same wish.
            var wish = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reading.Sha256 + "\n" + options)));
            var answer = await put(host.Reference, new Intent(Actor, $"places-{typeof(T).Name}-{wish}"), reading.Rows);
            if (answer.Refusal is { } refusal)
            {
                throw new RefusedException(refusal.Describe(shell.Language.Code()));
            }

            await shell.Out.WriteLineAsync(shell.Say(answer.Replayed ? Phrases.PlacesKnown : Phrases.PlacesDone, shell.Numbers.Whole(reading.Rows.Length), answer.Receipt!.Sequence.ToString(CultureInfo.InvariantCulture)));
            return ExitCode.Done;
        }
    }
}
