using Matching.Engine.Explain.Sentences;

namespace Matching.Cli.Wording;

internal static partial class Phrases
{
    public static readonly Phrase RootPurpose = new(
        "Phân bổ cam kết của nhà tài trợ cho nhu cầu của trẻ em theo cách công bằng nhất có thể, có kiểm chứng và giải thích.",
        "Allocates donors' pledges to children's needs in the fairest way possible, proved and explained.");

    public static readonly Phrase HelpUsage = new("Cách dùng:", "Usage:");
    public static readonly Phrase HelpCommands = new("Lệnh:", "Commands:");
    public static readonly Phrase HelpArguments = new("Đối số:", "Arguments:");
    public static readonly Phrase HelpOptions = new("Tùy chọn:", "Options:");
    public static readonly Phrase HelpExamples = new("Ví dụ:", "Examples:");
    public static readonly Phrase HelpExitCodes = new("Mã thoát:", "Exit codes:");
    public static readonly Phrase HelpRequired = new("(bắt buộc)", "(required)");
    public static readonly Phrase HelpMore = new(
        "Xem từng lệnh: matching LỆNH --help. Ctrl-C dừng gọn, không để lại tệp dở dang; Ctrl-C lần nữa dừng ngay.",
        "For one command: matching COMMAND --help. Ctrl-C stops cleanly and leaves no half-written file; a second Ctrl-C stops at once.");

    public static readonly Phrase HelpCodesInOneLine = new(
        "Mã thoát: 0 xong, 1 phương án không qua kiểm chứng, 2 dữ liệu vào hoặc câu lệnh sai, 3 bị dừng hoặc hết thời hạn, 4 lỗi chương trình.",
        "Exit codes: 0 done, 1 plan fails verification, 2 bad input or usage, 3 cancelled or limit reached, 4 internal error.");

    public static readonly Phrase ExitDone = new("xong", "done");
    public static readonly Phrase ExitFails = new("phương án không qua được kiểm chứng", "a plan fails verification");
    public static readonly Phrase ExitBadInput = new(
        "dữ liệu vào sai, ghim không giữ được, hoặc câu lệnh sai; không ghi gì",
        "bad input, pins that cannot be kept, or a command line that makes no sense; nothing was written");

    public static readonly Phrase ExitStopped = new(
        "bị dừng (không ghi gì) hoặc hết thời hạn (đã ghi phương án tốt nhất đã kiểm chứng)",
        "cancelled (nothing written), or time limit reached (the best verified plan was written)");

    public static readonly Phrase ExitInternal = new("lỗi trong chương trình", "internal error");

    public static readonly Phrase HelpOption = new("Trang này.", "This page.");
    public static readonly Phrase VersionOption = new("Phiên bản.", "The version.");
    public static readonly Phrase LanguageOption = new(
        "Ngôn ngữ; nếu không ghi thì theo LC_ALL hoặc LANG.",
        "Language; by default that of LC_ALL or LANG.");

    public static readonly Phrase RoundArgument = new(
        "Thư mục của đợt: round.json, communes.csv, items.csv, needs.csv, pledges.csv và, nếu có, pins.csv.",
        "Folder of the round: round.json, communes.csv, items.csv, needs.csv, pledges.csv and perhaps pins.csv.");

    public static readonly Phrase PlanArgument = new(
        "Thư mục phương án đã ghi bằng solve.",
        "Folder of a plan that solve has written.");

    public static readonly Phrase OutOption = new(
        "Thư mục ghi kết quả; phương án cũ trong đó được thay trọn vẹn.",
        "Folder for the result; an earlier plan in it is replaced as a whole.");

    public static readonly Phrase FairnessOption = new(
        "Cách chia trong mỗi lớp, thay cho chính sách của đợt. leximin: nâng dòng được ít nhất lên cao nhất có thể, rồi dòng kế tiếp...; max_coverage: tổng giá trị lớn nhất, để so sánh.",
        "How a class shares, in place of the round's policy. leximin: the worst-off line as high as can be, then the next...; max_coverage: the largest total value, for comparison.");

    public static readonly Phrase PreviousOption = new(
        "Phương án trước của cùng đợt; phương án mới thay đổi ít nhất có thể so với nó.",
        "An earlier plan of the same round; the new one changes as little as it can.");

    public static readonly Phrase SeedOption = new(
        "Được ghi vào summary.json. Cách giải là tất định: số này không đổi kết quả.",
        "Recorded in summary.json. The method is deterministic: the number changes nothing in the plan.");

