using Matching.Engine.Pledges;

namespace Matching.Verify.Facts;

/// <summary>A pledge's conditions, as numbers. Amounts are turned into đồng of its own: a goods unit at its item's unit cost.</summary>
/// <remarks>A list that states only unknown names stays a condition that no line meets. Lists are short; they are searched from the front.</remarks>
internal sealed class PledgeFacts
{
    private readonly int _item = -1;
    private readonly int[]? _items;
    private readonly int _zones;
    private readonly int _urgencies;
    private readonly int[]? _tiers;
    private readonly int[]? _ages;
    private readonly int[]? _notProvinces;
    private readonly int[]? _notCommunes;
    private readonly int[]? _notItems;
    private readonly bool _used;
    private readonly bool _apart;
    private readonly int _from;
    private readonly bool _comesInParts;
    private readonly int _delivery;

    public PledgeFacts(RoundFacts round, Pledge pledge)
    {
        var stated = pledge.Conditions;
        IsMoney = pledge.Kind == PledgeKind.Money;
        if (!IsMoney)
        {
            _item = round.Item(pledge.Item?.Code ?? "");
            if (_item == RoundFacts.Unknown)
            {
                throw new ArgumentException($"Goods pledge {pledge.Id} gives item {pledge.Item}; the round must hold it.", nameof(pledge));
            }

            UnitVnd = round.Round.Items[_item].UnitCost.Dong;
        }

        if (!stated.Items.IsEmpty || !stated.Categories.IsEmpty)
        {
            _items = [.. stated.Items.Select(item => round.Item(item.Code)), .. Enumerable.Range(0, stated.Categories.IsEmpty ? 0 : round.Items)
                .Where(item => stated.Categories.Contains(round.Round.Items[item].Category, StringComparer.Ordinal))];
        }

        AnyPlace = stated.Provinces.IsEmpty && stated.Districts.IsEmpty && stated.Communes.IsEmpty;
        Provinces = Numbers(stated.Provinces, province => round.Province(province.Code)) ?? [];
        Districts = Numbers(stated.Districts, district => round.District(district.Code)) ?? [];
        Communes = Numbers(stated.Communes, commune => round.Commune(commune.Code)) ?? [];
        _zones = stated.Zones.Aggregate(0, (mask, zone) => mask | (1 << (int)zone));
        _urgencies = stated.Urgencies.Aggregate(0, (mask, urgency) => mask | (1 << (int)urgency));
        _tiers = Numbers(stated.Tiers, tier => tier);
        _ages = Numbers(stated.AgeGroups, round.Age);
        _notProvinces = Numbers(stated.ExcludeProvinces, province => round.Province(province.Code));
        _notCommunes = Numbers(stated.ExcludeCommunes, commune => round.Commune(commune.Code));
        _notItems = Numbers(stated.ExcludeItems, item => round.Item(item.Code));
        _used = !IsMoney && stated.Quality == GoodsQuality.Used;
        _apart = stated.NoOutsideAid;
        _from = (stated.Instalments.IsEmpty ? stated.AvailableFrom : stated.Instalments.Min(part => part.Date))?.DayNumber ?? 0;
        _comesInParts = !stated.Instalments.IsEmpty;
        Expired = stated.AvailableUntil < round.Round.AsOf;

        var reserve = IsMoney && stated.IsUnconditional ? round.Round.Policy.ReservePercent : 0;
        _delivery = stated.DeliveryPercent ?? 0;
        Available = Expired ? 0 : (long)(Net(pledge.Amount) * (100 - reserve) / 100);
        MaxPerCommuneVnd = InVnd(Ceiling(stated.MaxPerCommune, stated.MaxCommuneSharePercent, pledge.Amount));
        MaxPerProvinceVnd = InVnd(Ceiling(stated.MaxPerProvince, stated.MaxProvinceSharePercent, pledge.Amount));
        MinPerCommuneVnd = InVnd(stated.MinPerCommune) ?? 0;
        MaxSharePercent = stated.MaxSharePercent;
        Parts = [.. PartsOf(stated, pledge.Amount)];
        MaxCommunes = stated.MaxCommunes;
        AllOrNothing = stated.AllOrNothing;
        MinCommunes = stated.MinCommunes ?? 0;
        Split = stated.EqualSplit;
        SplitParts = stated.EqualParts ?? 0;
        FixedPerCommuneVnd = InVnd(stated.FixedPerCommune);
        FixedPerChildVnd = InVnd(stated.FixedPerChild);
        Donor = pledge.Donor.Value;
        NotWith = [.. stated.NotWithDonors.Select(donor => donor.Value)];
        Exclusive = stated.Exclusive;
        OnlyFullLines = stated.OnlyFullLines;
        CofundMinPercent = stated.CofundMinPercent ?? 0;
        MatchPercent = stated.MatchPercent;
    }

