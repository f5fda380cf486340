using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;

namespace Matching.Engine.Explain.Sentences;

/// <summary>Why one line got what it got, as a planner would say it to the commune.</summary>
internal sealed class LineSentences(LineExplanation line, Words words)
{
    private readonly LineFacts _facts = line.Facts;

    public IEnumerable<string> All()
    {
        yield return Asked();
        if (!_facts.FromOthers.IsEmpty)
        {
            yield return FromOthers();
        }

        if (_facts.Class is null)
        {
            yield return Reason();
            yield break;
        }

        yield return Got();
        if (!line.From.IsEmpty)
        {
            yield return Givers();
        }

        yield return Reason();
        if (line.OneMore is null)
        {
            yield break;
        }

        if (line.Reach.Pledges > 0)
        {
            yield return Reach();
            if (line.Reach.ToOthers > Vnd.Zero)
            {
                yield return Others();
            }
        }

        foreach (var blocked in line.Blocked)
        {
            yield return Blocked(blocked);
        }

        yield return OneMore(line.OneMore);
    }

    private string Asked()
    {
        var (asked, item) = (_facts.Line, words.ItemName(_facts.Item));
        var site = asked.Site is { } s ? s + ", " : "";
        var age = asked.AgeGroup is { } a ? words.Say($" cho nhóm tuổi {a}", $" for age group {a}") : "";
        var until = asked.NeededBy is { } day ? words.Say($", chậm nhất ngày {words.Date(day)}", $", needed by {words.Date(day)}") : "";
        var priority = _facts.Class is { } c ? "; " + words.Of(c) : "";
        var (quantity, value, place) = (words.Units(_facts.UnitsAsked, _facts.Item), words.Dong(_facts.UnitCost * _facts.UnitsAsked), site + Words.Place(_facts.Commune));
        return words.Say(
            $"Dòng {asked.Id}: {place} cần {quantity} {item}{age}, trị giá {value}{until}{priority}.",
            $"Line {asked.Id}: {place} needs {quantity} of {item}{age}, worth {value}{until}{priority}.");
    }

    private string FromOthers()
    {
        var givers = words.List([.. _facts.FromOthers.Select(aid => words.From(aid, _facts.Item))]);
        var given = words.Units(_facts.UnitsFromOthers, _facts.Item);
        var openUnits = _facts.UnitsAsked - _facts.UnitsFromOthers;
        var open = openUnits == 0 ? "" : words.Say(
            $" Đợt này còn cần {words.Units(openUnits, _facts.Item)}.",
            $" {words.Units(openUnits, _facts.Item)} {(openUnits == 1 ? "is" : "are")} still open in this round.");
        return words.Say($"Ngoài quỹ đã có {given}: {givers}.", $"Others outside the fund give {given}: {givers}.") + open;
    }

    private string Got()
    {
        var (outcome, item) = (_facts.Outcome, _facts.Item);
        var fair = words.Decimal(_facts.FairUnits) + " " + words.Say(item.Unit, _facts.FairUnits == 1 ? "unit" : "units");
        var fairPercent = Figures.Percent(FairCoverage(), words.Language);
        var (units, percent) = (words.Units(outcome.AllocatedUnits, item), words.Percent(_facts.Coverage));
        var parts = (outcome.GoodsUnits, outcome.MoneyVnd) switch
        {
            ( > 0, > 0) => words.Say($": {words.Units(outcome.GoodsUnits, item)} hiện vật và {words.Dong(new Vnd(outcome.MoneyVnd))} tiền", $": {words.Units(outcome.GoodsUnits, item)} in kind and {words.Dong(new Vnd(outcome.MoneyVnd))} in money"),
            ( > 0, _) => words.Say(" bằng hiện vật", " in kind"),
            (_, > 0) => words.Say($", mua bằng {words.Dong(new Vnd(outcome.MoneyVnd))}", $", bought with {words.Dong(new Vnd(outcome.MoneyVnd))}"),
            _ => "",
        };
        return words.Say(
            $"Phần công bằng là {fair} ({fairPercent}); kế hoạch cấp {units} ({percent}){parts}.",
            $"Its fair share is {fair} ({fairPercent}); the plan gives {units} ({percent}){parts}.");
    }

    /// <summary>For display: the fair share to a millionth of a unit by what was asked.</summary>
    private Ratio FairCoverage() =>
        _facts.Outcome.Fair.WholeVnd >= _facts.Requested.Dong ? Ratio.One : new Ratio(_facts.Outcome.Fair.WholeVnd, _facts.Requested.Dong);

    private string Givers()
    {
        var gifts = line.From.Select(g => Words.Name(g.From) + " " + words.Amount(g.Amount, g.From.Kind, _facts.Item)).ToList();
        return words.Say("Nguồn: ", "Given by: ") + words.List(gifts) + ".";
    }

