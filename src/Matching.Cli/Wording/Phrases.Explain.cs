namespace Matching.Cli.Wording;

/// <summary>What the explain command says of its own; the explanations themselves come from the engine.</summary>
internal static partial class Phrases
{
    public static readonly Phrase ExplainPurpose = new(
        "Giải thích một phương án: vì sao một dòng được chừng ấy, vì sao một cam kết còn dư, tiền tiếp theo giúp được gì nhiều nhất.",
        "Explain a plan: why a line got so much, why a pledge has something left, what the next money does best.");

    public static readonly Phrase ExplainRemark = new(
        "Không hỏi gì riêng thì kể tiền tiếp theo giúp được gì nhiều nhất và mức công bằng theo từng mức ưu tiên.",
        "Without a question it tells what the next money does best, and how even each tier is served.");

    public static readonly Phrase ExplainNeedOption = new("Một dòng nhu cầu, theo need_id.", "One need line, by need_id.");
    public static readonly Phrase ExplainPledgeOption = new("Một cam kết, theo pledge_id.", "One pledge, by pledge_id.");
    public static readonly Phrase ExplainCommuneOption = new("Một xã, theo commune_code.", "One commune, by commune_code.");
    public static readonly Phrase ExplainBottleneckOption = new("Một điểm nghẽn, theo số trong bottlenecks.csv.", "One bottleneck, by its number in bottlenecks.csv.");
    public static readonly Phrase ExplainPriceOption = new(
        "Chia công bằng tốn gì so với tổng giá trị lớn nhất (giải thêm cách chia kia).",
        "What sharing fairly costs against the largest total value (solves both).");

    public static readonly Phrase ExplainJsonOption = new("In JSON để chương trình khác đọc.", "Print JSON for other programs.");
    public static readonly Phrase ExplainOneOnly = new(
        "Mỗi lần chỉ hỏi một điều: --need, --pledge, --commune, --bottleneck hoặc --price-of-fairness.",
        "Ask one thing at a time: --need, --pledge, --commune, --bottleneck or --price-of-fairness.");

    public static readonly Phrase ExplainExampleNeed = new("Vì sao dòng này được chừng ấy?", "Why did this line get so much?");
    public static readonly Phrase ExplainExamplePledge = new("Vì sao cam kết này còn dư?", "Why has this pledge something left?");
    public static readonly Phrase ExplainExampleBottleneck = new("Điều gì giữ những nơi nghèo nhất?", "What holds the poorest lines?");
    public static readonly Phrase ExplainExamplePrice = new("Chia công bằng tốn bao nhiêu?", "What does sharing fairly cost?");
    public static readonly Phrase ExplainExampleJson = new("Một xã, dưới dạng dữ liệu.", "One commune, as data.");

    public static readonly Phrase ExplainNeedTitle = new("Dòng {0}", "Line {0}");
    public static readonly Phrase ExplainPledgeTitle = new("Cam kết {0}", "Pledge {0}");
    public static readonly Phrase ExplainCommuneTitle = new("{0} ({1})", "{0} ({1})");
    public static readonly Phrase ExplainBottleneckTitle = new("Điểm nghẽn {0}", "Bottleneck {0}");
    public static readonly Phrase ExplainMoneyTitle = new("Tiền tiếp theo giúp được gì nhiều nhất", "What the next money does best");
    public static readonly Phrase ExplainTiersTitle = new("Mức công bằng", "How even it is");
    public static readonly Phrase ExplainPriceTitle = new("Cái giá của công bằng", "The price of fairness");
    public static readonly Phrase NoLineTakesPart = new("Không dòng nào tham gia đợt này.", "No line takes part in this round.");

    public static readonly Phrase NoSuchNeed = new(
        "Đợt này không có dòng nhu cầu \"{0}\"; xem cột need_id trong needs.csv.",
        "The round has no need line \"{0}\"; see column need_id of needs.csv.");

    public static readonly Phrase NoSuchPledge = new(
        "Đợt này không có cam kết \"{0}\"; xem cột pledge_id trong pledges.csv.",
        "The round has no pledge \"{0}\"; see column pledge_id of pledges.csv.");

    public static readonly Phrase NoSuchCommune = new(
        "Đợt này không có xã \"{0}\"; xem cột commune_code trong communes.csv.",
        "The round has no commune \"{0}\"; see column commune_code of communes.csv.");

    public static readonly Phrase NoSuchBottleneck = new(
        "Không có điểm nghẽn số {0}; phương án này có {1}.",
        "There is no bottleneck {0}; the plan has {1}.");
}
