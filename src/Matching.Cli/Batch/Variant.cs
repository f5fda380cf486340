using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Files;

namespace Matching.Cli.Batch;

/// <summary>One what-if of a round: the policy and the pledges that differ. What is not stated stays as the round has it.</summary>
internal sealed record Variant
{
    /// <summary>Shown in the table, and the name of the plan's folder.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands in the file ("variants[2]").</summary>
    public string Path { get; init; } = "";

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

    /// <summary>Conditions of the round's pledges that are stated otherwise, or not at all.</summary>
    public ImmutableArray<PledgeChange> Conditions { get; init; } = [];

    /// <summary>Pledges that the round does not have, of money or goods, by the columns of pledges.csv.</summary>
    public ImmutableArray<PledgeChange> Created { get; init; } = [];

    /// <summary>Unit costs of items.</summary>
    public ImmutableDictionary<ItemId, Vnd> Prices { get; init; } = ImmutableDictionary<ItemId, Vnd>.Empty;

    /// <summary>Priority tiers of communes.</summary>
    public ImmutableDictionary<CommuneId, int> Tiers { get; init; } = ImmutableDictionary<CommuneId, int>.Empty;

    /// <summary>The round with the items and communes of this what-if, and nothing else changed.</summary>
    public Round WithPricesAndTiers(Round round) => round with
    {
        Items = [.. round.Items.Select(item => Prices.TryGetValue(item.Id, out var price) ? item with { UnitCost = price } : item)],
        Communes = [.. round.Communes.Select(commune => Tiers.TryGetValue(commune.Id, out var tier) ? commune with { PriorityTier = tier } : commune)],
    };

    /// <summary>The round as it would be. References and cells were checked when the file was read.</summary>
    public Round ApplyTo(Round round)
    {
        round = WithPricesAndTiers(round);
        var dropped = Dropped.ToHashSet();
        var extra = Extra.ToDictionary(e => e.Pledge, e => e.Amount);
        var conditions = Conditions.ToDictionary(c => c.Pledge, c => c.Cells);
        Pledge Changed(Pledge pledge)
        {
            var more = extra.TryGetValue(pledge.Id, out var amount) ? pledge with { Amount = pledge.Amount + amount } : pledge;
            return conditions.TryGetValue(pledge.Id, out var cells) ? PledgeCells.Change(round, more, cells).Pledge! : more;
        }

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
                .. round.Pledges.Where(p => !dropped.Contains(p.Id)).Select(Changed),
                .. New,
                .. Created.Select(c => PledgeCells.Create(round, c.Cells).Pledge!),
            ],
            Pins = [.. round.Pins.Where(p => !dropped.Contains(p.Pledge))],
        };
    }
}

/// <summary>A pledge, and cells of its row of pledges.csv.</summary>
/// <param name="Path">Where it stands in the file.</param>
/// <param name="Cells">Text by column; an empty text drops a condition.</param>
internal sealed record PledgeChange(PledgeId Pledge, string Path, ImmutableSortedDictionary<string, string> Cells);

/// <summary>A stated cap, or stated to be none.</summary>
internal readonly record struct ProvinceCap(int? Percent);
