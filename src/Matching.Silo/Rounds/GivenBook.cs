using System.Security.Cryptography;
using System.Text;
using Matching.Engine.Geography;
using Matching.Engine.Ledger;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Pledges.Remaining;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Silo.Store;
using Microsoft.EntityFrameworkCore;

namespace Matching.Silo.Rounds;

/// <summary>What lines have of pledges at this moment: committed by published rounds and not given back or lost, or held by approved ones.</summary>
internal sealed class GivenBook
{
    private readonly ILookup<string, Gift> _byPledge;
    private readonly ILookup<string, Gift> _byCommune;

    internal GivenBook(IReadOnlyList<Gift> gifts)
    {
        Gifts = gifts;
        _byPledge = gifts.ToLookup(gift => gift.Pledge.Value, StringComparer.Ordinal);
        _byCommune = gifts.ToLookup(gift => gift.Commune.Id.Code, StringComparer.Ordinal);
    }

    public IReadOnlyList<Gift> Gifts { get; }

    public static GivenBook Read(WriteScope scope)
    {
        var gifts = Published(scope).Concat(Held(scope)).OrderBy(gift => gift.Pledge.Value, StringComparer.Ordinal).ThenBy(gift => gift.Need.Value, StringComparer.Ordinal).ToList();
        return new(gifts);
    }

    public IReadOnlyCollection<Gift> Of(PledgeId pledge) => [.. _byPledge[pledge.Value]];

    /// <summary>Fingerprint of what a pledge gave; another one when anything of it was given, released or lost since.</summary>
    public string OfPledge(string pledge) => Fingerprint(_byPledge[pledge]);

    /// <summary>The same of all that a commune has.</summary>
    public string OfCommune(string commune) => Fingerprint(_byCommune[commune]);

    private static string Fingerprint(IEnumerable<Gift> gifts)
    {
        var text = new StringBuilder();
        foreach (var gift in gifts)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{gift.Pledge}|{gift.Need}|{gift.Amount}|{gift.IsPublished}\n");
        }

        return text.Length == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }

    private static List<Gift> Published(WriteScope scope)
    {
        var left = new Dictionary<(string Pledge, string Need), long>();
        using (var rows = scope.Query(
            "SELECT pledge, need, amount FROM balances WHERE pledge IS NOT NULL AND need IS NOT NULL AND amount > 0 AND kind IN (@p0, @p1, @p2, @p3)",
            (int)AccountKind.Committed, (int)AccountKind.Dispatched, (int)AccountKind.Delivered, (int)AccountKind.Confirmed))
        {
            while (rows.Read())
            {
                var pair = (rows.GetString(0), rows.GetString(1));
                left[pair] = left.GetValueOrDefault(pair) + rows.GetInt64(2);
            }
        }

        if (left.Count == 0)
        {
            return [];
        }

        var gave = new Dictionary<(string Pledge, string Need), (long Amount, long NeedVnd, bool IsGoods, List<string> Rounds)>();
        using (var rows = scope.Query("SELECT round, pledge, need, measure, amount, need_vnd FROM allocations"))
        {
            while (rows.Read())
            {
                var pair = (rows.GetString(1), rows.GetString(2));
                var known = gave.TryGetValue(pair, out var before) ? before : (0, 0, rows.GetString(3) != Measure.Vnd.Code, []);
                known.Rounds.Add(rows.GetString(0));
                gave[pair] = (known.Amount + rows.GetInt64(4), known.NeedVnd + rows.GetInt64(5), known.IsGoods, known.Rounds);
            }
        }

        var tiers = new TiersThen(scope);
        var lines = scope.Db.Needs.AsNoTracking().Select(row => new { row.Id, row.Commune, row.Item }).ToDictionary(row => row.Id, StringComparer.Ordinal);
        var communes = Communes(scope);
        var gifts = new List<Gift>(left.Count);
        foreach (var ((pledge, need), amount) in left)
        {
            var (line, given) = (lines[need], gave[(pledge, need)]);
            gifts.Add(new Gift
            {
                Pledge = new(pledge),
                Need = new(need),
                Commune = communes[line.Commune],
                Item = new(line.Item),
                IsTier1 = tiers.WasTier1(pledge, line.Commune, given.Rounds, communes[line.Commune]),
                Amount = amount,
                // Rounded up: what a line has counts against ceilings.
                OnLine = given.IsGoods ? amount : (long)((((Int128)given.NeedVnd * amount) + given.Amount - 1) / given.Amount),
                IsPublished = true,
            });
        }

        return gifts;
    }

    private static List<Gift> Held(WriteScope scope)
    {
        var gifts = new List<Gift>();
        foreach (var row in scope.Db.Rounds.AsNoTracking().Where(row => row.State == "approved").ToList())
        {
            var record = StoreJson.Read<RoundRecord>(row.Document);
            var snapshot = StoreJson.Read<RoundSnapshot>(scope.Content(record.SnapshotSha256!));
            var plan = StoreJson.Read<Plan>(scope.Content(record.Proposed!.Sha256));
            var lines = snapshot.Round.Needs.ToDictionary(line => line.Id);
            var communes = snapshot.Round.Communes.ToDictionary(commune => commune.Id);
            gifts.AddRange(PlanMovements.Allocations(snapshot.Round, plan).Select(part => new Gift
            {
                Pledge = part.Pledge,
                Need = part.Need,
                Commune = communes[lines[part.Need].Commune],
                Item = lines[part.Need].Item,
                IsTier1 = communes[lines[part.Need].Commune].Tier == 1,
                Amount = part.Amount,
                OnLine = part.Measure == Measure.Vnd ? part.NeedVnd : part.Amount,
                IsPublished = false,
            }));
        }

        return gifts;
    }

    private static Dictionary<string, Commune> Communes(WriteScope scope) =>
        scope.Db.Communes.AsNoTracking().AsEnumerable().ToDictionary(row => row.Code, row => StoreJson.Read<Commune>(row.Document), StringComparer.Ordinal);

    /// <summary>The tier that a commune had when a round gave to it: asked only of pledges that keep a part for tier 1, for snapshots are large.</summary>
    private sealed class TiersThen(WriteScope scope)
    {
        private readonly HashSet<string> _asking =
        [
            .. scope.Db.Pledges.AsNoTracking().AsEnumerable().Select(row => StoreJson.Read<PledgeRecord>(row.Document).Pledge).Where(pledge => pledge.Conditions.Tier1Percent is not null).Select(pledge => pledge.Id.Value),
        ];

        private readonly Dictionary<string, Dictionary<string, int>> _tiers = new(StringComparer.Ordinal);

        public bool WasTier1(string pledge, string commune, List<string> rounds, Commune now) =>
            _asking.Contains(pledge) ? rounds.TrueForAll(round => Of(round).GetValueOrDefault(commune, 0) == 1) : now.Tier == 1;

        private Dictionary<string, int> Of(string round)
        {
            if (!_tiers.TryGetValue(round, out var tiers))
            {
                var record = StoreJson.Read<RoundRecord>(scope.Db.Rounds.AsNoTracking().Single(row => row.Id == round).Document);
                tiers = StoreJson.Read<RoundSnapshot>(scope.Content(record.SnapshotSha256!)).Round.Communes.ToDictionary(commune => commune.Id.Code, commune => commune.Tier, StringComparer.Ordinal);
                _tiers.Add(round, tiers);
            }

            return tiers;
        }
    }
}
