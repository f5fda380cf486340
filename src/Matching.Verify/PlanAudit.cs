using System.Collections.Immutable;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Verify.Checks;
using Matching.Verify.Facts;

namespace Matching.Verify;

/// <summary>Re-checks a finished plan from the round and the plan alone, in exact integers. It shares no code with any allocator.</summary>
/// <remarks>What is checked, and why it proves the plan the fairest: docs/verification.md.</remarks>
public static class PlanAudit
{
    /// <summary>Everything that is wrong with the plan, at most 1,000 complaints, in a fixed order; empty for a correct plan.</summary>
    /// <param name="round">The round that the plan is for; every reference in it resolves.</param>
    /// <param name="plan">The plan to judge. Nothing in it is trusted.</param>
    /// <param name="fairness">How the plan shares inside a class: leximin plans are held to their certificate of fairness.</param>
    /// <param name="complete">Whether the solve ended by itself; one that ran out of time may stay below its fair shares and leave things over.</param>
    /// <exception cref="ArgumentException">The round refers to something that it does not hold, or an id stands twice.</exception>
    public static ImmutableArray<Violation> Violations(Round round, Plan plan, Fairness fairness, bool complete = true)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(plan);
        var facts = new RoundFacts(round);
        var complaints = new Complaints(round);
        ShapeCheck.Run(facts, plan, complaints);
        if (complaints.Any)
        {
            return complaints.ToList();
        }

        var shipments = Flows.OfShipments(facts, plan);
        var threads = Flows.OfThreads(facts, plan);
        ConditionCheck.Run(facts, shipments, complaints);
        var delivered = LineCheck.Run(facts, plan, complaints);
        var company = new Company(facts, shipments);
        WishCheck.Run(facts, plan, shipments, complaints);
        FixedAmountCheck.Run(facts, shipments, complaints);
        CompanyCheck.Run(facts, shipments, company, delivered, complaints);
        AccountCheck.Run(facts, plan, shipments, delivered, complaints);
        ConditionCheck.Run(facts, threads, complaints);
        WitnessCheck.Run(facts, plan, threads, complaints);
        int[] stage = [.. plan.Lines.Select(line => line.HeldBy > 0 ? line.HeldBy : int.MaxValue)];
        var lists = new LineLists(facts, stage);
        if (fairness == Fairness.Leximin)
        {
            ChainCheck.Run(facts, plan, threads, complaints);
            CutCheck.Run(facts, plan, threads, lists, stage, complaints);
            ProvinceCutCheck.Run(facts, plan, threads, complaints);
        }

        var suppliers = new Lazy<Suppliers>(() => new Suppliers(facts, p => facts.Pledges[p].CanGive ? facts.Pledges[p].AvailableVnd : 0));
        ReasonCheck.Run(facts, plan, fairness, delivered, lists, suppliers, complaints);
        if (complete)
        {
            DistanceCheck.Run(facts, plan, delivered, suppliers, complaints);
            MaximalityCheck.Run(facts, shipments, company, delivered, complaints);
        }

        return complaints.ToList();
    }
}