    public static readonly Phrase ThreadsOption = new(
        "Số luồng; mặc định là số nhân của máy. Không đổi kết quả.",
        "Threads; by default one per core. Changes nothing in the plan.");

    public static readonly Phrase TimeLimitOption = new(
        "Thời hạn giải. Hết hạn thì ghi phương án tốt nhất đã kiểm chứng, mã thoát 3.",
        "Time for solving. When it ends the best verified plan is written, exit code 3.");

    public static readonly Phrase SolverOption = new(
        "Bộ giải giúp chọn xã cho các cam kết có điều kiện được hoặc không: none (mặc định), auto (bộ giải đầu tiên có trên máy), cbc, cp-sat.",
        "A solver that helps to choose communes for pledges with yes-or-no conditions: none (default), auto (the first there is), cbc, cp-sat.");

    public static readonly Phrase SolveExampleSolver = new(
        "Nhờ CBC chọn xã, thường sát phần công bằng hơn",
        "Let CBC choose communes, often closer to the fair shares");

    public static readonly Phrase QuietOption = new(
        "Chỉ in lỗi.",
        "Print nothing but errors.");

    public static readonly Phrase SolvePurpose = new(
        "Phân bổ một đợt: đọc, giải, kiểm chứng, ghi phương án và in kết quả.",
        "Allocate one round: read, solve, verify, write the plan and show it.");

    public static readonly Phrase SolveRemark = new(
        "Trước khi ghi, mọi phương án được kiểm lại bằng số nguyên; phương án sai một điều kiện không bao giờ được ghi.",
        "Before anything is written the plan is checked again in exact integers; a plan that breaks a condition is never written.");

    public static readonly Phrase SolveExample = new("Phân bổ đợt mẫu.", "Allocate the sample round.");
    public static readonly Phrase SolveExamplePrevious = new(
        "Giải lại sau khi sửa dữ liệu, giữ gần phương án trước nhất.",
        "Solve again after a correction, staying close to the plan before.");

    public static readonly Phrase SolveExampleMax = new(
        "Xem tổng giá trị lớn nhất có thể, để so với cách chia công bằng.",
        "See the largest total value possible, to compare with the fair plan.");

    public static readonly Phrase VerifyPurpose = new(
        "Kiểm lại một phương án đã ghi: điều kiện, sổ sách đến từng đồng, chứng chỉ công bằng, không còn chỗ phân thêm.",
        "Check a written plan: every condition, the accounts to the đồng, the certificate of fairness, nothing left to place.");

    public static readonly Phrase VerifyRemark = new(
        "Bộ kiểm chứng không dùng chung mã với bộ giải.",
        "The checker shares no code with the solver.");

    public static readonly Phrase VerifyExample = new("Kiểm phương án của đợt mẫu.", "Check the plan of the sample round.");

    public static readonly Phrase DemoPurpose = new(
        "Phân bổ đợt mẫu Điện Biên 2026 và in kết quả; ghi vào out/dien-bien-2026.",
        "Allocate the sample round of Điện Biên 2026 and show the result; writes out/dien-bien-2026.");

    public static readonly Phrase DemoExample = new("Xem chương trình làm gì.", "See what the program does.");
    public static readonly Phrase DemoExampleEnglish = new("Như trên, bằng tiếng Anh.", "The same in English.");
    public static readonly Phrase DemoOutOption = new(
        "Thư mục ghi kết quả; mặc định out/dien-bien-2026.",
        "Folder for the result; by default out/dien-bien-2026.");

    public static readonly Phrase PictureOption = new(
        "Vẽ thêm những gì màn hình hiện ra vào một tệp SVG.",
        "Also draw what the screen shows into an SVG file.");

    public static readonly Phrase CompletionPurpose = new(
        "In đoạn mã để bash tự hoàn thành lệnh, tùy chọn và giá trị.",
        "Print a script that lets bash complete commands, options and their values.");

    public static readonly Phrase CompletionShell = new("Loại vỏ lệnh: bash.", "The kind of shell: bash.");
    public static readonly Phrase CompletionExampleNow = new("Bật trong cửa sổ này.", "Switch it on in this window.");
    public static readonly Phrase CompletionExampleAlways = new("Bật cho mọi cửa sổ sau này.", "Switch it on in every window to come.");
}
