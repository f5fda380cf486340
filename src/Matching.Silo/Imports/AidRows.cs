using System.Security.Cryptography;
using Matching.Engine.Ledger;
using Matching.Engine.Needs;
using Matching.Silo.Desks;
using Matching.Silo.Store;

namespace Matching.Silo.Imports;

/// <summary>Rows of aid from outside the fund: registered when no known aid says the same.</summary>
internal sealed class AidRows(WriteScope scope, ImportOrder.Aid order, string actor, ImportDraft draft)
{
    // What rows of this table have covered already.
    private readonly Dictionary<string, long> _coveredVnd = new(StringComparer.Ordinal);

    public void Decide()
    {
        var rows = order.All.Select((aid, index) => (Aid: aid, Index: index)).GroupBy(row => row.Aid.Commune.Code, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        var stores = CommuneStore.Read(scope, rows.Select(group => group.Key));
        foreach (var group in rows)
        {
            var store = stores[group.Key];
            var events = new List<NeedEvent>();
            var movements = new List<Movement>();
            var next = store.Stands;
            var known = next.Aid.Select(record => record.Aid).ToHashSet();
            foreach (var (aid, index) in group)
            {
                var id = IdOf(aid);
                if (known.Contains(aid))
                {
                    draft.Unchanged(index, id);
                    continue;
                }

                var decided = NeedRules.Decide(next, BalancesOf, new NeedCommand.RegisterAid(id, aid), actor);
                if (decided.Refusal is { } refusal)
                {
                    draft.Refused(index, id, refusal);
                    continue;
                }

                foreach (var movement in decided.Value.Movements)
                {
                    var need = movement.Need!.Value.Value;
                    _coveredVnd[need] = _coveredVnd.GetValueOrDefault(need) + movement.NeedVnd;
                }

                draft.Added(index, id);
                events.AddRange((NeedEvent[])decided.Value.Details);
                movements.AddRange(decided.Value.Movements);
                next = decided.Value.Next;
            }

            if (events.Count > 0 && store.Keep(scope, next) is null)
            {
                draft.Works.Add(new Work("commune:" + group.Key, next.Version, "aid_imported", CommuneStore.Told(events), null, [.. movements]));
            }
        }
    }

    /// <summary>An id made of what the aid says, so that the same row has the same one in every table.</summary>
    private static string IdOf(ExternalAid aid) => "aid-" + Convert.ToHexStringLower(SHA256.HashData(StoreJson.Bytes(aid)).AsSpan(0, 8));

    private LineBalances BalancesOf(NeedId need)
    {
        var stands = scope.LineBalances(need);
        return stands with { OpenVnd = stands.OpenVnd - _coveredVnd.GetValueOrDefault(need.Value) };
    }
}
