namespace Matching.Cli.Wording;

/// <summary>What the compare command says.</summary>
internal static partial class Phrases
{
    public static readonly Phrase ComparePurpose = new(
        "So hai phương án: theo lớp, theo dòng, theo khoản chuyển.",
        "Compare two plans: by class, by line, by shipment.");

    public static readonly Phrase CompareExample = new("Lần giải lại thay đổi gì?", "What did solving again change?");
    public static readonly Phrase CompareExampleRound = new(
        "So cách chia công bằng với tổng giá trị lớn nhất, gọi tên xã và mặt hàng.",
        "The fair plan beside the largest total value, with communes and items by name.");

    public static readonly Phrase CompareBeforeArgument = new("Phương án thứ nhất.", "The first plan.");
    public static readonly Phrase CompareAfterArgument = new("Phương án thứ hai.", "The second plan.");
    public static readonly Phrase CompareRoundOption = new(
        "Đợt của hai phương án, để gọi tên xã và mặt hàng.",
        "The round of the plans, to name communes and items.");

    public static readonly Phrase CompareOtherInput = new(
        "hai phương án được lập từ dữ liệu khác nhau; dòng chỉ có ở một bên được tính là không nhận gì ở bên kia.",
        "the plans were made from different input; a line that only one of them has counts as nothing in the other.");

    public static readonly Phrase CompareTitle = new("{0} → {1}", "{0} → {1}");
    public static readonly Phrase ComparePlan = new("Phương án", "Plan");
    public static readonly Phrase CompareFairness = new("Cách chia", "Shared by");
    public static readonly Phrase ComparePlaced = new("Đã phân", "Placed");
    public static readonly Phrase CompareShipmentCount = new("Khoản chuyển", "Shipments");
    public static readonly Phrase CompareChange = new("Thay đổi", "Change");
    public static readonly Phrase CompareTier = new("Mức ưu tiên", "Tier");
    public static readonly Phrase CompareGini = new("Gini", "Gini");
    public static readonly Phrase FairnessLeximin = new("công bằng nhất", "fairest");
    public static readonly Phrase FairnessMaxCoverage = new("tổng giá trị lớn nhất", "largest total value");
    public static readonly Phrase CompareLinesTitle = new("Dòng và khoản chuyển (triệu ₫)", "Lines and shipments (million ₫)");
    public static readonly Phrase CompareLines = new(
        "{0} dòng được nhiều hơn, {1} dòng được ít hơn, {2} dòng như cũ.",
        "{0} lines get more, {1} get less, {2} stay as they are.");

    public static readonly Phrase CompareShipments = new(
        "Khoản chuyển: {0} giữ nguyên, {1} đổi số lượng, {2} mới, {3} bỏ; {4} đến nơi khác trước.",
        "Shipments: {0} the same, {1} with another amount, {2} new, {3} gone; {4} goes where it did not before.");
}
