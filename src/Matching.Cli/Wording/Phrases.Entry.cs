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
}
