using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Engine.Explain.Sentences;

/// <summary>The words of the domain in one language; a place to build sentences from.</summary>
internal sealed class Words(Language language)
{
    public bool IsVietnamese => language == Language.Vietnamese;

    public Language Language => language;

    public string Say(string vietnamese, string english) => IsVietnamese ? vietnamese : english;

    public string Whole(long value) => Figures.Whole(value, language);

    public string Dong(Vnd amount) => Figures.Dong(amount, language);

    public string Percent(Ratio share) => Figures.Percent(share, language);

    public string Decimal(decimal value) => Figures.Decimal(value, language);

    public string Date(DateOnly day) => Figures.Date(day, language);

    /// <summary>"1 line", "12 lines"; Vietnamese nouns do not change.</summary>
    public string Count(long count, string vietnamese, string english, string? englishPlural = null) =>
        Whole(count) + " " + (IsVietnamese ? vietnamese : count == 1 ? english : englishPlural ?? english + "s");

    public string Lines(long count) => Count(count, "dòng", "line");

    public string Communes(long count) => Count(count, "xã", "commune");

    public string Pledges(long count) => Count(count, "cam kết", "pledge");

    public string ItemName(Item item) => IsVietnamese ? item.NameVi : item.NameEn ?? item.NameVi;

    /// <summary>Units of an item; the catalogue names them in Vietnamese only.</summary>
    public string Units(long units, Item item) => Count(units, item.Unit, "unit");

    /// <summary>An amount in a pledge's own measure.</summary>
    public string Amount(long amount, PledgeKind kind, Item? goods) =>
        kind == PledgeKind.Money ? Dong(new Vnd(amount)) : goods is null ? Count(amount, "đơn vị", "unit") : Units(amount, goods);

    public static string Name(PledgeName pledge) =>
        (string.IsNullOrEmpty(pledge.DonorName) ? pledge.Donor.Value : pledge.DonorName) + " (" + pledge.Id.Value + ")";

    public static string Place(Commune commune) => commune.Name + ", " + commune.ProvinceName;

    /// <summary>"Hội Chữ thập đỏ 4 bộ (05/11/2026)".</summary>
    public string From(AidReceived aid, Item item) => aid.Source + " " + Units(aid.Units, item) + " (" + Date(aid.Date) + ")";

    public string Of(Urgency urgency) => urgency switch
    {
        Urgency.Critical => Say("khẩn cấp", "critical"),
        Urgency.High => Say("cấp thiết", "high urgency"),
        _ => Say("bình thường", "normal urgency"),
    };

    public string Of(ItemKind kind) => kind == ItemKind.Consumable ? Say("hàng tiêu dùng", "consumables") : Say("công trình", "projects");

    public string Of(Zone zone) => zone switch
    {
        Zone.None => Say("ngoài vùng khó khăn", "no zone"),
        _ => Say("khu vực ", "zone ") + zone.ToString(),
    };

    /// <summary>"lớp 2 (khẩn cấp, mức ưu tiên 1, hàng tiêu dùng)".</summary>
    public string Of(PriorityClass priority) =>
        Say("lớp ", "class ") + Whole(priority.Number) + " (" + Of(priority.Urgency) + ", " + Say("mức ưu tiên ", "tier ") + Whole(priority.Tier) + ", " + Of(priority.Kind) + ")";

    public string Bottleneck(int number) => Say("điểm nghẽn số ", "bottleneck ") + Whole(number);

    /// <summary>The first few of a list, and how many more there are.</summary>
    public string List(IReadOnlyList<string> all, int most = PlanExplainer.Top, string between = "; ") =>
        string.Join(between, all.Take(most))
        + (all.Count <= most ? "" : between + Say("và ", "and ") + Whole(all.Count - most) + Say(" mục khác", " more"));

    /// <summary>A reason in a few words, for tables.</summary>
    public string Of(LineReason reason) => reason switch
    {
        LineReason.FullyServed => Say("nhận đủ", "fully served"),
        LineReason.TakesNoPart => Say("không tham gia đợt", "takes no part"),
        LineReason.NoEligiblePledge => Say("không có cam kết phù hợp", "no eligible pledge"),
        LineReason.HeldByBottleneck => Say("nguồn phù hợp đã dùng hết", "eligible pledges used up"),
        LineReason.HeldByProvinceCap => Say("tỉnh đã đạt trần", "province cap reached"),
        LineReason.LessThanOneUnit => Say("phần còn lại chưa đủ một đơn vị", "rest is less than one unit"),
        LineReason.ProjectPassedOver => Say("công trình chưa đủ tiền khi đến lượt", "project passed over"),
        LineReason.BelowMinimumQuantity => Say("chưa đạt số lượng tối thiểu", "below its minimum quantity"),
        LineReason.DiscreteCondition => Say("vướng điều kiện có-hoặc-không", "kept back by a yes-or-no condition"),
        LineReason.CoveredByOthers => Say("nguồn khác đã hỗ trợ đủ", "covered by others"),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason of a line."),
    };

