using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>Serves lines with exactly so much for each of their beneficiaries: those first that the flow wants, then where the targets are missed, commune by commune.</summary>
internal sealed class PerChildPlacer
{
    /// <summary>Steps of the search for lines that use the pledge whole.</summary>
    private const int MostSteps = 20_000;

    private const int MostLines = 500;

    private readonly PlacementState _state;
    private readonly Pledge _pledge;
    private readonly int _p;
    private readonly long _left;
    private readonly long _rate;
    private readonly bool _begins;

    public PerChildPlacer(PlacementState state, int p, long left, long rate, bool begins)
    {
        (_state, _p, _left, _rate, _begins) = (state, p, left, rate, begins);
        _pledge = state.Index.PledgeAt(p);
    }

    public List<(int Line, long Amount)> Place(IReadOnlyDictionary<int, long> wantedVnd)
    {
        var gifts = Gifts(wantedVnd);
        foreach (var spread in new[] { false, true })
        {
            var parts = Greedy(gifts, spread);
            if (ShapedPlacer.Keeps(_state, _p, _left, parts))
            {
                return parts;
            }
        }

        return _pledge.Conditions.AllOrNothing ? Whole([.. gifts.Take(MostLines)]) : [];
    }

    /// <summary>What lines could get, the most wanted communes first.</summary>
    private List<Gift> Gifts(IReadOnlyDictionary<int, long> wantedVnd)
    {
        var gifts = new List<Gift>();
        var fill = new ExactFill(_state, _p, wantedVnd);
        foreach (var offer in CommuneOffers.Of(_state, _p, wantedVnd))
        {
            foreach (var line in _state.LinesFor(_p, offer.Commune)
                .OrderByDescending(l => wantedVnd.GetValueOrDefault(l) > 0).ThenBy(l => _state.Index.LineClass[l])
                .ThenByDescending(l => _state.MissingVnd[l]).ThenBy(static l => l))
            {
                var amount = (Int128)_rate * (_state.Index.NeedAt(line).Beneficiaries ?? 0);
                if (amount > 0 && amount <= _left && Fits(line, (long)amount) && !fill.IsBelowMinimum(line))
                {
                    gifts.Add(new Gift(line, offer.Commune, _state.ProvinceOf(line), (long)amount));
                }
            }
        }

        return gifts;
    }

    private bool Fits(int line, long amount)
    {
        var unitVnd = _state.Index.UnitCostVnd[line];
        if (_pledge.Kind == PledgeKind.Goods || amount % unitVnd == 0)
        {
            return amount <= _state.Take(_p, line, _state.OpenVnd[line], wholeUnits: true);
        }

        return _begins && amount <= _state.Take(_p, line, _state.OpenVnd[line], wholeUnits: false) && (Int128)(amount / unitVnd * unitVnd) + unitVnd <= _state.OpenVnd[line];
    }

    /// <param name="spread">Whether as many communes as are to be reached get their cheapest line first.</param>
    private List<(int Line, long Amount)> Greedy(List<Gift> gifts, bool spread)
    {
        var least = _pledge.Conditions.MinPerCommune ?? 0;
        var without = new HashSet<int>(); // communes that did not come to the pledge's minimum
        while (true)
        {
            var taken = new Taken(this);
            if (spread)
            {
                foreach (var first in gifts.Where(gift => !without.Contains(gift.Commune)).GroupBy(static gift => gift.Commune)
                    .Select(static commune => commune.MinBy(static gift => gift.Amount)).OrderBy(static gift => gift.Amount).Take(_pledge.Conditions.MinCommunes ?? 0))
                {
                    taken.Take(first);
                }
            }

            foreach (var gift in gifts.Where(gift => !without.Contains(gift.Commune)))
            {
                taken.Take(gift);
            }

            var below = taken.ByCommune.Where(commune => commune.Value < least).Select(static commune => commune.Key).ToList();
            if (below.Count == 0)
            {
                return taken.Parts;
            }

            without.UnionWith(below);
        }
    }

    /// <summary>Lines that add up to all of the pledge.</summary>
    private List<(int Line, long Amount)> Whole(List<Gift> gifts)
    {
        var taken = new Taken(this);
        var steps = MostSteps;
        return Visit(0, _left) ? taken.Parts : [];

        bool Visit(int i, long rest)
        {
            if (rest == 0)
            {
                return taken.ByCommune.Values.All(given => given == 0 || given >= (_pledge.Conditions.MinPerCommune ?? 0)) && ShapedPlacer.Keeps(_state, _p, _left, taken.Parts);
            }

            if (i == gifts.Count || steps-- <= 0)
            {
                return false;
            }

            if (taken.Take(gifts[i]))
            {
                if (Visit(i + 1, rest - gifts[i].Amount))
                {
                    return true;
                }

                taken.TakeBack(gifts[i]);
            }

            return Visit(i + 1, rest);
        }
    }

    private readonly record struct Gift(int Line, int Commune, int Province, long Amount);

    /// <summary>Lines chosen so far, under the pledge, its ceilings and its number of communes.</summary>
    private sealed class Taken(PerChildPlacer of)
    {
        private readonly long[] _provinceLeft = of._state.ProvinceRoom(of._p);
        private readonly HashSet<int> _lines = [];
        private long _left = of._left;

        public List<(int Line, long Amount)> Parts { get; } = [];

        public SortedDictionary<int, long> ByCommune { get; } = [];

        public bool Take(Gift gift)
        {
            var given = ByCommune.GetValueOrDefault(gift.Commune);
            if (_lines.Contains(gift.Line) || gift.Amount > Math.Min(_left, _provinceLeft[gift.Province]) || gift.Amount > (of._pledge.CommuneCeiling ?? long.MaxValue) - given
                || (given == 0 && ByCommune.Count >= (of._pledge.Conditions.MaxCommunes ?? int.MaxValue)))
            {
                return false;
            }

            _lines.Add(gift.Line);
            Parts.Add((gift.Line, gift.Amount));
            ByCommune[gift.Commune] = given + gift.Amount;
            _left -= gift.Amount;
            _provinceLeft[gift.Province] -= gift.Amount;
            return true;
        }

        public void TakeBack(Gift gift)
        {
            _lines.Remove(gift.Line);
            Parts.RemoveAt(Parts.Count - 1);
            ByCommune[gift.Commune] -= gift.Amount;
            if (ByCommune[gift.Commune] == 0)
            {
                ByCommune.Remove(gift.Commune);
            }

            _left += gift.Amount;
            _provinceLeft[gift.Province] += gift.Amount;
        }
    }
}
