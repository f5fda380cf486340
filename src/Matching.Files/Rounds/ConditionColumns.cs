using System.Collections.Immutable;
using System.Globalization;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;

namespace Matching.Files;

/// <summary>The condition columns of pledges.csv. Equal conditions become one object, so that an allocator finds equal pledges by reference.</summary>
internal sealed class ConditionColumns
{
    private const int First = PledgesFile.FirstCondition;
    private const int From = First, Until = First + 1, MaxPerCommune = First + 14, MaxShare = First + 15, MinPerCommune = First + 16, MaxCommunes = First + 17, Whole = First + 18,
        MaxPerProvince = First + 19, MaxCommuneShare = First + 20, MaxProvinceShare = First + 21, Quality = First + 22, NoOutsideAid = First + 23;

    public const int Tier1 = First + 24, Instalments = First + 25;

    public const int NotWith = First + 27;

    public const int Cofund = First + 30, Match = First + 31;

    public const int MinCommunes = First + 32, EqualSplit = First + 33, EqualParts = First + 34, FixedPerCommune = First + 35, FixedPerChild = First + 36;

    private const int Delivery = First + 26, Exclusive = First + 28, FullLines = First + 29;

    public const int Categories = First + 2, Items = First + 3, Provinces = First + 4, Districts = First + 5, Communes = First + 6,
        ExcludeProvinces = First + 11, ExcludeCommunes = First + 12, ExcludeItems = First + 13;

    private readonly CsvTable _table;
    private readonly RowReader _row;
    private readonly int _format;
    private readonly int _end;
    private readonly ConditionLogic _logic;
    private readonly ListColumn<string> _categories;
    private readonly ListColumn<ItemId> _items;
    private readonly ListColumn<ProvinceId> _provinces;
    private readonly ListColumn<DistrictId> _districts;
    private readonly ListColumn<CommuneId> _communes;
    private readonly ListColumn<Zone> _zones;
    private readonly ListColumn<int> _tiers;
    private readonly ListColumn<Urgency> _urgencies;
    private readonly ListColumn<string> _ageGroups;
    private readonly ListColumn<ProvinceId> _excludeProvinces;
    private readonly ListColumn<CommuneId> _excludeCommunes;
    private readonly ListColumn<ItemId> _excludeItems;
    private readonly ListColumn<Instalment> _instalments;
    private readonly ListColumn<DonorId> _notWith;
    private readonly Dictionary<PledgeConditions, PledgeConditions> _sound = [];

    public ConditionColumns(CsvTable table, RowReader row, int format, RoundIndex index)
    {
        _table = table;
        _row = row;
        _format = format;
        _end = First + Columns(format).Length;
        _logic = new ConditionLogic(table, index);
        var place = new ConditionElements(index);
        _categories = new(Categories, place.Category, string.CompareOrdinal);
        _items = new(Items, place.Item, ByCode);
        _provinces = new(Provinces, place.Province, ByCode);
        _districts = new(Districts, place.District, ByCode);
        _communes = new(Communes, place.Commune, ByCode);
        _zones = new(First + 7, ConditionElements.Zone, (left, right) => left.CompareTo(right));
        _tiers = new(First + 8, ConditionElements.Tier, (left, right) => left.CompareTo(right));
        _urgencies = new(First + 9, ConditionElements.Urgency, (left, right) => left.CompareTo(right));
        _ageGroups = new(First + 10, ConditionElements.AgeGroup, string.CompareOrdinal);
        _excludeProvinces = new(ExcludeProvinces, place.Province, ByCode);
        _excludeCommunes = new(ExcludeCommunes, place.Commune, ByCode);
        _excludeItems = new(ExcludeItems, place.Item, ByCode);
        _notWith = new(NotWith, ConditionElements.Donor, ByCode);
        _instalments = new(Instalments, ConditionElements.Instalment, ConditionElements.ByDay);
    }

    private static readonly ImmutableArray<Column> s_first =
    [
        new("available_from"), new("available_until"), new("categories"), new("items"), new("provinces"), new("districts"), new("communes"), new("zones"),
        new("tiers"), new("urgencies"), new("age_groups"), new("exclude_provinces"), new("exclude_communes"), new("exclude_items"), new("max_per_commune"),
        new("max_share_percent"), new("min_per_commune"), new("max_communes"), new("all_or_nothing"),
    ];

    private static readonly ImmutableArray<Column> s_second =
    [
        new("max_per_province"), new("max_commune_share_percent"), new("max_province_share_percent"), new("quality"),
        new("no_outside_aid"), new("tier1_percent"), new("instalments"), new("delivery_percent"), new("not_with_donors"),
        new("exclusive"), new("only_full_lines"), new("cofund_min_percent"), new("match_percent"),
        new("min_communes"), new("equal_split"), new("equal_parts"), new("fixed_per_commune"), new("fixed_per_child"),
    ];

