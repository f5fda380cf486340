using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Matching.Engine.Explain;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Measures;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Xunit;

namespace Matching.Engine.Tests.Explain;

public sealed class SentencesGoldenTests
{
    [Theory]
    [InlineData(Language.Vietnamese, "explanations.vi.txt")]
    [InlineData(Language.English, "explanations.en.txt")]
    public void Every_explanation_reads_as_written(Language language, string file)
    {
        var text = new StringBuilder();
        var explainer = Story.Explainer();
        foreach (var need in explainer.Lookup.Round.Needs)
        {
            Write(text, "need " + need.Id, Narrator.Tell(explainer.Line(need.Id)!, language));
        }

        foreach (var pledge in explainer.Lookup.Round.Pledges)
        {
            Write(text, "pledge " + pledge.Id, Narrator.Tell(explainer.Pledge(pledge.Id)!, language));
        }

        Write(text, "commune " + Tiny.A, Narrator.Tell(explainer.Commune(Tiny.A)!, language));
        Write(text, "commune " + Tiny.C, Narrator.Tell(explainer.Commune(Tiny.C)!, language));
        Write(text, "bottleneck 1", Narrator.Tell(explainer.Bottleneck(1)!, language));
        Write(text, "next money", [.. explainer.NextMoney().Select(n => Narrator.Tell(n, language))]);
        Write(text, "tiers", [.. TierMeasures.Of(explainer.Lookup, explainer.Plan).Select(t => Narrator.Tell(t, language))]);
        var unequal = Tiny.Plan(explainer.Lookup.Round, ("free", "c-jackets", 600), ("goods", "a-jackets", 3), ("lunches", "b-lunches", 300));
        Write(text, "price of fairness", Narrator.Tell(PriceOfFairness.Compare(explainer.Lookup, explainer.Plan, unequal)!, language));
        GoldenText.Matches(file, text.ToString());
    }

    [Theory]
    [InlineData(Language.Vietnamese, "reasons.vi.txt")]
    [InlineData(Language.English, "reasons.en.txt")]
    public void Every_reason_has_a_sentence_that_reads_as_written(Language language, string file)
    {
        var text = new StringBuilder();
        foreach (var reason in Enum.GetValues<LineReason>())
        {
            var (round, plan) = ReasonStories.Line(reason);
            var explained = new PlanExplainer(round, plan).Line(round.Needs[0].Id)!;
            Assert.Equal(reason, explained.Facts.Outcome.Reason);
            Write(text, $"line {reason}: {Narrator.Tell(reason, language)}", Narrator.Tell(explained, language));
        }

        foreach (var reason in Enum.GetValues<PledgeReason>())
        {
            var (round, plan) = ReasonStories.Pledge(reason);
            var explained = new PlanExplainer(round, plan).Pledge(round.Pledges[0].Id)!;
            Assert.Equal(reason, explained.Outcome.Reason);
            Write(text, $"pledge {reason}: {Narrator.Tell(reason, language)}", Narrator.Tell(explained, language));
        }

        foreach (var condition in Enum.GetValues<ServingCondition>())
        {
            text.Append(CultureInfo.InvariantCulture, $"condition {condition}: {Narrator.Tell(condition, language)}\n");
        }

        GoldenText.Matches(file, text.ToString());
    }

