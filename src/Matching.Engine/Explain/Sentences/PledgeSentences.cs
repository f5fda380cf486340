using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;

namespace Matching.Engine.Explain.Sentences;

/// <summary>What one pledge did and why something is left, as the fund would write to its donor.</summary>
internal sealed class PledgeSentences(PledgeExplanation pledge, Words words)
{
    private readonly PledgeConditions _asks = pledge.Pledge.Conditions;

    public IEnumerable<string> All()
    {
        yield return Offered();
        yield return Eligible();
        if (pledge.Outcome.Used > 0)
        {
            yield return Gave();
        }

        if (!pledge.Wishes.IsEmpty)
        {
            yield return Wishes();
        }

        yield return Reason();
        if (pledge.Spare == 0)
        {
            yield break;
        }

        if (pledge.Obstacles.Length > 1)
        {
            yield return Obstacles();
        }

        foreach (var away in pledge.OneConditionAway.Take(PlanExplainer.Top))
        {
            yield return Away(away);
        }
    }

    private string Offered()
    {
        var clauses = ConditionSentences.Clauses(_asks, pledge.Names, pledge.Pledge.Kind, pledge.Goods, words);
        var conditions = clauses.Count == 0 ? words.Say("không kèm điều kiện", "without conditions") : words.Say("với điều kiện: ", "on condition: ") + string.Join("; ", clauses);
        var what = Amount(pledge.Pledge.Amount) + (pledge.Goods is { } item ? words.Say(" ", " of ") + words.ItemName(item) : "");
        return words.Say("Cam kết của ", "Pledge of ") + Words.Name(PledgeName.Of(pledge.Pledge)) + ": " + what + ", " + conditions + ".";
    }

    private string Eligible()
    {
        var (lines, value) = (words.Lines(pledge.Eligible.Lines), words.Dong(pledge.Eligible.Requested));
        if (pledge.Eligible.Lines == 0)
        {
            return words.Say("Không dòng nào của đợt được phép nhận.", "It may serve no line of the round.");
        }

        var open = pledge.EligibleOpenLines == 0
            ? words.Say("tất cả đã nhận đủ", pledge.Eligible.Lines == 1 ? "it is fully served" : "all of them are fully served")
            : words.Say($"{words.Lines(pledge.EligibleOpenLines)} còn thiếu {words.Dong(pledge.EligibleOpen)}", $"{words.Lines(pledge.EligibleOpenLines)} still {(pledge.EligibleOpenLines == 1 ? "lacks" : "lack")} {words.Dong(pledge.EligibleOpen)}");
        return words.Say($"Được phép phục vụ {lines} trị giá {value}; {open}.", $"It may serve {lines} worth {value}; {open}.");
    }

    private string Gave()
    {
        var communes = pledge.Given.Select(g => Words.Place(g.Commune) + " (" + Amount(g.Amount) + ", " + words.Lines(g.Lines.Length) + ")").ToList();
        return words.Say($"Đã dùng {Amount(pledge.Outcome.Used)} cho {words.Communes(pledge.Given.Length)}: ", $"Used: {Amount(pledge.Outcome.Used)} for {words.Communes(pledge.Given.Length)}: ")
            + words.List(communes) + ".";
    }

    /// <summary>The wishes, and how much of each is met.</summary>
    private string Wishes()
    {
        var told = pledge.Wishes.AsEnumerable().Select((met, i) => WishSentences.Name(met.Wish, words) + (met.Weight is { } weight
            ? words.Say($" (nguyện vọng mềm, trọng số {words.Whole(weight)}): {Amount(met.Amount)}", $" (soft, weight {words.Whole(weight)}): {Amount(met.Amount)}")
            : words.Say($" (nguyện vọng {words.Whole(i + 1)}): {Amount(met.Amount)}", $" (wish {words.Whole(i + 1)}): {Amount(met.Amount)}")));
        return words.Say(
            $"Nguyện vọng, xét khi không ai bị giảm phần, và số đã đáp ứng: {string.Join("; ", told)}.",
            $"Wishes, kept where nobody's share changes for them, and what they got: {string.Join("; ", told)}.");
    }

