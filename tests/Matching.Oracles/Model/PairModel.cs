using System.Collections.Immutable;
using System.Numerics;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Oracles.Model;

/// <summary>A line that takes part in the round.</summary>
/// <param name="Need">Index into the round's needs.</param>
/// <param name="Class">Number of its class, 1 = first.</param>
/// <param name="Commune">Index into the round's communes.</param>
/// <param name="Province">Number of its province within the model, from 0.</param>
/// <param name="UnitCostVnd">đồng per unit.</param>
public sealed record ModelLine(int Need, int Class, int Commune, int Province, long Quantity, long UnitCostVnd, bool IsProject)
{
    public BigInteger DemandVnd => (BigInteger)Quantity * UnitCostVnd;
}

/// <summary>A pledge of the round, under the same index.</summary>
/// <param name="Available">In the pledge's own measure, before pins.</param>
/// <param name="MaxPerCommune">In the pledge's own measure; null for none.</param>
/// <param name="MaxPerProvince">Likewise.</param>
/// <param name="ItemCostVnd">Goods: the item's price norm; money: 1.</param>
/// <param name="Parts">Sets of lines that together get at most so much, in the pledge's own measure; widest first, each within the one before.</param>
public sealed record ModelPledge(bool IsGoods, long Available, long? MaxPerCommune, long? MaxPerProvince, long ItemCostVnd, ImmutableArray<ModelPart> Parts)
{
    /// <summary>How many of the parts hold the line.</summary>
    public int DepthOf(int line) => Parts.Count(part => part.Lines.Contains(line));
}

/// <summary>Lines, by index into the model's, that together get at most so much of a pledge.</summary>
public sealed record ModelPart(ImmutableHashSet<int> Lines, long Most);

/// <summary>A pledge and a line that it may serve.</summary>
/// <param name="Pledge">Index into the model's pledges.</param>
/// <param name="Line">Index into the model's lines.</param>
/// <param name="Limit">Most that may flow, pinned amount included, in the pledge's own measure.</param>
/// <param name="VndPerMeasure">đồng of line value per đồng (1) or per unit (the line's unit cost).</param>
/// <param name="Pinned">Given first, in the pledge's own measure.</param>
/// <param name="MayGrow">Whether more than the pinned amount may flow.</param>
public sealed record ModelPair(int Pledge, int Line, long Limit, long VndPerMeasure, long Pinned, bool MayGrow);

/// <summary>A round written out as pledge × line pairs, straight from the contract: for small rounds, where plainness counts.</summary>
/// <remarks>Conditions that only whole plans can keep (minimum per commune, number of communes, all or nothing) are left out: fair shares are computed without them.</remarks>
public sealed class PairModel
{
    private PairModel(Round round) => Round = round;

    public Round Round { get; }

    public ImmutableArray<ModelLine> Lines { get; private init; } = [];

    public ImmutableArray<ModelPledge> Pledges { get; private init; } = [];

    /// <summary>By pledge, then line.</summary>
    public ImmutableArray<ModelPair> Pairs { get; private init; } = [];

    /// <summary>Line indices by class; a class of projects in the order of its queue.</summary>
    public ImmutableArray<ImmutableArray<int>> Classes { get; private init; } = [];

    public int Provinces { get; private init; }

    /// <summary>Most that the lines of one province may receive, in đồng with goods at their price norm; null for no cap.</summary>
    public BigInteger? ProvinceCapVnd { get; private init; }

    /// <summary>Whether some goods unit counts for a line at another price than its norm, so that value is not conserved along the way.</summary>
    public bool HasGains => Pairs.Any(pair => Pledges[pair.Pledge].IsGoods && Pledges[pair.Pledge].ItemCostVnd != pair.VndPerMeasure);