    [Fact]
    public void Every_condition_of_a_pledge_is_told()
    {
        var all = new PledgeConditions
        {
            Categories = ["clothes"],
            Items = [Tiny.Lunch],
            Provinces = [new("11")],
            Districts = [new("101")],
            Communes = [Tiny.C],
            Zones = [Geography.Zone.III, Geography.Zone.None],
            Tiers = [1],
            Urgencies = [Urgency.High, Urgency.Normal],
            AgeGroups = ["3-5"],
            NoOutsideAid = true,
            ExcludeProvinces = [new("99")],
            ExcludeCommunes = [Tiny.B],
            ExcludeItems = [Tiny.Toilet],
            AvailableFrom = new(2026, 12, 1),
            AvailableUntil = new(2027, 1, 31),
            MaxPerCommune = 1_000_000,
            MaxPerProvince = 1_100_000,
            MaxCommuneSharePercent = 60,
            MaxProvinceSharePercent = 80,
            MaxSharePercent = 50,
            MinPerCommune = 250_000,
            MaxCommunes = 3,
            AllOrNothing = true,
        };
        var round = Tiny.Round([Tiny.Need("n", Tiny.A, Tiny.Jacket, 1)], [Tiny.Money("p", 1_250_000).On(all)]);
        var pledge = new PlanExplainer(round, Tiny.Plan(round)).Pledge(new("p"))!;

        Assert.Equal(
            "Cam kết của donor-p (p): 1.250.000 ₫, với điều kiện: chỉ cho nhóm hàng clothes hoặc mặt hàng Bữa trưa; chỉ tại Tỉnh Điện Biên hoặc Huyện Đông hoặc Xã Chi; "
            + "chỉ xã thuộc khu vực III, ngoài vùng khó khăn; chỉ mức ưu tiên 1; chỉ nhu cầu cấp thiết, bình thường; chỉ nhóm tuổi 3-5; không cho nơi nguồn ngoài quỹ đã hỗ trợ cùng mặt hàng; không dùng tại 99; không dùng tại Xã Bình; "
            + "không dùng cho Nhà vệ sinh; có từ ngày 01/12/2026; có đến ngày 31/01/2027; không quá 1.000.000 ₫ mỗi xã; không quá 1.100.000 ₫ mỗi tỉnh; không quá 60 % cam kết cho một xã; không quá 80 % cam kết cho một tỉnh; không quá 50 % của một dòng; mỗi xã được nhận ít nhất 250.000 ₫; "
            + "nhiều nhất 3 xã; dùng hết hoặc không dùng.",
            Narrator.Tell(pledge, Language.Vietnamese)[0]);
        Assert.Equal(
            "Pledge of donor-p (p): 1,250,000 ₫, on condition: only for category clothes or item lunch; only in Tỉnh Điện Biên or Huyện Đông or Xã Chi; "
            + "only communes of zone III, no zone; only tier 1; only needs of urgency: high urgency, normal urgency; only age group 3-5; nothing where others outside the fund give of the same item; never in 99; never in Xã Bình; "
            + "never for toilet; available from 2026-12-01; available until 2027-01-31; at most 1,000,000 ₫ to one commune; at most 1,100,000 ₫ to one province; at most 60 % of the pledge to one commune; at most 80 % of the pledge to one province; at most 50 % of one line; at least 250,000 ₫ to each commune served; "
            + "at most 3 communes; used whole or not at all.",
            Narrator.Tell(pledge, Language.English)[0]);
    }

