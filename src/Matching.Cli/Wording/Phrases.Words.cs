using Matching.Engine.Allocation;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Needs;
using Matching.Engine.Rounds;

namespace Matching.Cli.Wording;

/// <summary>The words of the domain, as short as a table wants them.</summary>
internal static partial class Phrases
{
    public static readonly Phrase StageReading = new("Đọc dữ liệu", "Reading");
    public static readonly Phrase StageSolving = new("Giải", "Solving");
    public static readonly Phrase StageVerifying = new("Kiểm chứng", "Verifying");
    public static readonly Phrase StageWriting = new("Ghi kết quả", "Writing");
    public static readonly Phrase StageGenerating = new("Tạo đợt", "Generating");
    public static readonly Phrase StageOfClass = new("{0}: lớp {1} trong {2}", "{0}: class {1} of {2}");
    public static readonly Phrase Stopping = new("đang dừng...", "stopping...");

    private static readonly Phrase s_preparing = new("Chuẩn bị", "Preparing");
    private static readonly Phrase s_fairShares = new("Tính phần công bằng", "Fair shares");
    private static readonly Phrase s_discrete = new("Điều kiện có-hoặc-không", "Yes-or-no conditions");
    private static readonly Phrase s_wholeUnits = new("Làm tròn đơn vị", "Whole units");
    private static readonly Phrase s_routing = new("Chọn nguồn", "Choosing sources");
    private static readonly Phrase s_explaining = new("Giải thích", "Explaining");

    private static readonly Phrase s_critical = new("rất cấp thiết", "critical");
    private static readonly Phrase s_high = new("cấp thiết", "high");
    private static readonly Phrase s_normal = new("thường", "normal");
    private static readonly Phrase s_consumable = new("hàng tiêu dùng", "consumables");
    private static readonly Phrase s_project = new("công trình", "projects");
    private static readonly Phrase s_className = new("{0} · mức {1} · {2}", "{0} · tier {1} · {2}");

    public static Phrase Stage(SolveStage stage) => stage switch
    {
        SolveStage.Preparing => s_preparing,
        SolveStage.FairShares => s_fairShares,
        SolveStage.DiscreteConditions => s_discrete,
        SolveStage.WholeUnits => s_wholeUnits,
        SolveStage.Routing => s_routing,
        _ => s_explaining,
    };

    public static Phrase Word(Urgency urgency) => urgency switch
    {
        Urgency.Critical => s_critical,
        Urgency.High => s_high,
        _ => s_normal,
    };

    public static Phrase Word(ItemKind kind) => kind == ItemKind.Project ? s_project : s_consumable;

    /// <summary>"critical · tier 1 · consumables".</summary>
    public static string ClassName(PriorityClass of, Language language) =>
        s_className.In(language, Word(of.Urgency).In(language), new Numbers(language).Whole(of.Tier), Word(of.Kind).In(language));
}
