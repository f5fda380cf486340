using Matching.Api.Wire;
using Matching.Engine.Explain;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Silo.Desks;

namespace Matching.Api.Endpoints;

/// <summary>A plan of a round, ready to be shown and explained.</summary>
internal sealed class OpenPlan(RoundRecord record, PlanRecord plan, Round round, Plan content)
{
    private readonly Lazy<PlanExplainer> _explainer = new(() => new PlanExplainer(round, content));

    public RoundRecord Record => record;

    public PlanRecord Plan => plan;

    public Round Round => round;

    public Plan Content => content;

    public PlanExplainer Explainer => _explainer.Value;
}

/// <summary>Keeps the few plans that were looked at last: reading one of a whole country takes a second.</summary>
/// <remarks>What is kept never changes: content is found by its hash.</remarks>
internal sealed class PlanShelf(IMatchingHost host)
{
    private const int Kept = 4;

    private readonly Lock _lock = new();
    private readonly LinkedList<OpenPlan> _plans = new();

    /// <exception cref="Refused">There is no such round or plan.</exception>
    public async Task<OpenPlan> OpenAsync(string round, string plan, CancellationToken cancel)
    {
        var record = await host.Rounds.FindAsync(round, cancel).ConfigureAwait(false);
        if (record?.Plan(plan) is not { } wanted)
        {
            throw Refused.NotFound();
        }

        if (Take(round, wanted) is { } known)
        {
            return known;
        }

        var snapshot = await host.Rounds.SnapshotAsync(wanted.SnapshotSha256, cancel).ConfigureAwait(false);
        var content = await host.Rounds.PlanAsync(wanted.Sha256, cancel).ConfigureAwait(false);
        if (snapshot is null || content is null)
        {
            throw Refused.NotFound();
        }

        // Explained under the fairness that it was made for.
        var open = new OpenPlan(record, wanted, snapshot.Round with { Policy = snapshot.Round.Policy with { Fairness = wanted.Fairness } }, content);
        lock (_lock)
        {
            _plans.AddFirst(open);
            if (_plans.Count > Kept)
            {
                _plans.RemoveLast();
            }
        }

        return open;
    }

    private OpenPlan? Take(string round, PlanRecord wanted)
    {
        lock (_lock)
        {
            for (var node = _plans.First; node is not null; node = node.Next)
            {
                if (node.Value.Plan.Sha256 == wanted.Sha256 && node.Value.Plan.Id == wanted.Id && node.Value.Record.Id == round)
                {
                    _plans.Remove(node);
                    _plans.AddFirst(node);
                    return node.Value;
                }
            }
        }

        return null;
    }
}
