using System.Collections.Immutable;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;

namespace Matching.Engine.Explain.Sentences;

/// <summary>A pledge's conditions as a donor would say them.</summary>
internal static class ConditionSentences
{
    /// <summary>One clause for every stated condition; empty when nothing is asked.</summary>
    public static List<string> Clauses(PledgeConditions asks, ConditionNames names, PledgeKind kind, Item? goods, Words words)
    {
        var clauses = new List<string>();
        void List<T>(ImmutableArray<T> list, string vietnamese, string english, Func<T, string> name)
        {
            if (!list.IsEmpty)
            {
                clauses.Add(words.Say(vietnamese, english) + " " + string.Join(", ", list.Select(name)));
            }
        }

        void State(bool stated, string vietnamese, string english)
        {
            if (stated)
            {
                clauses.Add(words.Say(vietnamese, english));
            }
        }

        string ItemName((string Vietnamese, string English) name) => words.Say(name.Vietnamese, name.English);
        Union(clauses, words, words.Say("chỉ cho ", "only for "),
            Part(asks.Categories, words.Say("nhóm hàng ", "category "), c => c),
            Part(names.Items, words.Say("mặt hàng ", "item "), ItemName));
        Union(clauses, words, words.Say("chỉ tại ", "only in "), Part(names.Provinces, "", p => p), Part(names.Districts, "", d => d), Part(names.Communes, "", c => c));
        List(asks.Zones, "chỉ xã thuộc", "only communes of", words.Of);
        List(asks.Tiers, "chỉ mức ưu tiên", "only tier", t => words.Whole(t));
        List(asks.Urgencies, "chỉ nhu cầu", "only needs of urgency:", words.Of);
        List(asks.AgeGroups, "chỉ nhóm tuổi", "only age group", a => a);
        State(asks.Quality == GoodsQuality.New, "hàng mới", "new goods");
        State(asks.Quality == GoodsQuality.Used, "hàng đã qua sử dụng", "used goods");
        State(asks.NoOutsideAid, "không cho nơi nguồn ngoài quỹ đã hỗ trợ cùng mặt hàng", "nothing where others outside the fund give of the same item");
        List(names.ExcludeProvinces, "không dùng tại", "never in", p => p);
        List(names.ExcludeCommunes, "không dùng tại", "never in", c => c);
        List(names.ExcludeItems, "không dùng cho", "never for", ItemName);
        State(asks.AvailableFrom is not null, $"có từ ngày {Date(asks.AvailableFrom, words)}", $"available from {Date(asks.AvailableFrom, words)}");
        State(asks.AvailableUntil is not null, $"có đến ngày {Date(asks.AvailableUntil, words)}", $"available until {Date(asks.AvailableUntil, words)}");
        var (most, least) = (words.Amount(asks.MaxPerCommune ?? 0, kind, goods), words.Amount(asks.MinPerCommune ?? 0, kind, goods));
        State(asks.MaxPerCommune is not null, $"không quá {most} mỗi xã", $"at most {most} to one commune");
        var perProvince = words.Amount(asks.MaxPerProvince ?? 0, kind, goods);
        State(asks.MaxPerProvince is not null, $"không quá {perProvince} mỗi tỉnh", $"at most {perProvince} to one province");
        string Percent(int? percent) => words.Percent(new Ratio(percent ?? 0, 100));
        State(asks.MaxCommuneSharePercent is not null, $"không quá {Percent(asks.MaxCommuneSharePercent)} cam kết cho một xã", $"at most {Percent(asks.MaxCommuneSharePercent)} of the pledge to one commune");
        State(asks.MaxProvinceSharePercent is not null, $"không quá {Percent(asks.MaxProvinceSharePercent)} cam kết cho một tỉnh", $"at most {Percent(asks.MaxProvinceSharePercent)} of the pledge to one province");
        var share = words.Percent(new Ratio(asks.MaxSharePercent ?? 0, 100));
        State(asks.MaxSharePercent is not null, $"không quá {share} của một dòng", $"at most {share} of one line");
        var kept = words.Percent(new Ratio(asks.Tier1Percent ?? 0, 100));
        State(asks.Tier1Percent is not null, $"dành ít nhất {kept} cho mức ưu tiên 1", $"at least {kept} kept for tier 1");
        List(asks.Instalments, "giải ngân theo đợt:", "in instalments:", i => words.Say(
            $"{words.Amount(i.Amount, kind, goods)} từ ngày {words.Date(i.Date)}", $"{words.Amount(i.Amount, kind, goods)} from {words.Date(i.Date)}"));
        var delivery = words.Percent(new Ratio(asks.DeliveryPercent ?? 0, 100));
        State(asks.DeliveryPercent is not null, $"tự trả chi phí vận chuyển, lắp đặt bằng {delivery} số cấp", $"pays delivery itself, {delivery} of what it gives");
        State(asks.MinPerCommune is > 0, $"mỗi xã được nhận ít nhất {least}", $"at least {least} to each commune served");
        var communes = words.Communes(asks.MaxCommunes ?? 0);
        State(asks.MaxCommunes is not null, $"nhiều nhất {communes}", $"at most {communes}");
        var fewest = words.Communes(asks.MinCommunes ?? 0);
        State(asks.MinCommunes is not null, $"ít nhất {fewest}", $"at least {fewest}");
        var parts = words.Whole(asks.EqualParts ?? 0);
        State(asks.EqualSplit == SplitPlace.Commune, $"chia đều cho đúng {parts} xã", $"split equally among exactly {parts} communes");
        State(asks.EqualSplit == SplitPlace.District, $"chia đều cho đúng {parts} huyện", $"split equally among exactly {parts} districts");
        State(asks.EqualSplit == SplitPlace.Province, $"chia đều cho đúng {parts} tỉnh", $"split equally among exactly {parts} provinces");
        var (perCommune, perChild) = (words.Amount(asks.FixedPerCommune ?? 0, kind, goods), words.Amount(asks.FixedPerChild ?? 0, kind, goods));
        State(asks.FixedPerCommune is not null, $"mỗi xã được nhận đúng {perCommune}", $"exactly {perCommune} to each commune served");
        State(asks.FixedPerChild is not null, $"đúng {perChild} cho mỗi trẻ của dòng được nhận", $"exactly {perChild} for each child of a line served");
        List(asks.NotWithDonors, "không cùng một dòng với nhà tài trợ", "never on one line with donor", d => d.Value);
        State(asks.Exclusive == Exclusivity.Line, "là nhà tài trợ duy nhất của dòng", "the only donor of a line");
        State(asks.Exclusive == Exclusivity.CommuneItem, "là nhà tài trợ duy nhất của mặt hàng tại xã", "the only donor of an item in a commune");
        State(asks.Exclusive == Exclusivity.Commune, "là nhà tài trợ duy nhất của xã", "the only donor of a commune");
        State(asks.CofundMinPercent is not null, $"các cam kết khác trả ít nhất {Percent(asks.CofundMinPercent)} số tiền của dòng", $"other pledges pay at least {Percent(asks.CofundMinPercent)} of a line's money");
        State(asks.MatchPercent is not null, $"đối ứng {Percent(asks.MatchPercent)} số tiền các cam kết khác cấp cho cùng dòng", $"matches {Percent(asks.MatchPercent)} of the money that other pledges give to the same line");
        State(asks.OnlyFullLines, "chỉ cho dòng được đáp ứng trọn", "only lines that end fully served");
        State(asks.AllOrNothing, "dùng hết hoặc không dùng", "used whole or not at all");
        return clauses;
    }

    private static string? Part<T>(ImmutableArray<T> list, string kind, Func<T, string> name) =>
        list.IsEmpty ? null : kind + string.Join(", ", list.Select(name));

    private static void Union(List<string> clauses, Words words, string only, params ReadOnlySpan<string?> parts)
    {
        var stated = new List<string>();
        foreach (var part in parts)
        {
            if (part is not null)
            {
                stated.Add(part);
            }
        }

        if (stated.Count > 0)
        {
            clauses.Add(only + string.Join(words.Say(" hoặc ", " or "), stated));
        }
    }

    private static string Date(DateOnly? day, Words words) => day is { } stated ? words.Date(stated) : "";
}
