using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;

namespace Matching.Verify.Union;

/// <summary>Whether what a round adds to what earlier rounds gave keeps what a donor asks of the whole pledge.</summary>
/// <remarks>
/// Read from the donor's terms and the gifts alone. Upper limits are held by everything together, also lower ones; what a round does not touch is not complained about again.
/// </remarks>
public static class UnionAudit
{
    /// <summary>One pledge at the moment that a round was approved.</summary>
    /// <param name="terms">The donor's terms; the amount counts for nothing.</param>
    /// <param name="whole">All of the pledge that was not lost, withdrawn, expired or returned, in its own measure.</param>
    /// <param name="before">What lines had of it before.</param>
    /// <param name="now">What the round adds.</param>
    /// <param name="asked">What a line asks for less what others outside the fund give, in the pledge's measure.</param>
    public static IEnumerable<UnionComplaint> OfPledge(Pledge terms, long whole, IReadOnlyCollection<Served> before, IReadOnlyCollection<Served> now, Func<NeedId, Int128> asked)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(asked);
        if (now.Count == 0)
        {
            return [];
        }

        var all = before.Concat(now).ToList();
        var touched = (Communes: now.Select(static gift => gift.Commune.Id).ToHashSet(), Provinces: now.Select(static gift => gift.Commune.Province).ToHashSet(), Lines: now.Select(static gift => gift.Line.Id).ToHashSet());
        var inCommune = Sums(all, static gift => gift.Commune.Id);
        var onLine = Sums(all, static gift => gift.Line.Id);
        var (asks, forLines, sum) = (terms.Conditions, Net(terms, whole), Sum(all));
        var found = new List<UnionComplaint>();
        Most("amount", "", sum, forLines);
        foreach (var commune in touched.Communes)
        {
            var given = inCommune[commune];
            Most("max_per_commune", commune.Code, given, asks.MaxPerCommune);
            Most("max_commune_share_percent", commune.Code, given, Part(whole, asks.MaxCommuneSharePercent));
            Least("min_per_commune", commune.Code, given, asks.MinPerCommune);
            Just("fixed_per_commune", commune.Code, given, asks.FixedPerCommune);
        }

        foreach (var (province, given) in Sums(all, static gift => gift.Commune.Province).Where(place => touched.Provinces.Contains(place.Key)))
        {
            Most("max_per_province", province.Code, given, asks.MaxPerProvince);
            Most("max_province_share_percent", province.Code, given, Part(whole, asks.MaxProvinceSharePercent));
        }

        foreach (var line in now.DistinctBy(static gift => gift.Line.Id).Select(static gift => gift.Line))
        {
            Most("max_share_percent", line.Id.Value, onLine[line.Id], asks.MaxSharePercent is { } percent ? asked(line.Id) * percent / 100 : null);
            Just("fixed_per_child", line.Id.Value, onLine[line.Id], asks.FixedPerChild is { } rate ? rate * (Int128)(line.Beneficiaries ?? 0) : null);
        }

        if (asks.Tier1Percent is { } kept)
        {
            Most("tier1_percent", "", Sum(all.Where(static gift => gift.Commune.Tier != 1)), forLines * (100 - kept) / 100);
        }

        foreach (var day in asks.Instalments.Select(static part => part.Date))
        {
            Most("instalments", day.ToString("yyyy-MM-dd", null), Sum(all.Where(gift => gift.Line.NeededBy < day)), Net(terms, asks.Instalments.Where(part => part.Date < day).Sum(static part => part.Amount)));
        }

        Most("max_communes", "", inCommune.Count, asks.MaxCommunes);
        Least("min_communes", "", inCommune.Count, asks.MinCommunes);
        if (asks.AllOrNothing)
        {
            // Delivery is cut to whole đồng with every gift, so as many may be missing.
            Least("all_or_nothing", "", sum, forLines - (asks.DeliveryPercent > 0 ? all.Count : 0));
        }

        if (asks.EqualSplit is { } split)
        {
            Equal(split);
        }

        foreach (var commune in now.Select(static gift => gift.Commune).DistinctBy(static commune => commune.Id).Where(commune => !Within(asks, commune)))
        {
            found.Add(new(terms.Id.Value, "provinces, districts, communes", commune.Id.Code, 1, 0));
        }

        return found;

        void Equal(SplitPlace split)
        {
            var places = Sums(all, gift => split switch { SplitPlace.Commune => gift.Commune.Id.Code, SplitPlace.District => gift.Commune.District?.Code ?? "", _ => gift.Commune.Province.Code });
            Just("equal_parts", split.ToString(), places.Count, asks.EqualParts);
            Most("equal_split", split.ToString(), places.Values.Max() - places.Values.Min(), 1);
        }

        void Most(string condition, string where, Int128 given, Int128? most)
        {
            if (given > most)
            {
                found.Add(new(terms.Id.Value, condition, where, given, most.Value));
            }
        }

        void Least(string condition, string where, Int128 given, Int128? least)
        {
            if (given < least)
            {
                found.Add(new(terms.Id.Value, condition, where, given, least.Value));
            }
        }

        void Just(string condition, string where, Int128 given, Int128? amount)
        {
            if (amount is { } right && given != right)
            {
                found.Add(new(terms.Id.Value, condition, where, given, right));
            }
        }
    }

    private static Int128 Net(Pledge terms, Int128 amount) => amount * 100 / (100 + (terms.Conditions.DeliveryPercent ?? 0));

    private static Int128? Part(Int128 whole, int? percent) => percent is { } part ? whole * part / 100 : null;

    private static Int128 Sum(IEnumerable<Served> gifts) => gifts.Aggregate(Int128.Zero, static (sum, gift) => sum + gift.OnLine);

    private static Dictionary<TKey, Int128> Sums<TKey>(IEnumerable<Served> gifts, Func<Served, TKey> by)
        where TKey : notnull => gifts.GroupBy(by).ToDictionary(static group => group.Key, Sum);

    private static bool Within(PledgeConditions asks, Commune commune) =>
        !asks.ExcludeCommunes.Contains(commune.Id) && !asks.ExcludeProvinces.Contains(commune.Province)
        && ((asks.Provinces.IsEmpty && asks.Districts.IsEmpty && asks.Communes.IsEmpty)
            || asks.Communes.Contains(commune.Id) || asks.Provinces.Contains(commune.Province) || asks.Districts.Any(district => district == commune.District));
}
