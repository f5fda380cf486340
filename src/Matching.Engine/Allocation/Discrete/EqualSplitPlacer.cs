using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>Splits a pledge equally among exactly so many places: the largest amount that as many of them can take in whole units, and one more of the rest.</summary>
/// <remarks>
/// From the largest amount that money and places allow, down: if too few places can take it exactly, the k-th largest of what they can take up to it is
/// tried next. No amount between the two is in reach of k places, so the first that is found is the largest.
/// </remarks>
internal sealed class EqualSplitPlacer
{
    /// <summary>Places looked at, those wanted most first, and amounts tried.</summary>
    private const int MostPlaces = 256, MostTries = 64;

    private readonly PlacementState _state;
    private readonly PledgeConditions _asks;
    private readonly ExactFill _fill;
    private readonly List<Spot> _places;
    private readonly long[] _provinceRoom;
    private readonly int _parts;
    private readonly bool _begins;

    private EqualSplitPlacer(PlacementState state, int p, IReadOnlyDictionary<int, long> wantedVnd, bool begins)
    {
        (_state, _begins) = (state, begins);
        _asks = state.Index.PledgeAt(p).Conditions;
        _fill = new ExactFill(state, p, wantedVnd);
        _provinceRoom = state.ProvinceRoom(p);
        _parts = _asks.EqualParts ?? 2;
        _places =
        [
            .. CommuneOffers.Of(state, p, wantedVnd)
                .Select(offer => (Id: PlaceOf(offer.Commune), Offer: offer))
                .Where(static x => x.Id >= 0)
                .GroupBy(static x => x.Id)
                .OrderByDescending(static place => place.Sum(static x => x.Offer.WantedVnd))
                .ThenByDescending(static place => place.Sum(static x => x.Offer.FairAmount))
                .ThenBy(static place => place.Key)
                .Take(Math.Max(MostPlaces, _parts))
                .Select(static place => new Spot([.. place.Select(static x => x.Offer.Commune)])),
        ];
    }

    public static List<(int Line, long Amount)> Place(PlacementState state, int p, long left, IReadOnlyDictionary<int, long> wantedVnd, bool begins)
    {
        var split = new EqualSplitPlacer(state, p, wantedVnd, begins);
        if (split._places.Count < split._parts || left < split._parts)
        {
            return [];
        }

        var each = left / split._parts;
        return split._asks.AllOrNothing ? split.Exactly(each, left % split._parts) : split.Largest(left, each);
    }

    private List<(int Line, long Amount)> Largest(long left, long most)
    {
        var least = Math.Max(1, _asks.MinPerCommune ?? 1);
        for (var tries = 0; tries < MostTries && (most = KthLargest(most)) >= least; tries++)
        {
            var room = (long[])_provinceRoom.Clone();
            if (Equal(most, room) is { } chosen)
            {
                return [.. OneMore(chosen, most + 1, Math.Min(left - (most * _parts), _parts - 1), room).SelectMany(static gift => gift.Parts)];
            }

            if (KthLargest(most) == most)
            {
                most--; // enough places, but too many of them under one province's ceiling
            }
        }

        return [];
    }

    /// <summary>What as many places as are to be served can take at least, up to an amount.</summary>
    private long KthLargest(long most) => _places.Select(place => _fill.Most(place.Communes, Math.Min(most, _provinceRoom[ProvinceOf(place)]))).OrderDescending().ElementAt(_parts - 1);

    /// <summary>As many places as are to be served, with so much each.</summary>
    private List<Gift>? Equal(long each, long[] room)
    {
        var chosen = new List<Gift>();
        foreach (var place in _places.Where(_ => chosen.Count < _parts))
        {
            if (Give(place, each, room) is { } gift)
            {
                chosen.Add(gift);
            }
        }

        return chosen.Count == _parts ? chosen : null;
    }

    /// <summary>What the division leaves over, to those that can take one more.</summary>
    private List<Gift> OneMore(List<Gift> chosen, long larger, long times, long[] room)
    {
        for (var i = 0; i < chosen.Count && times > 0; i++)
        {
            if (room[ProvinceOf(chosen[i].Place)] > 0 && _fill.Parts(chosen[i].Place.Communes, larger, begins: false) is { } parts)
            {
                room[ProvinceOf(chosen[i].Place)]--;
                chosen[i] = chosen[i] with { Parts = parts };
                times--;
            }
        }

        return chosen;
    }

    /// <summary>All of the pledge: so many places with one more than the others.</summary>
    private List<(int Line, long Amount)> Exactly(long each, long withOneMore)
    {
        if (each < (_asks.MinPerCommune ?? 0))
        {
            return [];
        }

        var room = (long[])_provinceRoom.Clone();
        var chosen = new List<Gift>();
        var onlyLarger = _places.ToLookup(place => withOneMore > 0 && _fill.Parts(place.Communes, each, MayBegin) is null);
        Choose(onlyLarger[true].Concat(onlyLarger[false]), each + 1, withOneMore);
        Choose(onlyLarger[false], each, _parts - withOneMore);
        return chosen.Count == _parts ? [.. chosen.SelectMany(static gift => gift.Parts)] : [];

        void Choose(IEnumerable<Spot> places, long amount, long times)
        {
            foreach (var place in places.Where(place => times > 0 && !chosen.Exists(gift => gift.Place == place)))
            {
                if (Give(place, amount, room) is { } gift)
                {
                    chosen.Add(gift);
                    times--;
                }
            }
        }
    }

    private Gift? Give(Spot place, long amount, long[] room)
    {
        if (room[ProvinceOf(place)] < amount || _fill.Parts(place.Communes, amount, MayBegin) is not { } parts)
        {
            return null;
        }

        room[ProvinceOf(place)] -= amount;
        return new Gift(place, parts);
    }

    /// <summary>Only a pledge that is to be used whole needs a part that whole units do not make.</summary>
    private bool MayBegin => _begins && _asks.AllOrNothing;

    private int ProvinceOf(Spot place) => _state.Index.CommuneProvince[place.Communes[0]];

    private int PlaceOf(int commune) => _asks.EqualSplit switch
    {
        SplitPlace.Province => _state.Index.CommuneProvince[commune],
        SplitPlace.District => _state.Index.CommuneDistrict[commune],
        _ => commune,
    };

    private sealed record Spot(int[] Communes);

    private sealed record Gift(Spot Place, List<(int Line, long Amount)> Parts);
}
