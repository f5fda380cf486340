using System.Globalization;
using System.Text;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Samples;

/// <summary>Writes a round as a folder of format 1.</summary>
internal static class SampleFolder
{
    public static void Write(Round round, string folder)
    {
        Directory.CreateDirectory(folder);
        Save(folder, "round.json", [Head(round)]);
        Save(folder, "communes.csv", [
            "commune_code,commune_name,district_code,district_name,province_code,province_name,zone,priority_tier,children,poor_household_percent,ethnic_minority_percent",
            .. round.Communes.Select(c => Row(
                c.Id, c.Name, c.District, c.DistrictName, c.Province, c.ProvinceName, c.Zone == Zone.None ? null : c.Zone, c.PriorityTier,
                c.Children, c.PoorHouseholdPercent, c.EthnicMinorityPercent))]);
        Save(folder, "items.csv", [
            "item_code,name_vi,name_en,category,unit,unit_cost_vnd,kind",
            .. round.Items.Select(i => Row(i.Id, i.NameVi, i.NameEn, i.Category, i.Unit, i.UnitCost.Dong, Word(i.Kind)))]);
        Save(folder, "needs.csv", [
            "need_id,commune_code,site,item_code,age_group,quantity,urgency,needed_by,min_quantity,unit_cost_vnd,rank,beneficiaries,status",
            .. round.Needs.Select(n => Row(
                n.Id, n.Commune, n.Site, n.Item, n.AgeGroup, n.Quantity, Word(n.Urgency), n.NeededBy, n.MinQuantity, n.OwnUnitCost?.Dong, n.Rank,
                n.Beneficiaries, Word(n.Status)))]);
        Save(folder, "pledges.csv", [
            "pledge_id,donor_id,donor_name,kind,amount_vnd,item_code,quantity,available_from,available_until,"
                + "categories,items,provinces,districts,communes,zones,tiers,urgencies,age_groups,exclude_provinces,exclude_communes,exclude_items,"
                + "max_per_commune,max_share_percent,min_per_commune,max_communes,all_or_nothing",
            .. round.Pledges.Select(Row)]);
    }

    private static string Head(Round round)
    {
        var order = string.Join(", ", round.Policy.ClassOrder.Select(key => $"\"{Word(key)}\""));
        var policy = round.Policy;
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {
              "format": 1,
              "round_id": "{{round.Id}}",
              "as_of": "{{round.AsOf:yyyy-MM-dd}}",
              "policy": {
                "class_order": [{{order}}],
                "fairness": "{{(policy.Fairness == Fairness.Leximin ? "leximin" : "max_coverage")}}",
                "projects": "{{Word(policy.Projects)}}",
                "reserve_percent": {{policy.ReservePercent}},
                "province_cap_percent": {{policy.ProvinceCapPercent?.ToString(CultureInfo.InvariantCulture) ?? "null"}},
                "only_verified": {{(policy.OnlyVerified ? "true" : "false")}}
              }
            }
            """);
    }

    private static string Row(Pledge p)
    {
        var asked = p.Conditions;
        var money = p.Kind == PledgeKind.Money;
        return Row(
            p.Id, p.Donor, p.DonorName, Word(p.Kind), money ? p.Amount : null, p.Item, money ? null : p.Amount, asked.AvailableFrom, asked.AvailableUntil,
            List(asked.Categories), List(asked.Items), List(asked.Provinces), List(asked.Districts), List(asked.Communes), List(asked.Zones),
            List(asked.Tiers), List(asked.Urgencies.Select(Word)), List(asked.AgeGroups), List(asked.ExcludeProvinces), List(asked.ExcludeCommunes),
            List(asked.ExcludeItems), asked.MaxPerCommune, asked.MaxSharePercent, asked.MinPerCommune, asked.MaxCommunes, asked.AllOrNothing ? "true" : null);
    }

#pragma warning disable CA1308 // the words of the format are lower-case
    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    private static string List<T>(IEnumerable<T> values) =>
        string.Join(';', values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));

    private static string Row(params ReadOnlySpan<object?> cells)
    {
        var row = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            row.Append(i == 0 ? "" : ",").Append(Cell(cells[i]));
        }

        return row.ToString();
    }

    private static string Cell(object? value)
    {
        var text = value is DateOnly day
            ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static void Save(string folder, string file, IEnumerable<string> lines) =>
        File.WriteAllText(Path.Combine(folder, file), string.Concat(lines.Select(line => line + "\n")));
}
