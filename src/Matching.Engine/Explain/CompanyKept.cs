using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Engine.Explain;

/// <summary>Which lines of a plan are closed to which pledges, because of what other pledges that give there ask of their company.</summary>
internal sealed class CompanyKept
{
    private readonly RoundLookup _round;
    private readonly Dictionary<(Exclusivity, CommuneId?, ItemId?, int), int> _heldBy = [];
    private readonly HashSet<(int Need, DonorId Donor)> _unwanted = [];

    public CompanyKept(RoundLookup round, Plan plan)
    {
        _round = round;
        foreach (var shipment in plan.Shipments)
        {
            var asks = round.Round.Pledges[shipment.Pledge].Conditions;
            if (asks.Exclusive is { } exclusive)
            {
                _heldBy.TryAdd(Key(exclusive, shipment.Need), shipment.Pledge);
            }

            foreach (var donor in asks.NotWithDonors)
            {
                _unwanted.Add((shipment.Need, donor));
            }
        }
    }

    /// <summary>Whether another pledge's condition keeps this one from the line.</summary>
    public bool Closes(int pledge, int need) =>
        (_heldBy.Count > 0 && Enum.GetValues<Exclusivity>().Any(scope => _heldBy.TryGetValue(Key(scope, need), out var holder) && holder != pledge))
        || _unwanted.Contains((need, _round.Round.Pledges[pledge].Donor));

    private (Exclusivity, CommuneId?, ItemId?, int) Key(Exclusivity exclusive, int need) => exclusive switch
    {
        Exclusivity.Line => (exclusive, null, null, need),
        Exclusivity.CommuneItem => (exclusive, _round.Round.Needs[need].Commune, _round.Round.Needs[need].Item, 0),
        _ => (exclusive, _round.Round.Needs[need].Commune, null, 0),
    };
}
