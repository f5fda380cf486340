using Matching.Engine.Allocation;

namespace Matching.Cli.Wording;

/// <summary>Verify, batch, generate, and pins that clash.</summary>
internal static partial class Phrases
{
    public static readonly Phrase Verified = new(
        "✓ Phương án đúng: {0} khoản chuyển, {1}; {2}.",
        "✓ The plan is sound: {0} shipments, {1}; {2}.");

    public static readonly Phrase RoundHasChanged = new(
        "dữ liệu của đợt đã thay đổi từ khi lập phương án; phương án được kiểm với dữ liệu hiện nay.",
        "the round's files have changed since the plan was made; the plan is checked against what they say now.");

    public static readonly Phrase BatchPurpose = new(
        "Giải nhiều đợt, hoặc nhiều tình huống của một đợt, song song trên mọi nhân; một bảng tổng hợp.",
        "Solve many rounds, or many what-ifs of one round, side by side on all cores; one summary table.");

    public static readonly Phrase BatchRemark = new(
        "Mỗi thư mục con có round.json là một đợt. Tệp what-if.json trong thư mục kể tên các tình huống của một đợt: chính sách khác, bỏ hoặc thêm cam kết, nới điều kiện, đổi giá hay mức ưu tiên; xem docs/command-line.md.",
        "Every sub-folder with a round.json is a round. A what-if.json in the folder names variants of one round: another policy, pledges dropped or added, conditions relaxed, other prices or tiers; see docs/command-line.md.");

    public static readonly Phrase BatchFolderArgument = new(
        "Thư mục chứa các đợt, hoặc what-if.json.",
        "Folder that holds rounds, or a what-if.json.");

    public static readonly Phrase BatchOutOption = new(
        "Ghi từng phương án vào một thư mục con của DIR.",
        "Write every plan to a sub-folder of DIR.");

    public static readonly Phrase BatchThreadsOption = new(
        "Số đợt giải cùng lúc; mặc định là số nhân của máy.",
        "Rounds solved at a time; by default one per core.");

    public static readonly Phrase BatchExample = new("So sánh mọi đợt trong thư mục.", "Compare all rounds of a folder.");
    public static readonly Phrase BatchExampleOut = new("Giải các tình huống và giữ lại phương án của từng tình huống.", "Solve the what-ifs and keep the plan of each.");
    public static readonly Phrase BatchTitle = new("{0} tình huống (triệu ₫)", "{0} rounds or what-ifs (million ₫)");
    public static readonly Phrase BatchName = new("Đợt hoặc tình huống", "Round or what-if");
    public static readonly Phrase BatchPledged = new("Cam kết", "Pledged");
    public static readonly Phrase BatchUsed = new("Đã dùng", "Used");
    public static readonly Phrase BatchSmallest = new("Lớp 1: thấp nhất", "Class 1: smallest");
    public static readonly Phrase BatchMean = new("trung bình", "mean");
    public static readonly Phrase BatchFull = new("Dòng đủ", "Lines met");
    public static readonly Phrase BatchTook = new("Thời gian", "Time");
    public static readonly Phrase BatchFaults = new("{0} lỗi dữ liệu; lỗi đầu: {1}", "{0} faults in the input; the first: {1}");
    public static readonly Phrase BatchConflicts = new("{0} ghim không giữ được; chạy solve để xem chi tiết", "{0} pins that cannot be kept; run solve to see them");
    public static readonly Phrase BatchViolations = new("{0} điểm không qua kiểm chứng; điểm đầu: {1}", "{0} violations; the first: {1}");
    public static readonly Phrase WhatIfTitle = new("{0}, so với {1} (triệu ₫)", "{0}, against {1} (million ₫)");
    public static readonly Phrase WhatIfTotal = new("Tất cả", "All of it");
    public static readonly Phrase NothingInBatch = new(
        "Thư mục \"{0}\" không có thư mục con nào chứa round.json và không có what-if.json.",
        "Folder \"{0}\" has no sub-folder with a round.json, and no what-if.json.");

    public static readonly Phrase GeneratePurpose = new(
        "Tạo một đợt toàn quốc theo mô hình, từ các xã có thật; cùng số hạt giống thì cùng kết quả.",
        "Make a modelled national round from real communes; the same seed gives the same round.");

    public static readonly Phrase GenerateExample = new("Đợt toàn quốc với 5.000 cam kết.", "A national round with 5,000 pledges.");
    public static readonly Phrase GenerateExampleSmall = new("Một đợt nhỏ để thử.", "A small round to try things out.");
    public static readonly Phrase GenerateOutOption = new("Thư mục để ghi đợt.", "Folder to write the round to.");
    public static readonly Phrase GenerateCommunesOption = new("Số xã; mặc định là tất cả 3.321.", "Communes; by default all 3,321.");
    public static readonly Phrase GeneratePledgesOption = new("Số cam kết; mặc định 5.000.", "Pledges; by default 5,000.");
    public static readonly Phrase GenerateLinesOption = new("Số dòng nhu cầu; mặc định khoảng 15 mỗi xã.", "Need lines; by default about 15 per commune.");
    public static readonly Phrase GenerateSeedOption = new("Số hạt giống; mặc định 1.", "Seed; by default 1.");
    public static readonly Phrase GenerateDemandOption = new(
        "Giá trị nhu cầu tính theo phần trăm giá trị cam kết; mặc định 400.",
        "Value asked in percent of the value pledged; by default 400.");

