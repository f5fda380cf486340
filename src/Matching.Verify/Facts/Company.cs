using Matching.Engine.Pledges;

namespace Matching.Verify.Facts;

/// <summary>Who gives beside whom: the pledges at every line, at every commune's item and in every commune.</summary>
internal sealed class Company
{
    private readonly RoundFacts _round;
    private readonly Dictionary<(int Scope, int Commune, int Item), HashSet<int>> _givers = [];

    public Company(RoundFacts round, Flows shipments)
    {
        _round = round;
        foreach (var flow in shipments.All)
        {
            foreach (var scope in Enum.GetValues<Exclusivity>())
            {
                var key = Key(scope, flow.Need);
                if (!_givers.TryGetValue(key, out var givers))
                {
                    givers = [];
                    _givers.Add(key, givers);
                }

                givers.Add(flow.Pledge);
            }
        }
    }

    /// <summary>The pledges that give within the scope that holds the line.</summary>
    public IEnumerable<int> At(Exclusivity scope, int need) => _givers.TryGetValue(Key(scope, need), out var givers) ? givers.Order() : [];

    /// <summary>Whether what somebody asks of his company keeps the pledge from the line, or its own asking does: then it is not expected to give more there.</summary>
    public bool KeepsAway(int pledge, int need) =>
        _round.Pledges[pledge].AsksOfOthers
        || Enum.GetValues<Exclusivity>().Any(scope => At(scope, need).Any(other => _round.Pledges[other].Exclusive == scope))
        || At(Exclusivity.Line, need).Any(other => _round.Pledges[other].NotWith.Contains(_round.Pledges[pledge].Donor, StringComparer.Ordinal));

    private (int Scope, int Commune, int Item) Key(Exclusivity scope, int need) => scope switch
    {
        Exclusivity.Line => (0, need, 0),
        Exclusivity.CommuneItem => (1, _round.Lines[need].Commune, _round.Lines[need].Item),
        _ => (2, _round.Lines[need].Commune, 0),
    };
}
