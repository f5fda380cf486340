using Matching.Engine.Geography;
using Matching.Samples.Facts;

namespace Matching.Samples.DienBien;

/// <summary>What is known of a commune of Điện Biên; sources are named in samples/dien-bien-2026/README.md.</summary>
/// <param name="FormerDistrict">District of the set of 2024 that most of its former communes belonged to.</param>
/// <param name="DensityTenths">Persons per km², in tenths.</param>
/// <param name="Under16">Children under 16, estimate; the age bands after it likewise.</param>
internal sealed record DienBienCommune(
    string Code,
    string Name,
    Zone Zone,
    string FormerDistrict,
    string FormerDistrictName,
    int DensityTenths,
    int Under16,
    int Aged3To5,
    int Aged6To10,
    int Aged11To15)
{
    /// <summary>Fewer than 50 persons per km²: stands in for "high, cold and far", for no list of such communes is at hand.</summary>
    public bool IsRemote => DensityTenths < 500;

    /// <summary>An assumption of the sample, not a report: the autumn flood that the round has to answer.</summary>
    public bool IsFlooded => Code is "03208" or "03385";

    /// <summary>Children in poor households, in thousandths of all children.</summary>
    /// <remarks>
    /// Zone III: the province's multidimensional poverty rate of 2018 (44.5 %); zone II: its poverty rate of 2016 (26.1 %); zone I: half of that.
    /// </remarks>
    public int PoorPerMille => Zone switch { Zone.III => 445, Zone.II => 261, _ => 130 };

    public static IReadOnlyList<DienBienCommune> All { get; } =
    [
        .. FactTable.Rows("dien_bien_2026.csv").Select(row => new DienBienCommune(
            row[0],
            row[1],
            Enum.Parse<Zone>(row[2]),
            row[3],
            row[4],
            FactTable.Number(row[6]),
            FactTable.Number(row[7]),
            FactTable.Number(row[8]),
            FactTable.Number(row[9]),
            FactTable.Number(row[10]))),
    ];

    /// <summary>Poor children among <paramref name="children"/>, times a share in percent, rounded down.</summary>
    public long PoorShare(int children, int percent) => (long)children * PoorPerMille * percent / 100_000;

    public Commune ToCommune() => new()
    {
        Id = new CommuneId(Code),
        Name = Name,
        District = new DistrictId(FormerDistrict),
        DistrictName = FormerDistrictName,
        Province = new ProvinceId("11"),
        ProvinceName = "Tỉnh Điện Biên",
        Zone = Zone,
        Children = Under16,
    };
}
