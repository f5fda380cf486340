using System.Collections.Immutable;
using static Matching.Files.ColumnUse;

namespace Matching.Files;

/// <summary>Columns that more than one table has.</summary>
internal static class CommonColumns
{
    public static readonly SheetColumn Commune = new("commune_code", ColumnUse.Commune, "Mã xã", "Mã đơn vị hành chính 5 chữ số, giữ số 0 ở đầu: 03217. Có thể ghi tên xã thay cho mã.", "mã xã phường", "mã đơn vị hành chính", "mã đvhc", "commune code", "xã mã") { Required = true };

    public static readonly SheetColumn Item = new("item_code", ColumnUse.Item, "Mã mặt hàng", "Mã trong danh mục mặt hàng của đợt. Có thể ghi tên mặt hàng thay cho mã.", "mã hàng", "mã hạng mục", "item code") { Required = true };

    public static ImmutableArray<SheetColumn> Helpers { get; } =
    [
        new("commune_name", Helper, "Tên xã", "Để kiểm tra mã xã, hoặc thay cho mã.", "xã", "tên xã phường", "xã phường", "xã/phường/đặc khu", "commune", "commune name"),
        new("district_name", Helper, "Tên huyện", "Khi nhiều xã trùng tên.", "huyện", "district", "district name"),
        new("province_name", Helper, "Tên tỉnh", "Khi nhiều xã trùng tên.", "tỉnh", "tỉnh thành phố", "province", "province name"),
        new("item_name", Helper, "Tên mặt hàng", "Để kiểm tra mã mặt hàng, hoặc thay cho mã.", "mặt hàng", "hạng mục", "tên hàng", "tên hạng mục", "item", "item name"),
        new("unit", Helper, "Đơn vị tính", "Nếu ghi thì phải đúng đơn vị của danh mục.", "đơn vị", "đvt", "unit"),
    ];

    public static ImmutableArray<SheetColumn> Remarks { get; } =
    [
        new("row_number", Remark, "STT", "", "tt", "số thứ tự", "no"),
        new("remark", Remark, "Ghi chú", "", "remarks", "note", "notes"),
    ];
}

/// <summary>The table of needs.</summary>
internal static class NeedsForm
{
    public static readonly SheetForm Form = new(ImportKind.Needs, RoundFiles.Needs, "Nhu cầu",
    [
        new("need_id", Text, "Mã nhu cầu", "Mã riêng của dòng, không lặp lại; ghi lại đúng mã cũ khi sửa dòng đã gửi.", "mã dòng", "mã dòng nhu cầu", "need id", "id") { Required = true },
        CommonColumns.Commune,
        new("site", Text, "Điểm trường", "Tên trường, điểm trường hoặc thôn bản.", "địa điểm", "trường", "thôn bản", "school", "location"),
        CommonColumns.Item,
        new("age_group", Text, "Nhóm tuổi", "Ví dụ 3-5, 6-10, 11-15.", "độ tuổi", "lứa tuổi", "age"),
        new("quantity", Number, "Số lượng", "Số nguyên theo đơn vị tính của mặt hàng.", "số lượng cần", "nhu cầu", "sl") { Required = true },
        new("urgency", Word, "Tính cấp thiết", "khẩn cấp, cấp thiết hoặc bình thường.", "mức cấp thiết", "mức độ", "mức độ khẩn cấp", "mức độ cấp thiết") { Required = true },
        new("needed_by", Day, "Hạn cần", "Ngày cần có hàng: 31/12/2026.", "cần trước ngày", "thời hạn", "deadline"),
        new("min_quantity", Number, "Số lượng tối thiểu", "Ít hơn số này thì không dùng được.", "tối thiểu"),
        new("unit_cost_vnd", Number, "Đơn giá riêng", "Chỉ cho công trình: đơn giá của riêng dòng này, đồng.", "đơn giá", "unit cost"),
        new("rank", Number, "Thứ tự công trình", "Số nhỏ làm trước.", "thứ tự ưu tiên"),
        new("beneficiaries", Number, "Số trẻ hưởng lợi", "Chỉ ghi số, không ghi tên trẻ.", "số trẻ", "số trẻ em hưởng lợi", "số học sinh", "children"),
        new("status", Word, "Trạng thái", "đã báo cáo, đã xác minh hoặc bị từ chối; để trống là đã báo cáo.", "tình trạng xác minh"),
        new("quality", Word, "Chất lượng nhận", "mới hoặc đã qua sử dụng; để trống là nhận cả hai.", "chất lượng"),
        .. CommonColumns.Helpers, .. CommonColumns.Remarks,
    ]);
}

/// <summary>The table of aid from outside the fund.</summary>
internal static class AidForm
{
    public static readonly SheetForm Form = new(ImportKind.Aid, RoundFiles.ExternalAid, "Hỗ trợ ngoài quỹ",
    [
        CommonColumns.Commune,
        CommonColumns.Item,
        new("quantity", Number, "Số lượng", "Số nguyên theo đơn vị tính của mặt hàng.", "sl", "số lượng hỗ trợ") { Required = true },
        new("source", Text, "Nguồn hỗ trợ", "Ai hỗ trợ.", "nguồn", "đơn vị hỗ trợ", "nhà hỗ trợ", "source of aid") { Required = true },
        new("date", Day, "Ngày hỗ trợ", "Ngày đã trao hoặc sẽ trao: 31/12/2026.", "ngày", "ngày trao", "date given") { Required = true },
        new("need_id", Text, "Mã nhu cầu", "Nếu chỉ dành cho một dòng nhu cầu.", "mã dòng", "mã dòng nhu cầu", "need id"),
        new("age_group", Text, "Nhóm tuổi", "Nếu chỉ dành cho một nhóm tuổi.", "độ tuổi", "lứa tuổi", "age"),
        new("site", Text, "Điểm trường", "Nếu chỉ dành cho một nơi.", "địa điểm", "trường", "thôn bản", "school", "location"),
        .. CommonColumns.Helpers, .. CommonColumns.Remarks,
    ]);
}
