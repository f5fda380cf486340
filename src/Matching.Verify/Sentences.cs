using System.Globalization;
using static Matching.Verify.ViolationKind;

namespace Matching.Verify;

/// <summary>The complaints in English and Vietnamese. Braces name what <see cref="Violation"/> carries.</summary>
internal static class Sentences
{
    private static readonly NumberFormatInfo English = new() { NumberGroupSeparator = ",", NumberDecimalSeparator = "." };

    private static readonly NumberFormatInfo Vietnamese = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = "," };

    public static string Of(Violation violation, bool vietnamese)
    {
        var (english, own) = Template(violation.Kind);
        var figures = vietnamese ? Vietnamese : English;
        var lead = !violation.InFairPlan ? "" : vietnamese ? "Trong phương án công bằng: " : "In the fair plan: ";
        return lead + (vietnamese ? own : english)
            .Replace("{p}", violation.Pledge?.Value, StringComparison.Ordinal)
            .Replace("{n}", violation.Need?.Value, StringComparison.Ordinal)
            .Replace("{commune}", violation.Commune?.Code, StringComparison.Ordinal)
            .Replace("{province}", violation.Province?.Code, StringComparison.Ordinal)
            .Replace("{b}", violation.Bottleneck.ToString(figures), StringComparison.Ordinal)
            .Replace("{class}", violation.Class.ToString(figures), StringComparison.Ordinal)
            .Replace("{what}", violation.What, StringComparison.Ordinal)
            .Replace("{is}", violation.Stated.ToString("#,0.######", figures), StringComparison.Ordinal)
            .Replace("{may}", violation.Allowed.ToString("#,0.######", figures), StringComparison.Ordinal);
    }

    private static (string English, string Vietnamese) Template(ViolationKind kind) => kind switch
    {
        ListLength => ("{what} has {is} entries; the round asks for {may}.", "{what} có {is} mục; đợt phân bổ cần {may}."),
        UnknownIndex => ("{what} points at {is}, outside a list of {may}.", "{what} trỏ tới {is}, ngoài danh sách {may} mục."),
        OutOfOrder => ("{what}: entry {is} is not in ascending order by id, or stands twice.", "{what}: mục {is} không theo thứ tự mã tăng dần hoặc bị lặp."),
        NotPositive => ("Pledge {p} is booked on line {n} with {is} ({what}); it must be more than zero.", "Cam kết {p} ghi cho dòng {n} số {is} ({what}); phải lớn hơn 0."),
        WrongMeasure => ("Pledge {p} on line {n} states {is} for {what}; {may} is right.", "Cam kết {p} tại dòng {n} ghi {what} là {is}; đúng ra là {may}."),
        NotEligible => ("Pledge {p} may not serve line {n}: {what} does not hold.", "Cam kết {p} không được dùng cho dòng {n}: điều kiện {what} không thỏa."),
        OverAvailable => ("Pledge {p} gives {is}; this round may use {may} of it.", "Cam kết {p} đã dùng {is}; đợt này chỉ được dùng {may}."),
        OverPerCommune => ("Pledge {p} gives commune {commune} {is}; its ceiling per commune is {may}.", "Cam kết {p} cấp cho xã {commune} {is}; mức trần mỗi xã là {may}."),
        OverPerProvince => ("Pledge {p} gives province {province} {is}; its ceiling per province is {may}.", "Cam kết {p} cấp cho tỉnh {province} {is}; mức trần mỗi tỉnh là {may}."),
        OverPart => ("Pledge {p} gives {is} to lines that may get {may} of it together under {what}.", "Cam kết {p} cấp {is} cho các dòng mà theo {what} chỉ được nhận tổng cộng {may}."),
        NotAlone => ("Pledge {p} gives to line {n} and wants to be the only donor there ({what}); {is} pledges give.", "Cam kết {p} cấp cho dòng {n} và muốn là nhà tài trợ duy nhất ({what}); có {is} cam kết cùng cấp."),
        BesideUnwantedDonor => ("Pledge {p} gives to line {n} beside donor {what}, whose company it does not want.", "Cam kết {p} cấp cho dòng {n} cùng nhà tài trợ {what} mà cam kết không muốn đứng cùng."),
        LineNotFull => ("Pledge {p} is for full lines only and gives to line {n}, which gets {is} of {may} units.", "Cam kết {p} chỉ dành cho dòng đủ trọn nhưng cấp cho dòng {n}, mới nhận {is} trên {may} đơn vị."),
        MoreThanOthersAllow => ("Pledge {p} gives line {n} {is} ₫; under {what} the money of others there allows {may} ₫.", "Cam kết {p} cấp cho dòng {n} {is} ₫; theo {what}, số tiền của các cam kết khác tại đó chỉ cho phép {may} ₫."),
        TooFewCommunes => ("Pledge {p} serves {is} communes; it must reach at least {may}.", "Cam kết {p} phục vụ {is} xã; phải tới ít nhất {may} xã."),
        WrongNumberOfParts => ("Pledge {p} serves {is} places ({what}); it is to be split equally among {may}.", "Cam kết {p} phục vụ {is} nơi ({what}); phải chia đều cho {may} nơi."),
        UnequalParts => ("Pledge {p} gives one place {is} and another {may} ({what}); its parts may differ by one.", "Cam kết {p} cấp cho một nơi {is}, nơi khác {may} ({what}); các phần chỉ được chênh nhau một."),
        OutsideEveryPart => ("Pledge {p} is split among districts and gives {is} to line {n}, whose commune has none.", "Cam kết {p} chia theo huyện nhưng cấp {is} cho dòng {n}, xã của dòng không thuộc huyện nào."),
        NotTheFixedAmount => ("Pledge {p} gives commune {commune} {is}; it gives a commune nothing or exactly {may}.", "Cam kết {p} cấp cho xã {commune} {is}; mỗi xã hoặc không nhận, hoặc nhận đúng {may}."),
        NotTheAmountPerChild => ("Pledge {p} gives line {n} {is}; for its beneficiaries it gives nothing or exactly {may}.", "Cam kết {p} cấp cho dòng {n} {is}; theo số trẻ hưởng lợi, hoặc không cấp, hoặc cấp đúng {may}."),
        OverShare => ("Pledge {p} gives line {n} {is}; its share of that line is at most {may}.", "Cam kết {p} cấp cho dòng {n} {is}; phần tối đa tại dòng này là {may}."),
        OverProvinceCap => ("Province {province} receives {is} ₫; the planner's cap is {may} ₫.", "Tỉnh {province} nhận {is} ₫; mức trần của tỉnh là {may} ₫."),
        ForbiddenPairServed => ("Pledge {p} gives line {n} {is} although a pin forbids the pair.", "Cam kết {p} cấp cho dòng {n} {is} dù cặp này bị ghim cấm."),
        FixedAmountNotKept => ("Pledge {p} gives line {n} {is}; a pin fixes it at {may}.", "Cam kết {p} cấp cho dòng {n} {is}; ghim cố định ở mức {may}."),
        LeastAmountNotKept => ("Pledge {p} gives line {n} {is}; a pin asks for at least {may}.", "Cam kết {p} cấp cho dòng {n} {is}; ghim yêu cầu ít nhất {may}."),
        UnderPerCommune => ("Pledge {p} gives commune {commune} {is}; it gives a commune nothing or at least {may}.", "Cam kết {p} cấp cho xã {commune} {is}; mỗi xã hoặc không nhận, hoặc ít nhất {may}."),
        TooManyCommunes => ("Pledge {p} serves {is} communes; it allows {may}.", "Cam kết {p} phục vụ {is} xã; chỉ cho phép {may}."),
        NeitherAllNorNothing => ("Pledge {p} is used with {is}; it is all ({may}) or nothing.", "Cam kết {p} được dùng {is}; phải dùng hết ({may}) hoặc không dùng."),
        OverQuantity => ("Line {n} gets {is} units; it asked for {may}.", "Dòng {n} nhận {is} đơn vị; chỉ yêu cầu {may}."),
        NotWholeUnits => ("Line {n} gets {is} ₫ in money, which is no whole number of units of {may} ₫.", "Dòng {n} nhận {is} ₫ tiền, không chẵn số đơn vị giá {may} ₫."),
        UnderMinimumQuantity => ("Line {n} gets {is} units; fewer than {may} are of no use to it.", "Dòng {n} nhận {is} đơn vị; dưới {may} thì không dùng được."),
        WrongClass => ("Line {n} is booked under class {is}; it belongs to class {may}.", "Dòng {n} ghi ở lớp {is}; thuộc lớp {may}."),
        LineAccount => ("Line {n} states {is} for {what}; the shipments give {may}.", "Dòng {n} ghi {what} là {is}; theo các lượt cấp là {may}."),
        PledgeAccount => ("Pledge {p} states {is} for {what}; the round and the shipments give {may}.", "Cam kết {p} ghi {what} là {is}; theo đợt và các lượt cấp là {may}."),
        ClassAccount => ("Class {class} states {is} for {what}; its lines give {may}.", "Lớp {class} ghi {what} là {is}; theo các dòng là {may}."),
        BoundUntrue => ("Classes 1 to {class} are said to reach {may} ₫ of their fair shares at most; {what} is {is} ₫.", "Các lớp từ 1 đến {class} được ghi là đạt nhiều nhất {may} ₫ phần công bằng; {what} là {is} ₫."),
        FairShareNotWitnessed => ("Line {n} has a fair share of {is} ₫, but its threads add up to {may} ₫.", "Dòng {n} có phần công bằng {is} ₫ nhưng các luồng chỉ cộng thành {may} ₫."),
        FairShareOverRequest => ("Line {n} has a fair share of {is} ₫; it asks for {may} ₫.", "Dòng {n} có phần công bằng {is} ₫; chỉ yêu cầu {may} ₫."),
        BottleneckOrder => ("Bottleneck {b}: {what} is {is}, which does not follow {may}; the order is by class, then by coverage below one.", "Nút thắt {b}: {what} là {is}, không nối tiếp {may}; thứ tự theo lớp, rồi theo tỷ lệ đáp ứng dưới 1."),
        BottleneckOfOtherClass => ("Line {n} names bottleneck {b} of class {is}; it is in class {may}, and projects have no bottleneck.", "Dòng {n} ghi nút thắt {b} của lớp {is}; dòng thuộc lớp {may}, và công trình không có nút thắt."),
        BottleneckLines => ("Bottleneck {b} lists {is} lines; {may} lines name it, or the two lists differ.", "Nút thắt {b} liệt kê {is} dòng; {may} dòng ghi nút thắt này, hoặc hai danh sách khác nhau."),
        BottleneckAccount => ("Bottleneck {b} states {is} for {what}; its lines and threads give {may}.", "Nút thắt {b} ghi {what} là {is}; theo các dòng và luồng là {may}."),
        FairShareOffCoverage => ("Line {n} has a fair share of {is} ₫; the coverage of bottleneck {b} gives {may} ₫.", "Dòng {n} có phần công bằng {is} ₫; theo tỷ lệ của nút thắt {b} là {may} ₫."),
        OpenWithoutBottleneck => ("Line {n} has a fair share of {is} ₫ of {may} ₫, and no bottleneck holds it.", "Dòng {n} có phần công bằng {is} ₫ trên {may} ₫ mà không có nút thắt nào giữ."),
        HeldByWrong => ("Line {n} is said to be held by bottleneck {b}, whose {what} ({may}) does not allow it ({is}).", "Dòng {n} được ghi là bị nút thắt {b} giữ, nhưng {what} ({may}) không cho phép ({is})."),
        MoreCouldFlow => ("Bottleneck {b} and those before it hold {is} ₫, but the pledges can carry {may} ₫ there: the shares are not the fairest.", "Nút thắt {b} và các nút trước giữ {is} ₫, trong khi các cam kết có thể đưa tới {may} ₫: chưa công bằng nhất."),
        MoreThanCanFlow => ("Bottleneck {b} and those before it are said to hold {is} ₫; the pledges can carry only {may} ₫ there.", "Nút thắt {b} và các nút trước được ghi là giữ {is} ₫; các cam kết chỉ đưa tới được {may} ₫."),
        CapBottleneckAstray => ("Bottleneck {b} is said to be a province cap, but its lines lie in {is} provinces and the policy has {may} caps.", "Nút thắt {b} được ghi là trần của tỉnh, nhưng các dòng nằm ở {is} tỉnh và chính sách có {may} mức trần."),
        CapNotReached => ("Bottleneck {b} is said to be the cap of province {province}, which received {is} ₫ of {may} ₫ by then.", "Nút thắt {b} được ghi là trần của tỉnh {province}, khi đó mới nhận {is} ₫ trên {may} ₫."),
        RicherBesideCap => ("Line {n} has {is} ₫, above the {may} ₫ that bottleneck {b}, the cap of its province, leaves its class.", "Dòng {n} có {is} ₫, cao hơn mức {may} ₫ mà nút thắt {b} (trần của tỉnh) để lại cho lớp này."),
        TooFarBelowFairShare => ("Line {n} gets {is} units of a fair share of {may}, further below than whole units explain.", "Dòng {n} nhận {is} đơn vị so với phần công bằng {may}, thấp hơn mức làm tròn cho phép."),
        GoodsLeftForOpenLine => ("Line {n} lacks {may} more units, and eligible goods of {is} units are left over (pledge {p}).", "Dòng {n} còn thiếu {may} đơn vị, trong khi còn dư {is} đơn vị hiện vật phù hợp (cam kết {p})."),
        MoneyLeftForOpenLine => ("Line {n} lacks {may} ₫ for more whole units, and {is} ₫ of eligible money are left over (pledge {p} among it).", "Dòng {n} thiếu {may} ₫ để đủ đơn vị, trong khi còn dư {is} ₫ tiền phù hợp (có cam kết {p})."),
        LineReasonUntrue => ("Line {n} states the reason {what}, which is not true of it ({is} of {may} units).", "Dòng {n} nêu lý do {what}, không đúng với thực tế ({is} trên {may} đơn vị)."),
        PledgeReasonUntrue => ("Pledge {p} states the reason {what}, which is not true of it ({is} left of {may}).", "Cam kết {p} nêu lý do {what}, không đúng với thực tế (còn {is} trên {may})."),
        CoveredByOthers => ("Pledge {p} gives to line {n}, all of which ({is} units) others outside the fund give already.", "Cam kết {p} cấp cho dòng {n} dù nguồn ngoài quỹ đã hỗ trợ đủ ({is} đơn vị)."),
        OverOpenQuantity => ("Line {n} gets {is} units; beside what others outside the fund give, {may} are still open.", "Dòng {n} nhận {is} đơn vị; ngoài phần nguồn khác đã hỗ trợ chỉ còn cần {may}."),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind has no sentence."),
    };
}
