using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>The words of the formats for the values that the engine counts with.</summary>
internal static class Words
{
    public static readonly Choices<Zone> Zones = new(("I", Zone.I), ("II", Zone.II), ("III", Zone.III));

    public static readonly Choices<ItemKind> ItemKinds = new(("consumable", ItemKind.Consumable), ("project", ItemKind.Project));

    public static readonly Choices<Urgency> Urgencies = new(("critical", Urgency.Critical), ("high", Urgency.High), ("normal", Urgency.Normal));

    public static readonly Choices<NeedStatus> Statuses = new(
        ("reported", NeedStatus.Reported), ("verified", NeedStatus.Verified), ("rejected", NeedStatus.Rejected));

    public static readonly Choices<PledgeKind> PledgeKinds = new(("money", PledgeKind.Money), ("goods", PledgeKind.Goods));

    public static readonly Choices<AcceptedQuality> AcceptedQualities = new(("new", AcceptedQuality.New), ("used_ok", AcceptedQuality.UsedOk));

    public static readonly Choices<GoodsQuality> GoodsQualities = new(("new", GoodsQuality.New), ("used", GoodsQuality.Used));

    public static readonly Choices<SplitPlace> SplitPlaces = new(("commune", SplitPlace.Commune), ("district", SplitPlace.District), ("province", SplitPlace.Province));

    public static readonly Choices<Exclusivity> Exclusivities = new(("line", Exclusivity.Line), ("commune_item", Exclusivity.CommuneItem), ("commune", Exclusivity.Commune));

    public static readonly Choices<PinRule> PinRules = new(("fix", PinRule.Fix), ("forbid", PinRule.Forbid), ("at_least", PinRule.AtLeast));

    public static readonly Choices<ClassKey> ClassKeys = new(("urgency", ClassKey.Urgency), ("tier", ClassKey.Tier), ("kind", ClassKey.Kind));

    public static readonly Choices<Fairness> Fairnesses = new(("leximin", Fairness.Leximin), ("max_coverage", Fairness.MaxCoverage));

    public static readonly Choices<ProjectsPlace> ProjectsPlaces = new(("after", ProjectsPlace.After), ("before", ProjectsPlace.Before));
}