    private string Reason() => pledge.Outcome.Reason switch
    {
        PledgeReason.FullyUsed => words.Say("Không còn lại gì.", "Nothing is left."),
        PledgeReason.Expired => words.Say(
            $"Cam kết hết hạn ngày {Until()}, trước ngày của đợt ({words.Date(pledge.AsOf)}). Hãy đề nghị nhà tài trợ gia hạn.",
            $"The pledge expired on {Until()}, before the day of the round ({words.Date(pledge.AsOf)}). Ask the donor to extend it."),
        PledgeReason.Reserve => words.Say(
            $"{Amount(pledge.Outcome.Left)} còn lại là dự phòng {Percent(pledge.Policy.ReservePercent)} do người lập kế hoạch giữ.",
            $"The {Amount(pledge.Outcome.Left)} left is the planner's reserve of {Percent(pledge.Policy.ReservePercent)}."),
        PledgeReason.Delivery => words.Say(
            $"{Amount(pledge.Outcome.Left)} còn lại trả chi phí vận chuyển, lắp đặt, bằng {Percent(_asks.DeliveryPercent ?? 0)} số cấp cho các dòng.",
            $"The {Amount(pledge.Outcome.Left)} left pays for delivery, {Percent(_asks.DeliveryPercent ?? 0)} of what lines get."),
        PledgeReason.AsksOfOthers => Left() + words.Say(
            " vì điều cam kết này yêu cầu về các nhà tài trợ khác hoặc về dòng được đáp ứng trọn không giữ được ở các dòng còn thiếu. Nới điều kiện thì dùng tiếp được.",
            " because what this pledge asks of other donors, or of lines being served in full, could not be kept where lines are open. Relaxing it lets more be used."),
        PledgeReason.KeptAway => Left() + words.Say(
            " vì ở dòng còn thiếu, nhà tài trợ khác giữ riêng hoặc không muốn đứng cùng nhà tài trợ này.",
            " because where lines are open, another donor gives alone or does not want to stand beside this one."),
        PledgeReason.SpreadNotReachable => Left() + words.Say(
            $" vì phải tới ít nhất {words.Communes(_asks.MinCommunes ?? 0)} và không đặt được cùng lúc ở chừng ấy xã. Giảm số xã tối thiểu thì dùng được.",
            $" because it must reach at least {words.Communes(_asks.MinCommunes ?? 0)}, and so many could not be served together. Lowering that lets it be used."),
        PledgeReason.FixedAmounts => Left() + words.Say(
            " vì mức cấp của cam kết là cố định và không đặt thêm được đúng mức đó. Nới điều kiện thì dùng tiếp được.",
            " because its amounts are fixed, and no more of exactly that could be placed. Relaxing this lets more be used."),
        PledgeReason.NoEligibleLine => Left() + words.Say(" vì không dòng nào thỏa mọi điều kiện.", " because no line meets all conditions."),
        PledgeReason.EligibleNeedsMet => Left() + words.Say(
            $" vì cả {words.Lines(pledge.Eligible.Lines)} được phép nhận đã đủ. Có thể dùng cho đợt sau.",
            pledge.Eligible.Lines == 1 ? " because the one line that it may serve has all it asked for. It can go to the next round." : $" because all {words.Lines(pledge.Eligible.Lines)} that it may serve have what they asked for. It can go to the next round."),
        PledgeReason.LessThanOneUnit => LessThanOneUnit(),
        PledgeReason.CeilingReached => Left() + words.Say(
            $" vì trần của nhà tài trợ ({Ceilings()}) không cho thêm ở các dòng còn thiếu. Nới trần thì dùng tiếp được.",
            $" because the donor's ceiling ({Ceilings()}) allows no more where lines are open. Relaxing it lets more be used."),
        PledgeReason.ProvinceCap => Left() + words.Say(
            $" vì trần {Percent(pledge.Policy.ProvinceCapPercent ?? 100)} mỗi tỉnh do người lập kế hoạch đặt đã đạt. Nâng trần thì dùng tiếp được.",
            $" because the planner's cap of {Percent(pledge.Policy.ProvinceCapPercent ?? 100)} per province is reached. Raising it lets more be used."),
        PledgeReason.MinimumNotReachable => MinimumNotReachable(),
        PledgeReason.CommuneLimitReached => Left() + words.Say(
            $" vì đã giúp {words.Communes(pledge.Given.Length)}, đúng số tối đa {words.Whole(_asks.MaxCommunes ?? 0)}; các dòng còn thiếu nằm ở xã khác. Cho phép thêm xã thì dùng tiếp được.",
            $" because it serves {words.Communes(pledge.Given.Length)} and may serve {words.Whole(_asks.MaxCommunes ?? 0)}; the open lines are in others. Allowing one more commune lets more be used."),
        PledgeReason.NotPlaceableWhole => NotPlaceableWhole(),
        PledgeReason.Pinned => Left() + words.Say(
            " vì ghim của người lập kế hoạch ngăn cam kết đến các dòng còn thiếu. Bỏ ghim thì dùng tiếp được.",
            " because pins of the planner keep it from the open lines. Removing them lets more be used."),
        _ => throw new InvalidOperationException("Pledge " + pledge.Pledge.Id.Value + " has a reason without a sentence."),
    };