    private string Reason() => _facts.Outcome.Reason switch
    {
        LineReason.FullyServed => words.Say("Dòng nhận đủ những gì đã đề nghị.", "The line gets everything that it asked for."),
        LineReason.TakesNoPart => NoPart(),
        LineReason.CoveredByOthers => words.Say(
            "Dòng không tham gia đợt vì nguồn ngoài quỹ đã hỗ trợ đủ. Nếu chưa đúng, hãy sửa external_aid.csv.",
            "The line takes no part because others outside the fund cover all of it. If that is not so, correct external_aid.csv."),
        LineReason.NoEligiblePledge => words.Say(
            $"Không cam kết nào của đợt được phép phục vụ dòng này. Hãy tìm tài trợ cho {words.ItemName(_facts.Item)} tại {_facts.Commune.Name}, hoặc đề nghị nhà tài trợ nới điều kiện.",
            $"No pledge of this round may serve the line. Look for a gift that may go to {words.ItemName(_facts.Item)} in {_facts.Commune.Name}, or ask a donor to relax a condition."),
        LineReason.HeldByBottleneck => Held(),
        LineReason.HeldByProvinceCap => words.Say(
            $"{_facts.Commune.ProvinceName} đã đạt trần {Cap()} giá trị của đợt do người lập kế hoạch đặt. Thêm tiền không giúp được dòng này nếu trần không được nâng.",
            $"{_facts.Commune.ProvinceName} has reached the planner's cap of {Cap()} of the round's value. More money does not help this line unless the cap is raised."),
        LineReason.LessThanOneUnit => words.Say(
            $"Còn thiếu {words.Units(_facts.UnitsOpen, _facts.Item)} vì những gì còn lại không mua được trọn một {_facts.Item.Unit} giá {words.Dong(_facts.UnitCost)}.",
            $"It is {words.Units(_facts.UnitsOpen, _facts.Item)} short because what is left does not buy one whole unit at {words.Dong(_facts.UnitCost)}."),
        LineReason.ProjectPassedOver => words.Say(
            $"Khi đến lượt, không đủ nguồn để trả trọn một {_facts.Item.Unit} giá {words.Dong(_facts.UnitCost)} mà không lấy đi phần của dòng xếp trước, nên công trình phải chờ.",
            $"When its turn came, one whole unit at {words.Dong(_facts.UnitCost)} could not be paid without taking from what was granted before, so the project has to wait."),
        LineReason.BelowMinimumQuantity => words.Say(
            $"Dòng chỉ có ích từ {words.Units(_facts.Line.MinQuantity ?? 1, _facts.Item)} trở lên mà không gom đủ số đó, nên không nhận gì. Có thể hạ số lượng tối thiểu hoặc tìm thêm tài trợ.",
            $"The line is of use only from {words.Units(_facts.Line.MinQuantity ?? 1, _facts.Item)} on, and so many could not be had, so it gets none. Lower its minimum quantity or look for more money."),
        LineReason.DiscreteCondition => words.Say(
            "Dòng nhận ít hơn phần công bằng vì ghim của người lập kế hoạch, số lượng tối thiểu của một dòng, hoặc điều kiện có-hoặc-không của nhà tài trợ (mức tối thiểu mỗi xã, số xã tối đa, dùng hết hoặc không dùng) giữ lại một phần. Nới các điều kiện đó thì dòng có thể nhận thêm.",
            "The line stays below its fair share because a pin of the planner, a line's minimum quantity or a donor's yes-or-no condition (minimum per commune, number of communes, all or nothing) keeps a part back. Relaxing them can give the line more."),
        _ => throw new InvalidOperationException("Line " + _facts.Line.Id.Value + " has a reason without a sentence."),
    };

    private string NoPart() => _facts.Line.Status == NeedStatus.Rejected
        ? words.Say("Dòng không tham gia đợt vì đã bị từ chối.", "The line takes no part because it was rejected.")
        : words.Say(
            "Dòng không tham gia đợt vì chưa được xác minh, mà đợt này chỉ nhận nhu cầu đã xác minh. Hãy xác minh trước đợt sau.",
            "The line takes no part because it is not verified and this round takes verified needs only. Have it verified before the next round.");

