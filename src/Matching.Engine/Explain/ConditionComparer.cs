using System.Collections.Immutable;
using Matching.Engine.Pledges;

namespace Matching.Engine.Explain;

/// <summary>Which conditions count as the same.</summary>
internal enum ConditionScope
{
    /// <summary>Zones, tiers, urgencies, age groups, the quality of goods and aid outside the fund: what a kind of line either meets or not.</summary>
    Lines = 0,

    /// <summary>These and the exclusions: what is left once place lists, item lists and dates are dealt with elsewhere.</summary>
    Rest = 1,

    /// <summary>All that decides eligibility for goods of one item, or for money.</summary>
    Everything = 2,
}

/// <summary>Compares conditions by the contents of their lists, so that pledges that ask the same are looked at once. Amount conditions never count.</summary>
internal sealed class ConditionComparer(ConditionScope scope) : IEqualityComparer<PledgeConditions>
{
    public bool Equals(PledgeConditions? x, PledgeConditions? y) =>
        ReferenceEquals(x, y)
        || (x is not null && y is not null
            && Same(x.Zones, y.Zones) && Same(x.Tiers, y.Tiers) && Same(x.Urgencies, y.Urgencies) && Same(x.AgeGroups, y.AgeGroups) && x.Quality == y.Quality && x.NoOutsideAid == y.NoOutsideAid
            && (scope < ConditionScope.Rest
                || (Same(x.ExcludeProvinces, y.ExcludeProvinces) && Same(x.ExcludeCommunes, y.ExcludeCommunes) && Same(x.ExcludeItems, y.ExcludeItems)))
            && (scope < ConditionScope.Everything
                || (Same(x.Categories, y.Categories) && Same(x.Items, y.Items)
                    && Same(x.Provinces, y.Provinces) && Same(x.Districts, y.Districts) && Same(x.Communes, y.Communes)
                    && x.FirstDay == y.FirstDay && x.AvailableUntil == y.AvailableUntil)));

    public int GetHashCode(PledgeConditions obj)
    {
        var hash = default(HashCode);
        Add(ref hash, obj.Zones);
        Add(ref hash, obj.Tiers);
        Add(ref hash, obj.Urgencies);
        Add(ref hash, obj.AgeGroups);
        hash.Add(obj.Quality);
        hash.Add(obj.NoOutsideAid);
        if (scope >= ConditionScope.Rest)
        {
            Add(ref hash, obj.ExcludeProvinces);
            Add(ref hash, obj.ExcludeCommunes);
            Add(ref hash, obj.ExcludeItems);
        }

        if (scope >= ConditionScope.Everything)
        {
            Add(ref hash, obj.Categories);
            Add(ref hash, obj.Items);
            Add(ref hash, obj.Provinces);
            Add(ref hash, obj.Districts);
            Add(ref hash, obj.Communes);
            hash.Add(obj.FirstDay);
            hash.Add(obj.AvailableUntil);
        }

        return hash.ToHashCode();
    }

    private static bool Same<T>(ImmutableArray<T> x, ImmutableArray<T> y)
        where T : notnull => x.AsSpan().SequenceEqual(y.AsSpan());

    private static void Add<T>(ref HashCode hash, ImmutableArray<T> list)
        where T : notnull
    {
        hash.Add(list.Length);
        foreach (var member in list)
        {
            hash.Add(member);
        }
    }
}
