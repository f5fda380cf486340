using System.Numerics;

namespace Matching.Oracles.Model;

/// <summary>Whether the pinned amounts can be given together, the linear conditions kept. Oracles refuse a round where they cannot.</summary>
internal static class PinCheck
{
    public static void Check(PairModel model)
    {
        var pinned = model.Pairs.Where(pair => pair.Pinned > 0).ToList();
        Require(pinned.TrueForAll(pair => pair.Pinned <= pair.Limit), "A pin exceeds what its pair may carry.");
        Require(
            pinned.GroupBy(pair => pair.Pledge).All(group => Total(group) <= model.Pledges[group.Key].Available),
            "The pins of a pledge exceed it.");
        Require(
            pinned.GroupBy(pair => (pair.Pledge, model.Lines[pair.Line].Commune))
                .All(group => model.Pledges[group.Key.Pledge].MaxPerCommune is not { } most || Total(group) <= most),
            "The pins of a pledge in one commune exceed its ceiling there.");
        Require(
            pinned.GroupBy(pair => (pair.Pledge, model.Lines[pair.Line].Province))
                .All(group => model.Pledges[group.Key.Pledge].MaxPerProvince is not { } most || Total(group) <= most),
            "The pins of a pledge in one province exceed its ceiling there.");
        Require(
            pinned.GroupBy(pair => pair.Pledge).All(group => model.Pledges[group.Key].Parts.All(part => Total(group.Where(pair => part.Lines.Contains(pair.Line))) <= part.Most)),
            "The pins of a pledge on some lines exceed the part of it that they may get.");
        Require(
            pinned.GroupBy(pair => pair.Line)
                .All(group => Sum(group, pair => (BigInteger)pair.Pinned * pair.VndPerMeasure) <= model.Lines[group.Key].DemandVnd),
            "The pins of a line exceed what it asks for.");
        Require(
            model.ProvinceCapVnd is not { } cap || pinned.GroupBy(pair => model.Lines[pair.Line].Province)
                .All(group => Sum(group, pair => (BigInteger)pair.Pinned * model.Pledges[pair.Pledge].ItemCostVnd) <= cap),
            "The pins of a province exceed its cap.");
    }

    private static BigInteger Total(IEnumerable<ModelPair> pairs) => Sum(pairs, pair => pair.Pinned);

    private static BigInteger Sum(IEnumerable<ModelPair> pairs, Func<ModelPair, BigInteger> value) =>
        pairs.Aggregate(BigInteger.Zero, (sum, pair) => sum + value(pair));

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new ArgumentException(message, nameof(message));
        }
    }
}
