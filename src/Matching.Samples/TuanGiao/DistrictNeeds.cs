using System.Collections.Immutable;
using System.Globalization;
using Matching.Engine.Geography;
using Matching.Engine.Needs;

namespace Matching.Samples.TuanGiao;

/// <summary>School needs of the former district of Điện Biên as its report of 2021 counts them, dealt to communes and schools by a stated rule.</summary>
/// <remarks>
/// From the report: how many schools and school points of each level lack electricity or water, toilets, or means for recurring needs.
/// Modelled: which commune a school lies in, how its points are spread, and the pupils behind the recurring needs.
/// </remarks>
internal sealed class DistrictNeeds
{
    /// <summary>Modelled: poor pupils for whom a school asks for lunches and books.</summary>
    private const int PupilsPerSchool = 40;

    /// <summary>February to May.</summary>
    private const int MonthsLeft = 4;

    private readonly ImmutableArray<Commune> _communes;
    private readonly ImmutableArray<NeedLine>.Builder _lines = ImmutableArray.CreateBuilder<NeedLine>();

    private DistrictNeeds(ImmutableArray<Commune> communes) => _communes = communes;

    public static ImmutableArray<NeedLine> Create(ImmutableArray<Commune> communes)
    {
        var needs = new DistrictNeeds(communes);
        needs.AddWorks(DistrictItems.Power, "power_water", "primary", "Trường tiểu học", schools: 6, points: 13, firstCommune: 0);
        needs.AddWorks(DistrictItems.Power, "power_water", "preschool", "Trường mầm non", schools: 10, points: 22, firstCommune: 0);
        needs.AddWorks(DistrictItems.Toilet, "toilet", "secondary", "Trường trung học cơ sở", schools: 2, points: 2, firstCommune: 4);
        needs.AddWorks(DistrictItems.Toilet, "toilet", "primary", "Trường tiểu học", schools: 6, points: 10, firstCommune: 3);
        needs.AddWorks(DistrictItems.Toilet, "toilet", "preschool", "Trường mầm non", schools: 2, points: 2, firstCommune: 9);
        needs.AddRecurring("primary", "Trường tiểu học", "6-10", schools: 10, firstCommune: 0);
        needs.AddRecurring("secondary", "Trường trung học cơ sở", "11-15", schools: 3, firstCommune: 5);
        return needs._lines.ToImmutable();
    }

    /// <summary>One line per school; points are spread as evenly as can be, the first schools have one more.</summary>
    private void AddWorks(Item item, string code, string level, string levelName, int schools, int points, int firstCommune)
    {
        for (var school = 0; school < schools; school++)
        {
            _lines.Add(new NeedLine
            {
                Id = Id(code, level, school),
                Commune = CommuneOf(school, schools, firstCommune).Id,
                Site = Site(levelName, school),
                Item = item.Id,
                Quantity = (points / schools) + (school < points % schools ? 1 : 0),
                Urgency = Urgency.Normal,
                Status = NeedStatus.Reported,
            });
        }
    }

    private void AddRecurring(string level, string levelName, string ageGroup, int schools, int firstCommune)
    {
        for (var school = 0; school < schools; school++)
        {
            foreach (var (item, quantity) in new[] { (DistrictItems.Lunch, PupilsPerSchool * MonthsLeft), (DistrictItems.SchoolSupplies, PupilsPerSchool) })
            {
                _lines.Add(new NeedLine
                {
                    Id = Id(item.Id.Code, level, school),
                    Commune = CommuneOf(school, schools, firstCommune).Id,
                    Site = Site(levelName, school),
                    Item = item.Id,
                    AgeGroup = ageGroup,
                    Quantity = quantity,
                    Urgency = Urgency.High,
                    Beneficiaries = PupilsPerSchool,
                    Status = NeedStatus.Reported,
                });
            }
        }
    }

    /// <summary>Schools are dealt over the 21 communes in order of their codes, at equal steps.</summary>
    private Commune CommuneOf(int school, int schools, int firstCommune) =>
        _communes[(firstCommune + (school * _communes.Length / schools)) % _communes.Length];

    private static NeedId Id(string code, string level, int school) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{code}-{level}-{school + 1:D2}"));

    private static string Site(string levelName, int school) =>
        string.Create(CultureInfo.InvariantCulture, $"{levelName} số {school + 1} (thứ tự giả định)");
}
