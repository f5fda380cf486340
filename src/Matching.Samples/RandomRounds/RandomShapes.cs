using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Samples.Randomness;

namespace Matching.Samples.RandomRounds;

/// <summary>Spreads, equal parts and fixed amounts on pledges of a random tiny round that no pin gives from. Drawn from a stream of its own, like <see cref="RandomLimits"/>.</summary>
internal static class RandomShapes
{
    public static Round Add(RandomOptions options, long seed, Round round)
    {
        var random = new SeededRandom(seed, stream: 18);
        var drawn = random.Below(3) > 0;
        if (!drawn || !options.Discrete || !options.Shapes)
        {
            return round;
        }

        var pinned = round.Pins.Where(static pin => pin.Amount > 0).Select(static pin => pin.Pledge).ToHashSet();
        return round with
        {
            Needs = [.. round.Needs.Select(need => need with { Beneficiaries = random.Below(4) == 0 ? null : BeneficiariesOf(random, need) })],
            Pledges = [.. round.Pledges.Select(pledge => random.Below(3) == 0 && !pinned.Contains(pledge.Id) ? Shaped(random, round, pledge) : pledge)],
        };
    }

    /// <summary>Often a divisor of what the line asks for, so that amounts per child can come out whole.</summary>
    private static long BeneficiariesOf(SeededRandom random, NeedLine need) =>
        random.Below(2) == 0 ? random.Between(1, 4) : Math.Max(1, need.Quantity / random.Between(1, 3));

    private static Pledge Shaped(SeededRandom random, Round round, Pledge pledge)
    {
        var asked = pledge.Conditions;
        var unit = pledge.Kind == PledgeKind.Goods ? 1 : random.Pick(round.Items).UnitCost.Dong;
        var most = Math.Min(pledge.ForLines, Math.Min(pledge.CommuneCeiling ?? long.MaxValue, pledge.ProvinceCeiling ?? long.MaxValue));
        var units = (int)Math.Clamp(most / unit, 1, 6);
        var parts = random.Between(2, 3);
        var kind = random.Below(6);
        var fixedAmount = Math.Max(1, Math.Min(most, (random.Below(units) + 1) * unit));
        var shaped = kind switch
        {
            0 or 1 => asked with { MinCommunes = random.Between(1, 3) },
            2 => asked with { EqualSplit = (SplitPlace)random.Below(3), EqualParts = parts },
            3 => asked with { EqualSplit = SplitPlace.Commune, EqualParts = parts, MaxCommunes = null },
            4 => asked with { FixedPerCommune = Math.Max(fixedAmount, asked.MinPerCommune ?? 0), MinCommunes = random.Below(3) == 0 ? 2 : null },
            _ => asked with { FixedPerChild = random.Between(1, 2) * unit, MinCommunes = random.Below(4) == 0 ? 2 : null },
        };
        var asksTooMuch = shaped.MinCommunes > shaped.MaxCommunes
            || shaped.MinCommunes > pledge.Amount / Math.Max(1, Math.Max(shaped.MinPerCommune ?? 1, shaped.FixedPerCommune ?? 1))
            || shaped.EqualParts > pledge.Amount / Math.Max(1, shaped.MinPerCommune ?? 1)
            || shaped.FixedPerCommune > most || shaped.FixedPerChild > most;
        return asksTooMuch || CrossingConditions.Of(shaped) is not null ? pledge : pledge with { Conditions = shaped };
    }
}
