using System.Globalization;
using Matching.Engine.Deliveries;
using Matching.Engine.Pledges;
using Matching.Silo.Donors;

namespace Matching.Api.Endpoints;

/// <summary>The words of a donor's statement.</summary>
internal static class StatementWords
{
    public static string Vi(StatementStep step) => step switch
    {
        StatementStep.Offered => "đăng ký",
        StatementStep.Promised => "cam kết",
        StatementStep.Declined => "không tiếp nhận",
        StatementStep.Received => "đã nhận",
        StatementStep.Withdrawn => "rút",
        StatementStep.Expired => "hết hạn",
        StatementStep.Returned => "hoàn trả",
        StatementStep.Committed => "cấp",
        StatementStep.Dispatched => "gửi đi",
        StatementStep.Delivered => "giao đến xã",
        StatementStep.Confirmed => "xã xác nhận",
        StatementStep.Lost => "mất",
        StatementStep.Missing => "thiếu khi kiểm đếm",
        StatementStep.TakenBack => "gửi rồi quay lại",
        _ => "giải phóng",
    };

    public static string En(StatementStep step) => step switch
    {
        StatementStep.TakenBack => "taken back",
        _ => step.ToString().ToLowerInvariant(),
    };

    public static string Vi(AllocationState state) => state switch
    {
        AllocationState.Committed => "đã cấp, chưa gửi",
        AllocationState.Dispatched => "đang gửi",
        AllocationState.Delivered => "đã giao, chờ xã xác nhận",
        AllocationState.Confirmed => "xã đã xác nhận đủ",
        AllocationState.Shortage => "xong, có mất hoặc thiếu",
        _ => "đã giải phóng",
    };

    public static string En(AllocationState state) => state switch
    {
        AllocationState.Committed => "committed, not sent",
        AllocationState.Dispatched => "on the way",
        AllocationState.Delivered => "delivered, not counted yet",
        AllocationState.Confirmed => "confirmed in full",
        AllocationState.Shortage => "done, with something lost or missing",
        _ => "released",
    };

    /// <summary>The pledge in three sentences.</summary>
    public static Sentences Summary(PledgeStatement one)
    {
        var (stand, pledge) = (one.Balances, one.Record.Pledge);
        var (unitVi, unitEn) = pledge.Kind == PledgeKind.Money ? ("₫", "₫") : ("đơn vị " + pledge.Item, "units of " + pledge.Item);
        var places = one.Commitments.Select(part => part.Commune.Id).Distinct().Count();
        var gone = stand.Withdrawn + stand.Expired + stand.Returned;
        return new(
            [
                $"Đã cam kết {N(stand.Promised)} {unitVi}, đã nhận {N(stand.Received)} {unitVi}.",
                $"Đã cấp cho {N(places)} xã: chờ gửi {N(stand.Committed)}, đang gửi {N(stand.Dispatched)}, đã giao {N(stand.Delivered)}, xã đã xác nhận {N(stand.Confirmed)}, mất hoặc thiếu {N(stand.Lost)} {unitVi}.",
                $"Còn tự do {N(stand.Available)}, đang giữ cho một đợt {N(stand.Reserved)}, rút, hết hạn hoặc hoàn trả {N(gone)} {unitVi}.",
            ],
            [
                $"Promised {N(stand.Promised)} {unitEn}, received {N(stand.Received)} {unitEn}.",
                $"Given to {N(places)} communes: not sent yet {N(stand.Committed)}, on the way {N(stand.Dispatched)}, delivered {N(stand.Delivered)}, confirmed {N(stand.Confirmed)}, lost or missing {N(stand.Lost)} {unitEn}.",
                $"Free {N(stand.Available)}, held for a round {N(stand.Reserved)}, withdrawn, expired or returned {N(gone)} {unitEn}.",
            ]);
    }

    private static string N(long number) => number.ToString(CultureInfo.InvariantCulture);
}