    [Fact]
    public void Parts_of_a_pledge_are_told()
    {
        var round = Tiny.Round([Tiny.Need("n", Tiny.A, Tiny.Jacket, 1)], [
            Tiny.Money("kept", 1_000).On(new() { Tier1Percent = 60 }),
            Tiny.Money("alone", 1_000).On(new() { Exclusive = Exclusivity.CommuneItem, NotWithDonors = [new("x"), new("y")], OnlyFullLines = true }),
            Tiny.Money("match", 1_000).On(new() { MatchPercent = 150, CofundMinPercent = 30 }),
            Tiny.Money("spread", 1_000).On(new() { MinCommunes = 3, FixedPerCommune = 200 }),
            Tiny.Money("split", 1_000).On(new() { EqualSplit = SplitPlace.District, EqualParts = 4 }),
            Tiny.Money("child", 1_000).On(new() { FixedPerChild = 50 }),
            Tiny.Money("delivered", 1_000).On(new() { DeliveryPercent = 8 }),
            Tiny.Money("parts", 1_000).On(new() { Instalments = [new(new(2026, 12, 1), 400), new(new(2027, 1, 31), 600)] }),
        ]);
        var explainer = new PlanExplainer(round, Tiny.Plan(round));
        string Told(string pledge, Language language) => Narrator.Tell(explainer.Pledge(new(pledge))!, language)[0].Split("điều kiện: ")[^1].Split("on condition: ")[^1];

        Assert.Equal("dành ít nhất 60 % cho mức ưu tiên 1.", Told("kept", Language.Vietnamese));
        Assert.Equal("at least 60 % kept for tier 1.", Told("kept", Language.English));
        Assert.Equal("tự trả chi phí vận chuyển, lắp đặt bằng 8 % số cấp.", Told("delivered", Language.Vietnamese));
        Assert.Equal("pays delivery itself, 8 % of what it gives.", Told("delivered", Language.English));
        Assert.Equal("không cùng một dòng với nhà tài trợ x, y; là nhà tài trợ duy nhất của mặt hàng tại xã; chỉ cho dòng được đáp ứng trọn.", Told("alone", Language.Vietnamese));
        Assert.Equal("never on one line with donor x, y; the only donor of an item in a commune; only lines that end fully served.", Told("alone", Language.English));
        Assert.Equal("các cam kết khác trả ít nhất 30 % số tiền của dòng; đối ứng 150 % số tiền các cam kết khác cấp cho cùng dòng.", Told("match", Language.Vietnamese));
        Assert.Equal("other pledges pay at least 30 % of a line's money; matches 150 % of the money that other pledges give to the same line.", Told("match", Language.English));
        Assert.Equal("ít nhất 3 xã; mỗi xã được nhận đúng 200 ₫.", Told("spread", Language.Vietnamese));
        Assert.Equal("at least 3 communes; exactly 200 ₫ to each commune served.", Told("spread", Language.English));
        Assert.Equal("chia đều cho đúng 4 huyện.", Told("split", Language.Vietnamese));
        Assert.Equal("split equally among exactly 4 districts.", Told("split", Language.English));
        Assert.Equal("đúng 50 ₫ cho mỗi trẻ của dòng được nhận.", Told("child", Language.Vietnamese));
        Assert.Equal("exactly 50 ₫ for each child of a line served.", Told("child", Language.English));
        Assert.Equal("giải ngân theo đợt: 400 ₫ từ ngày 01/12/2026, 600 ₫ từ ngày 31/01/2027.", Told("parts", Language.Vietnamese));
        Assert.Equal("in instalments: 400 ₫ from 2026-12-01, 600 ₫ from 2027-01-31.", Told("parts", Language.English));
    }

    [Fact]
    public void Wishes_are_told_with_how_much_of_each_is_met()
    {
        var round = Tiny.Round(
            [Tiny.Need("n", Tiny.A, Tiny.Jacket, 5), Tiny.Need("m", Tiny.B, Tiny.Jacket, 5)],
            [Tiny.Money("p", 700) with { Wishes = [new Wish(WishKind.Commune, Tiny.A.Code), new Wish(WishKind.Item, Tiny.Jacket.Code)], SoftWishes = [new SoftWish(new Wish(WishKind.Tier, "9"), 4)] }]);
        var told = new PlanExplainer(round, Tiny.Plan(round, ("p", "n", 500), ("p", "m", 200))).Pledge(new("p"))!;

        Assert.Contains(
            $"Nguyện vọng, xét khi không ai bị giảm phần, và số đã đáp ứng: xã {Tiny.A.Code} (nguyện vọng 1): 500 ₫; mặt hàng {Tiny.Jacket.Code} (nguyện vọng 2): 200 ₫; mức ưu tiên 9 (nguyện vọng mềm, trọng số 4): 0 ₫.",
            Narrator.Tell(told, Language.Vietnamese));
        Assert.Contains(
            $"Wishes, kept where nobody's share changes for them, and what they got: commune {Tiny.A.Code} (wish 1): 500 ₫; item {Tiny.Jacket.Code} (wish 2): 200 ₫; tier 9 (soft, weight 4): 0 ₫.",
            Narrator.Tell(told, Language.English));
    }

    private static void Write(StringBuilder text, string heading, ImmutableArray<string> sentences)
    {
        text.Append("== ").Append(heading).Append('\n');
        foreach (var sentence in sentences)
        {
            text.Append(sentence).Append('\n');
        }

        text.Append('\n');
    }
}
