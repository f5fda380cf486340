using System.Collections.Immutable;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Quantities;

namespace Matching.Engine.Entry;

/// <summary>Says what a check found, in Vietnamese or English. The same report always gives the same text.</summary>
public static class EntrySentences
{
    private const int GroupsTold = 8;

    /// <summary>What the pledge could serve and how much of it can be placed: one thought an entry.</summary>
    public static ImmutableArray<string> Outlook(EntryReport report, Language language)
    {
        ArgumentNullException.ThrowIfNull(report);
        var words = new Words(language);
        var amount = words.Amount(report.Amount, report.Pledge.Kind, report.Goods);
        var reach = report.Reach;
        var sentences = ImmutableArray.CreateBuilder<string>();
        sentences.Add(words.Say(
            $"Cam kết {Words.Name(report.Pledge)}, {amount}, có thể phục vụ {words.Lines(reach.Lines)} tại {words.Communes(reach.Communes)}; các dòng này xin {words.Dong(reach.Asked)}, hiện còn thiếu {words.Dong(reach.Open)}.",
            $"Pledge {Words.Name(report.Pledge)}, {amount}, could serve {words.Lines(reach.Lines)} in {words.Communes(reach.Communes)}; asked for there: {words.Dong(reach.Asked)}, lacking today: {words.Dong(reach.Open)}."));
        if (report.Replaces)
        {
            sentences.Add(words.Say("Cam kết này thay cho cam kết cùng mã trong đợt.", "It takes the place of the pledge of the same id in the round."));
        }

        foreach (var of in reach.Classes)
        {
            sentences.Add(words.Say(
                $"{Capital(words.Of(of.Class))}: {words.Lines(of.Lines)}, {words.Communes(of.Communes)}, còn thiếu {words.Dong(of.Open)}.",
                $"{Capital(words.Of(of.Class))}: {words.Lines(of.Lines)}, {words.Communes(of.Communes)}, {words.Dong(of.Open)} lacking."));
        }

        if (!reach.Examples.IsEmpty)
        {
            var named = reach.Examples.Select(e => $"{e.Need} ({words.ItemName(e.Item)}, {Words.Place(e.Commune)}, {words.Dong(e.Open)})").ToList();
            sentences.Add(words.Say("Ví dụ: ", "For example: ") + words.List(named) + ".");
        }

        if (report.Available < report.Amount)
        {
            var available = words.Amount(report.Available, report.Pledge.Kind, report.Goods);
            sentences.Add(words.Say($"Đợt này được dùng {available} của cam kết.", $"The round may use {available} of it."));
        }

        sentences.Add(words.Say(
            $"Nếu chỉ có một mình, cam kết được dùng {words.Dong(report.Alone)} trong {words.Dong(report.AvailableValue)}.",
            $"Were it the only one, {words.Dong(report.Alone)} of {words.Dong(report.AvailableValue)} could be placed."));
        sentences.Add(Today(report, words));
        return sentences.DrainToImmutable();
    }

    /// <summary>Conditions that cannot be met, with a way out each.</summary>
    public static ImmutableArray<string> Problems(EntryReport report, Language language)
    {
        ArgumentNullException.ThrowIfNull(report);
        var words = new Words(language);
        return [.. report.Problems.Select(p => Of(p, report, words))];
    }

    /// <summary>What each condition keeps the pledge from.</summary>
    public static ImmutableArray<string> Conditions(EntryReport report, Language language)
    {
        ArgumentNullException.ThrowIfNull(report);
        var words = new Words(language);
        return [.. report.Conditions.Select(c => Of(c, words))];
    }

    /// <summary>Whom the pledge lifts from what to what.</summary>
    public static ImmutableArray<string> Groups(EntryReport report, Language language)
    {
        ArgumentNullException.ThrowIfNull(report);
        var words = new Words(language);
        var told = report.Groups.Take(GroupsTold).Select(g => Of(g, words));
        var more = report.Groups.Length - GroupsTold;
        return more <= 0 ? [.. told] : [.. told, words.Say($"Và {words.Whole(more)} nhóm khác.", $"And {words.Count(more, "", "other group")}.")];
    }

