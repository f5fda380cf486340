using System.Collections.Immutable;
using Matching.Engine.Allocation.WholeUnits;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Engine.Allocation.Pins;

/// <summary>Pins that turn out impossible only in whole units, or with yes-or-no conditions.</summary>
internal static class WholeConflicts
{
    public static ImmutableArray<PinConflict> Of(RoundIndex index, WholeResult whole, Commitments commitments)
    {
        if (index.Round.Pins.IsEmpty)
        {
            return [];
        }

        var conflicts = ImmutableArray.CreateBuilder<PinConflict>();
        foreach (var line in whole.UnfinishedUnits)
        {
            var settled = whole.State.Commitments.BaseVnd[line] - (whole.State.Commitments.BaseUnits[line] * index.UnitCostVnd[line]);
            conflicts.Add(new PinConflict(PinConflictKind.NoWholeUnit, PinsOf(index, line: line), null, settled, settled / index.UnitCostVnd[line] * index.UnitCostVnd[line]));
        }

        foreach (var line in whole.BelowMinimum)
        {
            conflicts.Add(new PinConflict(
                PinConflictKind.BelowMinimumQuantity, PinsOf(index, line: line), "min_quantity", whole.State.LineUnits[line], index.NeedAt(line).MinQuantity ?? 0));
        }

        foreach (var (p, pairs) in commitments.ByPledge.OrderBy(static x => x.Key))
        {
            var conditions = index.PledgeAt(p).Conditions;
            var pins = PinsOf(index, pledge: p);
            if (!conditions.IsDiscrete || pins.IsEmpty)
            {
                continue;
            }

            var used = commitments.UsedBy(p);
            if (conditions.AllOrNothing && used > 0 && used < index.Available[p])
            {
                conflicts.Add(new PinConflict(PinConflictKind.NotPlaceableWhole, pins, "all_or_nothing", used, index.Available[p]));
            }

            foreach (var commune in pairs.Where(static x => x.Amount > 0).GroupBy(x => index.LineCommune[x.Line]))
            {
                var given = commune.Sum(static x => x.Amount);
                if (conditions.MinPerCommune is { } minimum && given < minimum)
                {
                    conflicts.Add(new PinConflict(PinConflictKind.BelowMinimumPerCommune, pins, "min_per_commune", given, minimum));
                }
            }
        }

        return conflicts.ToImmutable();
    }

    private static ImmutableArray<int> PinsOf(RoundIndex index, int? line = null, int? pledge = null) =>
        [.. Enumerable.Range(0, index.Round.Pins.Length).Where(i =>
            index.Round.Pins[i] is var pin && pin.Rule != PinRule.Forbid && pin.Amount > 0
            && (line is not { } l || pin.Need == index.NeedAt(l).Id)
            && (pledge is not { } p || pin.Pledge == index.PledgeAt(p).Id))];
}
