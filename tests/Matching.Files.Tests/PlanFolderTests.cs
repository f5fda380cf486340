using System.Text.Json.Nodes;
using Matching.Engine.Allocation;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Samples;
using Xunit;

namespace Matching.Files.Tests;

public sealed class PlanFolderTests
{
    private static readonly Round s_round = RandomRound.Create(7);
    private static readonly Plan s_plan = WithTwoBottlenecks();

    [Fact]
    public void A_plan_comes_back_exactly()
    {
        using var folder = new TempFolder();
        for (var seed = 0; seed < 40; seed++)
        {
            var round = seed == 0 ? Rounds.Everything() : RandomRound.Create(seed);
            var plan = Plans.Create(round, seed);

            PlanFolder.Write(round, plan, Plans.Summary, folder.Sub("plan"));
            var reading = PlanFolder.Read(round, folder.Sub("plan"));

            Assert.Empty(reading.Faults.Select(fault => $"seed {seed}: {fault}"));
            Assert.Empty(reading.Warnings.Select(fault => $"seed {seed}: {fault}"));
            Plans.AssertEqual(plan, reading.Plan!);
        }
    }

    [Fact]
    public void The_summary_comes_back()
    {
        using var folder = new TempFolder();
        PlanFolder.Write(s_round, s_plan, Plans.Summary with { StopReason = StopReason.TimeLimit, Fairness = Fairness.MaxCoverage }, folder.Sub("plan"));

        var summary = PlanFolder.Read(s_round, folder.Sub("plan")).Summary!;

        Assert.Equal(("0.1.0", Fairness.MaxCoverage, Plans.Summary.InputSha256, StopReason.TimeLimit), (summary.EngineVersion, summary.Fairness, summary.InputSha256, summary.StopReason));
        Assert.Equal(Plans.Summary.TimesMs.OrderBy(pair => pair.Key), summary.TimesMs);
        Assert.Equal(Plans.Summary.Versions, summary.Versions);
        Assert.Equal(Plans.Summary.Figures.OrderBy(pair => pair.Key), summary.Figures);
        var tier = Assert.Single(summary.Tiers);
        Assert.Equal(Plans.Summary.Tiers[0] with { Lorenz = [] }, tier with { Lorenz = [] });
        Assert.Equal(Plans.Summary.Tiers[0].Lorenz.ToArray(), tier.Lorenz.ToArray());
    }

    [Fact]
    public void The_order_of_the_rounds_rows_changes_no_byte()
    {
        using var folder = new TempFolder();
        for (var seed = 0; seed < 20; seed++)
        {
            var round = RandomRound.Create(seed);
            var plan = Plans.Create(round, seed);

            PlanFolder.Write(round, plan, Plans.Summary, folder.Sub("plan"));
            PlanFolder.Write(Rounds.Reversed(round), Plans.Reversed(round, plan), Plans.Summary, folder.Sub("reversed"));

            Assert.Equal(Bytes(folder.Sub("plan")), Bytes(folder.Sub("reversed")));
        }
    }

    [Fact]
    public void Rows_that_somebody_sorted_otherwise_give_the_same_plan()
    {
        using var folder = new TempFolder();
        PlanFolder.Write(s_round, s_plan, Plans.Summary, folder.Sub("plan"));
        foreach (var file in (string[])["allocations.csv", "lines.csv", "pledges_left.csv", "fair_flow.csv"])
        {
            var rows = File.ReadAllLines(folder.Sub("plan/" + file));
            File.WriteAllLines(folder.Sub("plan/" + file), [rows[0], .. rows.Skip(1).Reverse()]);
        }

        Plans.AssertEqual(s_plan, PlanFolder.Read(s_round, folder.Sub("plan")).Plan!);
    }