    private static string Today(EntryReport report, Words words)
    {
        var method = report.Method == EntryMethod.Incremental
            ? words.Say("tính lại các điểm nghẽn liên quan", "from the bottlenecks that it touches")
            : words.Say("giải lại cả đợt", "from a full solve");
        var most = report.HasDiscrete ? words.Say("nhiều nhất ", "at most ") : "";
        return words.Say(
            $"Cùng các cam kết hiện có, mức công bằng của đợt tăng {most}{words.Dong(report.Today)} ({method}).",
            $"Beside today's pledges the fair shares of the round gain {most}{words.Dong(report.Today)} ({method}).");
    }

    private static string Of(EntryProblem problem, EntryReport report, Words words)
    {
        string Amount(long amount) => words.Amount(amount, report.Pledge.Kind, report.Goods);
        var day = problem.Day is { } stated ? words.Date(stated) : "";
        var lines = words.Lines(problem.Lines);
        return problem.Kind switch
        {
            EntryProblemKind.Expired => words.Say(
                $"Cam kết hết hạn trước ngày của đợt; available_until từ {day} trở đi thì phục vụ được {lines}.",
                $"It ends before the day of the round; with available_until on {day} or later it could serve {lines}."),
            EntryProblemKind.TooLate => problem.Day is null
                ? words.Say($"Cam kết có quá muộn; bỏ available_from thì phục vụ được {lines}.", $"It comes too late; without available_from it could serve {lines}.")
                : words.Say(
                    $"Cam kết có sau ngày cần của mọi dòng phù hợp; available_from muộn nhất là {day} (khi đó có tới {lines} phù hợp).",
                    $"It comes after every line that suits it is needed; available_from would have to be {day} or earlier (up to {lines} suit it then)."),
            EntryProblemKind.ReachesNothing => words.Say(
                $"Không dòng nào hợp mọi điều kiện; bỏ riêng {problem.Columns} thì phục vụ được {lines}.",
                $"No line meets all conditions; without {problem.Columns} alone it could serve {lines}."),
            EntryProblemKind.ReachesNothingBySeveral => problem.Columns.Length == 0
                ? words.Say("Đợt này không có dòng nào cam kết phục vụ được.", "The round has no line that it could serve.")
                : words.Say(
                    $"Không dòng nào hợp mọi điều kiện, kể cả khi bỏ một điều kiện bất kỳ ({problem.Columns}); cần bỏ từ hai điều kiện.",
                    $"No line meets all conditions, nor when any one is dropped ({problem.Columns}); two or more would have to go."),
            EntryProblemKind.MinimumAboveEveryCommune => words.Say(
                $"Không xã nào nhận nổi mức tối thiểu {Amount(problem.Stated)} mỗi xã; min_per_commune nhiều nhất là {Amount(problem.Allowed)}.",
                $"No commune could take the minimum of {Amount(problem.Stated)}; min_per_commune would have to be at most {Amount(problem.Allowed)}."),
            EntryProblemKind.CannotBeUsedWhole => words.Say(
                $"Không dùng hết được cam kết: chỉ đặt được {Amount(problem.Allowed)} trong {Amount(problem.Stated)}; giảm còn {Amount(problem.Allowed)} hoặc bỏ all_or_nothing.",
                $"It cannot be used whole: {Amount(problem.Allowed)} of {Amount(problem.Stated)} could be placed; lower it to that, or drop all_or_nothing."),
            EntryProblemKind.TooFewCommunes => words.Say(
                $"Cam kết phải tới ít nhất {words.Communes((int)problem.Stated)} nhưng chỉ tới được {words.Whole(problem.Allowed)}; min_communes nhiều nhất là {words.Whole(problem.Allowed)}.",
                $"It must reach at least {words.Communes((int)problem.Stated)} and could reach {words.Whole(problem.Allowed)}; min_communes would have to be at most that."),
            EntryProblemKind.TooFewParts => words.Say(
                $"Cam kết chia đều cho {words.Whole(problem.Stated)} nơi nhưng chỉ có {words.Whole(problem.Allowed)} nơi nhận được; giảm equal_parts hoặc nới nơi nhận.",
                $"It is to be split equally among {words.Whole(problem.Stated)} places, and {words.Whole(problem.Allowed)} could take anything; lower equal_parts, or allow more places."),
            EntryProblemKind.FixedAmountAboveEveryCommune => words.Say(
                $"Không xã nào nhận nổi đúng {Amount(problem.Stated)}; fixed_per_commune nhiều nhất là {Amount(problem.Allowed)}.",
                $"No commune could take exactly {Amount(problem.Stated)}; fixed_per_commune would have to be at most {Amount(problem.Allowed)}."),
            EntryProblemKind.AmountPerChildFitsNoLine => words.Say(
                $"Không dòng nào cần tới {Amount(problem.Stated)} cho mỗi trẻ ({words.Whole(problem.Allowed)} trong {lines} phù hợp có ghi số trẻ); giảm fixed_per_child, hoặc ghi số trẻ cho các dòng.",
                $"No line asks for as much as {Amount(problem.Stated)} for each child ({words.Whole(problem.Allowed)} of the {lines} that suit it state their children); lower fixed_per_child, or state the children of lines."),
            EntryProblemKind.CeilingOfNothing => words.Say(
                $"{problem.Columns} là 0, nên không dòng nào trong {lines} phù hợp nhận được gì.",
                $"{problem.Columns} is 0, so none of the {lines} that suit it can get anything."),
            _ => throw new ArgumentOutOfRangeException(nameof(problem), problem.Kind, "Not a problem of a pledge."),
        };
    }

