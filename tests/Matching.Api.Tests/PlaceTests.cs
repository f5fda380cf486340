using System.Net;
using Matching.Api.Tests.Service;
using Matching.Samples;
using Matching.Silo.Store;

namespace Matching.Api.Tests;

/// <summary>Older codes, zones, prices and other names over HTTP.</summary>
public sealed class PlaceTests : IAsyncLifetime
{
    private const string Table = """{"old_set":"2024","new_set":"2025","in_force":"2025-07-01","citation":"19/2025/QĐ-TTg","links":[{"old":"old-a","new":"A"},{"old":"old-e","new":"A"},{"old":"old-e","new":"B"}]}""";

    private readonly TestService _service = new();
    private readonly string _item = Tiny.TwoCommunes().Needs.First(line => line.Id == Tiny.WarmSetsForB).Item.Code;

    public async Task InitializeAsync()
    {
        await _service.InitializeAsync();
        var round = Tiny.TwoCommunes();
        await _service.DoneAsync("/catalogue", StoreJson.Text(new { round.Communes, round.Items }));
        await _service.DoneAsync("/places/successions", Table);
    }

    public Task DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_form_under_an_older_code_is_mapped_where_it_is_one_commune_and_else_told_the_choices()
    {
        (await _service.PostAsync("/communes/old-a/needs", Need("n1", 7), People.OfficerA)).Is(HttpStatusCode.OK);
        var one = await _service.GetAsync("/needs/n1");
        Assert.Equal(("A", "old-a"), ((string?)one.Json["commune"], (string?)one.Json["reported_under"]!["code"]));

        var divided = await _service.PostAsync("/communes/old-e/needs", Need("n2", 7));
        divided.Is(HttpStatusCode.Conflict, "wrong_state");
        Assert.Equal("""["A","B"]""", divided.Json["things"]!.ToJsonString());

        await _service.DoneAsync("/places/shares", """{"decisions":[{"old_set":"2024","old_commune":"old-e","shares":[{"commune":"A","weight":2},{"commune":"B","weight":1}],"source":"số trẻ em"}],"reason":"theo số trẻ"}""");
        await _service.DoneAsync("/communes/old-e/needs", Need("n2", 7));
        Assert.Equal((5, 2), ((await _service.GetAsync("/needs/n2.A")).Number("quantity"), (await _service.GetAsync("/needs/n2.B")).Number("quantity")));
        var place = await _service.GetAsync("/places/2024/old-e", People.Donor("d"));
        Assert.Equal(("split", "19/2025/QĐ-TTg"), ((string?)place.Json["kind"], (string?)place.Json["citation"]));
        Assert.Empty((await _service.GetAsync("/places/divided?decided=false")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Whoever_has_not_all_of_the_older_commune_reports_nothing_under_it()
    {
        (await _service.PostAsync("/communes/old-e/needs", Need("n2", 7), People.OfficerA)).Is(HttpStatusCode.NotFound);
        (await _service.PostAsync("/communes/old-a/needs", Need("n2", 7), People.OfficerB)).Is(HttpStatusCode.NotFound);
        (await _service.PostAsync("/places/2024/old-e/carry", """{"reason":"sáp nhập"}""", People.ProvinceElsewhere)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_pledge_for_an_older_commune_is_for_the_one_it_is_now_and_a_divided_one_is_asked_about()
    {
        await _service.DoneAsync("/pledges", Pledge("p1", "old-a"));
        Assert.Equal("""["A"]""", (await _service.GetAsync("/pledges/p1")).Json["conditions"]!["communes"]!.ToJsonString());
        var divided = await _service.PostAsync("/pledges", Pledge("p2", "old-e"));
        divided.Is(HttpStatusCode.UnprocessableEntity, "invalid");
        Assert.Contains("A, B", divided.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_names_of_an_item_are_taken_and_one_that_stands_for_two_is_asked_about()
    {
        var items = Tiny.TwoCommunes().Items;
        await _service.DoneAsync("/item-aliases", StoreJson.Text(new { Add = items.Select(item => new { Alias = "đồ dùng", Item = item.Id }).Append(new { Alias = "Bộ áo hoà ấm", Item = new Engine.Needs.ItemId(_item) }) }));

        // Another place of the tone mark, another letter case, decomposed.
        await _service.DoneAsync("/communes/A/needs", Need("n1", 3, "bộ ÁO hòa ấm".Normalize(System.Text.NormalizationForm.FormD)));
        Assert.Equal(_item, (string?)(await _service.GetAsync("/needs/n1")).Json["item"]);
        var twofold = await _service.PostAsync("/communes/A/needs", Need("n2", 3, "ĐỒ DÙNG"));
        twofold.Is(HttpStatusCode.UnprocessableEntity, "invalid");
        Assert.Contains(string.Join(", ", items.Select(item => item.Id.Code).Order(StringComparer.Ordinal)), twofold.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zones_and_prices_are_those_of_the_day_asked_for()
    {
        await _service.DoneAsync("/zones", """{"zones":[{"commune":"A","zone":"iii","extremely_disadvantaged":true,"from":"2026-01-01","until":"2030-12-31","citation":"46/QĐ-UBND"}]}""");
        var zone = await _service.GetAsync("/communes/A/zone?on=2026-05-01");
        Assert.Equal(("iii", "46/QĐ-UBND"), ((string?)zone.Json["zone"], (string?)zone.Json["by"]!["citation"]));
        Assert.Null((await _service.GetAsync("/communes/A/zone?on=2031-01-01")).Json["by"]);

        await _service.DoneAsync("/prices", $$"""{"prices":[{"item":"{{_item}}","unit_cost":650000,"from":"2000-01-01","source":"báo giá"}]}""");
        await _service.DoneAsync("/communes/A/needs", Need("n1", 3));
        Assert.Equal(650_000, (await _service.GetAsync("/needs/n1")).Number("unit_cost_vnd"));
        (await _service.PostAsync("/prices", $$"""{"prices":[{"item":"{{_item}}","unit_cost":700000,"from":"2001-01-01","source":"báo giá"}]}""")).Is(HttpStatusCode.Conflict, "duplicate");
    }

    [Fact]
    public async Task A_need_is_renewed_once_a_year_and_the_same_need_is_not_reported_twice()
    {
        await _service.DoneAsync("/communes/A/needs", Need("n1", 3), People.OfficerA);
        (await _service.PostAsync("/communes/A/needs", Need("n2", 4), People.OfficerA)).Is(HttpStatusCode.Conflict, "duplicate");
        await _service.DoneAsync("/communes/A/needs/n1/renew", """{"new_id":"n1-27","year":2027,"quantity":5}""", People.OfficerA);
        Assert.Equal("closed", (string?)(await _service.GetAsync("/needs/n1")).Json["state"]);
        Assert.Equal(("n1", 2027), ((string?)(await _service.GetAsync("/needs/n1-27")).Json["renews"], (await _service.GetAsync("/needs/n1-27")).Number("year")));
        (await _service.PostAsync("/communes/A/needs/n1-27/renew", """{"new_id":"n1-28","year":2027,"quantity":5}""", People.OfficerA)).Is(HttpStatusCode.UnprocessableEntity, "invalid");
        (await _service.PostAsync("/communes/A/needs", Need("n3", 4, year: 2027), People.OfficerA)).Is(HttpStatusCode.Conflict, "duplicate");
        (await _service.PostAsync("/communes/A/needs", Need("n3", 4), People.OfficerA)).Is(HttpStatusCode.OK);
    }

    private string Need(string id, int quantity, string? item = null, int year = 2026) =>
        StoreJson.Text(new { Id = id, Item = item ?? _item, Quantity = quantity, Urgency = "normal", Year = year });

    private static string Pledge(string id, string commune) =>
        StoreJson.Text(new { Id = id, Donor = "d", Kind = "money", Amount = 1_000_000, Conditions = new { Communes = new[] { commune } } });
}
