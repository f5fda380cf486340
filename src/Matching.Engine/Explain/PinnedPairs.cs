using Matching.Engine.Rounds;

namespace Matching.Engine.Explain;

/// <summary>The pairs that pins close, by indices.</summary>
internal sealed class PinnedPairs
{
    private readonly HashSet<int> _pledges = [];
    private readonly HashSet<int> _needs = [];

    public PinnedPairs(RoundLookup round)
    {
        foreach (var pin in round.Round.Pins)
        {
            if (pin.Rule == PinRule.AtLeast || round.FindPledge(pin.Pledge) is not { } pledge || round.FindNeed(pin.Need) is not { } need)
            {
                continue;
            }

            Closed.Add((pledge, need));
            _pledges.Add(pledge);
            if (pin.Rule == PinRule.Forbid || pin.Amount == 0)
            {
                Forbidden.Add((pledge, need));
                _needs.Add(need);
            }
        }
    }

    /// <summary>Pairs that carry nothing.</summary>
    public HashSet<(int Pledge, int Need)> Forbidden { get; } = [];

    /// <summary>Pairs that carry nothing more than they do: forbidden or fixed.</summary>
    public HashSet<(int Pledge, int Need)> Closed { get; } = [];

    public bool ClosesForPledge(int pledge) => _pledges.Contains(pledge);

    public bool ForbidsForLine(int need) => _needs.Contains(need);
}
