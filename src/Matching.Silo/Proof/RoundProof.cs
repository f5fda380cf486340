using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Matching.Engine.Ledger;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Silo.Desks;
using Matching.Silo.Rounds;
using Matching.Silo.Store;

namespace Matching.Silo.Proof;

/// <summary>Holds what was committed against the plans: who proposed and approved them, what they say, and whether they keep every condition.</summary>
/// <param name="terms">Holds them against the donors' terms over all rounds, too.</param>
internal sealed class RoundProof(TermsProof terms)
{
    private readonly SortedDictionary<string, SortedDictionary<string, Given>> _committed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Hands> _hands = new(StringComparer.Ordinal);

    /// <summary>Takes from the journal who did what to which round, and what was committed for it.</summary>
    public void Add(JournalEntry entry)
    {
        terms.Add(entry);
        if (entry.Subject.StartsWith("round:", StringComparison.Ordinal))
        {
            var round = entry.Subject["round:".Length..];
            var hands = _hands.GetValueOrDefault(round);
            _hands[round] = entry.Action switch
            {
                "plan_proposed" => hands with { ProposedBy = entry.Actor },
                "round_approved" => hands with { ApprovedBy = entry.Actor },
                "round_published" => hands with { Published = true },
                "round_reopened" => default,
                _ => hands,
            };
        }

        for (var i = 0; i < entry.Postings.Length; i++)
        {
            var posting = entry.Postings[i];
            if (posting.Kind == MovementKind.Commit && posting.Account is { Kind: AccountKind.Reserved, Round: { } round })
            {
                Take(round, entry.Postings.AsSpan()[i..]);
            }
        }
    }

    /// <returns>How many published rounds were checked.</returns>
    public long Check(StoreContext db, FaultList faults)
    {
        var published = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in db.Rounds.ToList().OrderBy(row => row.Id, StringComparer.Ordinal))
        {
            var record = StoreJson.Read<RoundRecord>(row.Document);
            if (record.State is RoundState.Published or RoundState.Closed)
            {
                published.Add(record.Id);
                CheckPublished(db, record, faults);
            }
        }

        terms.Check(faults);
        foreach (var round in _committed.Keys.Where(round => !published.Contains(round)))
        {
            faults.Add(new(LedgerFaultKind.CommittedWithoutApproval, 0, "round:" + round, "committed", "published"));
        }

        return published.Count;
    }

    /// <param name="postings">From the one that leaves the round's reserve on; the other legs of its movement come right behind.</param>
    private void Take(string round, ReadOnlySpan<Posting> postings)
    {
        var from = postings[0];
        if (!_committed.TryGetValue(round, out var pairs))
        {
            _committed.Add(round, pairs = new(StringComparer.Ordinal));
        }

        string? need = null;
        var needVnd = 0L;
        foreach (var posting in postings)
        {
            if (posting.Movement != from.Movement)
            {
                break;
            }

            if (posting.Account.Kind == AccountKind.Taken)
            {
                (need, needVnd) = (posting.Account.Need, posting.Amount);
            }
        }

        var pair = from.Account.Pledge + "|" + need;
        var known = pairs.GetValueOrDefault(pair);
        pairs[pair] = new(known.Amount - from.Amount, known.NeedVnd + needVnd);
    }

    private void CheckPublished(StoreContext db, RoundRecord record, FaultList faults)
    {
        var subject = "round:" + record.Id;
        var hands = _hands.GetValueOrDefault(record.Id);
        if (record.Proposed is not { } proposed || hands is not { Published: true, ApprovedBy: not null, ProposedBy: not null }
            || hands.ApprovedBy != record.ApprovedBy || hands.ProposedBy != record.ProposedBy)
        {
            faults.Add(new(LedgerFaultKind.CommittedWithoutApproval, 0, subject, record.ApprovedBy ?? "-", hands.ApprovedBy ?? "-"));
            return;
        }

        if (hands.ApprovedBy == hands.ProposedBy || hands.ApprovedBy == proposed.MadeBy)
        {
            faults.Add(new(LedgerFaultKind.ApprovedByProposer, 0, subject, hands.ApprovedBy, "somebody else"));
        }

        if (Document<RoundSnapshot>(db, record.SnapshotSha256!, faults) is not { } snapshot || Document<Plan>(db, proposed.Sha256, faults) is not { } plan)
        {
            return;
        }

        terms.See(record.Id, plan.Shipments.Select(part => part.Need).Distinct().Select(need => snapshot.Round.Needs[need]), snapshot.Round.Communes.ToDictionary(commune => commune.Id));
        var said = new SortedDictionary<string, Given>(StringComparer.Ordinal);
        foreach (var part in PlanMovements.Allocations(snapshot.Round, plan))
        {
            said[part.Pledge.Value + "|" + part.Need.Value] = new(part.Amount, part.NeedVnd);
        }

        Compare(subject, said, _committed.GetValueOrDefault(record.Id) ?? new(StringComparer.Ordinal), faults);
        var stored = new SortedDictionary<string, Given>(StringComparer.Ordinal);
        foreach (var row in db.Allocations.Where(row => row.Round == record.Id).AsEnumerable())
        {
            stored[row.Pledge + "|" + row.Need] = new(row.Amount, row.NeedVnd);
        }

        Compare(subject, said, stored, faults);
        foreach (var violation in RoundDesk.Audit(snapshot.Round, plan, proposed.Fairness, proposed.Complete))
        {
            faults.Add(new(LedgerFaultKind.PlanFailsVerification, 0, subject, violation.Describe("en"), "no complaint"));
        }
    }

    private static void Compare(string subject, SortedDictionary<string, Given> said, SortedDictionary<string, Given> done, FaultList faults)
    {
        foreach (var pair in said.Keys.Union(done.Keys).Order(StringComparer.Ordinal))
        {
            var (expected, there) = (said.GetValueOrDefault(pair), done.GetValueOrDefault(pair));
            if (expected != there)
            {
                faults.Add(new(LedgerFaultKind.PlanDiffers, 0, subject + " " + pair, there.ToString(), expected.ToString()));
            }
        }
    }

    private static T? Document<T>(StoreContext db, string sha256, FaultList faults)
        where T : class
    {
        var content = db.Documents.FirstOrDefault(row => row.Sha256 == sha256)?.Content;
        var own = content is null ? "-" : Convert.ToHexStringLower(SHA256.HashData(content));
        if (content is null || own != sha256)
        {
            faults.Add(new(LedgerFaultKind.DocumentChanged, 0, "document:" + sha256, own, sha256));
            return null;
        }

        try
        {
            return StoreJson.Read<T>(content);
        }
        catch (JsonException unreadable)
        {
            faults.Add(new(LedgerFaultKind.DocumentChanged, 0, "document:" + sha256, unreadable.Message, typeof(T).Name));
            return null;
        }
    }

    private readonly record struct Hands(string? ProposedBy, string? ApprovedBy, bool Published);

    private readonly record struct Given(long Amount, long NeedVnd)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount} ({NeedVnd} ₫ of need)");
    }
}
