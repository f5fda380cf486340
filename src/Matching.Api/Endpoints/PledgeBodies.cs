using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Matching.Api.Scopes;
using Matching.Api.Wire;
using Matching.Engine.Deliveries;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Silo.Desks;

namespace Matching.Api.Endpoints;

/// <summary>A part of a pledge that was handed over.</summary>
/// <param name="Voucher">Number of the receipt or bank statement.</param>
internal sealed record ReceiveBody(long Amount, string Voucher)
{
    public PledgeCommand Command()
    {
        new Faults().Between("amount", Amount, 1, Vnd.Largest).Text("voucher", Voucher).Refuse();
        return new PledgeCommand.Receive(Amount, Voucher);
    }
}

/// <summary>New terms; what is not stated stays. Conditions are stated whole.</summary>
internal sealed record AmendPledgeBody
{
    public required string Reason { get; init; }

    public long? Amount { get; init; }

    public JsonObject? Conditions { get; init; }
}

/// <summary>A part that is called back; without an amount all that is free and not handed over.</summary>
internal sealed record WithdrawBody
{
    public required string Reason { get; init; }

    public long? Amount { get; init; }

    public PledgeCommand Command()
    {
        new Faults().Between("amount", Amount, 1, Vnd.Largest).Text("reason", Reason, 1_000).Refuse();
        return new PledgeCommand.Withdraw(Amount, Reason);
    }
}

/// <summary>An amount and why.</summary>
internal sealed record AmountBecause(long Amount, string Reason)
{
    public AmountBecause Checked()
    {
        new Faults().Between("amount", Amount, 1, Vnd.Largest).Text("reason", Reason, 1_000).Refuse();
        return this;
    }
}

/// <summary>A pledge and where its parts stand.</summary>
internal sealed record PledgeDetail(
    PledgeId Id, DonorId Donor, string? DonorName, PledgeKind Kind, long Amount, ItemId? Item, JsonObject Conditions, PledgeState State, long Version,
    string OfferedBy, string? AcceptedBy, string? Reason, PledgeBalances? Balances)
{
    public static PledgeDetail Of(PledgeRecord record, PledgeBalances? balances, Scope scope) => new(
        record.Pledge.Id, record.Pledge.Donor, scope.Persons ? record.Pledge.DonorName : null, record.Pledge.Kind, record.Pledge.Amount, record.Pledge.Item,
        PledgeTerms.Write(record.Pledge), record.State, record.Version, record.OfferedBy, record.AcceptedBy, record.Reason, balances);
}

/// <summary>What expired of a pledge now, in its own measure.</summary>
internal sealed record ExpiredView(PledgeId Pledge, DateOnly LastDay, long Amount);

/// <summary>What a published round gave a line from a pledge, and how far it is.</summary>
/// <param name="State">The step that the part furthest behind is at.</param>
internal sealed record DeliveryView(
    string Round, PledgeId Pledge, NeedId Need, string Measure, long Amount, long NeedVnd, AllocationState State, long Committed, long Dispatched, long Delivered, long Confirmed, long Lost)
{
    public static DeliveryView Of(AllocationView view) => Of(view.Allocation, view.Balances);

    public static DeliveryView Of(Allocation part, AllocationBalances stand) => new(
        part.Round, part.Pledge, part.Need, part.Measure.Code, part.Amount, part.NeedVnd, stand.State, stand.Committed, stand.Dispatched, stand.Delivered, stand.Confirmed, stand.Lost);
}

/// <summary>What a pledge would do today, or in a frozen round.</summary>
/// <param name="TodayVnd">What the fair shares gain with it.</param>
/// <param name="AloneVnd">What could be placed of it were there no other pledges.</param>
/// <param name="Problems">Conditions that cannot be met as stated.</param>
internal sealed record PledgeOutlook(
    string Round, int Lines, int Communes, long AskedVnd, long OpenVnd, long AvailableVnd, long AloneVnd, long TodayVnd, bool Replaces, ImmutableArray<ProblemView> Problems, Sentences Outlook, Sentences Conditions, Sentences Groups);

internal sealed record ProblemView(string Kind, string Conditions, long Stated, long Allowed, DateOnly? Day, int Lines);

/// <summary>The same sentences in both languages.</summary>
internal sealed record Sentences(ImmutableArray<string> Vi, ImmutableArray<string> En)
{
    public static Sentences Of(Func<Engine.Explain.Sentences.Language, ImmutableArray<string>> tell) =>
        new(tell(Engine.Explain.Sentences.Language.Vietnamese), tell(Engine.Explain.Sentences.Language.English));
}
