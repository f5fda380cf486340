using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Quantities;

namespace Matching.Samples.DienBien;

/// <summary>Needs of the 45 communes, derived from public figures by the rules that samples/dien-bien-2026/README.md states.</summary>
internal sealed class DienBienNeeds
{
    private const string Preschools = "Các trường mầm non";
    private const string PrimarySchools = "Các trường tiểu học";
    private const string LowerSecondarySchools = "Các trường trung học cơ sở";

    // The report of 2021 counts for the former district of Điện Biên: toilets missing at 10 primary points, 2 preschool points and 2 lower
    // secondary schools, electricity or water missing at 13 primary and 22 preschool points (half of them taken for water).
    private const string SurveyedDistrict = "100";
    private const int SurveyedToiletsPrimary = 10;
    private const int SurveyedToiletsPreschool = 2;
    private const int SurveyedToiletsSecondary = 2;
    private const int SurveyedWaterPrimary = 13;
    private const int SurveyedWaterPreschool = 22;

    private static readonly DateOnly Winter = new(2026, 12, 25);
    private static readonly DateOnly SecondTerm = new(2027, 1, 15);
    private static readonly DateOnly Spring = new(2027, 3, 31);
    private static readonly DateOnly SchoolYear = new(2027, 8, 31);

    private readonly ImmutableArray<NeedLine>.Builder _lines = ImmutableArray.CreateBuilder<NeedLine>();
    private readonly int _surveyedChildren = DienBienCommune.All.Where(c => c.FormerDistrict == SurveyedDistrict).Sum(c => c.Under16);

    /// <summary>1 = most sparsely settled; the queue of toilets and water follows it.</summary>
    private readonly Dictionary<string, int> _remoteness = DienBienCommune.All
        .OrderBy(c => c.DensityTenths)
        .ThenBy(c => c.Code, StringComparer.Ordinal)
        .Select((c, place) => (c.Code, place))
        .ToDictionary(pair => pair.Code, pair => pair.place + 1, StringComparer.Ordinal);

    private DienBienNeeds()
    {
    }

    public static ImmutableArray<NeedLine> Create()
    {
        var needs = new DienBienNeeds();
        foreach (var commune in DienBienCommune.All)
        {
            needs.AddWinter(commune);
            needs.AddHealth(commune);
            needs.AddSchool(commune);
            needs.AddWorks(commune);
        }

        return needs._lines.ToImmutable();
    }

    private void AddWinter(DienBienCommune commune)
    {
        var urgency = commune.IsRemote ? Urgency.Critical : Urgency.High;
        if (commune.Zone >= Zone.II)
        {
            // The fund's four size groups cut across the school ages: 6-8 is three fifths of 6-10, 13-15 three fifths of 11-15.
            var aged6To8 = commune.Aged6To10 * 3 / 5;
            var aged13To15 = commune.Aged11To15 * 3 / 5;
            var aged9To12 = commune.Aged6To10 - aged6To8 + commune.Aged11To15 - aged13To15;
            Add(commune, DienBienItems.WarmSet, "3-5", commune.PoorShare(commune.Aged3To5, 35), urgency, Winter);
            Add(commune, DienBienItems.WarmSet, "6-8", commune.PoorShare(aged6To8, 35), urgency, Winter);
            Add(commune, DienBienItems.WarmSet, "9-12", commune.PoorShare(aged9To12, 35), Urgency.High, Winter);
            Add(commune, DienBienItems.WarmSet, "13-15", commune.PoorShare(aged13To15, 35), Urgency.High, Winter);
        }

        if (commune.Zone == Zone.III)
        {
            Add(commune, DienBienItems.BoardingKit, "11-15", commune.Aged11To15 * 2 / 100, commune.IsRemote ? Urgency.High : Urgency.Normal, SecondTerm);
        }

        // A fifth of the poor children of preschool age are taken to be without the state's meal support; five months are left of the school year.
        var uncovered = commune.PoorShare(commune.Aged3To5, 20);
        Add(commune, DienBienItems.Lunch, "3-5", uncovered * 5, urgency, SecondTerm, uncovered);
    }

    private void AddHealth(DienBienCommune commune)
    {
        if (commune.Zone >= Zone.II)
        {
            Add(commune, DienBienItems.HealthExam, "6-10", commune.Aged6To10, Urgency.Normal, Spring);
        }

        Add(commune, DienBienItems.HeartSurgery, null, commune.Under16 / 4000, Urgency.High, null);
    }

