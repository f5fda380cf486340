using System.Globalization;
using System.Net;
using System.Text;
using Matching.Api.Imports;
using Matching.Api.Tests.Service;
using Matching.Api.Wire;
using Matching.Files;
using Matching.Samples;
using Matching.Silo.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using static Matching.Api.Tests.Service.Tables;

namespace Matching.Api.Tests;

/// <summary>Tables over HTTP: a preview with every fault, then all rows or none.</summary>
public class ImportTests(TestService service) : IClassFixture<TestService>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        var round = Tiny.TwoCommunes();
        await service.DoneAsync("/catalogue", StoreJson.Text(new { round.Communes, round.Items }));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_preview_tells_every_fault_with_row_column_and_both_languages_and_nothing_is_taken_in()
    {
        var before = await service.HeadAsync();
        var table = NeedsHeader + Need("f1", "A", 3) + Need("f2", "A", 0) + Need("f3", "nowhere", 3) + Need("f4", "B", 3).Replace("high", "soon", StringComparison.Ordinal);
        var preview = await service.PreviewAsync("needs", table);

        preview.Is(HttpStatusCode.OK);
        Assert.Null(preview.ETag);
        Assert.False((bool)preview.Json["accepted"]!);
        Assert.Equal([(3L, "quantity"), (4L, "commune_code"), (5L, "urgency")], preview.Json["faults"]!.AsArray().Select(fault => ((long)fault!["row"]!, (string)fault["column"]!)));
        Assert.All(preview.Json["faults"]!.AsArray(), fault => Assert.True(((string)fault!["vi"]!).Contains("dòng", StringComparison.Ordinal) && ((string)fault["en"]!).Contains("line", StringComparison.Ordinal)));

        var taken = await service.TakeAsync("needs", table, "\"x\"");
        taken.Is(HttpStatusCode.UnprocessableEntity, "invalid");
        Assert.Equal(3, taken.Json["faults"]!.AsArray().Count);
        Assert.Equal(before, await service.HeadAsync());
    }

    [Fact]
    public async Task A_table_is_taken_in_once_whatever_its_order_and_format()
    {
        var table = NeedsHeader + Need("o1", "A", 3, ",2026-12-31,Điểm 1") + Need("o2", "B", 5, ",,Điểm 2");
        var preview = await service.PreviewAsync("needs", table, query: "?year=2027");
        Assert.Equal((2, 0, 0), preview.Counts());
        Assert.Equal("2", preview.Json["rows"]![0]!["row"]!.ToString());

        var taken = await service.TakeAsync("needs", table, preview.ETag, key: "whole", query: "?year=2027");
        taken.Is(HttpStatusCode.OK);
        Assert.Equal((2, 0, 0), taken.Counts());
        var head = await service.HeadAsync();
        Assert.Equal(head, taken.Number("sequence"));
        var again = await service.TakeAsync("needs", table, preview.ETag, key: "whole", query: "?year=2027");
        Assert.Equal((taken.Text, true), (again.Text, again.Replayed));
        Assert.Equal(("reported", 2027), ((string)(await service.GetAsync("/needs/o1")).Json["state"]!, (int)(await service.GetAsync("/needs/o1")).Json["year"]!));
        Assert.Single((await service.GetAsync("/audit?action=table_imported")).Json["items"]!.AsArray(), entry => (long)entry!["sequence"]! == head);

        // The same rows in another order, parted by semicolons, with names in place of codes.
        const string Other = "Mã nhu cầu;Xã;Mã mặt hàng;Số lượng;Tính cấp thiết;Hạn cần;Điểm trường\no2;B;warm_set;5;cấp thiết;;Điểm 2\no1;A;warm_set;3;cấp thiết;31/12/2026;Điểm 1\n";
        var same = await service.PreviewAsync("needs", Other, query: "?year=2027&dates=dmy");
        Assert.Equal((0, 0, 2), same.Counts());
        Assert.Equal((string)preview.Json["content_sha256"]!, (string)same.Json["content_sha256"]!);
        var idle = await service.TakeAsync("needs", Other, same.ETag, query: "?year=2027&dates=dmy");
        idle.Is(HttpStatusCode.OK);
        Assert.Equal((0, 0, 2), idle.Counts());
        Assert.Null(idle.Json["sequence"]);
        Assert.Equal(head, await service.HeadAsync());
    }

    [Fact]
    public async Task Known_lines_are_amended_and_what_cannot_change_is_a_fault_of_its_row()
    {
        await service.TakenAsync("needs", NeedsHeader + Need("c1", "A", 3, ",,Điểm c1") + Need("c2", "A", 5, ",,Điểm c2"), query: "?year=2028");
        var changed = await service.PreviewAsync("needs", NeedsHeader + Need("c1", "A", 8, ",2028-05-01,Điểm c1") + Need("c2", "A", 5, ",,"), query: "?year=2028");
        Assert.Equal((0, 1, 1), changed.Counts());
        Assert.Equal(["quantity 3 8", "needed_by  2028-05-01"], changed.Json["rows"]![0]!["changes"]!.AsArray().Select(change => $"{change!["column"]} {change["before"]} {change["after"]}"));
        await service.TakenAsync("needs", NeedsHeader + Need("c1", "A", 8, ",2028-05-01,Điểm c1"), query: "?year=2028");
        Assert.Equal(8, (await service.GetAsync("/needs/c1")).Number("quantity"));

        foreach (var (row, code) in new[]
        {
            (Need("c1", "B", 8), "duplicate"), // of another commune
            (Need("c1", "A", 8, ",,Điểm khác"), "wrong_state"), // another site
            (Need("c9", "A", 8, ",,Điểm c1"), "duplicate"), // asks for the same
            (Need("c1", "A", 8).Replace("warm_set", "lunch", StringComparison.Ordinal), "wrong_state"), // another item
        })
        {
            var refused = await service.PreviewAsync("needs", NeedsHeader + row, query: "?year=2028");
            Assert.Equal((code, 2L), ((string)refused.Json["faults"]![0]!["code"]!, (long)refused.Json["faults"]![0]!["row"]!));
            Assert.Null(refused.ETag);
        }

        var otherYear = await service.PreviewAsync("needs", NeedsHeader + Need("c1", "A", 8), query: "?year=2029");
        Assert.Contains("2028", (string)otherYear.Json["faults"]![0]!["vi"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_seen_in_the_preview_is_what_is_done_or_nothing()
    {
        var table = NeedsHeader + Need("s1", "A", 3, ",,Điểm s") + Need("s2", "B", 5, ",,Điểm s");
        var preview = await service.PreviewAsync("needs", table, query: "?year=2031");
        (await service.TakeAsync("needs", table, match: null, query: "?year=2031")).Is(HttpStatusCode.PreconditionRequired, "no_preview");
        await service.DoneAsync("/communes/B/needs", """{"id":"s2","item":"warm_set","quantity":4,"urgency":"high","year":2031,"site":"Điểm s"}""");

        (await service.TakeAsync("needs", table, preview.ETag, query: "?year=2031")).Is(HttpStatusCode.PreconditionFailed, "stale");
        (await service.GetAsync("/needs/s1")).Is(HttpStatusCode.NotFound);
        Assert.Equal((1, 1, 0), (await service.PreviewAsync("needs", table, query: "?year=2031")).Counts());
    }

    [Fact]
    public async Task A_commune_that_is_not_the_callers_is_told_exactly_like_one_that_is_not_there()
    {
        foreach (var (caller, foreign) in new[] { (People.OfficerA, "B"), (People.ProvinceElsewhere, "A") })
        {
            foreach (var kind in new[] { "needs", "aid" })
            {
                var seen = await service.PreviewAsync(kind, Row(kind, foreign), caller);
                var gone = await service.PreviewAsync(kind, Row(kind, "Z"), caller);
                Assert.Equal("unknown_reference", (string)gone.Json["faults"]![0]!["code"]!);
                Assert.Equal(Named(gone.Text, "Z"), Named(seen.Text, foreign));
            }
        }

        Assert.Equal((1, 0, 0), (await service.PreviewAsync("needs", Row("needs", "A"), People.OfficerA)).Counts());
        Assert.Equal((1, 0, 0), (await service.PreviewAsync("needs", Row("needs", "B"), People.ProvincePlanner)).Counts());

        // The code itself is what the row says.
        static string Named(string text, string commune) => text.Replace($"\"{commune}\"", "?", StringComparison.Ordinal).Replace($"\\u0022{commune}\\u0022", "?", StringComparison.Ordinal);

        static string Row(string kind, string commune) => kind == "needs"
            ? NeedsHeader + Need("x1", commune, 1, ",,Điểm x")
            : $"commune_code,item_code,quantity,source,date\n{commune},warm_set,1,Hội A,2026-11-01\n";
    }

    [Fact]
    public async Task Pledges_are_offered_by_who_speaks_for_the_donor_and_amended_when_accepted()
    {
        const string Header = "pledge_id,donor_id,donor_name,kind,amount_vnd,provinces,max_per_commune\n";
        await service.TakenAsync("pledges", Header + "i1,d1,Ông A,money,5000000,T,1000000\n", People.Donor("d1"));
        var foreign = await service.PreviewAsync("pledges", Header + "i2,d2,,money,5000000,,\n", People.Donor("d1"));
        Assert.Equal("donor_id", (string)foreign.Json["faults"]![0]!["column"]!);
        Assert.Equal("duplicate", (string)(await service.PreviewAsync("pledges", Header + "i1,d2,,money,5000000,,\n", People.Donor("d2"))).Json["faults"]![0]!["code"]!);

        // Offered ones wait for the fund; accepted ones are amended.
        var raised = Header + "i1,d1,Ông A,money,6000000,T,2000000\n";
        Assert.Equal("wrong_state", (string)(await service.PreviewAsync("pledges", raised, People.Donor("d1"))).Json["faults"]![0]!["code"]!);
        await service.DoneAsync("/pledges/i1/accept", null);
        var preview = await service.PreviewAsync("pledges", raised, People.Donor("d1"));
        Assert.Equal(["amount_vnd 5000000 6000000", "max_per_commune 1000000 2000000"], preview.Json["rows"]![0]!["changes"]!.AsArray().Select(change => $"{change!["column"]} {change["before"]} {change["after"]}"));
        await service.TakenAsync("pledges", raised, People.Donor("d1"));
        var pledge = await service.GetAsync("/pledges/i1");
        Assert.Equal((6000000, 2000000), (pledge.Number("amount"), (long)pledge.Json["conditions"]!["max_per_commune"]!));
        Assert.Equal((0, 0, 1), (await service.PreviewAsync("pledges", raised, People.Donor("d1"))).Counts());
    }

    [Fact]
    public async Task Aid_lowers_what_is_open_and_the_same_row_is_the_same_aid()
    {
        await service.TakenAsync("needs", NeedsHeader + Need("aid1", "B", 10, ",,Điểm aid"), query: "?year=2032");
        const string Aid = "commune_code,item_code,quantity,source,date,need_id\nB,warm_set,4,Hội A,2032-01-01,aid1\nB,warm_set,9,Hội B,2032-01-02,aid1\n";
        await service.TakenAsync("aid", Aid, People.OfficerB);

        // Ten were asked for: four and then six of nine; no more than is open.
        Assert.Equal(0, (long)(await service.GetAsync("/needs/aid1")).Json["stand"]!["open_vnd"]!);
        Assert.Equal((0, 0, 2), (await service.PreviewAsync("aid", Aid, People.OfficerB)).Counts());
        Assert.True((bool)(await service.PostAsync("/ledger/verify", null)).Json["sound"]!);
    }

    [Fact]
    public async Task One_wrong_row_among_thousands_keeps_all_out_and_all_go_in_without_it()
    {
        var table = new StringBuilder(NeedsHeader);
        for (var i = 0; i < 3_000; i++)
        {
            table.Append(Need(string.Create(CultureInfo.InvariantCulture, $"m{i}"), i % 2 == 0 ? "A" : "B", 1 + i, string.Create(CultureInfo.InvariantCulture, $",,Điểm m{i}")));
        }

        var good = table.ToString();
        var bad = good + Need("last", "A", 1, ",,Điểm m0");
        Assert.Single((await service.PreviewAsync("needs", bad, query: "?year=2033")).Json["faults"]!.AsArray());
        var before = await service.HeadAsync();
        Assert.NotEqual(HttpStatusCode.OK, (await service.TakeAsync("needs", bad, "\"x\"", query: "?year=2033")).Status);
        Assert.Equal(before, await service.HeadAsync());

        var changes = await service.ChangesAsync();
        var taken = await service.TakenAsync("needs", good, query: "?year=2033");
        Assert.Equal((3_000, 0, 0), taken.Counts());
        Assert.Equal(changes + 3, await service.ChangesAsync()); // one entry for each commune, one for the table
        Assert.True((bool)(await service.PostAsync("/ledger/verify", null)).Json["sound"]!);
    }

    [Fact]
    public async Task A_template_comes_as_a_workbook_and_goes_back_as_a_form()
    {
        foreach (var kind in new[] { "needs", "pledges", "aid" })
        {
            var template = await service.GetBytesAsync($"/imports/{kind}/template");
            Assert.Equal(Xlsx, template.Type);
            var back = await service.SendAsync(HttpMethod.Post, $"/imports/{kind}/preview", null, People.Planner, null, request =>
                request.Content = new MultipartFormDataContent { { new ByteArrayContent(template.Bytes), "file", "mẫu.xlsx" } });
            back.Is(HttpStatusCode.OK);
            Assert.Equal("nothing_to_allocate", (string)Assert.Single(back.Json["faults"]!.AsArray())!["code"]!);
        }

        (await service.SendAsync(HttpMethod.Post, "/imports/needs/preview", null, People.Planner, null, request => request.Content = new MultipartFormDataContent())).Is(HttpStatusCode.BadRequest);
        (await service.SendAsync(HttpMethod.Post, "/imports/needs/preview", "{}", People.Planner, null)).Is(HttpStatusCode.UnsupportedMediaType, "media_type");
        (await service.GetAsync("/imports/needs/template?colour=red")).Is(HttpStatusCode.BadRequest, "bad_query");
        (await service.PreviewAsync("needs", NeedsHeader, query: "?numbers=fr")).Is(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task What_is_exported_in_either_form_is_imported_as_it_was_and_changes_nothing()
    {
        const string Pledges = "pledge_id,donor_id,donor_name,kind,amount_vnd,item_code,quantity,communes,max_per_commune,available_until,wishes,all_or_nothing\n";
        await service.TakenAsync("needs", NeedsHeader + Need("e1", "A", 3, ",2034-12-31,'=Điểm e") + Need("e2", "B", 5, ",,\"a \"\"b\"\", c\""), query: "?year=2034");
        await service.TakenAsync("aid", "commune_code,item_code,quantity,source,date\nA,warm_set,1,'=1+1,2034-01-01\n");
        await service.TakenAsync("pledges", Pledges + "e1,d1,'@Ông A,money,5000000,,,A;B,1000000,2034-12-31,commune:B,\ne2,d2,,goods,,warm_set,7,,,,,true\n");
        foreach (var kind in new[] { "needs", "pledges", "aid" })
        {
            var csv = await service.GetBytesAsync($"/{kind}.csv");
            var book = await service.GetBytesAsync($"/{kind}.xlsx");
            Assert.Equal(("text/csv", Tables.Xlsx), (csv.Type, book.Type));
            Assert.DoesNotContain(",=", Encoding.UTF8.GetString(csv.Bytes), StringComparison.Ordinal);
            var (fromCsv, fromBook) = (await service.PreviewAsync(kind, csv.Bytes, Tables.Csv), await service.PreviewAsync(kind, book.Bytes, Tables.Xlsx));
            Assert.True((bool)fromCsv.Json["accepted"]! && (bool)fromBook.Json["accepted"]!, fromCsv.Text + fromBook.Text);
            Assert.Equal((0L, 0L), (fromCsv.Counts().Added, fromCsv.Counts().Changed));
            Assert.Equal((fromCsv.Counts(), (string)fromCsv.Json["content_sha256"]!), (fromBook.Counts(), (string)fromBook.Json["content_sha256"]!));
            Assert.Equal(book.Bytes, (await service.GetBytesAsync($"/{kind}.xlsx")).Bytes);
        }
    }

    [Fact]
    public async Task Size_rows_time_and_tables_at_once_are_limited()
    {
        var large = await service.PreviewAsync("needs", new byte[ImportSettings.UploadBytes + 1], Tables.Csv);
        large.Is(HttpStatusCode.RequestEntityTooLarge, "too_large");

        var services = service.App.Services;
        var turns = services.GetRequiredService<ImportTurns>();
        using (turns.Take("planner"))
        using (turns.Take("planner"))
        {
            Assert.Null(turns.Take("planner"));
            (await service.PreviewAsync("needs", NeedsHeader)).Is(HttpStatusCode.TooManyRequests, "too_many");
            (await service.PreviewAsync("needs", NeedsHeader, People.OfficerA)).Is(HttpStatusCode.OK);
        }

        (await service.PreviewAsync("needs", NeedsHeader)).Is(HttpStatusCode.OK);

        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.ContentType = Tables.Csv;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(NeedsHeader + Need("l1", "A", 1, ",,l1") + Need("l2", "A", 1, ",,l2")));
        var scope = new Scopes.Scope(everything: true, [], [], [], persons: true);
        var few = Door(new ImportSettings(Rows: 1));
        Assert.Contains("at most 1 rows", (await few.LookAsync(context, ImportKind.Needs, new(null, null, null, null), null, scope)).Preview.Faults[0].En, StringComparison.Ordinal);
        context.Request.Body = new Endless();
        Assert.Equal(413, (await Assert.ThrowsAsync<Refused>(() => Door(new ImportSettings(Seconds: 0)).LookAsync(context, ImportKind.Needs, new(null, null, null, null), null, scope))).Status);

        ImportDoor Door(ImportSettings settings) => ActivatorUtilities.CreateInstance<ImportDoor>(services, settings);
    }

    /// <summary>A body of which nothing ever comes.</summary>
    private sealed class Endless : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}

/// <inheritdoc />
public sealed class ImportTestsOnPostgres(PgTestService service) : ImportTests(service), IClassFixture<PgTestService>;
