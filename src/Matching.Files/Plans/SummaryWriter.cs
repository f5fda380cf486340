using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Matching.Engine.Explain;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>Writes summary.json. Everything but <c>times_ms</c> is the same in every run over the same input.</summary>
internal static class SummaryWriter
{
    public static void Write(Stream stream, Round round, Plan plan, PlanSummary summary)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        }))
        {
            json.WriteStartObject();
            json.WriteString("format", PlanFiles.Marker);
            json.WriteString("round_id", round.Id);
            json.WriteString("as_of", round.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteString("engine_version", summary.EngineVersion);
            Named(json, "versions", summary.Versions, (name, value) => json.WriteString(name, value));
            json.WriteString("fairness", Words.Fairnesses.Word(summary.Fairness));
            json.WriteString("stop_reason", PlanWords.StopReasons.Word(summary.StopReason));
            json.WriteString("input_sha256", summary.InputSha256);
            if (summary.ChoiceSolver is { } solver)
            {
                json.WriteString("choice_solver", solver);
            }

            Counts(json, round, plan);
            Totals(json, plan);
            Overlap(json, AvoidedOverlap.Of(new RoundLookup(round)));
            json.WriteStartArray("classes");
            var gapVnd = 0L;
            foreach (var outcome in plan.Classes)
            {
                gapVnd += outcome.Bound.Dong - outcome.Reached.Dong;
                Class(json, outcome, gapVnd);
            }

            json.WriteEndArray();
            json.WriteStartArray("tiers");
            foreach (var tier in summary.Tiers.OrderBy(tier => tier.Tier))
            {
                Tier(json, tier);
            }

            json.WriteEndArray();
            Named(json, "figures", summary.Figures, (name, value) => json.WriteNumber(name, value));
            Named(json, "times_ms", summary.TimesMs, (name, value) => json.WriteNumber(name, value));
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void Counts(Utf8JsonWriter json, Round round, Plan plan)
    {
        json.WriteStartObject("counts");
        json.WriteNumber("communes", round.Communes.Length);
        json.WriteNumber("items", round.Items.Length);
        json.WriteNumber("needs", round.Needs.Length);
        json.WriteNumber("needs_taking_part", plan.Lines.Count(line => line.Class > 0));
        json.WriteNumber("needs_fully_served", plan.Lines.Count(line => line.Reason == LineReason.FullyServed));
        json.WriteNumber("pledges", round.Pledges.Length);
        json.WriteNumber("pledges_money", round.Pledges.Count(pledge => pledge.Kind == PledgeKind.Money));
        json.WriteNumber("pledges_fully_used", plan.Pledges.Count(pledge => pledge.Left == 0));
        json.WriteNumber("pins", round.Pins.Length);
        json.WriteNumber("classes", plan.Classes.Length);
        json.WriteNumber("shipments", plan.Shipments.Length);
        json.WriteNumber("bottlenecks", plan.Bottlenecks.Length);
        json.WriteNumber("fair_threads", plan.FairThreads.Length);
        json.WriteEndObject();
    }

    private static void Totals(Utf8JsonWriter json, Plan plan)
    {
        json.WriteStartObject("totals");
        json.WriteNumber("requested_vnd", plan.Classes.Sum(outcome => outcome.Requested.Dong));
        json.WriteNumber("fair_vnd", plan.Classes.Sum(outcome => outcome.Fair.Dong));
        json.WriteNumber("allocated_vnd", plan.Classes.Sum(outcome => outcome.Allocated.Dong));
        json.WriteNumber("price_of_conditions_vnd", plan.Classes.Sum(outcome => outcome.PriceOfConditions.Dong));
        json.WriteNumber("whole_fair_vnd", plan.Classes.Sum(outcome => outcome.WholeFair.Dong));
        json.WriteNumber("reached_vnd", plan.Classes.Sum(outcome => outcome.Reached.Dong));
        json.WriteNumber("bound_vnd", plan.Classes.Sum(outcome => outcome.Bound.Dong));
        json.WriteNumber("gap_vnd", plan.Classes.Sum(outcome => outcome.Bound.Dong - outcome.Reached.Dong));
        json.WriteNumber("shipped_value_vnd", plan.Shipments.Sum(shipment => shipment.ValueVnd));
        json.WriteEndObject();
    }

    /// <summary>What others outside the fund cover; not there for a round without such aid.</summary>
    private static void Overlap(Utf8JsonWriter json, ImmutableArray<ItemOverlap> items)
    {
        if (items.IsEmpty)
        {
            return;
        }

        json.WriteStartObject("external_aid");
        json.WriteNumber("covered_vnd", items.Sum(item => item.Value.Dong));
        json.WriteStartArray("items");
        foreach (var item in items)
        {
            json.WriteStartObject();
            json.WriteString("item_code", item.Item.Id.Code);
            Amounts(json, item.Units, item.Value.Dong, item.SurplusUnits);
            json.WriteStartArray("sources");
            foreach (var source in item.Sources)
            {
                json.WriteStartObject();
                json.WriteString("source", source.Source);
                Amounts(json, source.Units, source.Value.Dong, source.SurplusUnits);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Amounts(Utf8JsonWriter json, long units, long valueVnd, long surplusUnits)
    {
        json.WriteNumber("covered_units", units);
        json.WriteNumber("covered_vnd", valueVnd);
        json.WriteNumber("surplus_units", surplusUnits);
    }

    /// <param name="gapVnd">Of this class and all before it together.</param>
    private static void Class(Utf8JsonWriter json, ClassOutcome outcome, long gapVnd)
    {
        json.WriteStartObject();
        json.WriteNumber("class", outcome.Class.Number);
        json.WriteString("urgency", Words.Urgencies.Word(outcome.Class.Urgency));
        json.WriteNumber("tier", outcome.Class.Tier);
        json.WriteString("kind", Words.ItemKinds.Word(outcome.Class.Kind));
        json.WriteNumber("lines", outcome.Lines);
        json.WriteNumber("requested_vnd", outcome.Requested.Dong);
        json.WriteNumber("fair_vnd", outcome.Fair.Dong);
        json.WriteNumber("allocated_vnd", outcome.Allocated.Dong);
        json.WriteNumber("price_of_conditions_vnd", outcome.PriceOfConditions.Dong);

        json.WriteNumber("whole_fair_vnd", outcome.WholeFair.Dong);
        json.WriteNumber("reached_vnd", outcome.Reached.Dong);
        json.WriteNumber("bound_vnd", outcome.Bound.Dong);
        json.WriteNumber("gap_vnd", gapVnd);
        json.WriteNumber("minimum_coverage", outcome.MinimumCoverage.Truncate(6));
        json.WriteString("minimum_coverage_exact", outcome.MinimumCoverage.ToString());
        json.WriteNumber("mean_coverage", outcome.MeanCoverage);
        json.WriteEndObject();
    }

    private static void Tier(Utf8JsonWriter json, TierSummary tier)
    {
        json.WriteStartObject();
        json.WriteNumber("tier", tier.Tier);
        json.WriteNumber("lines", tier.Lines);
        json.WriteNumber("minimum_coverage", tier.Minimum);
        json.WriteNumber("mean_coverage", tier.Mean);
        json.WriteNumber("gini", tier.Gini);
        json.WriteStartArray("lorenz");
        foreach (var point in tier.Lorenz)
        {
            json.WriteStartObject();
            json.WriteNumber("lines", point.Lines);
            json.WriteNumber("coverage", point.Coverage);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // By name, so that the order in which somebody filled a dictionary is not seen.
    private static void Named<T>(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, T> values, Action<string, T> write)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            write(key, value);
        }

        json.WriteEndObject();
    }
}
