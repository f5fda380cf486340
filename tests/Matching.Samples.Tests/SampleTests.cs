using System.Text;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Files;

namespace Matching.Samples.Tests;

public sealed class SampleTests
{
    private static readonly Round DienBien = DienBienRound.Create();

    public static TheoryData<string> Names => [.. SampleBuilder.Names];

    [Fact]
    public void The_committed_folders_hold_the_bytes_that_the_code_makes()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            SampleBuilder.Write(Repository.Samples);
        }

        var made = Directory.CreateTempSubdirectory("samples").FullName;
        try
        {
            SampleBuilder.Write(made);

            Assert.Equal(Files(made), Files(Repository.Samples));
            foreach (var file in Files(made))
            {
                Assert.True(
                    File.ReadAllBytes(Path.Combine(made, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Repository.Samples, file))),
                    $"samples/{file} is not what the code makes; run these tests with UPDATE_GOLDEN=1 and read the difference.");
            }
        }
        finally
        {
            Directory.Delete(made, recursive: true);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Ids_are_unique_and_references_resolve(string name) => Assert.Empty(RoundChecks.Faults(SampleBuilder.Create(name)));

    [Theory, MemberData(nameof(Names))]
    public void A_reader_finds_no_fault_and_nothing_to_warn_of(string name)
    {
        var reading = RoundFolder.Read(Path.Combine(Repository.Samples, name));

        Assert.Empty(reading.Faults);
        Assert.Empty(reading.Warnings);
    }

    [Theory, MemberData(nameof(Names))]
    public void Text_is_in_composed_form_and_every_sample_names_its_sources(string name)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Samples, name)))
        {
            Assert.True(File.ReadAllText(file).IsNormalized(NormalizationForm.FormC), file);
        }

        Assert.Contains("## ", File.ReadAllText(Path.Combine(Repository.Samples, name, "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_sample_is_refused_with_the_names_there_are()
    {
        var refusal = Assert.Throws<ArgumentException>(() => SampleBuilder.Create("lai-chau"));

        Assert.Contains("two-communes", refusal.Message, StringComparison.Ordinal);
    }

    // Decision 46/QĐ-UBND Điện Biên 2026: 45 communes, 2 in zone I, 5 in zone II, 38 in zone III.
    [Fact]
    public void Dien_Bien_has_the_45_communes_and_zones_of_the_decision()
    {
        Assert.Equal(45, DienBien.Communes.Length);
        Assert.Equal(2, DienBien.Communes.Count(c => c.Zone == Zone.I));
        Assert.Equal(5, DienBien.Communes.Count(c => c.Zone == Zone.II));
        Assert.Equal(38, DienBien.Communes.Count(c => c.Zone == Zone.III));
        Assert.Equal("Xã Tủa Chùa", DienBien.Communes.Single(c => c.Id.Code == "03217").Name);
    }

    [Fact]
    public void Dien_Bien_asks_three_to_five_times_what_is_pledged()
    {
        Assert.InRange(DienBien.Needs.Length, 400, 700);
        Assert.InRange(DienBien.Pledges.Length, 40, 60);
        Assert.InRange(RoundChecks.DemandVnd(DienBien) / RoundChecks.SupplyVnd(DienBien), 3, 5);
    }

    [Fact]
    public void Dien_Bien_has_many_classes_of_both_kinds()
    {
        var tiers = DienBien.Communes.ToDictionary(c => c.Id, c => c.Tier);
        var kinds = DienBien.Items.ToDictionary(i => i.Id, i => i.Kind);

        var classes = DienBien.Needs.Select(n => (n.Urgency, tiers[n.Commune], kinds[n.Item])).Distinct().Count();

        Assert.True(classes >= 8, $"{classes} classes");
    }

    // The rule of the README, computed once more by hand: 590 children of 6-10 in Sín Thầu, 44.5 % of them poor, 50 % of those.
    [Fact]
    public void Needs_follow_the_stated_rules()
    {
        Assert.Equal(131, DienBienLine("03158-school_supplies-6-10").Quantity);
        Assert.Equal(51, DienBienLine("03158-warm_set-3-5").Quantity); // 331 x 44.5 % x 35 %
        Assert.Equal(145, DienBienLine("03158-lunch-3-5").Quantity); // 29 children (331 x 44.5 % x 20 %) x 5 months
        Assert.Equal(Urgency.Critical, DienBienLine("03158-warm_set-3-5").Urgency); // 11.7 persons per km2
        Assert.Equal(Urgency.High, DienBienLine("03256-warm_set-3-5").Urgency); // 201.9 persons per km2
    }

    [Fact]
    public void The_pledges_with_something_left_are_there_for_their_reasons()
    {
        var pledges = DienBien.Pledges.ToDictionary(p => p.Id.Value, StringComparer.Ordinal);
        var toilets = DienBien.Needs.Where(n => n.Item.Code == "toilet" && n.Commune == pledges["P52"].Conditions.Communes[0]);

        Assert.True(pledges["P50"].Conditions.AvailableUntil < DienBien.AsOf);
        Assert.DoesNotContain(DienBien.Needs, n => n.Item.Code == "play_area" && n.Commune.Code == "03127");
        Assert.True(toilets.Sum(n => RoundChecks.LineVnd(DienBien, n)) < pledges["P52"].Amount);
        Assert.DoesNotContain(DienBien.Needs, n => n.Item.Code == "warm_set" && !(n.NeededBy < pledges["P53"].Conditions.AvailableFrom));
    }

    // Report of the district, 2021: schools (points) lacking electricity or water, toilets, recurring means.
    [Theory]
    [InlineData("power_water-primary", 6, 13)]
    [InlineData("power_water-preschool", 10, 22)]
    [InlineData("toilet-secondary", 2, 2)]
    [InlineData("toilet-primary", 6, 10)]
    [InlineData("toilet-preschool", 2, 2)]
    [InlineData("lunch-primary", 10, 1600)]
    [InlineData("lunch-secondary", 3, 480)]
    public void Tuan_Giao_keeps_the_counts_of_the_report(string idsStartWith, int schools, int units)
    {
        var lines = TuanGiaoRound.Create().Needs.Where(n => n.Id.Value.StartsWith(idsStartWith, StringComparison.Ordinal)).ToArray();

        Assert.Equal(schools, lines.Length);
        Assert.Equal(units, lines.Sum(n => n.Quantity));
    }

    [Fact]
    public void Two_communes_adds_up_as_its_story_says()
    {
        var round = Tiny.TwoCommunes();
        var forA = round.Pledges.Single(p => p.Id == Tiny.MoneyForA).Amount;
        var demandOfA = round.Needs.Where(n => n.Commune == Tiny.A).Sum(n => RoundChecks.LineVnd(round, n));
        var demandOfB = round.Needs.Where(n => n.Commune == Tiny.B).Sum(n => RoundChecks.LineVnd(round, n));

        Assert.Equal(70, 100 * forA / demandOfA);
        Assert.Equal(40, 100 * (RoundChecks.SupplyVnd(round) - forA) / demandOfB);
    }

    private static NeedLine DienBienLine(string id) => DienBien.Needs.Single(n => n.Id.Value == id);

    private static string[] Files(string folder) =>
    [
        .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".md", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];
}