    public static ImmutableArray<Column> Columns(int format) => format < RoundFormat.Second ? s_first : [.. s_first, .. s_second];

    /// <summary>Reads the conditions of the present row and refuses those that contradict each other or the pledge.</summary>
    public PledgeConditions Read(PledgeKind? kind, long? amount, string? itemCode)
    {
        if (StatesNothing())
        {
            return PledgeConditions.None;
        }

        var conditions = new PledgeConditions
        {
            Categories = _categories.Read(_table, _row),
            Items = _items.Read(_table, _row),
            Provinces = _provinces.Read(_table, _row),
            Districts = _districts.Read(_table, _row),
            Communes = _communes.Read(_table, _row),
            Zones = _zones.Read(_table, _row),
            Tiers = _tiers.Read(_table, _row),
            Urgencies = _urgencies.Read(_table, _row),
            AgeGroups = _ageGroups.Read(_table, _row),
            ExcludeProvinces = _excludeProvinces.Read(_table, _row),
            ExcludeCommunes = _excludeCommunes.Read(_table, _row),
            ExcludeItems = _excludeItems.Read(_table, _row),
            AvailableFrom = _row.Day(From),
            AvailableUntil = _row.Day(Until),
            MaxPerCommune = _row.Number(MaxPerCommune, 0, Vnd.Largest),
            MaxSharePercent = (int?)_row.Number(MaxShare, 0, 100),
            MinPerCommune = _row.Number(MinPerCommune, 0, Vnd.Largest),
            MaxCommunes = (int?)_row.Number(MaxCommunes, 1, 1_000_000_000),
            AllOrNothing = _row.Flag(Whole),
        };
        conditions = _format < RoundFormat.Second ? conditions : WithSecond(conditions, kind);
        CheckAmounts(conditions, amount);
        PortionLogic.Check(_table, conditions, amount);
        ShapeLogic.Check(_table, conditions, amount);
        if (kind == PledgeKind.Goods && itemCode is not null)
        {
            _logic.CheckGoods(conditions, itemCode);
        }

        if (_sound.TryGetValue(conditions, out var known))
        {
            return known; // checked before
        }

        _logic.Check(conditions);
        if (conditions.IsUnconditional)
        {
            conditions = PledgeConditions.None;
        }

        if (_table.RowIsGood)
        {
            _sound[conditions] = conditions;
        }

        return conditions;
    }

    public static void Write(CsvOutput csv, int format, PledgeConditions conditions)
    {
        csv.Day(conditions.AvailableFrom).Day(conditions.AvailableUntil)
            .List(conditions.Categories, string.CompareOrdinal).List(conditions.Items, ByCode).List(conditions.Provinces, ByCode)
            .List(conditions.Districts, ByCode).List(conditions.Communes, ByCode)
            .List(conditions.Zones.Order().Select(Words.Zones.Word)).List(conditions.Tiers, (left, right) => left.CompareTo(right))
            .List(conditions.Urgencies.Order().Select(Words.Urgencies.Word)).List(conditions.AgeGroups, string.CompareOrdinal)
            .List(conditions.ExcludeProvinces, ByCode).List(conditions.ExcludeCommunes, ByCode).List(conditions.ExcludeItems, ByCode)
            .Number(conditions.MaxPerCommune).Number(conditions.MaxSharePercent).Number(conditions.MinPerCommune)
            .Number(conditions.MaxCommunes).Word(conditions.AllOrNothing ? "true" : "");
        if (format >= RoundFormat.Second)
        {
            csv.Number(conditions.MaxPerProvince).Number(conditions.MaxCommuneSharePercent).Number(conditions.MaxProvinceSharePercent)
                .Word(conditions.Quality is { } quality ? Words.GoodsQualities.Word(quality) : "").Word(conditions.NoOutsideAid ? "true" : "")
                .Number(conditions.Tier1Percent).List(conditions.Instalments, ConditionElements.ByDay).Number(conditions.DeliveryPercent)
                .List(conditions.NotWithDonors, ByCode).Word(conditions.Exclusive is { } exclusive ? Words.Exclusivities.Word(exclusive) : "").Word(conditions.OnlyFullLines ? "true" : "")
                .Number(conditions.CofundMinPercent).Number(conditions.MatchPercent)
                .Number(conditions.MinCommunes).Word(conditions.EqualSplit is { } split ? Words.SplitPlaces.Word(split) : "").Number(conditions.EqualParts)
                .Number(conditions.FixedPerCommune).Number(conditions.FixedPerChild);
        }
    }