    private void AddSchool(DienBienCommune commune)
    {
        var urgency = commune.IsFlooded ? Urgency.Critical : Urgency.Normal;
        Add(commune, DienBienItems.SchoolSupplies, "6-10", commune.PoorShare(commune.Aged6To10, commune.IsFlooded ? 90 : 50), urgency, SecondTerm);
        if (commune.Zone >= Zone.II)
        {
            Add(commune, DienBienItems.Textbooks, "11-15", commune.PoorShare(commune.Aged11To15, commune.IsFlooded ? 60 : 30), urgency, SecondTerm);
            Add(commune, DienBienItems.Bicycle, "11-15", commune.Aged11To15 * 15 / 1000, Urgency.Normal, Spring);
        }

        Add(commune, DienBienItems.Scholarship, "11-15", commune.Under16 / 100, Urgency.Normal, Spring);
    }

    private void AddWorks(DienBienCommune commune)
    {
        if (commune.Zone >= Zone.II)
        {
            var rank = _remoteness[commune.Code];
            var water = commune.IsFlooded ? Urgency.Critical : commune.IsRemote ? Urgency.High : Urgency.Normal;
            AddWorks(commune, DienBienItems.Toilet, PrimarySchools, "primary", Scaled(commune, SurveyedToiletsPrimary), Urgency.Normal, rank);
            AddWorks(commune, DienBienItems.Toilet, Preschools, "preschool", Scaled(commune, SurveyedToiletsPreschool), Urgency.Normal, rank);
            AddWorks(commune, DienBienItems.Toilet, LowerSecondarySchools, "secondary", Scaled(commune, SurveyedToiletsSecondary), Urgency.Normal, rank);
            AddWorks(commune, DienBienItems.WaterSystem, PrimarySchools, "primary", Scaled(commune, SurveyedWaterPrimary) / 2, water, rank);
            AddWorks(commune, DienBienItems.WaterSystem, Preschools, "preschool", Scaled(commune, SurveyedWaterPreschool) / 2, water, rank);
        }

        if (commune.Zone == Zone.III && commune.Under16 < 3000)
        {
            AddWorks(commune, DienBienItems.PlayArea, "Trung tâm xã", "centre", 1, Urgency.Normal, rank: null);
        }

        if (commune.DensityTenths < 350)
        {
            AddWorks(commune, DienBienItems.SchoolSite, PrimarySchools, "primary", 1, Urgency.Normal, rank: null);
        }

        if (commune.Code == "03241")
        {
            // Sính Phình 2025 (Dân trí 12/12/2025): four classrooms for 400 million ₫ from three sources, 50 + 250 + 100 million.
            AddWorks(commune, DienBienItems.SchoolSite, "Điểm trường 4 phòng học", "site", 1, Urgency.Normal, rank: 1, new Vnd(400_000_000));
        }
    }

    /// <summary>The surveyed number by children, to the nearest whole unit.</summary>
    private int Scaled(DienBienCommune commune, int surveyed) => ((2 * surveyed * commune.Under16) + _surveyedChildren) / (2 * _surveyedChildren);

    private void Add(
        DienBienCommune commune, Item item, string? ageGroup, long quantity, Urgency urgency, DateOnly? neededBy, long? beneficiaries = null)
    {
        if (quantity > 0)
        {
            _lines.Add(new NeedLine
            {
                Id = new NeedId($"{commune.Code}-{item.Id.Code}{(ageGroup is null ? "" : "-")}{ageGroup}"),
                Commune = new CommuneId(commune.Code),
                Item = item.Id,
                AgeGroup = ageGroup,
                Quantity = quantity,
                Urgency = urgency,
                NeededBy = neededBy,
                Beneficiaries = beneficiaries ?? quantity,
                Status = NeedStatus.Verified,
            });
        }
    }

    private void AddWorks(
        DienBienCommune commune, Item item, string site, string siteCode, long quantity, Urgency urgency, int? rank, Vnd? ownCost = null)
    {
        if (quantity > 0)
        {
            _lines.Add(new NeedLine
            {
                Id = new NeedId($"{commune.Code}-{item.Id.Code}-{siteCode}"),
                Commune = new CommuneId(commune.Code),
                Site = site,
                Item = item.Id,
                Quantity = quantity,
                Urgency = urgency,
                NeededBy = SchoolYear,
                OwnUnitCost = ownCost,
                Rank = rank,
                Status = commune.Zone == Zone.III ? NeedStatus.Verified : NeedStatus.Reported,
            });
        }
    }
}
