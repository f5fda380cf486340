using System.Collections.Immutable;
using Matching.Engine.Needs;

namespace Matching.Engine.Pledges;

/// <summary>A pledge by its id within the round.</summary>
public readonly record struct PledgeId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A donor, who may give several pledges.</summary>
public readonly record struct DonorId(string Value)
{
    public override string ToString() => Value;
}

public enum PledgeKind
{
    Money = 0,
    Goods = 1,
}

/// <summary>What one donor offers to one round, with the conditions attached.</summary>
public sealed record Pledge
{
    public required PledgeId Id { get; init; }

    public required DonorId Donor { get; init; }

    public string? DonorName { get; init; }

    public required PledgeKind Kind { get; init; }

    /// <summary>In the pledge's own measure: đồng for money, units of <see cref="Item"/> for goods. More than zero.</summary>
    public required long Amount
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, nameof(Amount));
            field = value;
        }
    }

    /// <summary>The item given; stated exactly when <see cref="Kind"/> is goods.</summary>
    public ItemId? Item { get; init; }

    public PledgeConditions Conditions { get; init; } = PledgeConditions.None;

    /// <summary>Lines that it would rather serve, the dearest wish first. No condition: nobody's share changes for it.</summary>
    public ImmutableArray<Wish> Wishes { get; init; } = [];

    /// <summary>Lines that it would rather serve, by weight; they count after all ordered wishes.</summary>
    public ImmutableArray<SoftWish> SoftWishes { get; init; } = [];

    public bool HasWishes => !Wishes.IsEmpty || !SoftWishes.IsEmpty;

    /// <summary>The most that any one commune may get of this pledge, in its own measure; null where no condition says so.</summary>
    public long? CommuneCeiling => Least(Conditions.MaxPerCommune, Conditions.MaxCommuneSharePercent);

    /// <summary>The most that any one province may get of this pledge, in its own measure; null where no condition says so.</summary>
    public long? ProvinceCeiling => Least(Conditions.MaxPerProvince, Conditions.MaxProvinceSharePercent);

    /// <summary>What there is for lines, in its own measure: the amount, or of every (100 + delivery percent) đồng 100, cut to whole đồng.</summary>
    public long ForLines => WithoutDelivery(Amount);

    /// <summary>What parts of the pledge leave to some lines, the widest set of lines first, each set within the one before; ceilings that all of it keeps are left out.</summary>
    public ImmutableArray<Portion> Portions
    {
        get
        {
            if (Conditions.Tier1Percent is { } percent)
            {
                return percent > 0 ? [new Portion(null, (long)((Int128)ForLines * (100 - percent) / 100))] : [];
            }

            if (Conditions.Instalments.Length < 2)
            {
                return [];
            }

            var portions = new Portion[Conditions.Instalments.Length - 1];
            var sum = 0L;
            for (var i = 0; i < portions.Length; i++)
            {
                sum = checked(sum + Conditions.Instalments[i].Amount);
                portions[^(i + 1)] = new Portion(Conditions.Instalments[i + 1].Date, WithoutDelivery(sum));
            }

            return [.. portions];
        }
    }

    private long WithoutDelivery(long amount) =>
        Conditions.DeliveryPercent is { } percent ? (long)((Int128)amount * 100 / (100 + percent)) : amount;

    /// <summary>A ceiling stated as an amount, as a part of the whole pledge (what the planner holds back included), or both.</summary>
    private long? Least(long? most, int? percent) =>
        percent is { } part ? Math.Min(most ?? long.MaxValue, (long)((Int128)Amount * part / 100)) : most;
}
