using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Verify;

/// <summary>A number in a complaint, for reading: cut to six decimals, and to what a decimal holds.</summary>
internal readonly record struct Figure(decimal Value)
{
    public static implicit operator Figure(long number) => new(number);

    public static implicit operator Figure(Int128 number) =>
        new((decimal)Int128.Clamp(number, (Int128)decimal.MinValue, (Int128)decimal.MaxValue));

    public static implicit operator Figure(FairShare share) =>
        new(share.WholeVnd + ((decimal)((Int128)share.Remainder * 1_000_000 / share.Denominator) / 1_000_000m));

    public static implicit operator Figure(Ratio ratio) => new(ratio.Truncate(6));
}

/// <summary>Collects what is wrong, in the order of the checks, and no more than is of use.</summary>
internal sealed class Complaints(Round round)
{
    private const int Most = 1_000;

    private readonly ImmutableArray<Violation>.Builder _list = ImmutableArray.CreateBuilder<Violation>();

    public bool Any => _list.Count > 0;

    public ImmutableArray<Violation> ToList() => _list.ToImmutable();

    /// <summary>Indices below zero, and a bottleneck or class of zero, name nothing.</summary>
    public void Add(
        ViolationKind kind, Figure stated, Figure allowed, int pledge = -1, int need = -1, int commune = -1, string? province = null,
        int bottleneck = 0, int inClass = 0, string? what = null, bool fair = false)
    {
        if (_list.Count >= Most)
        {
            return;
        }

        _list.Add(new Violation(kind)
        {
            Stated = stated.Value,
            Allowed = allowed.Value,
            Pledge = pledge < 0 ? null : round.Pledges[pledge].Id,
            Need = need < 0 ? null : round.Needs[need].Id,
            Commune = commune < 0 ? null : round.Communes[commune].Id,
            Province = province is null ? null : new ProvinceId(province),
            Bottleneck = bottleneck,
            Class = inClass,
            What = what,
            InFairPlan = fair,
        });
    }
}
