using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Quantities;

namespace Matching.Files;

/// <summary>communes.csv: the places that needs may be in.</summary>
internal static class CommunesFile
{
    private const int Code = 0, Name = 1, DistrictCode = 2, DistrictName = 3, ProvinceCode = 4, ProvinceName = 5, ZoneName = 6, Tier = 7, Children = 8, Poor = 9, Ethnic = 10;

    private static readonly ImmutableArray<Column> s_columns =
    [
        new("commune_code", true), new("commune_name", true), new("district_code"), new("district_name"), new("province_code", true),
        new("province_name", true), new("zone"), new("priority_tier"), new("children"), new("poor_household_percent"), new("ethnic_minority_percent"),
    ];

    /// <summary>Largest tier that can be stated; more are a slip of the pen.</summary>
    public const int LargestTier = 999;

    public static void Read(InputFile file, RoundIndex index, CancellationToken cancel) =>
        file.ReadTable(s_columns, required: true, (table, row) => () =>
        {
            var code = row.Id(Code);
            var name = row.RequiredName(Name);
            var district = row.Key(DistrictCode);
            var districtName = row.Name(DistrictName);
            var province = row.RequiredKey(ProvinceCode);
            var provinceName = row.RequiredName(ProvinceName);
            var zone = row.Choice(ZoneName, Words.Zones);
            var tier = row.Number(Tier, 1, LargestTier);
            var children = row.Number(Children, 0, Vnd.Largest);
            var poor = row.Percent(Poor);
            var ethnic = row.Percent(Ethnic);
            index.Provinces.Note(province);
            index.Districts.Note(district);
            if (code is null)
            {
                return;
            }

            if (index.CommuneLines.TryGetValue(code, out var line))
            {
                table.Fault(Code, FaultKind.Duplicate, Advice.UsedBefore(line));
                return;
            }

            index.CommuneLines.Add(code, table.Line);
            if (table.RowIsGood)
            {
                index.Add(new Commune
                {
                    Id = new CommuneId(code),
                    Name = name!,
                    District = district is null ? null : new DistrictId(district),
                    DistrictName = districtName,
                    Province = new ProvinceId(province!),
                    ProvinceName = provinceName!,
                    Zone = zone ?? Zone.None,
                    PriorityTier = (int?)tier,
                    Children = children,
                    PoorHouseholdPercent = poor,
                    EthnicMinorityPercent = ethnic,
                });
            }
        }, cancel);

    public static void Write(Stream stream, ImmutableArray<Commune> communes)
    {
        using var csv = new CsvOutput(stream, [.. s_columns.Select(column => column.Name)]);
        foreach (var commune in communes)
        {
            csv.Text(commune.Id.Code).Text(commune.Name).Text(commune.District?.Code).Text(commune.DistrictName)
                .Text(commune.Province.Code).Text(commune.ProvinceName)
                .Word(commune.Zone == Zone.None ? "" : Words.Zones.Word(commune.Zone))
                .Number(commune.PriorityTier).Number(commune.Children)
                .Word(Percent(commune.PoorHouseholdPercent)).Word(Percent(commune.EthnicMinorityPercent))
                .EndRow();
        }
    }

    private static string Percent(decimal? value) =>
        value is { } percent ? decimal.Round(percent, 2).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture) : "";
}