    [Fact]
    public void Times_are_the_only_thing_that_two_runs_may_differ_in()
    {
        using var folder = new TempFolder();
        PlanFolder.Write(s_round, s_plan, Plans.Summary, folder.Sub("one"));
        PlanFolder.Write(s_round, s_plan, Plans.Summary with { TimesMs = new Dictionary<string, double>(StringComparer.Ordinal) { ["solve"] = 99 } }, folder.Sub("two"));

        var (one, two) = (Bytes(folder.Sub("one")), Bytes(folder.Sub("two")));
        Assert.NotEqual(one["summary.json"], two["summary.json"]);
        foreach (var files in (Dictionary<string, string>[])[one, two])
        {
            var json = JsonNode.Parse(files["summary.json"])!.AsObject();
            Assert.True(json.Remove("times_ms"));
            files["summary.json"] = json.ToJsonString();
        }

        Assert.Equal(one, two);
    }

    [Fact]
    public void The_tables_hold_the_columns_and_the_writing_of_the_contract()
    {
        using var folder = new TempFolder();
        var round = new TinyFiles().Read().Round!;
        var plan = Plans.Create(round, 1) with
        {
            Classes = [Plans.Create(round, 1).Classes[0]],
            Bottlenecks = [new Bottleneck { Number = 1, Class = 1, Kind = BottleneckKind.ProvinceCap, Coverage = new(37, 100), NextCoverage = new(2, 3), Lines = [0], FeedingPledges = [0], Communes = 1, Lift = new(120_000_000) }],
            Lines =
            [
                new LineOutcome { Class = 1, Fair = new(1_249_999, 2, 3), AllocatedUnits = 3, GoodsUnits = 1, MoneyVnd = 500_000, Bottleneck = 1, HeldBy = 1, Reason = LineReason.HeldByProvinceCap },
                new LineOutcome { Reason = LineReason.TakesNoPart },
            ],
            Pledges = [new PledgeOutcome(4_000_000, 500_000, 4_500_000, PledgeReason.ProvinceCap), new PledgeOutcome(5, 5, 0, PledgeReason.FullyUsed)],
            Shipments = [new Shipment(0, 0, 0, 500_000, 500_000), new Shipment(1, 0, 1, 0, 250_000)],
            FairThreads = [new FairThread(0, 0, 1_000_000)],
        };

        PlanFolder.Write(round, plan, Plans.Summary, folder.Sub("plan"));

        var files = Bytes(folder.Sub("plan"));
        Assert.Equal("pledge_id,need_id,units,amount_vnd,value_vnd\nP1,N1,,500000,500000\nP2,N1,1,,250000\n", files["allocations.csv"]);
        Assert.Equal(
            "need_id,class,fair_share,allocated,coverage,goods_units,money_vnd,bottleneck,reason,held_by,fair_value_vnd\n"
            + "N1,1,4.999998,3,0.300000,1,500000,1,held_by_province_cap,1,1249999 2/3\nN2,,0.000000,0,0.000000,0,0,,takes_no_part,,0\n",
            files["lines.csv"]);
        Assert.Equal("pledge_id,used,left,reason,available\nP1,500000,4500000,province_cap,4000000\nP2,5,0,fully_used,5\n", files["pledges_left.csv"]);
        Assert.Equal(
            "bottleneck,class,coverage,lines,communes,feeding_pledges,lift_vnd,next_coverage,kind,coverage_exact,next_coverage_exact\n"
            + "1,1,0.370000,1,1,1,120000000,0.666666,province_cap,37/100,2/3\n",
            files["bottlenecks.csv"]);
        Assert.Equal("pledge_id,need_id,value_vnd\nP1,N1,1000000\n", files["fair_flow.csv"]);
        Assert.Contains("\"norms\": \"quyết định 2026\"", files["summary.json"], StringComparison.Ordinal);
        var row = JsonNode.Parse(files["summary.json"])!["classes"]![0]!;
        Assert.Equal((880L, 790L, 850L, 60L, 120L), ((long)row["whole_fair_vnd"]!, (long)row["reached_vnd"]!, (long)row["bound_vnd"]!, (long)row["gap_vnd"]!, (long)row["price_of_conditions_vnd"]!));
        Assert.Empty(PlanFolder.Read(round, folder.Sub("plan")).Faults);
    }

