using Matching.Engine.Pledges;

namespace Matching.Engine.Explain.Sentences;

/// <summary>What a wish speaks of, in words; the value stays as its donor wrote it.</summary>
internal static class WishSentences
{
    public static string Name(Wish wish, Words words) => (wish.Kind switch
    {
        WishKind.Item => words.Say("mặt hàng", "item"),
        WishKind.Category => words.Say("nhóm hàng", "category"),
        WishKind.Province => words.Say("tỉnh", "province"),
        WishKind.District => words.Say("huyện", "district"),
        WishKind.Commune => words.Say("xã", "commune"),
        WishKind.Zone => words.Say("khu vực", "zone"),
        WishKind.Tier => words.Say("mức ưu tiên", "tier"),
        WishKind.Urgency => words.Say("mức cấp thiết", "urgency"),
        _ => words.Say("nhóm tuổi", "age group"),
    }) + " " + wish.Value;
}
