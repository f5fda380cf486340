using System.Collections.Immutable;
using System.Text.Json;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>Reads summary.json back: the classes, and what the CLI said of the run. Members that follow from the rest are not read.</summary>
internal static class SummaryReader
{
    private const int LargestFile = 64 * 1024 * 1024;

    public static (ImmutableArray<ClassOutcome> Classes, PlanSummary Summary)? Read(InputFile file, Round? round)
    {
        if (file.ReadAll(LargestFile) is not { } bytes || !StrictJson.CanBeJson(bytes, file.Faults, out var from))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(bytes.AsMemory(from), new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = new JsonMembers(json.RootElement, "", file.Faults);
            if (root.Text("format") is { } format && !string.Equals(format, PlanFiles.Marker, StringComparison.Ordinal))
            {
                root.Fault("format", FaultKind.NotAllowed, new(PlanFiles.Marker, PlanFiles.Marker));
            }

            if (root.Text("round_id") is { } id && round is not null && !string.Equals(id, round.Id, StringComparison.Ordinal))
            {
                root.Fault("round_id", FaultKind.Contradiction, new($"a plan of the round {round.Id}", $"phương án của đợt {round.Id}"));
            }

            var classes = root.Objects("classes").Select(Class).ToImmutableArray();
            for (var i = 0; i < classes.Length; i++)
            {
                if (classes[i].Class.Number != i + 1)
                {
                    root.Fault("classes", FaultKind.OutOfRange, new("classes numbered 1, 2, 3… in order", "các lớp đánh số 1, 2, 3… theo thứ tự"));
                    break;
                }
            }

            var summary = new PlanSummary
            {
                EngineVersion = root.Text("engine_version") ?? "",
                Fairness = root.Choice("fairness", Words.Fairnesses),
                InputSha256 = root.Text("input_sha256") ?? "",
                ChoiceSolver = root.TextIfAny("choice_solver"),
                StopReason = root.Choice("stop_reason", PlanWords.StopReasons),
                TimesMs = root.Named("times_ms", (members, name) => members.Fraction(name)),
                Versions = root.Named("versions", (members, name) => members.Text(name) ?? ""),
                Figures = root.Named("figures", (members, name) => members.Exact(name)),
                Tiers = [.. root.Objects("tiers").Select(Tier)],
            };
            return file.Faults.Count == 0 ? (classes, summary) : null;
        }
        catch (JsonException broken)
        {
            new StrictJson(file.Faults, file.Warnings, bytes).Broken(broken);
            return null;
        }
    }

    private static ClassOutcome Class(JsonMembers members) => new()
    {
        Class = new PriorityClass(
            (int)members.Number("class", int.MaxValue),
            members.Choice("urgency", Words.Urgencies),
            (int)members.Number("tier", int.MaxValue),
            members.Choice("kind", Words.ItemKinds)),
        Lines = (int)members.Number("lines", int.MaxValue),
        Requested = new Vnd(members.Number("requested_vnd", PlanReader.LargestNumber)),
        Fair = new Vnd(members.Number("fair_vnd", PlanReader.LargestNumber)),
        Allocated = new Vnd(members.Number("allocated_vnd", PlanReader.LargestNumber)),
        PriceOfConditions = new Vnd(members.Number("price_of_conditions_vnd", PlanReader.LargestNumber)),
        WholeFair = new Vnd(members.Number("whole_fair_vnd", PlanReader.LargestNumber)),
        Reached = new Vnd(members.Number("reached_vnd", PlanReader.LargestNumber)),
        Bound = new Vnd(members.Number("bound_vnd", PlanReader.LargestNumber)),
        MinimumCoverage = members.Ratio("minimum_coverage_exact"),
        MeanCoverage = members.Fraction("mean_coverage"),
    };

    private static TierSummary Tier(JsonMembers members) => new(
        (int)members.Number("tier", int.MaxValue),
        (int)members.Number("lines", int.MaxValue),
        members.Fraction("minimum_coverage"),
        members.Fraction("mean_coverage"),
        members.Fraction("gini"),
        [.. members.Objects("lorenz").Select(point => new LorenzPoint(point.Fraction("lines"), point.Fraction("coverage")))]);
}