    private string LessThanOneUnit()
    {
        if (pledge.Nearest is not { } nearest)
        {
            return Left() + ".";
        }

        var (line, step, units) = (nearest.Line.Id.Value, Amount(pledge.NearestStep), words.Units(pledge.NearestStep / Math.Max(1, pledge.Pledge.Kind == PledgeKind.Money ? nearest.UnitCost.Dong : 1), nearest.Item));
        return pledge.NearestStep > pledge.Spare
            ? Left() + words.Say(
                $", ít hơn mức nhỏ nhất mà một dòng còn thiếu có thể nhận: dòng {line} cần {step} cho {units}.",
                $", less than the smallest step of any open line: line {line} needs {step} for {units}.")
            : Left() + words.Say(
                $" dù dòng {line} còn nhận được {units}: kế hoạch có thể đã dừng vì hết thời gian. Hãy giải lại không giới hạn thời gian.",
                $" although line {line} could take {units}: the plan may have been cut short by its time limit. Solve again without one.");
    }

    private string MinimumNotReachable()
    {
        var least = Amount(_asks.MinPerCommune ?? 0);
        if (pledge.Spare < _asks.MinPerCommune)
        {
            return Left() + words.Say(
                $", chưa đủ mức tối thiểu {least} cho một xã mới. Hạ mức tối thiểu thì dùng tiếp được.",
                $", less than the minimum of {least} for one more commune. Lowering the minimum lets it be used.");
        }

        var best = pledge.BestCommune is { } b
            ? words.Say($" Nơi nhận được nhiều nhất là {Words.Place(b.Commune)}: {Amount(b.CouldTake)}.", $" The commune that could take most is {Words.Place(b.Commune)}: {Amount(b.CouldTake)}.")
            : "";
        return Left() + words.Say(
            $" vì mỗi xã phải nhận ít nhất {least} và không xã mới nào đạt được mức đó.{best} Hạ mức tối thiểu thì dùng tiếp được.",
            $" because a commune must get at least {least} and no further commune came to that.{best} Lowering the minimum lets it be used.");
    }

    private string NotPlaceableWhole()
    {
        var whole = Amount(pledge.Outcome.Available);
        return pledge.CouldPlace < pledge.Outcome.Available
            ? words.Say(
                $"Phải dùng hết {whole} hoặc không dùng, mà các dòng được phép chỉ nhận được nhiều nhất {Amount(pledge.CouldPlace)}. Nếu nhà tài trợ cho dùng một phần thì dùng được.",
                $"It is to be used whole, {whole}, or not at all, and the lines that it may serve could take at most {Amount(pledge.CouldPlace)}. It could be used if the donor agrees to a part.")
            : words.Say(
                $"Phải dùng hết {whole} hoặc không dùng, mà không tìm được cách đặt trọn số đó theo đơn vị nguyên bên cạnh các cam kết khác. Nếu nhà tài trợ cho dùng một phần thì dùng được.",
                $"It is to be used whole, {whole}, or not at all, and no way was found to place all of it in whole units beside the other pledges. It could be used if the donor agrees to a part.");
    }

