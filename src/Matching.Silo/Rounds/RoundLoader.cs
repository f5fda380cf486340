using Matching.Engine.Intents;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Silo.Desks;

namespace Matching.Silo.Rounds;

/// <summary>What became of a loaded round, thing by thing.</summary>
/// <param name="Done">Wishes that were done now.</param>
/// <param name="Known">Wishes that had been done by an earlier load of the same.</param>
/// <param name="Refused">What was refused and why: <c>need:N12</c> and the refusal.</param>
public sealed record LoadReport(int Done, int Known, IReadOnlyList<KeyValuePair<string, Refusal>> Refused);

/// <summary>Brings a round of files into the system of record: catalogue, needs, aid from outside, pledges, and a draft with its pins.</summary>
/// <remarks>Every wish has a key made from the round and the thing, so the same round twice is a no-op, and a load that was cut off is finished by the next.</remarks>
public static class RoundLoader
{
    /// <param name="officer">Reports needs and offers pledges.</param>
    /// <param name="planner">Verifies and rejects needs, accepts pledges and makes the draft; somebody else than the officer.</param>
    public static async Task<LoadReport> LoadAsync(IMatchingHost host, Round round, string name, string officer, string planner, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(round);
        var load = new Load(round.Id);
        await load.AddAsync("catalogue:all", host.Catalogue.RegisterAsync(load.By(planner, "catalogue"), round.Communes, round.Items, cancel)).ConfigureAwait(false);
        var prices = round.Items.ToDictionary(item => item.Id);
        await Parallel.ForEachAsync(round.Needs.GroupBy(line => line.Commune), Together(cancel), async (lines, token) =>
        {
            foreach (var line in lines)
            {
                var item = prices[line.Item];
                var price = item.Kind == ItemKind.Project ? line.OwnUnitCost ?? item.UnitCost : item.UnitCost;
                var subject = "need:" + line.Id;
                await load.AddAsync(subject, host.Needs.DoAsync(load.By(officer, "report-" + line.Id), line.Commune, new NeedCommand.Report(line, price, round.AsOf.Year), token)).ConfigureAwait(false);
                NeedCommand? then = line.Status switch
                {
                    NeedStatus.Verified => new NeedCommand.Verify(line.Id),
                    NeedStatus.Rejected => new NeedCommand.Reject(line.Id, round.Id),
                    _ => null,
                };
                if (then is not null)
                {
                    await load.AddAsync(subject, host.Needs.DoAsync(load.By(planner, "decide-" + line.Id), line.Commune, then, token)).ConfigureAwait(false);
                }
            }
        }).ConfigureAwait(false);

        for (var i = 0; i < round.ExternalAid.Length; i++)
        {
            var id = FormattableString.Invariant($"{round.Id}-{i + 1}");
            await load.AddAsync("aid:" + id, host.Needs.DoAsync(load.By(officer, "aid-" + id), round.ExternalAid[i].Commune, new NeedCommand.RegisterAid(id, round.ExternalAid[i]), cancel)).ConfigureAwait(false);
        }

        await Parallel.ForEachAsync(round.Pledges, Together(cancel), async (pledge, token) =>
        {
            var subject = "pledge:" + pledge.Id;
            await load.AddAsync(subject, host.Pledges.DoAsync(load.By(officer, "offer-" + pledge.Id), pledge.Id, new PledgeCommand.Offer(pledge), token)).ConfigureAwait(false);
            await load.AddAsync(subject, host.Pledges.DoAsync(load.By(planner, "accept-" + pledge.Id), pledge.Id, new PledgeCommand.Accept(), token)).ConfigureAwait(false);
        }).ConfigureAwait(false);

        var create = new RoundCommand.Create(round.Id, name, round.AsOf, round.Policy, CountOnlyReceived: false);
        await load.AddAsync("round:" + round.Id, host.Rounds.DoAsync(load.By(planner, "create"), round.Id, create, cancel)).ConfigureAwait(false);
        foreach (var pin in round.Pins)
        {
            var key = FormattableString.Invariant($"pin-{pin.Pledge}-{pin.Need}");
            await load.AddAsync("round:" + round.Id, host.Rounds.DoAsync(load.By(planner, key), round.Id, new RoundCommand.SetPin(pin.Pledge, pin.Need, pin, round.Id), cancel)).ConfigureAwait(false);
        }

        return load.Report();
    }

    // What waits together is written together: many wishes, one wait for the disk.
    private static ParallelOptions Together(CancellationToken cancel) => new() { MaxDegreeOfParallelism = 64, CancellationToken = cancel };

    private sealed class Load(string round)
    {
        private readonly Lock _lock = new();
        private readonly List<KeyValuePair<string, Refusal>> _refused = [];
        private int _done;
        private int _known;

        public Intent By(string actor, string what) => new(actor, $"load-{round}-{what}");

        public async Task AddAsync(string subject, Task<Answer> pending)
        {
            var answer = await pending.ConfigureAwait(false);
            lock (_lock)
            {
                if (answer.Refusal is { } refusal)
                {
                    _refused.Add(new(subject, refusal));
                }
                else if (answer.Replayed)
                {
                    _known++;
                }
                else
                {
                    _done++;
                }
            }
        }

        public LoadReport Report() => new(_done, _known, [.. _refused.OrderBy(one => one.Key, StringComparer.Ordinal)]);
    }
}