    private PledgeConditions WithSecond(PledgeConditions conditions, PledgeKind? kind)
    {
        var quality = _row.Choice(Quality, Words.GoodsQualities);
        if (quality is not null && kind == PledgeKind.Money)
        {
            _table.Fault(Quality, FaultKind.Contradiction, new("nothing, because the pledge is of money", "để trống, vì cam kết là tiền"));
        }

        foreach (var column in kind == PledgeKind.Goods ? [Delivery, Cofund, Match] : Array.Empty<int>())
        {
            if (_row.IsEmpty(column))
            {
                continue;
            }

            _table.Fault(column, FaultKind.Contradiction, new("nothing, because the pledge is of goods", "để trống, vì cam kết là hiện vật"));
        }

        return conditions with
        {
            MaxPerProvince = _row.Number(MaxPerProvince, 0, Vnd.Largest),
            MaxCommuneSharePercent = (int?)_row.Number(MaxCommuneShare, 0, 100),
            MaxProvinceSharePercent = (int?)_row.Number(MaxProvinceShare, 0, 100),
            Quality = quality,
            NoOutsideAid = _row.Flag(NoOutsideAid),
            Tier1Percent = (int?)_row.Number(Tier1, 0, 100),
            Instalments = _instalments.Read(_table, _row),
            DeliveryPercent = (int?)_row.Number(Delivery, 0, 100),
            NotWithDonors = _notWith.Read(_table, _row),
            Exclusive = _row.Choice(Exclusive, Words.Exclusivities),
            OnlyFullLines = _row.Flag(FullLines),
            CofundMinPercent = (int?)_row.Number(Cofund, 0, 100),
            MatchPercent = (int?)_row.Number(Match, 1, 10_000),
            MinCommunes = (int?)_row.Number(MinCommunes, 1, 1_000_000_000),
            EqualSplit = _row.Choice(EqualSplit, Words.SplitPlaces),
            EqualParts = (int?)_row.Number(EqualParts, 2, 1_000_000_000),
            FixedPerCommune = _row.Number(FixedPerCommune, 1, Vnd.Largest),
            FixedPerChild = _row.Number(FixedPerChild, 1, Vnd.Largest),
        };
    }

    private static int ByCode(ItemId left, ItemId right) => string.CompareOrdinal(left.Code, right.Code);

    private static int ByCode(DonorId left, DonorId right) => string.CompareOrdinal(left.Value, right.Value);

    private static int ByCode(ProvinceId left, ProvinceId right) => string.CompareOrdinal(left.Code, right.Code);

    private static int ByCode(DistrictId left, DistrictId right) => string.CompareOrdinal(left.Code, right.Code);

    private static int ByCode(CommuneId left, CommuneId right) => string.CompareOrdinal(left.Code, right.Code);

    private bool StatesNothing()
    {
        for (var column = First; column < _end; column++)
        {
            if (!_table.Cell(column).IsEmpty)
            {
                return false;
            }
        }

        return true;
    }

    private void CheckAmounts(PledgeConditions conditions, long? amount)
    {
        if (conditions.AvailableFrom > conditions.AvailableUntil)
        {
            var day = conditions.AvailableFrom.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            _table.Fault(Until, FaultKind.Contradiction, new($"a day not before available_from, {day}", $"ngày không trước available_from, {day}"));
        }

        AtMost("max_per_commune", "max_per_commune", conditions.MaxPerCommune);
        AtMost("max_per_province", "max_per_province", conditions.MaxPerProvince);
        AtMost("what the pledge holds", "số cam kết", amount);
        AtMost("what delivery leaves of the pledge", "số cam kết sau chi phí vận chuyển", conditions.DeliveryPercent is { } delivery ? (long?)((Int128?)amount * 100 / (100 + delivery)) : null);
        AtMost("max_commune_share_percent of the pledge", "max_commune_share_percent của cam kết", Part(conditions.MaxCommuneSharePercent));
        AtMost("max_province_share_percent of the pledge", "max_province_share_percent của cam kết", Part(conditions.MaxProvinceSharePercent));

        long? Part(int? percent) => amount is { } whole && percent is { } part ? (long)((Int128)whole * part / 100) : null;

        void AtMost(string what, string whatVi, long? most)
        {
            Check(MinPerCommune, conditions.MinPerCommune);
            Check(FixedPerCommune, conditions.FixedPerCommune);
            Check(FixedPerChild, conditions.FixedPerChild);

            void Check(int column, long? stated)
            {
                if (stated > most)
                {
                    _table.Fault(column, FaultKind.Contradiction, new(
                        string.Create(CultureInfo.InvariantCulture, $"at most {what}, {most}"), string.Create(CultureInfo.InvariantCulture, $"không lớn hơn {whatVi}, {most}")));
                }
            }
        }
    }
}
