using Matching.Engine.Plans;
using Matching.Verify.Facts;
using static Matching.Verify.ViolationKind;

namespace Matching.Verify.Checks;

/// <summary>The fair shares can be had: the threads, which keep every condition themselves, add up to them.</summary>
/// <remarks>Per line: |Σ threads − fair share| &lt; 1 đồng, and both at most quantity × unit cost.</remarks>
internal static class WitnessCheck
{
    public static void Run(RoundFacts round, Plan plan, Flows threads, Complaints complaints)
    {
        for (var n = 0; n < round.Lines.Length; n++)
        {
            var (fair, witnessed) = (plan.Lines[n].Fair, threads.OfLineVnd[n]);
            var most = round.Lines[n].ValueVnd;
            if (fair.WholeVnd > most || (fair.WholeVnd == most && fair.Remainder > 0) || witnessed > most)
            {
                complaints.Add(FairShareOverRequest, fair, most, need: n, fair: true);
            }

            if (witnessed != fair.WholeVnd && (fair.Remainder == 0 || witnessed != fair.WholeVnd + (Int128)1))
            {
                complaints.Add(FairShareNotWitnessed, fair, witnessed, need: n, fair: true);
            }
        }
    }
}
