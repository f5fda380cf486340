namespace Matching.Cli.Wording;

/// <summary>Checking a pledge before it is accepted, and what conditions and pledges cost.</summary>
internal static partial class Phrases
{
    public static readonly Phrase CheckPurpose = new(
        "Kiểm tra cam kết trước khi nhận: phục vụ được dòng nào, đặt được bao nhiêu, điều kiện nào không đáp ứng được, giúp ai từ mức nào lên mức nào.",
        "Check pledges before they are accepted: whom they could serve, how much can be placed, which conditions cannot be met, whom they lift from what to what.");

    public static readonly Phrase CheckRemark = new(
        "FILE có các cột của pledges.csv, mỗi dòng một cam kết, được kiểm tra riêng từng cam kết. Mã trùng với một cam kết của đợt nghĩa là thay cam kết đó.",
        "FILE has the columns of pledges.csv; each row is checked by itself. A row with the id of a pledge of the round takes its place.");

    public static readonly Phrase CheckPledgeOption = new(
        "Tệp CSV có các cột của pledges.csv, một hay nhiều dòng.",
        "CSV file with the columns of pledges.csv, one row or more.");

    public static readonly Phrase CheckExample = new("Cam kết này sẽ làm được gì?", "What would this pledge do?");
    public static readonly Phrase CheckExampleJson = new("Như trên, cho một biểu mẫu hay chương trình khác.", "The same for a form or another program.");
    public static readonly Phrase CheckTitle = new("Cam kết {0}", "Pledge {0}");
    public static readonly Phrase CheckProblemsTitle = new("Không đáp ứng được", "What cannot be met");
    public static readonly Phrase CheckConditionsTitle = new("Từng điều kiện", "Condition by condition");
    public static readonly Phrase CheckGroupsTitle = new("Giúp được ai", "Whom it lifts");
    public static readonly Phrase CheckNobody = new("Mức công bằng của các dòng không đổi.", "The fair share of no line changes.");
    public static readonly Phrase CheckNothing = new("Không có điều kiện nào.", "It states no condition.");
    public static readonly Phrase CheckEmpty = new(
        "Tệp \"{0}\" không có cam kết nào; hãy thêm ít nhất một dòng dưới tiêu đề.",
        "File \"{0}\" holds no pledge; add at least one row below the header.");

    public static readonly Phrase CheckClass = new("Lớp", "Class");
    public static readonly Phrase CheckChanged = new("Dòng đổi", "Lines changed");
    public static readonly Phrase CheckFair = new("Mức công bằng (triệu ₫)", "Fair shares (million ₫)");
    public static readonly Phrase CheckSmallest = new("Thấp nhất", "Smallest");

    public static readonly Phrase PricesPurpose = new(
        "Định giá: mỗi cam kết thêm được gì cho mức công bằng, mỗi điều kiện làm mất gì, tiền tiếp theo giúp được gì ở từng điểm nghẽn.",
        "Prices: what each pledge adds to the fair shares, what each condition costs them, what the next money does in each bottleneck.");

    public static readonly Phrase PricesRemark = new(
        "Giá là hiệu của hai lần chia công bằng chính xác, chưa tính đơn vị nguyên; min_per_commune, max_communes và all_or_nothing vì thế không có giá ở đây. Xem docs/check-and-prices.md.",
        "A price is the difference of two exact fair plans, before whole units; so min_per_commune, max_communes and all_or_nothing cost nothing here. See docs/check-and-prices.md.");

    public static readonly Phrase PricesOutOption = new(
        "Ghi prices.csv và bottleneck_values.csv vào DIR.",
        "Write prices.csv and bottleneck_values.csv into DIR.");

    public static readonly Phrase PricesPledgeOption = new("Chỉ một cam kết, theo pledge_id.", "One pledge only, by pledge_id.");
    public static readonly Phrase PricesTopOption = new("Số dòng in ra trong mỗi bảng; mặc định 10.", "Rows shown in each table; 10 by default.");
    public static readonly Phrase PricesQuickOption = new(
        "Bỏ trống những giá phải giải lại cả đợt mới biết (cho đợt lớn).",
        "Leave out the prices that only a full solve can tell (for large rounds).");

    public static readonly Phrase PricesExampleQuick = new("Một đợt toàn quốc, nhanh.", "A national round, quickly.");
    public static readonly Phrase PricesExample = new("Điều kiện nào làm mất nhiều nhất?", "Which conditions cost most?");
    public static readonly Phrase PricesExampleOut = new("Giá của mọi cam kết và điều kiện, ra tệp.", "The prices of all pledges and conditions, as files.");
    public static readonly Phrase PricesExamplePledge = new("Các điều kiện của một cam kết.", "The conditions of one pledge.");
    public static readonly Phrase PricesConditionsTitle = new("Điều kiện tốn nhất ({0} trong {1} điều kiện tốn tiền; triệu ₫)", "The dearest conditions ({0} of {1} cost anything; million ₫)");
    public static readonly Phrase PricesPledgesTitle = new("Cam kết thêm được nhiều nhất ({0}; triệu ₫)", "The pledges that add most ({0}; million ₫)");
    public static readonly Phrase PricesValuesTitle = new("Tiền tiếp theo ở từng điểm nghẽn ({0})", "The next money, bottleneck by bottleneck ({0})");
    public static readonly Phrase PricesPledge = new("Cam kết", "Pledge");
    public static readonly Phrase PricesCondition = new("Điều kiện", "Condition");
    public static readonly Phrase PricesGain = new("Mức công bằng", "Fair shares");
    public static readonly Phrase PricesClasses = new("Lớp: thấp nhất trước → sau", "Class: smallest before → after");
    public static readonly Phrase PricesBottleneck = new("Điểm nghẽn", "Bottleneck");
    public static readonly Phrase PricesNow = new("Hiện nay", "Now");
    public static readonly Phrase PricesMillion = new("Thêm 1 triệu ₫", "1 million ₫ more");
    public static readonly Phrase PricesNext = new("Mức kế tiếp", "Next level");
    public static readonly Phrase PricesLift = new("Cần (₫)", "Takes (₫)");
    public static readonly Phrase PricesMethods = new(
        "{0} giá từ một phần của đợt, {1} từ giải lại cả đợt, {2} bỏ trống.",
        "{0} prices from a part of the round, {1} from a full solve, {2} left out.");

    public static readonly Phrase PricesWritten = new("Đã ghi {0} và {1} vào {2}.", "Wrote {0} and {1} to {2}.");
    public static readonly Phrase PricesNone = new("Không điều kiện nào làm mất gì.", "No condition costs anything.");
    public static readonly Phrase StagePricing = new("Đang định giá", "Pricing");
    public static readonly Phrase StagePricingPledges = new("Đang định giá: {0}/{1} cam kết", "Pricing: {0} of {1} pledges");
}
