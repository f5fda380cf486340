using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Matching.Api.Docs;

/// <summary>Bodies as people in Việt Nam would send them, by method and address. Each is taken by its endpoint: a test sends them.</summary>
internal static class Examples
{
    public static readonly FrozenDictionary<string, string> Bodies = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["POST /api/v1/catalogue"] = """
            {"communes":[{"id":"03217","name":"Xã Mường Phăng","province":"11","province_name":"Tỉnh Điện Biên","zone":"iii","children":1200}],
             "items":[{"id":"ao_am","name_vi":"Áo ấm","name_en":"Warm jacket","category":"warm","unit":"cái","unit_cost":250000,"kind":"consumable"}]}
            """,
        ["POST /api/v1/communes/{commune}/needs"] = """{"id":"N-2026-0001","item":"ao_am","quantity":120,"urgency":"critical","year":2026,"site":"Điểm trường Bản Khá","age_group":"6-10","needed_by":"2026-12-31"}""",
        ["POST /api/v1/communes/{commune}/needs/{need}/reject"] = """{"reason":"Trùng với danh sách của trường đã gửi tuần trước."}""",
        ["POST /api/v1/communes/{commune}/needs/{need}/amend"] = """{"reason":"Đếm lại sau khi học sinh chuyển trường.","quantity":110}""",
        ["POST /api/v1/communes/{commune}/needs/{need}/close"] = """{"reason":"Trường đã nhận đủ."}""",
        ["POST /api/v1/communes/{commune}/needs/{need}/renew"] = """{"new_id":"N-2027-0001","year":2027,"quantity":115}""",
        ["POST /api/v1/communes/{commune}/aid"] = """{"id":"A-17","item":"ao_am","quantity":40,"source":"Hội Chữ thập đỏ tỉnh","date":"2026-11-02"}""",
        ["POST /api/v1/pledges"] = """{"id":"CK-2026-081","donor":"NTT-014","donor_name":"Công ty Hoa Ban","kind":"money","amount":60000000,"conditions":{"provinces":["11"],"max_per_commune":5000000}}""",
        ["POST /api/v1/pledges/check"] = """{"id":"CK-2026-081","donor":"NTT-014","kind":"money","amount":60000000,"conditions":{"provinces":["11"]}}""",
        ["POST /api/v1/pledges/{pledge}/decline"] = """{"reason":"Nhà tài trợ đề nghị chuyển sang quỹ khác."}""",
        ["POST /api/v1/pledges/{pledge}/receive"] = """{"amount":20000000,"voucher":"UNC-0457"}""",
        ["POST /api/v1/pledges/{pledge}/amend"] = """{"reason":"Nhà tài trợ tăng mức ủng hộ.","amount":80000000}""",
        ["POST /api/v1/pledges/{pledge}/withdraw"] = """{"reason":"Nhà tài trợ gặp khó khăn.","amount":10000000}""",
        ["POST /api/v1/pledges/{pledge}/return"] = """{"amount":5000000,"reason":"Không còn nhu cầu phù hợp."}""",
        ["POST /api/v1/rounds"] = """{"id":"dot-dong-2026","name":"Đợt mùa đông 2026","as_of":"2026-11-22","policy":{"fairness":"leximin","only_verified":true}}""",
        ["PATCH /api/v1/rounds/{round}"] = """{"name":"Đợt mùa đông 2026, lần 2"}""",
        ["POST /api/v1/rounds/{round}/pins"] = """{"pledge":"CK-2026-081","need":"N-2026-0001","rule":"at_least","amount":2000000,"reason":"Đã hứa với trường."}""",
        ["POST /api/v1/rounds/{round}/reopen"] = """{"reason":"Bổ sung nhu cầu của hai xã báo muộn."}""",
        ["POST /api/v1/rounds/{round}/propose"] = """{"plan":"cong-bang"}""",
        ["POST /api/v1/rounds/{round}/void"] = """{"reason":"Lập lại theo đơn giá mới."}""",
        ["POST /api/v1/rounds/{round}/solves"] = """{"plan":"cong-bang","fairness":"leximin","time_limit_seconds":60}""",
        ["POST /api/v1/deliveries/{round}/{pledge}/{need}/dispatch"] = """{"amount":2000000}""",
        ["POST /api/v1/deliveries/{round}/{pledge}/{need}/deliver"] = """{"amount":2000000}""",
        ["POST /api/v1/deliveries/{round}/{pledge}/{need}/confirm"] = """{"received":1750000,"missing":250000,"reason":"Một áo bị ướt hỏng."}""",
        ["POST /api/v1/deliveries/{round}/{pledge}/{need}/lose"] = """{"amount":250000,"reason":"Rơi xuống suối khi qua ngầm."}""",
        ["POST /api/v1/deliveries/{round}/{pledge}/{need}/take-back"] = """{"amount":2000000,"reason":"Đường sạt lở, xe quay về."}""",
        ["POST /api/v1/deliveries/{round}/{pledge}/{need}/release"] = """{"amount":2000000,"reason":"Trường đã được hỗ trợ từ nguồn khác."}""",
        ["POST /api/v1/session"] = """{"email":"canbo@muongphang.example","password":"bốn từ tình cờ: ghế mưa tre lửa"}""",
        ["POST /api/v1/users"] = """{"email":"canbo@muongphang.example","grant":{"roles":["commune-officer"],"communes":["03217"]}}""",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static JsonNode? Of(string? method, string address) => Bodies.TryGetValue(method + " " + address, out var text) ? JsonNode.Parse(text) : null;
}
