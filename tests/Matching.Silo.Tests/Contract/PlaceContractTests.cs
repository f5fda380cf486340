using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Geography.Succession;
using Matching.Engine.Intents;
using Matching.Engine.Ledger;
using Matching.Engine.Needs;
using Matching.Engine.Rounds;
using Matching.Samples;
using Matching.Silo.Desks;
using Matching.Silo.Embedded;
using Matching.Silo.Tests.Stores;
using Microsoft.EntityFrameworkCore;
using static Matching.Silo.Tests.Stores.Scene;

namespace Matching.Silo.Tests.Contract;

/// <summary>Reports under older codes, zones and prices of a day, on every database.</summary>
public sealed class PlaceContractTests
{
    private static readonly ItemId s_sets = Tiny.TwoCommunes().Needs.First(line => line.Id == Tiny.WarmSetsForB).Item;

    public static TheoryData<string> Kinds => TestStore.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_report_under_an_older_code_is_carried_over_refused_with_the_choices_or_shared_out(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = await RegisteredAsync(host);
        await Done(host.Needs.DoAsync(scene.By(Officer), new("old-a"), Report("n1", "old-a", 7)));
        await Done(host.Needs.DoAsync(scene.By(Officer), new("old-b"), Report("n2", "old-b", 3)));
        Assert.Equal(["n1", "n2"], (await host.Needs.FindAsync(Tiny.A)).Needs.Lines.Keys);
        Assert.Equal(new PlaceCode("2024", "old-a"), (await host.Needs.FindAsync(Tiny.A)).Needs.Lines["n1"].ReportedUnder);

        var undecided = await host.Needs.DoAsync(scene.By(Officer), new("old-e"), Report("n3", "old-e", 7));
        Assert.Equal((RefusalCode.WrongState, "A,B"), (undecided.Refusal?.Code ?? default, string.Join(',', undecided.Refusal!.Things)));
        Assert.Empty((await host.Needs.FindAsync(Tiny.B)).Needs.Lines);

        await Done(host.Reference.DecideSharesAsync(scene.By(Planner), [Shares(("A", 2), ("B", 1))], "theo số trẻ"));
        await Done(host.Needs.DoAsync(scene.By(Officer), new("old-e"), Report("n3", "old-e", 7)));
        Assert.Equal(5, (await host.Needs.FindAsync(Tiny.A)).Needs.Lines["n3.A"].Line.Quantity);
        Assert.Equal(2, (await host.Needs.FindAsync(Tiny.B)).Needs.Lines["n3.B"].Line.Quantity);
        Assert.Equal(RefusalCode.Duplicate, (await host.Needs.DoAsync(scene.By(Officer), new("old-e"), Report("n4", "old-e", 9))).Refusal?.Code);

        await Done(host.Needs.DoAsync(scene.By(Officer), new("old-e"), Aid("x", "old-e", 4)));
        var (a, b) = (await host.Needs.FindAsync(Tiny.A), await host.Needs.FindAsync(Tiny.B));
        Assert.Equal((3, 1), (a.Needs.Aid[0].Parts.Sum(part => part.Units), b.Needs.Aid[0].Parts.Sum(part => part.Units)));
        Assert.Equal((7 + 3 + 5 + 2 - 4) * 500_000, a.Lines.Values.Concat(b.Lines.Values).Sum(line => line.OpenVnd));
        store.Sound();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_same_key_for_a_shared_out_report_is_done_once(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = await RegisteredAsync(host);
        await Done(host.Reference.DecideSharesAsync(scene.By(Planner), [Shares(("A", 1), ("B", 1))], "chia đôi"));
        var intent = new Intent(Officer, "once");
        await Done(host.Needs.DoAsync(intent, new("old-e"), Report("n3", "old-e", 7)));

        Assert.True((await host.Needs.DoAsync(intent, new("old-e"), Report("n3", "old-e", 7))).Replayed);
        Assert.Equal(7, (await host.Needs.FindAsync(Tiny.A)).Needs.Lines["n3.A"].Line.Quantity + (await host.Needs.FindAsync(Tiny.B)).Needs.Lines["n3.B"].Line.Quantity);
        Assert.Equal(2, await host.ReadAsync((db, cancel) => db.Journal.CountAsync(entry => entry.Action == "need_reported", cancel)));
        store.Sound();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_is_open_in_an_older_commune_is_carried_over_and_what_was_given_stays(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        await scene.EnterAsync();
        await Done(host.Catalogue.RegisterAsync(scene.By(Planner), [.. new[] { "N1", "N2" }.Select(code => Tiny.TwoCommunes().Communes[0] with { Id = new(code) })], []));
        await scene.PublishedAsync();
        var before = await host.Needs.FindAsync(Tiny.B);
        await Done(host.Reference.PutSuccessionAsync(scene.By(Planner), Table("A>N1 B>N1 B>N2")));
        Assert.Equal(RefusalCode.WrongState, (await host.Needs.CarryAsync(scene.By(Planner), new("2024", "B"), "sáp nhập")).Refusal?.Code);
        await Done(host.Reference.DecideSharesAsync(scene.By(Planner), [Shares(("N1", 1), ("N2", 2)) with { OldCommune = "B" }], "theo số trẻ"));

        await Done(host.Needs.CarryAsync(scene.By(Planner), new("2024", "B"), "sáp nhập"));

        var (old, n1, n2) = (await host.Needs.FindAsync(Tiny.B), await host.Needs.FindAsync(new("N1")), await host.Needs.FindAsync(new("N2")));
        Assert.Equal(before.Lines.Values.Sum(line => line.OpenVnd), n1.Lines.Values.Concat(n2.Lines.Values).Sum(line => line.OpenVnd));
        Assert.Equal(before.Lines.Values.Sum(line => line.TakenVnd), old.Lines.Values.Sum(line => line.TakenVnd));
        Assert.All(n1.Needs.Lines.Values.Concat(n2.Needs.Lines.Values), need => Assert.Equal((NeedStatus.Verified, new PlaceCode("2024", "B")), (need.Line.Status, need.ReportedUnder!.Value)));
        Assert.Equal(RefusalCode.WrongState, (await host.Needs.CarryAsync(scene.By(Planner), new("2024", "B"), "sáp nhập")).Refusal?.Code);
        store.Sound();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_round_is_frozen_in_the_zones_and_at_the_prices_of_its_day_and_says_who_says_so(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        await scene.EnterAsync();
        await scene.PublishedAsync();
        var published = (await host.Rounds.FindAsync(First))!.SnapshotSha256!;
        var open = (await host.Needs.FindAsync(Tiny.B)).Lines[Tiny.WarmSetsForB.Value].OpenVnd;
        await Done(host.Reference.PutZonesAsync(scene.By(Planner), [Zone("B", Engine.Geography.Zone.II, 2021, 2025), Zone("B", Engine.Geography.Zone.III, 2026, 2030)]));
        await Done(host.Reference.PutPricesAsync(scene.By(Planner), [new() { Item = s_sets, UnitCost = new(600_000), From = new(2026, 1, 1), Source = "báo giá 1/2026" }]));

        await scene.CreateAsync("r2");
        await Done(host.Rounds.FreezeAsync(scene.By(Planner), "r2"));

        var snapshot = await SnapshotAsync(host, "r2");
        Assert.Equal(Engine.Geography.Zone.III, snapshot.Round.Communes.Single(commune => commune.Id == Tiny.B).Zone);
        Assert.Equal(600_000, snapshot.Round.Items.Single(item => item.Id == s_sets).UnitCost.Dong);
        Assert.Contains(new("commune:B", "III", "quyết định 2026"), snapshot.Sources!);
        Assert.Contains(new("item:" + s_sets, "600000", "báo giá 1/2026"), snapshot.Sources!);

        // What was committed keeps its price; the units that are open ask for the new one, under a new line.
        var needs = await host.Needs.FindAsync(Tiny.B);
        var next = needs.Needs.Lines[Tiny.WarmSetsForB.Value + ".20261122"];
        Assert.Equal((open / 500_000, 600_000), (next.Line.Quantity, next.UnitCost.Dong));
        Assert.Equal(open / 500_000 * 600_000, needs.Lines[next.Line.Id.Value].OpenVnd);
        Assert.True(needs.Needs.Lines[Tiny.WarmSetsForB.Value].IsClosed);
        Assert.Equal(published, (await host.Rounds.FindAsync(First))!.SnapshotSha256);
        Assert.Equal(500_000, (await SnapshotAsync(host, First)).Round.Items.Single(item => item.Id == s_sets).UnitCost.Dong);
        store.Sound();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_line_of_which_nothing_is_given_changes_its_price_in_place_and_the_round_can_be_published(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        await scene.EnterAsync();
        await Done(host.Reference.PutPricesAsync(scene.By(Planner), [new() { Item = s_sets, UnitCost = new(400_000), From = new(2026, 1, 1), Source = "báo giá 1/2026" }]));

        await scene.PublishedAsync();

        var needs = await host.Needs.FindAsync(Tiny.B);
        Assert.Equal((400_000, false), (needs.Needs.Lines[Tiny.WarmSetsForB.Value].UnitCost.Dong, needs.Needs.Lines[Tiny.WarmSetsForB.Value].IsClosed));
        store.Sound();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_proof_notices_a_table_that_was_rewritten_and_a_commune_that_is_gone(string kind)
    {
        using var store = new TestStore(kind);
        await using (var host = store.Open())
        {
            var scene = await RegisteredAsync(host);
            await Done(host.Needs.DoAsync(scene.By(Officer), new("old-a"), Report("n1", "old-a", 7)));
        }

        store.Sound();
        store.Tamper("UPDATE communes SET code = 'Z' WHERE code = 'A'", "UPDATE documents SET content = content || content WHERE kind = 'reference'");
        var report = store.Prove();
        TestStore.Complains(report, LedgerFaultKind.PlaceUnresolved, "need:n1");
        TestStore.Complains(report, LedgerFaultKind.DocumentChanged);
    }

    private static async Task<Silo.Rounds.RoundSnapshot> SnapshotAsync(IMatchingHost host, string round) =>
        (await host.Rounds.SnapshotAsync((await host.Rounds.FindAsync(round))!.SnapshotSha256!))!;

    // old-a and old-b are A now, old-c is B, and old-e went to both.
    private static async Task<Scene> RegisteredAsync(EmbeddedHost host)
    {
        var scene = new Scene(host);
        var round = Tiny.TwoCommunes();
        await Done(host.Catalogue.RegisterAsync(scene.By(Planner), round.Communes, round.Items));
        await Done(host.Reference.PutSuccessionAsync(scene.By(Planner), Table("old-a>A old-b>A old-c>B old-e>A old-e>B")));
        return scene;
    }

    private static SuccessionTable Table(string links) => new()
    {
        OldSet = "2024",
        NewSet = "2025",
        InForce = new(2025, 7, 1),
        Citation = "19/2025/QĐ-TTg",
        Links = [.. links.Split(' ').Select(link => new SuccessionLink(link.Split('>')[0], link.Split('>')[1]))],
    };

    private static ShareDecision Shares(params (string Commune, long Weight)[] shares) =>
        new() { OldSet = "2024", OldCommune = "old-e", Shares = [.. shares.Select(share => new CommuneShare(share.Commune, share.Weight))], Source = "số trẻ em" };

    private static ZonePeriod Zone(string commune, Zone zone, int from, int until) =>
        new() { Commune = commune, Zone = zone, From = new(from, 1, 1), Until = new(until, 12, 31), Citation = "quyết định " + from.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    private static NeedCommand.Report Report(string id, string commune, long quantity) =>
        new(new NeedLine { Id = new(id), Commune = new(commune), Item = s_sets, Quantity = quantity, Urgency = Urgency.Normal }, new(500_000), 2026);

    private static NeedCommand.RegisterAid Aid(string id, string commune, long quantity) =>
        new(id, new ExternalAid { Commune = new(commune), Item = s_sets, Quantity = quantity, Source = "Hội Chữ thập đỏ", Date = new(2026, 11, 1) });
}
