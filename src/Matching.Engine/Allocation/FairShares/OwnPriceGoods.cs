using Matching.Engine.Allocation.Network;
using Matching.Engine.Explain;
using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.FairShares;

/// <summary>
/// Goods of a project whose lines have prices of their own: a unit covers a unit whatever it would cost, which no flow of đồng can
/// express. Such goods are promised whole, line by line in the queue of projects of each class, before money.
/// </summary>
internal sealed class OwnPriceGoods
{
    private readonly FlowState _state;
    private readonly Commitments _commitments;
    private readonly List<int> _pledges = [];
    private readonly SortedDictionary<(int Pledge, int Atom), long> _promised = [];
    private readonly RoundLookup? _lookup;

    public OwnPriceGoods(FlowState state, Commitments commitments)
    {
        _state = state;
        _commitments = commitments;
        var index = state.Index;
        if (!index.HasOwnPrices.AsSpan().Contains(true))
        {
            return;
        }

        for (var p = 0; p < index.PledgeCount; p++)
        {
            var pledge = index.PledgeAt(p);
            if (pledge.Kind == PledgeKind.Goods && index.HasOwnPrices[index.ItemById[pledge.Item!.Value]] && !commitments.IsWithdrawn(p))
            {
                _pledges.Add(p);
            }
        }

        _lookup = _pledges.Count > 0 ? new RoundLookup(index.Round) : null;
    }

    /// <summary>Promises what the pledges have to the class's lines.</summary>
    /// <param name="remainingVnd">Per province: what its cap leaves, goods at the item's unit cost; null without a cap. Lowered by what is promised.</param>
    public void Promise(List<int> atoms, long[]? remainingVnd)
    {
        if (_lookup is not { } lookup)
        {
            return;
        }

        var index = _state.Index;
        foreach (var a in ProjectOrder.Sort(index, atoms, LineOf))
        {
            var line = LineOf(a);
            var priceVnd = index.Items[index.LineItem[line]].UnitCost.Dong;
            var enough = index.NeedAt(line).MinQuantity ?? 0;
            var capUnits = remainingVnd is null ? long.MaxValue : Math.Max(0, remainingVnd[index.CommuneProvince[index.LineCommune[line]]]) / priceVnd;
            if (enough > 0 && Math.Min(Possible(line, lookup), capUnits) + (_state.Base[a] / index.UnitCostVnd[line]) < enough)
            {
                continue; // fewer than the line's minimum would help nobody
            }

            foreach (var p in _pledges)
            {
                var units = (_state.Demand[a] - _state.Base[a]) / index.UnitCostVnd[line];
                if (units == 0 || !Eligibility.MayServe(lookup, index.PledgeAt(p), index.Need[line]))
                {
                    continue;
                }

                units = Math.Min(units, PledgeRoom.For(index, _commitments, p, line));
                if (remainingVnd is not null)
                {
                    units = Math.Min(units, Math.Max(0, remainingVnd[index.CommuneProvince[index.LineCommune[line]]]) / priceVnd);
                }

                if (units > 0)
                {
                    Give(p, a, units);
                    if (remainingVnd is not null)
                    {
                        remainingVnd[index.CommuneProvince[index.LineCommune[line]]] -= units * priceVnd;
                    }
                }
            }
        }
    }

    /// <summary>
    /// One more unit for a line that money cannot pay: goods promised elsewhere, where something else can take their place. A unit covers
    /// a unit whatever it would cost, so the dear line gets the goods and the cheap one the money.
    /// </summary>
    /// <param name="replace">Asked to pay one unit of another line's atom in money; says whether it is paid, or need not be.</param>
    public bool TryExchange(int atom, Func<int, bool> replace)
    {
        if (_lookup is not { } lookup)
        {
            return false;
        }

        var need = _state.Index.Need[LineOf(atom)];
        if (Units(atom) + 1 < Minimum(atom))
        {
            return false; // one unit more would still help nobody
        }

        foreach (var (p, other) in _promised.Keys.ToArray())
        {
            if (other == atom || !Eligibility.MayServe(lookup, _state.Index.PledgeAt(p), need))
            {
                continue;
            }

            TakeBack(p, other, 1);
            if (PledgeRoom.For(_state.Index, _commitments, p, LineOf(atom)) >= 1
                && (ReplacedByGoods(p, other, lookup) || (replace(other) && (Units(other) == 0 || Units(other) >= Minimum(other)))))
            {
                Give(p, atom, 1);
                return true;
            }

            Give(p, other, 1);
        }

        return false;
    }

    private bool ReplacedByGoods(int pledge, int atom, RoundLookup lookup)
    {
        foreach (var p in _pledges)
        {
            if (p != pledge && Eligibility.MayServe(lookup, _state.Index.PledgeAt(p), _state.Index.Need[LineOf(atom)])
                && PledgeRoom.For(_state.Index, _commitments, p, LineOf(atom)) >= 1)
            {
                Give(p, atom, 1);
                return true;
            }
        }

        return false;
    }

    private long Minimum(int atom) => _state.Index.NeedAt(LineOf(atom)).MinQuantity ?? 0;

    private long Units(int atom) => (_state.Base[atom] + _state.Got[atom]) / _state.Index.UnitCostVnd[LineOf(atom)];

    private int LineOf(int atom) => _state.Network.FirstLineOf(atom);

    private void Give(int p, int atom, long units)
    {
        _commitments.Commit(p, LineOf(atom), units, closed: false);
        _promised[(p, atom)] = _promised.GetValueOrDefault((p, atom)) + units;
        _state.Base[atom] += units * _state.Index.UnitCostVnd[LineOf(atom)];
    }

    private void TakeBack(int p, int atom, long units)
    {
        _commitments.TakeBack(p, LineOf(atom), units);
        _state.Base[atom] -= units * _state.Index.UnitCostVnd[LineOf(atom)];
        if ((_promised[(p, atom)] -= units) == 0)
        {
            _promised.Remove((p, atom));
        }
    }

    private long Possible(int line, RoundLookup lookup)
    {
        var units = 0L;
        foreach (var p in _pledges)
        {
            units += Eligibility.MayServe(lookup, _state.Index.PledgeAt(p), _state.Index.Need[line])
                ? Math.Max(0, PledgeRoom.For(_state.Index, _commitments, p, line))
                : 0;
        }

        return units;
    }

    /// <summary>After the last class: what is promised stays, the pledges take no further part.</summary>
    public void Close()
    {
        foreach (var p in _pledges.Where(p => !_state.Index.PledgeAt(p).Conditions.IsDiscrete))
        {
            _commitments.Withdraw(p);
        }
    }
}
