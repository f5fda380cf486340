using Matching.Engine.Allocation;
using Matching.Engine.Rounds;

namespace Matching.Cli.Wording;

/// <summary>What the result of a round says.</summary>
internal static partial class Phrases
{
    public static readonly Phrase RoundTitle = new("Đợt {0} · tính đến {1}", "Round {0} · as of {1}");

    public static readonly Phrase HeaderAsked = new("Nhu cầu", "Asked");
    public static readonly Phrase HeaderAskedText = new("{0} · {1} ở {2}", "{0} · {1} in {2}");
    public static readonly Phrase HeaderPledged = new("Cam kết", "Pledged");
    public static readonly Phrase HeaderPledgedText = new(
        "{0}, bằng {1} nhu cầu · {2} của {3}",
        "{0}, {1} of what is asked · {2} by {3}");

    public static readonly Phrase HeaderGiven = new("Phân bổ", "Given");
    public static readonly Phrase HeaderGivenText = new(
        "{0}, bằng {1} phần được dùng · {3} tới {2}",
        "{0}, {1} of what may be used · {3} to {2}");

    public static readonly Phrase HeaderProved = new("Kiểm chứng", "Proved");
    public static readonly Phrase HeaderConditions = new("Điều kiện", "Conditions");
    public static readonly Phrase HeaderConditionsText = new(
        "đạt {0} trên {1} phần công bằng; không phương án nào giữ đúng điều kiện đạt quá {2} (chênh nhiều nhất {3})",
        "{0} of {1} of the fair shares reached; no plan that keeps the conditions reaches more than {2} (gap at most {3})");
    public static readonly Phrase ProvedLeximin = new(
        "mọi điều kiện đúng đến từng đồng; không cách chia nào công bằng hơn",
        "every condition holds to the đồng; no plan is fairer");

    public static readonly Phrase ProvedMaxCoverage = new(
        "mọi điều kiện đúng đến từng đồng; chia theo tổng giá trị lớn nhất",
        "every condition holds to the đồng; shared for the largest total value");

    public static readonly Phrase ProvedInPart = new(
        "mọi điều kiện đúng đến từng đồng; hết thời hạn trước khi chứng minh xong phần công bằng",
        "every condition holds to the đồng; the time limit came before fairness was proved");

    /// <summary>What the audit has proved of a plan.</summary>
    public static Phrase Proof(Fairness fairness, StopReason stopped) =>
        stopped == StopReason.TimeLimit ? ProvedInPart : fairness == Fairness.Leximin ? ProvedLeximin : ProvedMaxCoverage;

    public static readonly Phrase ClassesTitle = new("Tỷ lệ đáp ứng theo lớp ưu tiên (triệu ₫)", "Coverage by priority class (million ₫)");
    public static readonly Phrase ColumnNumber = new("#", "#");
    public static readonly Phrase ColumnClass = new("Lớp", "Class");
    public static readonly Phrase ColumnLines = new("Dòng", "Lines");
    public static readonly Phrase ColumnAsked = new("Cần", "Asked");
    public static readonly Phrase ColumnGiven = new("Được", "Given");
    public static readonly Phrase ColumnFair = new("Công bằng", "Fair");
    public static readonly Phrase ColumnSmallest = new("Thấp nhất", "Smallest");
    public static readonly Phrase ColumnMean = new("Trung bình", "Mean");
    public static readonly Phrase ClassSums = new("được {0} trên {1} · công bằng {2}", "{0} of {1} · fair {2}");
    public static readonly Phrase ClassCounts = new("{0} · từ {1}", "{0} · from {1}");

    public static readonly Phrase BottlenecksTitle = new("Điểm nghẽn: điều gì giữ những nơi được ít nhất", "Bottlenecks: what holds those who get least");
    public static readonly Phrase NoBottleneck = new("Không có: mọi dòng đều được đủ.", "None: every line gets all it asked for.");
    public static readonly Phrase MoreBottlenecks = new(
        "Còn {0} điểm nghẽn khác: bottlenecks.csv, hoặc matching explain ĐỢT THƯ_MỤC --bottleneck SỐ",
        "{0} more: bottlenecks.csv, or matching explain ROUND DIR --bottleneck N");

    public static readonly Phrase BottleneckWho = new("lớp {0} · {1} · {2} ở {3}: {4}", "class {0} · {1} · {2} in {3}: {4}");
    public static readonly Phrase BottleneckFed = new("đã dùng hết {0} tới được: {1}", "{0} may serve it, used up: {1}");
    public static readonly Phrase BottleneckUnfed = new("không cam kết nào còn tới được các dòng này", "no pledge is left that may serve these lines");
    public static readonly Phrase BottleneckSupply = new("các cam kết tới được đã dùng hết", "the pledges that reach it are used up");
    public static readonly Phrase BottleneckCap = new("{0} đã chạm trần mỗi tỉnh của người lập kế hoạch", "{0} has reached the planner's cap per province");
    public static readonly Phrase BottleneckLift = new("thêm {0} nâng tất cả từ {1} lên {2}", "{0} more lifts all of them from {1} to {2}");
    public static readonly Phrase AndMore = new("và {0} nữa", "and {0} more");

    public static readonly Phrase OverlapTitle = new("Viện trợ ngoài quỹ: tránh hỗ trợ trùng {0}", "Aid outside the fund: overlap avoided {0}");
    public static readonly Phrase OverlapItem = new("Mặt hàng", "Item");
    public static readonly Phrase OverlapSource = new("Nguồn", "Source");
    public static readonly Phrase OverlapUnits = new("Đã có", "Covered");
    public static readonly Phrase OverlapValue = new("Trị giá", "Worth");
    public static readonly Phrase OverlapSurplus = new("Thừa", "Surplus");

    public static readonly Phrase LeftTitle = new("Còn lại và vì sao", "What is left over, and why");
    public static readonly Phrase NothingLeft = new("Mọi cam kết đã được dùng đến đồng cuối.", "Every pledge is used to the last đồng.");
    public static readonly Phrase LeftPledges = new("Cam kết", "Pledges");
    public static readonly Phrase LeftValue = new("Chưa dùng", "Not used");
    public static readonly Phrase OpenLines = new("Dòng", "Lines");
    public static readonly Phrase OpenValue = new("Còn thiếu", "Still needed");
    public static readonly Phrase Why = new("Vì sao", "Why");

    public static readonly Phrase FilesTitle = new("Đã ghi", "Written");
}
