using System.Collections.Immutable;
using System.Security.Claims;
using Matching.Api.Rights;
using Matching.Api.Wire;
using Matching.Engine.Geography;
using Matching.Engine.Geography.Succession;
using Matching.Engine.Needs;
using Matching.Engine.Quantities;
using Matching.Silo.Desks;

namespace Matching.Api.Endpoints;

/// <summary>Why something is done.</summary>
internal sealed record ReasonBody(string Reason)
{
    public string Checked()
    {
        new Faults().Text("reason", Reason, 1_000).Refuse();
        return Reason;
    }
}

/// <summary>A need to be reported.</summary>
internal sealed record NeedBody
{
    public required NeedId Id { get; init; }

    public required ItemId Item { get; init; }

    /// <summary>Units; more than zero.</summary>
    public required long Quantity { get; init; }

    public required Urgency Urgency { get; init; }

    /// <summary>The year that it is for.</summary>
    public required int Year { get; init; }

    public string? Site { get; init; }

    public string? AgeGroup { get; init; }

    public AcceptedQuality? Quality { get; init; }

    public DateOnly? NeededBy { get; init; }

    /// <summary>Fewer units than this are of no use.</summary>
    public long? MinQuantity { get; init; }

    /// <summary>Of a project: its own price per unit, in đồng.</summary>
    public Vnd? OwnUnitCost { get; init; }

    /// <summary>Of a project: place in the queue.</summary>
    public long? Rank { get; init; }

    public long? Beneficiaries { get; init; }

    /// <summary>Administrative set of the commune's code ("2024"), where it is not the one in use.</summary>
    public string? AdminSet { get; init; }

    public void Check() => new Faults().Id("id", Id.Value).Between("quantity", Quantity, 1, Vnd.Largest).Between("year", Year, 2000, 2100)
        .Text("site", Site, required: false).Text("age_group", AgeGroup, required: false).Between("min_quantity", MinQuantity, 1, Quantity)
        .Between("own_unit_cost", OwnUnitCost?.Dong, 1, Vnd.Largest).Between("rank", Rank, 0, int.MaxValue).Between("beneficiaries", Beneficiaries, 0, int.MaxValue).Refuse();

    public NeedLine Line(CommuneId commune) => new()
    {
        Id = Id,
        Commune = commune,
        Site = Site,
        Item = Item,
        AgeGroup = AgeGroup,
        Quality = Quality,
        Quantity = Quantity,
        Urgency = Urgency,
        NeededBy = NeededBy,
        MinQuantity = MinQuantity,
        OwnUnitCost = OwnUnitCost,
        Rank = Rank,
        Beneficiaries = Beneficiaries,
    };
}

/// <summary>What changes about a need; what is not stated stays.</summary>
internal sealed record AmendNeedBody
{
    public required string Reason { get; init; }

    public long? Quantity { get; init; }

    public Urgency? Urgency { get; init; }

    public DateOnly? NeededBy { get; init; }

    public long? MinQuantity { get; init; }

    public long? Beneficiaries { get; init; }

    public NeedCommand Command(NeedId need)
    {
        new Faults().Text("reason", Reason, 1_000).Between("quantity", Quantity, 1, Vnd.Largest).Between("min_quantity", MinQuantity, 1, Vnd.Largest)
            .Between("beneficiaries", Beneficiaries, 0, int.MaxValue).Refuse();
        return new NeedCommand.Amend(need, Reason) { Quantity = Quantity, Urgency = Urgency, NeededBy = NeededBy, MinQuantity = MinQuantity, Beneficiaries = Beneficiaries };
    }
}

/// <summary>The line that takes the place of one of an earlier year.</summary>
internal sealed record RenewBody(NeedId NewId, int Year, long Quantity)
{
    public NeedCommand Command(NeedId need)
    {
        new Faults().Id("new_id", NewId.Value).Between("year", Year, 2000, 2100).Between("quantity", Quantity, 1, Vnd.Largest).Refuse();
        return new NeedCommand.Renew(need, NewId, Year, Quantity);
    }
}

