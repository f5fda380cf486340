using System.Net;
using System.Text;
using Matching.Api.Tests.Service;
using Matching.Engine.Rounds;
using Matching.Files;
using Matching.Files.Tests.Workbooks;
using CorpusTables = Matching.Files.Tests.Workbooks.Imports;
using Matching.Silo.Store;

namespace Matching.Api.Tests;

/// <summary>The corpus of nasty tables through the HTTP door: never an error of ours, never a part of a table.</summary>
public sealed class NastyTableTests(TestService service) : IClassFixture<TestService>
{
    private const int Seed = 20261122;
    private const int Mutants = 100;

    private static readonly NastySheet[] s_corpus = [.. NastyValues.All(), .. NastyFiles.All()];

    [Fact]
    public async Task Every_nasty_table_gets_the_verdict_of_the_corpus_and_changes_nothing()
    {
        await EnterAsync(CorpusTables.Round);
        var before = await service.HeadAsync();
        var wrong = new List<string>();
        foreach (var nasty in s_corpus)
        {
            var table = nasty.Table();
            var (kind, query) = (Spelled(table.Kind), Query(table));
            var preview = await service.PreviewAsync(kind, table.Content, "application/octet-stream", query: query);
            var taken = await service.TakeAsync(kind, table.Content, "application/octet-stream", "\"not what was seen\"", query: query);
            var refused = (int)taken.Status is >= 400 and < 500 && (int)preview.Status < 500;
            var asExpected = table.FileName.Contains('\0', StringComparison.Ordinal)
                ? preview.Status == HttpStatusCode.BadRequest
                : IsOther(table) || (preview.Status == HttpStatusCode.OK && preview.Json["content_sha256"] is not null == (nasty.Verdict == Verdict.Accepted));
            if (!refused || !asExpected)
            {
                wrong.Add($"{nasty.Number} {nasty.Name}: {(int)preview.Status} {preview.Text[..Math.Min(400, preview.Text.Length)]}; then {(int)taken.Status}");
            }
        }

        Assert.True(s_corpus.Length > 200, "the corpus is not here");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(before, await service.HeadAsync());

        // Of these some may be whole by chance, so what they do is taken in and proved.
        var random = new Random(Seed);
        var whole = CorpusTables.Need().Bytes();
        for (var i = 0; i < Mutants; i++)
        {
            var bytes = Damaged(random, random.Next(2) == 0 ? whole : Encoding.UTF8.GetBytes(CorpusTables.NeedsHeader + "\nN9,03217,jacket,5,critical,\nN10,03218,jacket,7,high,\n"));
            var type = i % 3 == 0 ? Tables.Xlsx : i % 3 == 1 ? Tables.Csv : "application/octet-stream";
            var preview = await service.PreviewAsync("needs", bytes, type);
            Assert.True(preview.Status == HttpStatusCode.OK, $"seed {Seed}, mutant {i}: {preview.Text}");
            if (preview.ETag is { } seen)
            {
                (await service.TakeAsync("needs", bytes, type, seen)).Is(HttpStatusCode.OK);
            }
        }

        Assert.True((bool)(await service.PostAsync("/ledger/verify", null)).Json["sound"]!);
    }

    private async Task EnterAsync(Round round)
    {
        await service.DoneAsync("/catalogue", StoreJson.Text(new { round.Communes, round.Items }));
        using var stream = new MemoryStream();
        SheetExport.WriteCsv(stream, "needs", round, plan: null);
        await service.TakenAsync("needs", Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static string Spelled(ImportKind kind) => kind switch { ImportKind.Needs => "needs", ImportKind.Pledges => "pledges", _ => "aid" };

    // Read against another round, or under limits or aliases that the service does not have: only that nothing breaks is expected.
    private static bool IsOther(HandedIn table) =>
        table.Round is not null || (table.Options is { } options && (options.Limits != ImportLimits.Default || options.Aliases != ImportAliases.None));

    private static string Query(HandedIn nasty) =>
        "?name=" + Uri.EscapeDataString(nasty.FileName)
        + (nasty.Options?.Numbers switch { NumberForm.Vietnamese => "&numbers=vi", NumberForm.English => "&numbers=en", _ => "" })
        + (nasty.Options?.Dates == DateForm.DayMonthYear ? "&dates=dmy" : "")
        + (nasty.Options?.Sheet is { } sheet ? "&sheet=" + Uri.EscapeDataString(sheet) : "");

    private static byte[] Damaged(Random random, byte[] bytes)
    {
        var at = random.Next(bytes.Length);
        return random.Next(3) switch
        {
            0 => bytes[..at],
            1 => [.. bytes[..at], (byte)random.Next(256), .. bytes[(at + 1)..]],
            _ => [.. bytes[..at], .. bytes[random.Next(at, bytes.Length)..]],
        };
    }
}