    private string Held()
    {
        if (line.HeldBy is not { } bottleneck)
        {
            return words.Say(
                "Các cam kết được phép phục vụ dòng này đã dùng hết cho dòng này, các dòng cùng chia nguồn và các dòng xếp trước.",
                "The pledges that may serve the line are used up by it, the lines that share them and those before it.");
        }

        var (name, lines, communes) = (words.Bottleneck(bottleneck.Number), words.Lines(bottleneck.Lines.Length), words.Communes(bottleneck.Communes));
        var coverage = words.Percent(bottleneck.Coverage);
        return bottleneck.Number == _facts.Outcome.Bottleneck
            ? words.Say(
                $"Dòng nằm trong {name}: {lines} ở {communes} cùng đạt tỷ lệ {coverage}, vì mọi cam kết được phép phục vụ các dòng đó đã dùng hết.",
                $"The line is in {name}: {lines} in {communes} {(bottleneck.Lines.Length == 1 ? "has" : "share")} a coverage of {coverage}, because every pledge that may serve them is used up.")
            : words.Say(
                $"Các cam kết được phép phục vụ dòng này đã dùng hết cho {name} ({lines} ở {communes}, tỷ lệ {coverage}).",
                $"The pledges that may serve the line are used up by {name} ({lines} in {communes}, coverage {coverage}).");
    }

    private string Cap() => words.Percent(new Ratio(line.Policy.ProvinceCapPercent ?? 100, 100));

    private string Reach()
    {
        var reach = line.Reach;
        var largest = words.List([.. reach.Largest.Select(r => Words.Name(r.Pledge) + " " + words.Dong(r.Available))]);
        var (pledges, all, here, others, spare) = (words.Pledges(reach.Pledges), words.Dong(reach.Available), words.Dong(reach.ToThisLine), words.Dong(reach.ToOthers), words.Dong(reach.Spare));
        return words.Say(
            $"{pledges} được phép phục vụ dòng này, tổng giá trị {all}: {here} đến dòng này, {others} đến các dòng khác, {spare} còn lại. Lớn nhất: {largest}.",
            $"{pledges} may serve this line, worth {all} in all: {here} goes to it, {others} to other lines, {spare} is left. The largest: {largest}.");
    }

    private string Others()
    {
        var classes = words.List([.. line.Reach.ByClass.Select(c => words.Say("lớp ", "class ") + words.Whole(c.To) + " (" + words.Dong(c.Value) + ", " + words.Lines(c.Lines) + ")")]);
        var provinces = words.List([.. line.Reach.ByProvince.Select(p => p.To + " (" + words.Dong(p.Value) + ")")]);
        var bottlenecks = words.List([.. line.Reach.ByBottleneck.Where(b => b.To > 0).Select(b => words.Bottleneck(b.To) + " (" + words.Dong(b.Value) + ")")]);
        return words.Say("Phần đến các dòng khác, theo lớp: ", "What went to other lines, by class: ") + classes
            + words.Say(". Theo tỉnh: ", ". By province: ") + provinces
            + (bottlenecks.Length == 0 ? "" : words.Say(". Theo điểm nghẽn: ", ". By bottleneck: ") + bottlenecks) + ".";
    }

    private string Blocked(BlockedPledges blocked)
    {
        var (pledges, spare, largest, condition) = (words.Pledges(blocked.Pledges), words.Dong(blocked.Spare), Words.Name(blocked.Largest), words.Of(blocked.Condition));
        return words.Say(
            $"{pledges} còn {spare} chỉ vướng một điều: {condition} ({blocked.Columns}); lớn nhất: {largest}.",
            $"{pledges} with {spare} left {(blocked.Pledges == 1 ? "is" : "are")} kept away by one thing only: {condition} ({blocked.Columns}); the largest: {largest}.");
    }

    private string Another(long units) => units == 1 ? "One more unit" : words.Whole(units) + " units";

    private string WithSpare() => words.List([.. line.Reach.LargestSpare.Select(r => Words.Name(r.Pledge) + " " + words.Dong(r.Spare))]);

    private string OneMore(OneMoreUnit more)
    {
        var (units, cost, item) = (words.Units(more.Units, _facts.Item), words.Dong(more.Cost), words.ItemName(_facts.Item));
        if (line.Facts.Outcome.Reason == LineReason.HeldByProvinceCap)
        {
            return words.Say($"Muốn thêm {units} cần {cost} và phải nâng trần của tỉnh.", $"{Another(more.Units)} would need {cost} and a higher province cap.");
        }

        return more.Missing == Vnd.Zero
            ? words.Say(
                $"Muốn thêm {units} cần {cost}. Các cam kết phù hợp còn đủ, nhưng điều kiện của chúng chưa cho phép dùng; hãy xem từng cam kết: {WithSpare()}.",
                $"{Another(more.Units)} would need {cost}. Eligible pledges have that much left, but their conditions do not let it be used; see the single pledges: {WithSpare()}.")
            : words.Say(
                $"Muốn thêm {units} cần {cost}: các cam kết phù hợp còn {words.Dong(more.Spare)}, thiếu {words.Dong(more.Missing)} tiền được phép dùng cho {item} tại {_facts.Commune.Name}.",
                $"{Another(more.Units)} would need {cost}: eligible pledges have {words.Dong(more.Spare)} left, so {words.Dong(more.Missing)} is missing that may go to {item} in {_facts.Commune.Name}.");
    }
}
