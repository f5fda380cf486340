namespace Matching.Files;

/// <summary>The words of the format as Vietnamese and English tables write them. A word that is none of them stays as it is.</summary>
internal static class WordForms
{
    private static readonly Dictionary<(string Column, string Loose), string> s_words = Table(
        ("urgency", "critical", ["critical", "khẩn cấp", "rất khẩn cấp"]),
        ("urgency", "high", ["high", "cấp thiết", "cao"]),
        ("urgency", "normal", ["normal", "bình thường", "thường"]),
        ("status", "reported", ["reported", "đã báo cáo", "báo cáo", "mới báo cáo"]),
        ("status", "verified", ["verified", "đã xác minh", "xác minh"]),
        ("status", "rejected", ["rejected", "bị từ chối", "từ chối"]),
        ("accepts", "new", ["new", "mới", "hàng mới", "chỉ hàng mới"]),
        ("accepts", "used_ok", ["used_ok", "used ok", "used", "đã qua sử dụng", "nhận cả đồ cũ"]),
        ("goods", "new", ["new", "mới", "hàng mới"]),
        ("goods", "used", ["used", "đã qua sử dụng", "đồ cũ", "cũ"]),
        ("kind", "money", ["money", "tiền", "tiền mặt", "bằng tiền"]),
        ("kind", "goods", ["goods", "hiện vật", "bằng hiện vật", "in kind"]),
        ("exclusive", "line", ["line", "dòng"]),
        ("exclusive", "commune_item", ["commune_item", "mặt hàng tại xã"]),
        ("exclusive", "commune", ["commune", "xã"]),
        ("equal_split", "commune", ["commune", "xã"]),
        ("equal_split", "district", ["district", "huyện"]),
        ("equal_split", "province", ["province", "tỉnh"]),
        ("zone", "I", ["I", "1", "khu vực I", "khu vực 1", "KV1", "KVI"]),
        ("zone", "II", ["II", "2", "khu vực II", "khu vực 2", "KV2", "KVII"]),
        ("zone", "III", ["III", "3", "khu vực III", "khu vực 3", "KV3", "KVIII"]),
        ("flag", "true", ["true", "có", "yes", "x", "đúng"]),
        ("flag", "false", ["false", "không", "no", "sai"]));

    /// <param name="set">Which words may stand there: the column's name, or <c>zone</c>, <c>flag</c>, <c>accepts</c>, <c>goods</c>.</param>
    public static string Of(string set, string text) =>
        text.All(static c => char.IsLetterOrDigit(c) || c is ' ' or '_' || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark) ? s_words.GetValueOrDefault((set, Fold.Loose(text)), text) : text;

    private static Dictionary<(string Column, string Loose), string> Table(params (string Set, string Word, string[] Forms)[] rows)
    {
        var table = new Dictionary<(string Column, string Loose), string>();
        foreach (var (set, word, forms) in rows)
        {
            foreach (var form in forms)
            {
                table.TryAdd((set, Fold.Loose(form)), word);
            }
        }

        return table;
    }
}
