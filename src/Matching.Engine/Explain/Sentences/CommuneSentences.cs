using Matching.Engine.Plans;

namespace Matching.Engine.Explain.Sentences;

/// <summary>What one commune gets, line by line and beside its province and tier.</summary>
internal static class CommuneSentences
{
    public static IEnumerable<string> All(CommuneExplanation commune, Words words)
    {
        var (here, total) = (commune.Commune, commune.Total);
        var (place, tier, zone) = (Words.Place(here), words.Whole(here.Tier), words.Of(here.Zone));
        if (commune.Lines.IsEmpty)
        {
            yield return words.Say($"{place} không có dòng nhu cầu nào trong đợt.", $"{place} has no need line in this round.");
            yield break;
        }

        yield return words.Say(
            $"{place} (mức ưu tiên {tier}, {zone}): {words.Lines(total.Lines)} tham gia, đề nghị {words.Dong(total.Requested)}, nhận {words.Dong(total.Allocated)} ({words.Percent(total.Coverage)}).",
            $"{place} (tier {tier}, {zone}): {words.Lines(total.Lines)} taking part, {words.Dong(total.Requested)} asked for, {words.Dong(total.Allocated)} received ({words.Percent(total.Coverage)}).");
        yield return words.Say(
            $"Để so sánh: {here.ProvinceName} đạt {words.Percent(commune.Province.Coverage)} ({words.Lines(commune.Province.Lines)}), các xã mức ưu tiên {tier} đạt {words.Percent(commune.Tier.Coverage)} ({words.Lines(commune.Tier.Lines)}).",
            $"For comparison: {here.ProvinceName} has {words.Percent(commune.Province.Coverage)} ({words.Lines(commune.Province.Lines)}), the communes of tier {tier} have {words.Percent(commune.Tier.Coverage)} ({words.Lines(commune.Tier.Lines)}).");
        if (!commune.From.IsEmpty)
        {
            yield return words.Say("Nguồn: ", "Given by: ") + words.List([.. commune.From.Select(g => Words.Name(g.From) + " " + words.Dong(g.Value))]) + ".";
        }

        foreach (var line in commune.Lines)
        {
            yield return Line(line, words);
        }
    }

    private static string Line(LineFacts line, Words words)
    {
        var age = line.Line.AgeGroup is { } a ? " " + a : "";
        var site = line.Line.Site is { } s ? ", " + s : "";
        var (got, asked) = (words.Whole(line.Outcome.AllocatedUnits), words.Units(line.Line.Quantity, line.Item));
        var (percent, reason) = (words.Percent(line.Coverage), words.Of(line.Outcome.Reason));
        var what = line.Line.Id.Value + ": " + words.ItemName(line.Item) + age + site + ", ";
        var others = line.FromOthers.IsEmpty ? ""
            : words.Say(" Ngoài quỹ: ", " Outside the fund: ") + words.List([.. line.FromOthers.Select(aid => words.From(aid, line.Item))]) + ".";
        return line.Outcome.Reason is LineReason.TakesNoPart or LineReason.CoveredByOthers
            ? what + asked + ": " + reason + "." + others
            : what + words.Say($"nhận {got} trên {asked} ({percent}): {reason}.", $"{got} of {asked} ({percent}): {reason}.") + others;
    }
}