    [Theory]
    [InlineData("lines.csv", "need_id", FaultKind.MissingColumn, 1)]
    [InlineData("allocations.csv", "value_vnd", FaultKind.MissingColumn, 1)]
    public void A_column_that_is_gone_is_named(string file, string column, FaultKind kind, long line)
    {
        var fault = Assert.Single(Spoil(file, text => text.Replace(column, "x", StringComparison.Ordinal)));

        Assert.Equal((file, column, kind, line), (fault.File, fault.Column, fault.Kind, fault.Line));
    }

    [Theory]
    [InlineData("summary.json")]
    [InlineData("lines.csv")]
    [InlineData("fair_flow.csv")]
    public void A_file_that_is_gone_is_named(string file)
    {
        var fault = Assert.Single(Spoil(file, _ => null));

        Assert.Equal((file, FaultKind.FileMissing), (fault.File, fault.Kind));
    }

    [Fact]
    public void Ids_that_the_round_does_not_know_are_named()
    {
        var shipments = Spoil("allocations.csv", text => text + "P?,N?,,1,1\n");
        Assert.Equal([("pledge_id", FaultKind.UnknownReference), ("need_id", FaultKind.UnknownReference)], shipments.Select(fault => (fault.Column, fault.Kind)));

        Assert.Equal(FaultKind.UnknownReference, Assert.Single(Spoil("pledges_left.csv", text => text + "P?,0,0,expired,0\n")).Kind);
    }

    [Fact]
    public void A_row_that_is_gone_or_twice_is_named()
    {
        var lines = new TempFolderText("lines.csv").Text.Split('\n');
        var gone = Assert.Single(Spoil("lines.csv", text => text.Replace(lines[1] + "\n", "", StringComparison.Ordinal)), fault => string.Equals(fault.File, "lines.csv", StringComparison.Ordinal));
        Assert.Equal((FaultKind.Missing, lines[1].Split(',')[0]), (gone.Kind, gone.Value));

        var twice = Assert.Single(Spoil("lines.csv", text => text + lines[1] + "\n"));
        Assert.Equal((FaultKind.Duplicate, (long)s_round.Needs.Length + 2), (twice.Kind, twice.Line));
    }