    /// <exception cref="ArgumentException">A pin cannot be kept, by itself or together with the others and the linear conditions.</exception>
    public static PairModel Of(Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        var communes = round.Communes.Select((commune, index) => (commune, index)).ToDictionary(c => c.commune.Id, c => c.index);
        var items = round.Items.ToDictionary(item => item.Id);
        var provinces = round.Communes.Select(commune => commune.Province.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select((code, index) => (code, index)).ToDictionary(p => p.code, p => p.index, StringComparer.Ordinal);
        var classOfNeed = ClassOrder.NumberLines(round);

        var lines = ImmutableArray.CreateBuilder<ModelLine>();
        for (var n = 0; n < round.Needs.Length; n++)
        {
            if (classOfNeed[n] == 0)
            {
                continue;
            }

            var need = round.Needs[n];
            var item = items[need.Item];
            var commune = communes[need.Commune];
            lines.Add(new ModelLine(
                n, classOfNeed[n], commune, provinces[round.Communes[commune].Province.Code],
                need.Quantity, Eligibility.UnitCostVnd(need, item), item.Kind == ItemKind.Project));
        }

        var pledges = round.Pledges
            .Select(pledge => new ModelPledge(
                pledge.Kind == PledgeKind.Goods,
                Eligibility.Available(pledge, round.Policy, round.AsOf),
                Eligibility.MostPerCommune(pledge),
                Eligibility.MostPerProvince(pledge),
                pledge.Kind == PledgeKind.Goods ? items[pledge.Item!.Value].UnitCost.Dong : 1,
                [.. Eligibility.Parts(pledge).Select(part => new ModelPart(
                    [.. Enumerable.Range(0, lines.Count).Where(n => part.Holds(round.Needs[lines[n].Need], round.Communes[lines[n].Commune]))], part.Most))]))
            .ToImmutableArray();

        var pins = round.Pins.ToDictionary(pin => (pin.Pledge, pin.Need));
        var pairs = ImmutableArray.CreateBuilder<ModelPair>();
        for (var p = 0; p < pledges.Length; p++)
        {
            for (var n = 0; n < lines.Count; n++)
            {
                if (PairOf(round, items, pins, pledges[p], p, lines[n], n) is { } pair)
                {
                    pairs.Add(pair);
                }
            }
        }

        var givenPins = round.Pins.Count(pin => pin.Rule != PinRule.Forbid && pin.Amount > 0);
        if (pairs.Count(pair => pair.Pinned > 0) != givenPins)
        {
            throw new ArgumentException("A pin names a pair that may not serve.", nameof(round));
        }

        var available = pledges.Aggregate(BigInteger.Zero, (sum, pledge) => sum + ((BigInteger)pledge.Available * pledge.ItemCostVnd));
        var model = new PairModel(round)
        {
            Lines = lines.ToImmutable(),
            Pledges = pledges,
            Pairs = pairs.ToImmutable(),
            Classes = ClassOrder.LinesByClass(round, lines),
            Provinces = provinces.Count,
            ProvinceCapVnd = round.Policy.ProvinceCapPercent is { } percent ? available * percent / 100 : null,
        };
        PinCheck.Check(model);
        return model;
    }

    private static ModelPair? PairOf(
        Round round, Dictionary<ItemId, Item> items, Dictionary<(PledgeId, NeedId), Pin> pins, ModelPledge modelPledge, int p, ModelLine line, int n)
    {
        var pledge = round.Pledges[p];
        var need = round.Needs[line.Need];
        pins.TryGetValue((pledge.Id, need.Id), out var pin);
        if (pin?.Rule == PinRule.Forbid
            || modelPledge.Available == 0
            || !Eligibility.MayServe(pledge, need, items[need.Item], round.Communes[line.Commune], round.AsOf))
        {
            return null;
        }

        var limit = Math.Min(modelPledge.Available, Eligibility.ShareLimit(pledge, need, line.UnitCostVnd) ?? long.MaxValue);
        limit = Math.Min(limit, Math.Min(modelPledge.MaxPerCommune ?? long.MaxValue, modelPledge.MaxPerProvince ?? long.MaxValue));
        return new ModelPair(p, n, limit, modelPledge.IsGoods ? line.UnitCostVnd : 1, pin?.Amount ?? 0, pin?.Rule != PinRule.Fix);
    }
}