    public bool IsMoney { get; }

    /// <summary>The item that a goods pledge gives; null for money.</summary>
    public int? GoodsItem => IsMoney ? null : _item;

    /// <summary>Đồng that one of its own measure counts for: 1 for money, the item's unit cost for goods.</summary>
    public long UnitVnd { get; } = 1;

    /// <summary>In its own measure: 0 when expired; <c>floor(amount × (100 − reserve) / 100)</c> of unconditional money; else all but what delivery takes.</summary>
    public long Available { get; }

    public Int128 AvailableVnd => (Int128)Available * UnitVnd;

    public bool PaysDelivery => _delivery > 0;

    public bool Expired { get; }

    public bool AnyPlace { get; }

    public int[] Provinces { get; }

    public int[] Districts { get; }

    public int[] Communes { get; }

    public Int128? MaxPerCommuneVnd { get; }

    public Int128? MaxPerProvinceVnd { get; }

    public Int128 MinPerCommuneVnd { get; }

    public int? MaxSharePercent { get; }

    public int? MaxCommunes { get; }

    /// <summary>How many communes get something at least, if any does; 0 and 1 ask for nothing.</summary>
    public int MinCommunes { get; }

    /// <summary>Among which places it is split equally, and among how many.</summary>
    public SplitPlace? Split { get; }

    public int SplitParts { get; }

    public Int128? FixedPerCommuneVnd { get; }

    /// <summary>For each beneficiary that a line states.</summary>
    public Int128? FixedPerChildVnd { get; }

    /// <summary>Whether its donor sets the amounts, so that nothing can be added to what it gives.</summary>
    public bool FixesAmounts => Split is not null || FixedPerCommuneVnd is not null || FixedPerChildVnd is not null;

    /// <summary>Sets of lines that together get at most a part of the pledge; each lies within another or holds it.</summary>
    public PartFacts[] Parts { get; }

    public bool AllOrNothing { get; }

    public string Donor { get; }

    /// <summary>Donors that may give nothing to a line of this pledge.</summary>
    public string[] NotWith { get; }

    public Exclusivity? Exclusive { get; }

    public bool OnlyFullLines { get; }

    /// <summary>What others must pay of a line's money, at least; 0 for nothing.</summary>
    public int CofundMinPercent { get; }

    /// <summary>What it gives to a line at most, of the money of others there.</summary>
    public int? MatchPercent { get; }

    /// <summary>Whether it asks something of a line's other donors, or of the whole line.</summary>
    public bool AsksOfOthers => NotWith.Length > 0 || Exclusive is not null || OnlyFullLines || CofundMinPercent > 0 || MatchPercent is not null;

    public bool HasCeilings => MaxPerCommuneVnd is not null || MaxPerProvinceVnd is not null || MaxSharePercent is not null || Parts.Length > 0;

    /// <summary>Whether no ceiling of its own is nothing.</summary>
    public bool CanGive => MaxPerCommuneVnd != 0 && MaxPerProvinceVnd != 0 && MaxSharePercent != 0 && MaxCommunes != 0;

    public bool IsDiscrete => MinPerCommuneVnd > 0 || MaxCommunes is not null || AllOrNothing || MinCommunes > 1 || FixesAmounts || AsksOfOthers;

