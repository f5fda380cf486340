using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Quantities;

namespace Matching.Engine.Allocation.WholeUnits;

/// <summary>Hands out what is left over, unit by unit, to the line with the lowest coverage of the earliest class, until no line can take one more.</summary>
internal sealed class HandingOut
{
    /// <summary>How often who pays is put in order again because units were found after it: the last few units are not worth more.</summary>
    private const int MostRounds = 6;

    private readonly WholeState _state;
    private readonly UnitSupply _supply;
    private readonly bool[] _held;
    private readonly SourceOrder _order;

    /// <param name="held">Lines that take nothing more.</param>
    public HandingOut(WholeState state, UnitSupply supply, IEnumerable<int> held)
    {
        _state = state;
        _supply = supply;
        _held = new bool[state.Index.LineCount];
        _order = new SourceOrder(state.Network, state.MoneyCap, state.ZoneWithAtoms(WholeState.MoneyZone), WholeState.MoneyZone, state.MoneyLeft, state.Flow);
        foreach (var line in held)
        {
            _held[line] = true;
        }
    }

    public void Run(Func<bool> outOfTime, CancellationToken cancel)
    {
        // Who pays is put in order first: free money is left where narrow money can pay, so what is left reaches most lines directly.
        // Then rerouting gathers what remains in pieces, as far as its budget of work goes. Both can open a ceiling for another line, so
        // it ends when a whole round of direct supply finds nothing.
        var found = true;
        for (var round = 0; found && !outOfTime(); round++)
        {
            if (round < MostRounds)
            {
                _order.Prefer(cancel);
            }

            _supply.DrawDirectly();
            found = AllClasses(outOfTime, cancel);
            if (round == 0)
            {
                _supply.Reroute();
                found |= AllClasses(outOfTime, cancel);
            }
        }
    }

    private bool AllClasses(Func<bool> outOfTime, CancellationToken cancel)
    {
        var found = false;
        for (var k = 0; k < _state.Index.Classes.Length; k++)
        {
            found |= OneClass(k, outOfTime, cancel);
        }

        return found;
    }

    private bool OneClass(int k, Func<bool> outOfTime, CancellationToken cancel)
    {
        var index = _state.Index;
        var queue = new PriorityQueue<int, (Ratio Coverage, int Line)>();
        for (var l = index.ClassStart[k]; l < index.ClassStart[k + 1]; l++)
        {
            if (!_held[l] && IsShort(l) && _supply.MayHave(l, NextStep(l)))
            {
                queue.Enqueue(l, (_state.CoverageOf(l), l));
            }
        }

        var steps = 0;
        var found = false;
        while (queue.TryDequeue(out var line, out _))
        {
            if ((++steps & 255) == 0)
            {
                cancel.ThrowIfCancellationRequested();
                if (outOfTime())
                {
                    break;
                }
            }

            if (_supply.MayHave(line, NextStep(line)) && _supply.Lift(line, NextStep(line)))
            {
                found = true;
                if (IsShort(line))
                {
                    queue.Enqueue(line, (_state.CoverageOf(line), line));
                }
            }
        }

        return found;
    }

    private bool IsShort(int line) => _state.LineUnits[line] < _state.Index.Quantity[line];

    /// <summary>One unit, or the line's minimum at once.</summary>
    private long NextStep(int line) => _state.LineUnits[line] == 0 ? Math.Max(1, _state.Index.NeedAt(line).MinQuantity ?? 1) : 1;
}
