using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Matching.Api.Wire;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Files;

namespace Matching.Api.Endpoints;

/// <summary>Conditions and wishes of a pledge in JSON: one member per column of pledges.csv (docs/file-format.md), under the same rules.</summary>
/// <remarks>A list is an array, a number a number, a yes is <c>true</c>; the text that the column would hold is taken as well.</remarks>
internal static class PledgeTerms
{
    private static readonly FrozenSet<string> s_lists = FrozenSet.Create(
        StringComparer.Ordinal,
        "categories", "items", "provinces", "districts", "communes", "zones", "tiers", "urgencies", "age_groups", "exclude_provinces", "exclude_communes", "exclude_items",
        "instalments", "not_with_donors", "wishes", "soft_wishes");

    /// <exception cref="Refused">A condition is unknown or wrong; each is named.</exception>
    public static Pledge Read(Round places, PledgeBody body)
    {
        var cells = Cells(body.Conditions);
        cells["pledge_id"] = body.Id.Value;
        cells["donor_id"] = body.Donor.Value;
        cells["kind"] = Spelling.Of(body.Kind);
        cells[body.Kind == PledgeKind.Money ? "amount_vnd" : "quantity"] = body.Amount.ToString(CultureInfo.InvariantCulture);
        if (body.Item is { } item)
        {
            cells["item_code"] = item.Code;
        }

        // The name is no part of the terms, and may hold what a table's cell may not.
        return Whole(PledgeCells.Create(places, cells)) with { DonorName = body.DonorName };
    }

    /// <exception cref="Refused">A condition is unknown or wrong; each is named.</exception>
    public static PledgeConditions Change(Round places, Pledge pledge, JsonObject conditions) =>
        Whole(PledgeCells.Create(places, Cells(conditions).Concat(
        [
            new("pledge_id", pledge.Id.Value),
            new("donor_id", pledge.Donor.Value),
            new("kind", Spelling.Of(pledge.Kind)),
            new(pledge.Kind == PledgeKind.Money ? "amount_vnd" : "quantity", pledge.Amount.ToString(CultureInfo.InvariantCulture)),
            .. pledge.Item is { } item ? [new KeyValuePair<string, string>("item_code", item.Code)] : Array.Empty<KeyValuePair<string, string>>(),
        ]))).Conditions;

    /// <summary>What the pledge states.</summary>
    public static JsonObject Write(Pledge pledge)
    {
        var terms = new JsonObject();
        foreach (var (column, text) in PledgeCells.Stated(pledge))
        {
            terms[column] = s_lists.Contains(column) ? new JsonArray([.. text.Split(';').Select(part => (JsonNode)part)])
                : text == "true" ? true
                : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
                : text;
        }

        return terms;
    }

    /// <summary>A row of pledges.csv, cell by cell.</summary>
    /// <param name="persons">Whether the donor's name is shown.</param>
    public static IEnumerable<object?> Cells(Pledge pledge, bool persons)
    {
        var terms = PledgeCells.Stated(pledge).ToDictionary(StringComparer.Ordinal);
        return PledgeCells.Columns.Select(column => column switch
        {
            "pledge_id" => pledge.Id.Value,
            "donor_id" => pledge.Donor.Value,
            "donor_name" => persons ? pledge.DonorName : null,
            "kind" => Spelling.Of(pledge.Kind),
            "amount_vnd" => pledge.Kind == PledgeKind.Money ? pledge.Amount : null,
            "item_code" => pledge.Item?.Code,
            "quantity" => pledge.Kind == PledgeKind.Goods ? pledge.Amount : null,
            _ => terms.GetValueOrDefault(column) is { } text ? Typed(column, text) : null,
        });
    }

    // In a sheet numbers and days are what they are; codes in lists stay text.
    private static object Typed(string column, string text) =>
        s_lists.Contains(column) ? text
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : text;

    private static Pledge Whole(PledgeReading reading) =>
        reading.Pledge ?? throw Refused.Invalid([.. reading.Faults.Select(fault => new Fault(fault.Column ?? "$", fault.Describe(vietnamese: false), fault.Describe(vietnamese: true)))]);

    private static Dictionary<string, string> Cells(JsonObject? conditions)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        var faults = new Faults();
        foreach (var (column, value) in conditions ?? [])
        {
            if (!PledgeCells.Conditions.Contains(column, StringComparer.Ordinal))
            {
                faults.When(true, "conditions." + column, "there is no such condition; see docs/file-format.md, pledges.csv", "không có điều kiện này; xem docs/file-format.md, pledges.csv");
            }
            else if (Cell(value) is { } text)
            {
                cells[column] = text;
            }
            else
            {
                faults.When(true, "conditions." + column, "a text, a whole number, true, or an array of texts and whole numbers is expected", "cần văn bản, số nguyên, true, hoặc mảng văn bản và số nguyên");
            }
        }

        faults.Refuse();
        return cells;
    }

    private static string? Cell(JsonNode? value)
    {
        switch (value?.GetValueKind())
        {
            case JsonValueKind.String:
                return value.GetValue<string>();
            case JsonValueKind.True:
                return "true";
            case JsonValueKind.False:
                return "";
            case JsonValueKind.Number:
                return value.ToJsonString();
            case JsonValueKind.Array:
                var parts = value.AsArray().Select(part => part?.GetValueKind() is JsonValueKind.String or JsonValueKind.Number ? Cell(part) : null).ToList();
                return parts.Exists(part => part is null || part.Contains(';', StringComparison.Ordinal)) ? null : string.Join(';', parts);
            default:
                return null;
        }
    }
}

/// <summary>A pledge as a donor offers it.</summary>
internal sealed record PledgeBody
{
    public required PledgeId Id { get; init; }

    public required DonorId Donor { get; init; }

    public string? DonorName { get; init; }

    public required PledgeKind Kind { get; init; }

    /// <summary>Đồng for money, units of the item for goods; more than zero.</summary>
    public required long Amount { get; init; }

    /// <summary>The item given; stated exactly for goods.</summary>
    public Engine.Needs.ItemId? Item { get; init; }

    /// <summary>By column of pledges.csv.</summary>
    public JsonObject? Conditions { get; init; }

    public void Check() => new Faults().Id("id", Id.Value).Id("donor", Donor.Value).Text("donor_name", DonorName, required: false)
        .Between("amount", Amount, 1, Engine.Quantities.Vnd.Largest).Refuse();
}