    [Theory]
    [InlineData("lines.csv", 2, "x", FaultKind.NotANumber)]
    [InlineData("lines.csv", 2, "99.000000", FaultKind.Contradiction)]
    [InlineData("lines.csv", 3, "-1", FaultKind.NotANumber)]
    [InlineData("lines.csv", 4, "1.5", FaultKind.NotANumber)]
    [InlineData("lines.csv", 4, "1.500000", FaultKind.Contradiction)]
    [InlineData("lines.csv", 7, "3", FaultKind.UnknownReference)]
    [InlineData("lines.csv", 8, "because", FaultKind.NotAllowed)]
    [InlineData("lines.csv", 9, "0", FaultKind.OutOfRange)]
    [InlineData("lines.csv", 10, "5 3/3", FaultKind.NotANumber)]
    [InlineData("lines.csv", 10, "5 1/0", FaultKind.NotANumber)]
    [InlineData("lines.csv", 10, "5.5", FaultKind.NotANumber)]
    [InlineData("bottlenecks.csv", 0, "2", FaultKind.OutOfRange)]
    [InlineData("bottlenecks.csv", 1, "77", FaultKind.UnknownReference)]
    [InlineData("bottlenecks.csv", 2, "0.999999", FaultKind.Contradiction)]
    [InlineData("bottlenecks.csv", 3, "1000", FaultKind.Contradiction)]
    [InlineData("bottlenecks.csv", 8, "demand", FaultKind.NotAllowed)]
    [InlineData("bottlenecks.csv", 9, "3/2", FaultKind.NotANumber)]
    [InlineData("pledges_left.csv", 1, "1.5", FaultKind.NotANumber)]
    [InlineData("pledges_left.csv", 3, "", FaultKind.Missing)]
    [InlineData("fair_flow.csv", 2, "9223372036854775807", FaultKind.OutOfRange)]
    public void A_cell_that_is_wrong_is_named(string file, int cell, string value, FaultKind kind)
    {
        var faults = Spoil(file, text =>
        {
            var rows = text.Split('\n');
            var cells = rows[1].Split(',');
            cells[cell] = value;
            rows[1] = string.Join(',', cells);
            return string.Join('\n', rows);
        });

        Assert.Contains(faults, fault => fault.Kind == kind && fault.Line == 2 && string.Equals(fault.File, file, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"format\": \"matching-plan/1\"", "\"format\": \"other\"", "format")]
    [InlineData("\"round_id\": \"random-7\"", "\"round_id\": \"random-8\"", "round_id")]
    [InlineData("\"stop_reason\": \"complete\"", "\"stop_reason\": \"bored\"", "stop_reason")]
    [InlineData("\"fair_vnd\": 900,", "\"fair_vnd\": 9e2,", "classes[0].fair_vnd")]
    [InlineData("\"gini\": 0.1,", "", "tiers[0].gini")]
    [InlineData("\"urgency\": \"critical\"", "\"urgency\": 1", "classes[0].urgency")]
    public void A_member_of_the_summary_that_is_wrong_is_named(string found, string put, string path)
    {
        Assert.Contains(Spoil("summary.json", text => text.Replace(found, put, StringComparison.Ordinal)), fault => string.Equals(fault.Column, path, StringComparison.Ordinal));
    }

    [Fact]
    public void A_summary_that_is_no_json_is_refused_with_its_line()
    {
        var fault = Assert.Single(Spoil("summary.json", text => text[..(text.Length / 2)]));

        Assert.Equal(FaultKind.BadJson, fault.Kind);
        Assert.True(fault.Line > 5);
    }

    [Fact]
    public void A_missing_folder_is_a_fault_and_no_exception() =>
        Assert.Equal(FaultKind.FileMissing, Assert.Single(PlanFolder.Read(s_round, "/nowhere/at/all").Faults).Kind);

    private static Plan WithTwoBottlenecks()
    {
        // A seed whose plan has two bottlenecks, shipments and three classes, so that every table has rows to spoil.
        for (var seed = 0; ; seed++)
        {
            var plan = Plans.Create(s_round, seed);
            if (plan.Bottlenecks.Length == 2 && plan.Classes.Length == 3 && plan.Shipments.Length > 2 && plan.FairThreads.Length > 2)
            {
                return plan;
            }
        }
    }

    private static List<FileFault> Spoil(string file, Func<string, string?> change)
    {
        using var folder = new TempFolder();
        PlanFolder.Write(s_round, s_plan, Plans.Summary, folder.Sub("plan"));
        var path = Path.Combine(folder.Sub("plan"), file);
        var changed = change(File.ReadAllText(path));
        if (changed is null)
        {
            File.Delete(path);
        }
        else
        {
            File.WriteAllText(path, changed);
        }

        var reading = PlanFolder.Read(s_round, folder.Sub("plan"));
        Assert.Null(reading.Plan);
        return [.. reading.Faults];
    }

    private static Dictionary<string, string> Bytes(string folder) =>
        Directory.EnumerateFiles(folder).ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal);

    private sealed class TempFolderText
    {
        public TempFolderText(string file)
        {
            using var folder = new TempFolder();
            PlanFolder.Write(s_round, s_plan, Plans.Summary, folder.Sub("plan"));
            Text = File.ReadAllText(Path.Combine(folder.Sub("plan"), file));
        }

        public string Text { get; }
    }
}