    /// <summary>
    /// The most of one line: <c>floor(line value × percent / 100)</c> đồng of money, <c>floor(quantity × percent / 100)</c> units of goods.
    /// </summary>
    public Int128 ShareVnd(in LineFacts line) =>
        MaxSharePercent is not { } percent ? Int128.MaxValue
        : IsMoney ? (Int128)line.ValueVnd * percent / 100
        : (Int128)line.Quantity * percent / 100 * UnitVnd;

    /// <summary>Line value of this much of the pledge: a goods unit is a unit of the line, whatever the line's own price.</summary>
    public Int128 LineVnd(in LineFacts line, Int128 ownVnd) => IsMoney ? ownVnd : ownVnd / UnitVnd * line.UnitVnd;

    public bool ServesItem(int item) =>
        (_item < 0 || _item == item) && (_items is null || _items.Contains(item)) && (_notItems is null || !_notItems.Contains(item));

    public bool Serves(in LineFacts line) => Refusal(line) is null;

    /// <summary>The first condition of the contract's section 2 that does not hold, by its column name; none when the pledge may serve the line.</summary>
    public string? Refusal(in LineFacts line) =>
        !line.Takes ? "status"
        : Expired ? "available_until"
        : _item >= 0 && _item != line.Item ? "item_code"
        : _items is not null && !_items.Contains(line.Item) ? "items, categories"
        : !AnyPlace && !Provinces.Contains(line.Province) && !Districts.Contains(line.District) && !Communes.Contains(line.Commune)
            ? "provinces, districts, communes"
        : _zones != 0 && (_zones & (1 << line.Zone)) == 0 ? "zones"
        : _tiers is not null && !_tiers.Contains(line.Tier) ? "tiers"
        : _urgencies != 0 && (_urgencies & (1 << line.Urgency)) == 0 ? "urgencies"
        : _ages is not null && !_ages.Contains(line.Age) ? "age_groups"
        : _used && line.NewOnly ? "quality"
        : _apart && line.OthersGive ? "no_outside_aid"
        : _notProvinces is not null && _notProvinces.Contains(line.Province) ? "exclude_provinces"
        : _notCommunes is not null && _notCommunes.Contains(line.Commune) ? "exclude_communes"
        : _notItems is not null && _notItems.Contains(line.Item) ? "exclude_items"
        : _from > line.NeededBy ? (_comesInParts ? "instalments" : "available_from")
        : null;

    private static int[]? Numbers<T>(System.Collections.Immutable.ImmutableArray<T> stated, Func<T, int> number) =>
        stated.IsEmpty ? null : [.. stated.Select(number)];

    /// <summary>The smaller of a stated amount and <c>floor(amount of the pledge × percent / 100)</c>, of those that are stated.</summary>
    private static long? Ceiling(long? stated, int? percent, long amount)
    {
        if (percent is null)
        {
            return stated;
        }

        var part = (long)((Int128)amount * percent.Value / 100);
        return stated < part ? stated : part;
    }

    /// <summary>
    /// tier1_percent: all other lines get at most <c>floor(amount × (100 − percent) / 100)</c>. instalments: lines needed before the day of one get at most
    /// the sum of those that come before that day.
    /// </summary>
    private IEnumerable<PartFacts> PartsOf(PledgeConditions stated, long amount)
    {
        if (stated.Tier1Percent is { } percent)
        {
            yield return new PartFacts(null, Net(amount) * (100 - percent) / 100 * UnitVnd);
        }

        foreach (var day in stated.Instalments.Select(part => part.Date).Distinct())
        {
            var before = stated.Instalments.Where(part => part.Date < day).Aggregate(Int128.Zero, (sum, part) => sum + part.Amount);
            yield return new PartFacts(day.DayNumber, Net(before) * UnitVnd);
        }
    }

    /// <summary>Of every (100 + delivery_percent) đồng 100 are for lines.</summary>
    private Int128 Net(Int128 amount) => amount * 100 / (100 + _delivery);

    private Int128? InVnd(long? amount) => amount is { } own ? (Int128)own * UnitVnd : null;
}