/// <summary>Why a line or commune waits.</summary>
internal sealed record NotReadyBody
{
    public required string Reason { get; init; }

    /// <summary>The day from which it is so; today when not stated.</summary>
    public DateOnly? Since { get; init; }

    public NeedCommand Command(NeedId? need, TimeProvider clock)
    {
        new Faults().Text("reason", Reason, 1_000).Refuse();
        return new NeedCommand.MarkNotReady(need, Reason, Since ?? Days.Today(clock));
    }
}

/// <summary>Aid from outside the fund.</summary>
internal sealed record AidBody
{
    public required string Id { get; init; }

    public required ItemId Item { get; init; }

    /// <summary>Units; more than zero.</summary>
    public required long Quantity { get; init; }

    /// <summary>Who gives.</summary>
    public required string Source { get; init; }

    public required DateOnly Date { get; init; }

    public NeedId? Need { get; init; }

    public string? AgeGroup { get; init; }

    public string? Site { get; init; }

    /// <summary>Administrative set of the commune's code ("2024"), where it is not the one in use.</summary>
    public string? AdminSet { get; init; }

    public NeedCommand.RegisterAid Command(CommuneId commune)
    {
        new Faults().Id("id", Id).Between("quantity", Quantity, 1, Vnd.Largest).Text("source", Source).Text("age_group", AgeGroup, required: false).Text("site", Site, required: false).Refuse();
        return new(Id, new ExternalAid { Commune = commune, Item = Item, Quantity = Quantity, Source = Source, Date = Date, Need = Need, AgeGroup = AgeGroup, Site = Site }) { AdminSet = AdminSet };
    }
}

/// <summary>A need line and how far it is.</summary>
/// <param name="State">reported, verified, rejected or closed.</param>
/// <param name="ReportedUnder">The older commune under whose code it came in.</param>
/// <param name="Stand">Where the need stands, in đồng; only when one line or one commune is asked for.</param>
internal sealed record NeedView(
    NeedId Id, CommuneId Commune, ItemId Item, long Quantity, Urgency Urgency, int Year, string State, long UnitCostVnd, string? Site, string? AgeGroup, AcceptedQuality? Quality,
    DateOnly? NeededBy, long? MinQuantity, long? Rank, long? Beneficiaries, string ReportedBy, string? VerifiedBy, string? Reason, NeedId? Renews, PlaceCode? ReportedUnder, NotReady? NotReady, LineBalances? Stand)
{
    /// <summary>Donors see how many children needs are for in the report that is made for it, and of no single line.</summary>
    public NeedView For(ClaimsPrincipal user) => Caller.Of(user).IsDonor ? this with { Beneficiaries = null } : this;

    public static NeedView Of(CommuneView commune, string need)
    {
        var record = commune.Needs.Lines[need];
        return Of(record, record.IsClosed ? "closed" : Spelling.Of(record.Line.Status), commune.Lines[need]);
    }

    public static NeedView Of(NeedRecord record, string state, LineBalances? stand) => new(
        record.Line.Id, record.Line.Commune, record.Line.Item, record.Line.Quantity, record.Line.Urgency, record.Year, state, record.UnitCost.Dong, record.Line.Site, record.Line.AgeGroup,
        record.Line.Quality, record.Line.NeededBy, record.Line.MinQuantity, record.Line.Rank, record.Line.Beneficiaries, record.ReportedBy, record.VerifiedBy, record.Reason, record.Renews, record.ReportedUnder, record.NotReady, stand);
}

/// <summary>All needs of a commune.</summary>
internal sealed record CommuneNeedsView(CommuneId Commune, long Version, ImmutableArray<NeedView> Needs, ImmutableArray<AidView> Aid);

internal sealed record AidView(string Id, ItemId Item, long Quantity, string Source, DateOnly Date, ImmutableArray<AidPart> Parts)
{
    public static AidView Of(AidRecord record) => new(record.Id, record.Aid.Item, record.Aid.Quantity, record.Aid.Source, record.Aid.Date, record.Parts);
}