    private static string Of(EntryCondition condition, Words words)
    {
        if (condition is { MoreLines: 0, MoreAlone.Dong: 0, MoreToday.Dong: 0 })
        {
            if (StatedConditions.IsYesOrNo(condition.Columns))
            {
                return words.Say(
                    $"{condition.Columns}: không ngăn gì mà mức công bằng thấy được; lựa chọn này tốn bao nhiêu, chỉ phương án mới cho biết.",
                    $"{condition.Columns}: keeps it from nothing that fair shares see; what this choice costs, only a plan can tell.");
            }

            return words.Say($"{condition.Columns}: không ngăn gì.", $"{condition.Columns}: keeps it from nothing.");
        }

        var today = condition.MoreToday is { } more
            ? words.Say($"; mức công bằng của đợt tăng thêm {words.Dong(more)}", $"; the fair shares of the round would gain {words.Dong(more)} more")
            : words.Say("; phải giải lại cả đợt mới biết mức công bằng tăng thêm bao nhiêu", "; what the fair shares would gain only a full solve can tell");
        return words.Say(
            $"{condition.Columns}: nếu bỏ, thêm {words.Lines(condition.MoreLines)} phù hợp, đặt riêng được thêm {words.Dong(condition.MoreAlone)}{today}.",
            $"{condition.Columns}: without it, {words.Count(condition.MoreLines, "", "more line")} could be served and {words.Dong(condition.MoreAlone)} more be placed alone{today}.");
    }

    private static string Of(EntryGroup group, Words words)
    {
        var verb = group.After > group.Before ? words.Say("nâng", "lifts") : words.Say("hạ", "lowers");
        var to = group.After > group.Before ? "lên" : "xuống";
        var items = Some(group.Items.Select(words.ItemName), group.ItemCount, words);
        var provinces = Some(group.Provinces, group.ProvinceCount, words);
        return words.Say(
            $"{Capital(verb)} {words.Communes(group.Communes)} ({words.Lines(group.Lines)}: {items}; {provinces}) từ {Exact(group.Before, words)} {to} {Exact(group.After, words)}, {words.Of(group.Class)}.",
            $"{Capital(verb)} {words.Communes(group.Communes)} ({words.Lines(group.Lines)}: {items}; {provinces}) from {Exact(group.Before, words)} to {Exact(group.After, words)}, {words.Of(group.Class)}.");
    }

    private static string Some(IEnumerable<string> names, int count, Words words)
    {
        var named = names.ToList();
        var text = string.Join(", ", named);
        return count > named.Count ? text + words.Say($" và {words.Whole(count - named.Count)} mục khác", $" and {words.Whole(count - named.Count)} more") : text;
    }

    private static string Exact(Ratio share, Words words) =>
        share.IsFull || share.Numerator == 0 ? words.Percent(share) : $"{words.Percent(share)} ({share})";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
