using System.Runtime.InteropServices;

namespace Matching.Verify.Facts;

/// <summary>Some pledges, by kind, place and item, so that a line finds those that may serve it without looking at all.</summary>
internal sealed class Suppliers
{
    private readonly RoundFacts _round;
    private readonly Dictionary<(bool Money, int Place, int Item), Cell> _cells = [];

    /// <param name="valueVnd">Per pledge: what it could still give, in its own đồng; those with nothing are left out.</param>
    public Suppliers(RoundFacts round, Func<int, Int128> valueVnd)
    {
        _round = round;
        int[] items = [.. Enumerable.Range(0, round.Items)];
        for (var p = 0; p < round.Pledges.Length; p++)
        {
            var (pledge, value) = (round.Pledges[p], valueVnd(p));
            foreach (var item in value > 0 ? items : [])
            {
                if (pledge.ServesItem(item))
                {
                    Enter(p, pledge, item, value);
                }
            }
        }
    }

    /// <summary>The pledges of one kind that may serve the line, each once, in the round's order within each breadth of place.</summary>
    public IEnumerable<int> For(int need, bool money)
    {
        var line = _round.Lines[need];
        int[] places = [Place(line, 0), Place(line, 1), Place(line, 2), Place(line, 3)];
        for (var breadth = 0; breadth < places.Length; breadth++)
        {
            if (!_cells.TryGetValue((money, places[breadth], line.Item), out var cell))
            {
                continue;
            }

            foreach (var p in cell.Pledges)
            {
                var pledge = _round.Pledges[p];
                var before = (breadth > 1 && pledge.Provinces.Contains(line.Province)) || (breadth > 2 && pledge.Districts.Contains(line.District));
                if (!before && pledge.Serves(line) && !_round.Pins.Forbids(p, need))
                {
                    yield return p;
                }
            }
        }
    }

    /// <summary>At least what the pledges of one kind that may serve the line could give together; quick.</summary>
    public Int128 AtMostVnd(int need, bool money)
    {
        var sum = Int128.Zero;
        for (var breadth = 0; breadth < 4; breadth++)
        {
            sum += _cells.TryGetValue((money, Place(_round.Lines[need], breadth), _round.Lines[need].Item), out var cell) ? cell.Vnd : 0;
        }

        return sum;
    }

    /// <summary>The nation, the province, the district or the commune of a line as one number; minus one where there is none.</summary>
    private int Place(in LineFacts line, int breadth) => breadth switch
    {
        0 => 0,
        1 => 1 + line.Province,
        2 => line.District < 0 ? -1 : 1 + _round.Provinces + line.District,
        _ => 1 + _round.Provinces + _round.Districts + line.Commune,
    };

    private void Enter(int p, PledgeFacts pledge, int item, Int128 value)
    {
        if (pledge.AnyPlace)
        {
            Into(0);
        }

        foreach (var province in pledge.Provinces.Where(known => known != RoundFacts.Unknown))
        {
            Into(1 + province);
        }

        foreach (var district in pledge.Districts.Where(known => known != RoundFacts.Unknown))
        {
            Into(1 + _round.Provinces + district);
        }

        foreach (var commune in pledge.Communes.Where(known => known != RoundFacts.Unknown))
        {
            Into(1 + _round.Provinces + _round.Districts + commune);
        }

        void Into(int place)
        {
            var cell = CollectionsMarshal.GetValueRefOrAddDefault(_cells, (pledge.IsMoney, place, item), out _) ??= new Cell();
            if (cell.Pledges.Count == 0 || cell.Pledges[^1] != p)
            {
                cell.Pledges.Add(p);
                cell.Vnd += value;
            }
        }
    }

    private sealed class Cell
    {
        public List<int> Pledges { get; } = [];

        public Int128 Vnd { get; set; }
    }
}
