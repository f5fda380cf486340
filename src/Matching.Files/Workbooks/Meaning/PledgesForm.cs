using static Matching.Files.ColumnUse;

namespace Matching.Files;

/// <summary>The table of pledges. What each condition means: docs/conditions.md.</summary>
internal static class PledgesForm
{
    private const string Codes = "Danh sách cách nhau bằng dấu chấm phẩy; mã hoặc tên.";

    public static readonly SheetForm Form = new(ImportKind.Pledges, RoundFiles.Pledges, "Cam kết tài trợ",
    [
        new("pledge_id", Text, "Mã cam kết", "Mã riêng của cam kết, không lặp lại; ghi lại đúng mã cũ khi sửa.", "pledge id", "id") { Required = true },
        new("donor_id", Text, "Mã nhà tài trợ", "Mã riêng của nhà tài trợ.", "donor id") { Required = true },
        new("donor_name", Text, "Tên nhà tài trợ", "Tên đầy đủ.", "nhà tài trợ", "donor"),
        new("kind", Word, "Loại", "tiền hoặc hiện vật.", "loại cam kết", "hình thức") { Required = true },
        new("amount_vnd", Number, "Số tiền", "Đồng; để trống nếu là hiện vật.", "số tiền vnd", "giá trị", "amount"),
        new("item_code", ColumnUse.Item, "Mã mặt hàng", "Chỉ cho hiện vật: mã hoặc tên mặt hàng.", "mã hàng", "mặt hàng", "tên mặt hàng", "item code", "item", "item name", "item_name"),
        new("quantity", Number, "Số lượng", "Chỉ cho hiện vật.", "sl"),
        new("available_from", Day, "Dùng từ ngày", "", "từ ngày"),
        new("available_until", Day, "Dùng đến ngày", "", "đến ngày", "hạn dùng"),
        new("categories", List, "Nhóm hàng", "Danh sách nhóm hàng cách nhau bằng dấu chấm phẩy.", "category"),
        new("items", List, "Các mặt hàng", Codes),
        new("provinces", List, "Các tỉnh", Codes),
        new("districts", List, "Các huyện", Codes),
        new("communes", List, "Các xã", Codes),
        new("zones", List, "Khu vực", "I, II, III cách nhau bằng dấu chấm phẩy.", "zone"),
        new("tiers", List, "Mức ưu tiên", "Số cách nhau bằng dấu chấm phẩy."),
        new("urgencies", List, "Tính cấp thiết", "khẩn cấp, cấp thiết, bình thường; cách nhau bằng dấu chấm phẩy."),
        new("age_groups", List, "Nhóm tuổi", "Danh sách cách nhau bằng dấu chấm phẩy."),
        new("exclude_provinces", List, "Trừ các tỉnh", Codes),
        new("exclude_communes", List, "Trừ các xã", Codes),
        new("exclude_items", List, "Trừ các mặt hàng", Codes),
        new("max_per_commune", Number, "Tối đa mỗi xã", "Đồng hoặc số lượng."),
        new("max_share_percent", Percent, "Tối đa phần trăm mỗi dòng", "0 đến 100."),
        new("min_per_commune", Number, "Tối thiểu mỗi xã", "Đồng hoặc số lượng."),
        new("max_communes", Number, "Tối đa số xã", ""),
        new("all_or_nothing", Flag, "Dùng hết hoặc không dùng", "có hoặc không."),
        new("max_per_province", Number, "Tối đa mỗi tỉnh", "Đồng hoặc số lượng."),
        new("max_commune_share_percent", Percent, "Phần trăm tối đa cho một xã", "0 đến 100 của cam kết."),
        new("max_province_share_percent", Percent, "Phần trăm tối đa cho một tỉnh", "0 đến 100 của cam kết."),
        new("quality", Word, "Chất lượng", "Chỉ cho hiện vật: mới hoặc đã qua sử dụng."),
        new("no_outside_aid", Flag, "Không nơi đã có nguồn ngoài quỹ", "có hoặc không."),
        new("tier1_percent", Percent, "Phần trăm dành cho mức ưu tiên 1", "0 đến 100."),
        new("instalments", List, "Đợt giải ngân", "2026-12-01:5000000; cách nhau bằng dấu chấm phẩy."),
        new("delivery_percent", Percent, "Phần trăm chi phí vận chuyển", "0 đến 100."),
        new("not_with_donors", List, "Không cùng nhà tài trợ", "Mã nhà tài trợ cách nhau bằng dấu chấm phẩy."),
        new("exclusive", Word, "Nhà tài trợ duy nhất", "line (dòng), commune_item (mặt hàng tại xã) hoặc commune (xã)."),
        new("only_full_lines", Flag, "Chỉ dòng được đáp ứng trọn", "có hoặc không."),
        new("cofund_min_percent", Percent, "Phần trăm đồng tài trợ tối thiểu", "0 đến 100."),
        new("match_percent", Percent, "Phần trăm đối ứng", "1 đến 10000."),
        new("min_communes", Number, "Tối thiểu số xã", ""),
        new("equal_split", Word, "Chia đều theo", "commune (xã), district (huyện) hoặc province (tỉnh)."),
        new("equal_parts", Number, "Số phần chia đều", "2 trở lên."),
        new("fixed_per_commune", Number, "Mức cố định mỗi xã", "Đồng hoặc số lượng."),
        new("fixed_per_child", Number, "Mức cố định mỗi trẻ", "Đồng hoặc số lượng."),
        new("wishes", List, "Nguyện vọng", "loại:giá trị, theo thứ tự; ví dụ province:11."),
        new("soft_wishes", List, "Nguyện vọng có trọng số", "loại:giá trị:trọng số; ví dụ province:11:5."),
        CommonColumns.Helpers[^1],
        .. CommonColumns.Remarks,
    ]);
}