    /// <summary>A reason in a few words, for tables.</summary>
    public string Of(PledgeReason reason) => reason switch
    {
        PledgeReason.FullyUsed => Say("đã dùng hết", "fully used"),
        PledgeReason.Expired => Say("đã hết hạn", "expired"),
        PledgeReason.NoEligibleLine => Say("không có nhu cầu phù hợp", "no eligible line"),
        PledgeReason.EligibleNeedsMet => Say("nhu cầu phù hợp đã đủ", "eligible needs are met"),
        PledgeReason.LessThanOneUnit => Say("phần còn lại chưa đủ một đơn vị", "rest is less than one unit"),
        PledgeReason.CeilingReached => Say("chạm trần của nhà tài trợ", "donor's ceiling reached"),
        PledgeReason.ProvinceCap => Say("tỉnh đã đạt trần", "province cap reached"),
        PledgeReason.MinimumNotReachable => Say("không đạt mức tối thiểu mỗi xã", "minimum per commune not reached"),
        PledgeReason.CommuneLimitReached => Say("đủ số xã tối đa", "commune limit reached"),
        PledgeReason.NotPlaceableWhole => Say("không đặt trọn được", "cannot be placed whole"),
        PledgeReason.Reserve => Say("dự phòng", "reserve"),
        PledgeReason.Delivery => Say("chi phí vận chuyển, lắp đặt", "delivery"),
        PledgeReason.AsksOfOthers => Say("yêu cầu về nhà tài trợ khác hoặc về dòng đủ trọn", "asks something of other donors or of full lines"),
        PledgeReason.SpreadNotReachable => Say("không tới đủ số xã tối thiểu", "cannot reach as many communes as it must"),
        PledgeReason.FixedAmounts => Say("mức cấp cố định không đặt thêm được", "its fixed amounts fit nowhere else"),
        PledgeReason.KeptAway => Say("nhà tài trợ khác giữ riêng hoặc không muốn cùng", "another donor holds the lines alone or wants no such company"),
        PledgeReason.Pinned => Say("bị ghim giữ lại", "kept back by a pin"),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason of a pledge."),
    };

    public string Of(ServingCondition? condition) => condition switch
    {
        null => Say("ghim của người lập kế hoạch", "a pin of the planner"),
        ServingCondition.Status => Say("dòng đã bị từ chối", "the line is rejected"),
        ServingCondition.OnlyVerified => Say("dòng chưa được xác minh", "the line is not verified"),
        ServingCondition.GoodsItem => Say("hiện vật là mặt hàng khác", "the goods are another item"),
        ServingCondition.Items => Say("mặt hàng, nhóm hàng được nhận", "items and categories accepted"),
        ServingCondition.Places => Say("địa bàn được nhận", "places accepted"),
        ServingCondition.Zones => Say("khu vực được nhận", "zones accepted"),
        ServingCondition.Tiers => Say("mức ưu tiên được nhận", "tiers accepted"),
        ServingCondition.Urgencies => Say("mức cấp thiết được nhận", "urgencies accepted"),
        ServingCondition.AgeGroups => Say("nhóm tuổi được nhận", "age groups accepted"),
        ServingCondition.ExcludeProvinces => Say("tỉnh bị loại trừ", "provinces excluded"),
        ServingCondition.ExcludeCommunes => Say("xã bị loại trừ", "communes excluded"),
        ServingCondition.ExcludeItems => Say("mặt hàng bị loại trừ", "items excluded"),
        ServingCondition.AvailableFrom => Say("ngày bắt đầu muộn hơn ngày cần", "available only after the day it is needed"),
        ServingCondition.AvailableUntil => Say("cam kết đã hết hạn", "the pledge has expired"),
        ServingCondition.ExternalAid => Say("nguồn ngoài quỹ đã hỗ trợ đủ", "others outside the fund cover the line"),
        ServingCondition.Quality => Say("cần hàng mới, hàng tặng đã qua sử dụng", "new goods wanted, used ones offered"),
        ServingCondition.NoOutsideAid => Say("nguồn ngoài quỹ đã hỗ trợ mặt hàng này tại xã", "others outside the fund give of this item in the commune"),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "Not a condition."),
    };
}
