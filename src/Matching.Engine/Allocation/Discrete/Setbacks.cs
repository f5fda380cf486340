using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>What earlier attempts to place pledges taught: each adds one thing that the next avoids, so there is an end to attempts.</summary>
internal sealed class Setbacks(RoundIndex index)
{
    /// <summary>Lines on which a pledge may fail in whole units before it is left out altogether.</summary>
    private const int AttemptsPerPledge = 3;

    private readonly HashSet<(int Pledge, int Line)> _avoided = [];
    private readonly HashSet<int> _refused = [];
    private readonly HashSet<int> _beginsNothing = [];

    /// <summary>Whether the pledge is to stay unused.</summary>
    public bool IsRefused(int p) => _refused.Contains(p);

    /// <summary>Whether the pledge is to stay away from the line.</summary>
    public bool IsAvoided(int p, int line) => _avoided.Contains((p, line));

    /// <summary>Whether the pledge was left alone with a unit that it began: it is to buy whole units only.</summary>
    public bool BeginsNothing(int p) => _beginsNothing.Contains(p);

    /// <summary>The pledge began a unit of the line that nobody could complete, or its part left the line below its minimum.</summary>
    /// <param name="begun">The former.</param>
    public void Add(int p, int line, bool begun)
    {
        var first = _beginsNothing.Add(p);
        if (first && begun && index.PledgeAt(p) is { Kind: PledgeKind.Money, Conditions.AllOrNothing: true })
        {
            return; // the same money may come out even on the same lines
        }

        _avoided.Add((p, line));
        if (_avoided.Count(x => x.Pledge == p) >= AttemptsPerPledge)
        {
            _refused.Add(p);
        }
    }
}
