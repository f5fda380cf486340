using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Network;

/// <summary>Where a pledge may go, as few places as possible: the country, or provinces, districts and communes that do not overlap.</summary>
internal static class Scope
{
    /// <param name="apart">Communes that the pledge treats line by line; they are left out here.</param>
    /// <returns>Place numbers of <paramref name="geo"/>, ascending; empty when nothing is left.</returns>
    public static int[] Of(RoundIndex index, GeoTree geo, PledgeConditions conditions, IReadOnlySet<int> apart)
    {
        var excludedCommunes = new HashSet<int>(apart);
        foreach (var id in conditions.ExcludeCommunes)
        {
            if (index.CommuneById.TryGetValue(id, out var commune))
            {
                excludedCommunes.Add(commune);
            }
        }

        var excludedProvinces = new HashSet<int>();
        foreach (var id in conditions.ExcludeProvinces)
        {
            if (index.ProvinceById.TryGetValue(id, out var province))
            {
                excludedProvinces.Add(province);
            }
        }

        var anywhere = conditions.Provinces.IsEmpty && conditions.Districts.IsEmpty && conditions.Communes.IsEmpty;
        if (anywhere && excludedCommunes.Count == 0 && excludedProvinces.Count == 0)
        {
            return [0];
        }

        var places = new SortedSet<int>();
        var split = excludedCommunes.Select(c => index.CommuneProvince[c]).ToHashSet();
        for (var p = 0; p < index.Provinces.Length; p++)
        {
            if (!excludedProvinces.Contains(p) && (anywhere || conditions.Provinces.Contains(index.Provinces[p])))
            {
                AddWhole(1 + p, split.Contains(p));
            }
        }

        foreach (var id in conditions.Districts)
        {
            if (index.DistrictById.TryGetValue(id, out var d))
            {
                var place = geo.FirstDistrict + d;
                var communes = geo.CommunesOf(place);
                var mixed = false;
                foreach (var c in communes)
                {
                    mixed |= excludedCommunes.Contains(c) || excludedProvinces.Contains(index.CommuneProvince[c])
                        || places.Contains(1 + index.CommuneProvince[c]);
                }

                AddWhole(place, mixed);
            }
        }

        foreach (var id in conditions.Communes)
        {
            if (index.CommuneById.TryGetValue(id, out var c))
            {
                AddCommune(c);
            }
        }

        return [.. places];

        void AddWhole(int place, bool mixed)
        {
            if (!mixed)
            {
                places.Add(place);
                return;
            }

            foreach (var c in geo.CommunesOf(place))
            {
                AddCommune(c);
            }
        }

        void AddCommune(int c)
        {
            if (!excludedCommunes.Contains(c) && !excludedProvinces.Contains(index.CommuneProvince[c])
                && !places.Contains(1 + index.CommuneProvince[c])
                && (index.CommuneDistrict[c] < 0 || !places.Contains(geo.FirstDistrict + index.CommuneDistrict[c])))
            {
                places.Add(geo.FirstCommune + c);
            }
        }
    }

    /// <summary>The communes of all places where a pledge may go.</summary>
    public static IEnumerable<int> Communes(RoundIndex index, GeoTree geo, PledgeConditions conditions)
    {
        foreach (var place in Of(index, geo, conditions, new HashSet<int>()))
        {
            if (place == 0)
            {
                for (var c = 0; c < index.Communes.Length; c++)
                {
                    yield return c;
                }

                continue;
            }

            foreach (var c in geo.CommunesOf(place).ToArray())
            {
                yield return c;
            }
        }
    }
}
