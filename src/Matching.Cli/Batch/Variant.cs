using System.Collections.Immutable;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Cli.Batch;

/// <summary>One what-if of a round: the policy and the pledges that differ. What is not stated stays as the round has it.</summary>
internal sealed record Variant
{
    /// <summary>Shown in the table, and the name of the plan's folder.</summary>
    public required string Name { get; init; }

    public Fairness? Fairness { get; init; }

    public int? ReservePercent { get; init; }

    /// <summary>Outer null: as the round has it; inner null: no cap.</summary>
    public ProvinceCap? Cap { get; init; }

    public ImmutableArray<ClassKey> ClassOrder { get; init; } = [];

    public ProjectsPlace? Projects { get; init; }

    public bool? OnlyVerified { get; init; }

    /// <summary>Pledges that do not come.</summary>
    public ImmutableArray<PledgeId> Dropped { get; init; } = [];

    /// <summary>What pledges bring on top, in their own measure; more than zero.</summary>
    public ImmutableArray<(PledgeId Pledge, long Amount)> Extra { get; init; } = [];

    /// <summary>Money that nobody has pledged yet.</summary>
    public ImmutableArray<Pledge> New { get; init; } = [];

    /// <summary>The round as it would be. References were checked when the file was read.</summary>
    public Round ApplyTo(Round round)
    {
        var dropped = Dropped.ToHashSet();
        var extra = Extra.ToDictionary(e => e.Pledge, e => e.Amount);
        return round with
        {
            Policy = round.Policy with
            {
                Fairness = Fairness ?? round.Policy.Fairness,
                ReservePercent = ReservePercent ?? round.Policy.ReservePercent,
                ProvinceCapPercent = Cap is { } cap ? cap.Percent : round.Policy.ProvinceCapPercent,
                ClassOrder = ClassOrder.IsEmpty ? round.Policy.ClassOrder : ClassOrder,
                Projects = Projects ?? round.Policy.Projects,
                OnlyVerified = OnlyVerified ?? round.Policy.OnlyVerified,
            },
            Pledges =
            [
                .. round.Pledges
                    .Where(p => !dropped.Contains(p.Id))
                    .Select(p => extra.TryGetValue(p.Id, out var more) ? p with { Amount = p.Amount + more } : p),
                .. New,
            ],
            Pins = [.. round.Pins.Where(p => !dropped.Contains(p.Pledge))],
        };
    }
}

/// <summary>A stated cap, or stated to be none.</summary>
internal readonly record struct ProvinceCap(int? Percent);