    private string Obstacles()
    {
        var kinds = pledge.Obstacles.Select(o => words.Of(o.Kind) + " (" + words.Lines(o.Lines) + ", " + words.Dong(o.Open) + ")").ToList();
        return words.Say("Vướng ở các dòng còn thiếu được phép nhận: ", "What stops it at the open lines that it may serve: ") + words.List(kinds) + ".";
    }

    private string Away(OneConditionAway away)
    {
        var (lines, open, condition) = (words.Lines(away.Lines), words.Dong(away.Open), words.Of(away.Condition));
        return words.Say(
            $"{lines} còn thiếu {open} chỉ vướng một điều: {condition} ({away.Columns}); nhiều nhất là dòng {away.Example}.",
            $"{lines} still lacking {open} {(away.Lines == 1 ? "is" : "are")} out of reach for one thing only: {condition} ({away.Columns}); the largest is line {away.Example}.");
    }

    private string Left()
    {
        var reserve = pledge.Outcome.Left - pledge.Spare;
        var aside = reserve == 0 ? "" : _asks.DeliveryPercent is > 0
            ? words.Say($" (chưa kể {Amount(reserve)} chi phí vận chuyển, lắp đặt)", $" (beside {Amount(reserve)} for delivery)")
            : words.Say($" (chưa kể {Amount(reserve)} dự phòng)", $" (beside a reserve of {Amount(reserve)})");
        var verb = pledge.Pledge.Kind == PledgeKind.Goods && pledge.Spare != 1 ? "are" : "is";
        return words.Say($"Còn lại {Amount(pledge.Spare)}{aside}", $"{Amount(pledge.Spare)} {verb} left{aside}");
    }

    private string Ceilings()
    {
        var parts = new List<string>();
        if (_asks.MaxPerCommune is { } perCommune)
        {
            parts.Add(words.Say($"{Amount(perCommune)} mỗi xã", $"{Amount(perCommune)} per commune"));
        }

        if (_asks.MaxPerProvince is { } perProvince)
        {
            parts.Add(words.Say($"{Amount(perProvince)} mỗi tỉnh", $"{Amount(perProvince)} per province"));
        }

        if (_asks.MaxCommuneSharePercent is { } ofCommune)
        {
            parts.Add(words.Say($"{Percent(ofCommune)} cam kết mỗi xã", $"{Percent(ofCommune)} of the pledge per commune"));
        }

        if (_asks.MaxProvinceSharePercent is { } ofProvince)
        {
            parts.Add(words.Say($"{Percent(ofProvince)} cam kết mỗi tỉnh", $"{Percent(ofProvince)} of the pledge per province"));
        }

        if (_asks.MaxSharePercent is { } percent)
        {
            parts.Add(words.Say($"{Percent(percent)} mỗi dòng", $"{Percent(percent)} of a line"));
        }

        if (_asks.Tier1Percent is { } kept)
        {
            parts.Add(words.Say($"{Percent(100 - kept)} cam kết cho các mức ưu tiên khác mức 1", $"{Percent(100 - kept)} of the pledge to other tiers than the first"));
        }

        if (!_asks.Instalments.IsEmpty)
        {
            parts.Add(words.Say("dòng cần trước ngày của một đợt giải ngân chỉ nhận phần đã giải ngân", "a line needed before the day of an instalment gets from earlier ones only"));
        }

        return string.Join(", ", parts);
    }

    private string Amount(long amount) => words.Amount(amount, pledge.Pledge.Kind, pledge.Goods);

    private string Percent(int percent) => words.Percent(new Ratio(percent, 100));

    private string Until() => _asks.AvailableUntil is { } day ? words.Date(day) : "";
}
