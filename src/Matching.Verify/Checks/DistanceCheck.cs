using Matching.Engine.Plans;
using Matching.Verify.Facts;
using static Matching.Verify.ViolationKind;

namespace Matching.Verify.Checks;

/// <summary>Whole units stay close to the fair share.</summary>
/// <remarks>
/// units ≥ fair units − 1 where only goods or only money may serve the line, ≥ fair units − 2 where both may. Further below only in a round
/// with pins, discrete conditions or minimum quantities, and only where the line says so.
/// </remarks>
internal static class DistanceCheck
{
    public static void Run(RoundFacts round, Plan plan, long[] delivered, Lazy<Suppliers> suppliers, Complaints complaints)
    {
        for (var n = 0; n < round.Lines.Length; n++)
        {
            var (line, said) = (round.Lines[n], plan.Lines[n]);
            if (!line.Takes || Within(1) || (Within(2) && suppliers.Value.For(n, money: true).Any() && suppliers.Value.For(n, money: false).Any()))
            {
                continue;
            }

            if (!round.HasDiscreteConditions || said.Reason is not (LineReason.DiscreteCondition or LineReason.BelowMinimumQuantity))
            {
                complaints.Add(TooFarBelowFairShare, delivered[n], said.Fair.WholeVnd / line.UnitVnd, need: n);
            }

            bool Within(int units)
            {
                var reached = ((Int128)delivered[n] + units) * line.UnitVnd;
                return reached > said.Fair.WholeVnd || (reached == said.Fair.WholeVnd && said.Fair.Remainder == 0);
            }
        }
    }
}