    public static readonly Phrase GenerateDiscreteOption = new(
        "Phần trăm cam kết có điều kiện có-hoặc-không; mặc định 5.",
        "Percentage of pledges with a yes-or-no condition; by default 5.");

    public static readonly Phrase GenerateTooFewLines = new(
        "--lines {0} ít hơn số xã {1}; mỗi xã cần ít nhất một dòng.",
        "--lines {0} is less than the {1} communes; every commune needs a line at least.");

    public static readonly Phrase Generated = new(
        "Đã ghi {0}: {1} xã, {2} dòng nhu cầu, {3} cam kết.",
        "Wrote {0}: {1} communes, {2} need lines, {3} pledges.");

    public static readonly Phrase ConflictPins = new("Ghim", "Pins");
    public static readonly Phrase ConflictAsked = new("Ghim yêu cầu", "Pins ask");
    public static readonly Phrase ConflictAllowed = new("Cho phép", "Allowed");

    private static readonly Phrase s_pinNotEligible = new("cam kết không được dùng cho dòng này: {0}", "the pledge may not serve the line: {0}");
    private static readonly Phrase s_pinTwice = new("hai ghim cho cùng một cặp", "two pins on one pair");
    private static readonly Phrase s_pinPledge = new("các ghim đòi nhiều hơn cam kết có", "the pins ask for more than the pledge has");
    private static readonly Phrase s_pinLine = new("các ghim cho nhiều hơn dòng này cần", "the pins give more than the line asks for");
    private static readonly Phrase s_pinCommune = new("vượt trần mỗi xã của cam kết (max_per_commune, max_commune_share_percent)", "above the pledge's ceiling per commune (max_per_commune, max_commune_share_percent)");
    private static readonly Phrase s_pinProvince = new("vượt trần mỗi tỉnh của cam kết (max_per_province, max_province_share_percent)", "above the pledge's ceiling per province (max_per_province, max_province_share_percent)");
    private static readonly Phrase s_pinPortion = new("vượt phần cam kết mà các dòng này được nhận (tier1_percent, instalments)", "above the part of the pledge that these lines may get (tier1_percent, instalments)");
    private static readonly Phrase s_pinAlone = new("cam kết có yêu cầu về nhà tài trợ khác hoặc về dòng đủ trọn (exclusive, not_with_donors, only_full_lines, cofund_min_percent, match_percent) nên không ghim số lượng được", "the pledge asks something of other donors or of full lines (exclusive, not_with_donors, only_full_lines, cofund_min_percent, match_percent) and takes no amounts from pins");
    private static readonly Phrase s_pinShaped = new("cam kết tự định mức cấp hoặc số nơi nhận (min_communes, equal_split, fixed_per_commune, fixed_per_child) nên không ghim số lượng được", "the pledge fixes its own amounts or spreads them over places (min_communes, equal_split, fixed_per_commune, fixed_per_child) and takes no amounts from pins");
    private static readonly Phrase s_pinShare = new("vượt phần tối đa của một dòng (max_share_percent)", "above the pledge's share of a line (max_share_percent)");
    private static readonly Phrase s_pinCap = new("vượt trần của tỉnh (province_cap_percent)", "above the planner's cap on the province (province_cap_percent)");
    private static readonly Phrase s_pinCommunes = new("nhiều xã hơn cam kết cho phép (max_communes)", "more communes than the pledge allows (max_communes)");
    private static readonly Phrase s_pinMinimum = new("dưới mức tối thiểu mỗi xã và không thêm được (min_per_commune)", "below the pledge's minimum per commune, and nothing can be added (min_per_commune)");
    private static readonly Phrase s_pinWhole = new("cam kết phải dùng trọn (all_or_nothing) mà các ghim không cho", "the pledge is to be used whole (all_or_nothing), and the pins keep it from that");
    private static readonly Phrase s_pinUnit = new("số tiền không chẵn đơn vị và không ai bù được", "not a whole number of units, and nobody can complete the unit");
    private static readonly Phrase s_pinQuantity = new("dưới số lượng tối thiểu của dòng và không ai bù được (min_quantity)", "below the line's minimum, and nobody can complete it (min_quantity)");

    public static Phrase Word(PinConflictKind kind) => kind switch
    {
        PinConflictKind.NotEligible => s_pinNotEligible,
        PinConflictKind.TwoPinsOnOnePair => s_pinTwice,
        PinConflictKind.MoreThanThePledge => s_pinPledge,
        PinConflictKind.MoreThanTheLine => s_pinLine,
        PinConflictKind.MoreThanPerCommune => s_pinCommune,
        PinConflictKind.MoreThanPerProvince => s_pinProvince,
        PinConflictKind.MoreThanThePortion => s_pinPortion,
        PinConflictKind.AsksOfOthers => s_pinAlone,
        PinConflictKind.Shaped => s_pinShaped,
        PinConflictKind.MoreThanTheShare => s_pinShare,
        PinConflictKind.MoreThanTheProvinceCap => s_pinCap,
        PinConflictKind.TooManyCommunes => s_pinCommunes,
        PinConflictKind.BelowMinimumPerCommune => s_pinMinimum,
        PinConflictKind.NotPlaceableWhole => s_pinWhole,
        PinConflictKind.NoWholeUnit => s_pinUnit,
        _ => s_pinQuantity,
    };
}
