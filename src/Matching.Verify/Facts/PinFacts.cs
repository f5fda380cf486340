using System.Runtime.InteropServices;
using Matching.Engine.Rounds;

namespace Matching.Verify.Facts;

/// <summary>A pin by indices; the amount in the pledge's own đồng (a goods unit at its item's unit cost), 0 for a forbidden pair.</summary>
internal readonly record struct PinnedPair(int Pledge, int Need, PinRule Rule, Int128 OwnVnd);

/// <summary>The planner's pins, looked up by pledge, by pair and by line.</summary>
internal sealed class PinFacts
{
    private readonly Dictionary<(int Pledge, int Need), PinRule> _rules = [];
    private readonly Dictionary<int, List<PinnedPair>> _ofPledge = [];
    private readonly Dictionary<int, Int128> _ofLine = [];

    public PinFacts(RoundFacts round)
    {
        if (round.Round.Pins.IsEmpty)
        {
            return;
        }

        var pledges = RoundFacts.Index(round.Round.Pledges.Select(pledge => pledge.Id.Value));
        var needs = RoundFacts.Index(round.Round.Needs.Select(need => need.Id.Value));
        foreach (var pin in round.Round.Pins)
        {
            if (!pledges.TryGetValue(pin.Pledge.Value, out var pledge) || !needs.TryGetValue(pin.Need.Value, out var need))
            {
                throw new ArgumentException($"A pin names pledge {pin.Pledge} and line {pin.Need}; the round must hold both.", nameof(round));
            }

            var facts = round.Pledges[pledge];
            var pair = new PinnedPair(pledge, need, pin.Rule, pin.Rule == PinRule.Forbid ? 0 : (Int128)pin.Amount * facts.UnitVnd);
            All.Add(pair);
            _rules[(pledge, need)] = pin.Rule;
            (CollectionsMarshal.GetValueRefOrAddDefault(_ofPledge, pledge, out _) ??= []).Add(pair);
            CollectionsMarshal.GetValueRefOrAddDefault(_ofLine, need, out _) += facts.LineVnd(round.Lines[need], pair.OwnVnd);
        }
    }

    public List<PinnedPair> All { get; } = [];

    public IReadOnlyList<PinnedPair> Of(int pledge) => _ofPledge.TryGetValue(pledge, out var pairs) ? pairs : [];

    /// <summary>Line value that pins put on the line.</summary>
    public Int128 OnLine(int need) => _ofLine.GetValueOrDefault(need);

    public bool Forbids(int pledge, int need) => _rules.TryGetValue((pledge, need), out var rule) && rule == PinRule.Forbid;

    /// <summary>Whether nothing more may flow between the pair than is pinned: a fixed or a forbidden one.</summary>
    public bool Closes(int pledge, int need) => _rules.TryGetValue((pledge, need), out var rule) && rule != PinRule.AtLeast;
}
