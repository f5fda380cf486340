using Matching.Engine.Plans;
using Matching.Engine.Quantities;

namespace Matching.Engine.Explain.Sentences;

/// <summary>Whom a bottleneck holds, who feeds it, and the appeal that follows from it.</summary>
internal static class BottleneckSentences
{
    public static IEnumerable<string> All(BottleneckExplanation explained, Words words)
    {
        var bottleneck = explained.Bottleneck;
        var (lines, communes, coverage) = (words.Lines(bottleneck.Lines.Length), words.Communes(bottleneck.Communes), words.Percent(bottleneck.Coverage));
        var cause = bottleneck.Kind == BottleneckKind.ProvinceCap
            ? words.Say("vì tỉnh đã đạt trần do người lập kế hoạch đặt", "because their province has reached the planner's cap")
            : words.Say("vì mọi cam kết được phép phục vụ các dòng đó đã dùng hết", "because every pledge that may serve them is used up");
        yield return Capital(words.Bottleneck(bottleneck.Number))
            + words.Say($", {words.Of(explained.Class)}: {lines} ở {communes} cùng đạt tỷ lệ {coverage}, {cause}.", $", {words.Of(explained.Class)}: {lines} in {communes} {(bottleneck.Lines.Length == 1 ? "has" : "share")} a coverage of {coverage}, {cause}.");
        yield return words.Say(
            $"Các dòng đề nghị {words.Dong(explained.Total.Requested)}, phần công bằng {words.Dong(explained.Fair)}, kế hoạch cấp {words.Dong(explained.Total.Allocated)}.",
            $"The lines ask for {words.Dong(explained.Total.Requested)}; their fair share is {words.Dong(explained.Fair)}; the plan gives {words.Dong(explained.Total.Allocated)}.");
        yield return words.Say("Xã đề nghị nhiều nhất: ", "Communes that ask most: ")
            + words.List([.. explained.LargestCommunes.Select(c => Words.Place(c.Commune) + " (" + words.Dong(c.Requested) + ")")]) + ".";
        if (explained.Feeding.IsEmpty)
        {
            yield return words.Say("Không cam kết nào nuôi các dòng này.", "No pledge feeds these lines.");
        }
        else
        {
            yield return words.Say($"{words.Pledges(explained.Feeding.Length)} nuôi các dòng này: ", $"{words.Pledges(explained.Feeding.Length)} {(explained.Feeding.Length == 1 ? "feeds" : "feed")} these lines: ")
                + words.List([.. explained.Feeding.Select(f => Words.Name(f.Pledge) + " " + words.Dong(f.InFairPlan))]) + ".";
        }

        if (explained.FeedingElsewhere > Vnd.Zero)
        {
            yield return words.Say(
                $"Các cam kết đó còn đưa {words.Dong(explained.FeedingElsewhere)} đến những dòng khác.",
                $"The same pledges give {words.Dong(explained.FeedingElsewhere)} to other lines.");
        }

        yield return explained.NextMoney is { } money
            ? Appeal(money, words) + "."
            : words.Say("Thêm tiền không nâng được các dòng này; phải nâng trần của tỉnh.", "More money does not lift these lines; the province cap would have to be raised.");
    }

    /// <summary>Without a full stop: "Money that may go to warm jackets in Điện Biên: the first 120,000,000 ₫ lifts 14 communes from 37 % to 41 %".</summary>
    public static string Appeal(UsefulMoney money, Words words)
    {
        var items = words.List([.. money.Items.Select(words.ItemName)], between: ", ");
        var places = words.List([.. money.Provinces.Select(p => p.Example.ProvinceName + " (" + words.Communes(p.Communes) + ")")], between: ", ");
        var ages = money.AgeGroups.IsEmpty ? "" : words.Say(", nhóm tuổi ", ", age groups ") + words.List(money.AgeGroups, money.AgeGroups.Length, ", ");
        var (lift, communes, from, to) = (words.Dong(money.Lift), words.Communes(money.Communes), words.Percent(money.From), words.Percent(money.To));
        var gain = money.Lift.Dong < 1_000_000 ? "" : words.Say("; mỗi 1.000.000 ₫ thêm ", "; every 1,000,000 ₫ adds ") + Gain(money.GainPerMillion, words);
        return words.Say(
            $"Tiền được phép dùng cho {items}{ages} tại {places}: {lift} đầu tiên nâng {communes} từ {from} lên {to}{gain}",
            $"Money that may go to {items}{ages} in {places}: the first {lift} lifts {communes} from {from} to {to}{gain}");
    }

    private static string Gain(Ratio gain, Words words)
    {
        var points = gain.Truncate(9) * 100;
        return points >= 0.0001m
            ? Figures.Decimal(points, words.Language, points >= 1 ? 1 : 4) + words.Say(" điểm phần trăm", " percentage points")
            : words.Say("chưa đến ", "less than ") + Figures.Decimal(0.0001m, words.Language, 4) + words.Say(" điểm phần trăm", " percentage points");
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
