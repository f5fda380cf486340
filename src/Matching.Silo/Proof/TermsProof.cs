using System.Text.Json;
using Matching.Engine.Geography;
using Matching.Engine.Ledger;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Silo.Store;
using Matching.Verify.Union;

namespace Matching.Silo.Proof;

/// <summary>
/// Holds every published round against the donors' own terms, together with all that earlier rounds gave: the terms are read from the journal, and what lines
/// had when the round was approved is folded from the postings.
/// </summary>
internal sealed class TermsProof
{
    private readonly Dictionary<string, Pledge> _terms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Commune, string Item)> _lines;
    private readonly Dictionary<string, long> _whole = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, Pair>> _byPledge = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<(string Pledge, string Need)>> _byCommune = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Moment> _approved = new(StringComparer.Ordinal);
    private readonly List<Moment> _published = [];
    private readonly Dictionary<string, Dictionary<string, (NeedLine Line, Commune Commune)>> _facts = new(StringComparer.Ordinal);

    /// <param name="lines">Commune and item of every line that there is.</param>
    public TermsProof(IEnumerable<KeyValuePair<string, (string Commune, string Item)>> lines) => _lines = new(lines, StringComparer.Ordinal);

    public void Add(JournalEntry entry)
    {
        var colon = entry.Subject.IndexOf(':', StringComparison.Ordinal);
        var (kind, id) = colon < 0 ? ("", "") : (entry.Subject[..colon], entry.Subject[(colon + 1)..]);
        if (kind == "pledge")
        {
            Terms(entry, id);
        }

        var movements = entry.Postings.GroupBy(static posting => posting.Movement).Select(static group => group.ToList()).ToList();
        if (kind == "round" && entry.Action == "round_approved")
        {
            _approved[id] = Now(id, entry.Sequence, movements);
        }

        foreach (var movement in movements)
        {
            Move(movement, kind == "round" ? id : null);
        }

        if (kind == "round" && entry.Action is "round_reopened" or "round_voided")
        {
            _approved.Remove(id);
        }
        else if (kind == "round" && entry.Action == "round_published" && _approved.Remove(id, out var moment))
        {
            _published.Add(moment);
        }
    }

    /// <summary>Tells what a round saw of its lines.</summary>
    public void See(string round, IEnumerable<NeedLine> lines, IReadOnlyDictionary<CommuneId, Commune> communes) =>
        _facts[round] = lines.ToDictionary(line => line.Id.Value, line => (line, communes[line.Commune]), StringComparer.Ordinal);

    public void Check(FaultList faults)
    {
        var published = _published.Select(moment => moment.Round).ToHashSet(StringComparer.Ordinal);
        foreach (var moment in _published)
        {
            // Rounds that were approved then and given up later gave nothing.
            var before = Seen(moment.Before.Where(part => part.Round is not { } round || published.Contains(round)), moment, faults);
            var now = Seen(moment.Now, moment, faults);
            var complaints = now.GroupBy(gift => gift.Pledge.Id.Value, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .SelectMany(group => UnionAudit.OfPledge(
                    group.First().Pledge, moment.Whole[group.Key], [.. before.Where(gift => gift.Pledge.Id.Value == group.Key)], [.. group], need => InMeasure(moment, group.First(), need)))
                .Concat(CompanyAudit.Of(before, now));
            foreach (var complaint in complaints)
            {
                faults.Add(new(
                    LedgerFaultKind.ConditionBrokenOverRounds, moment.Sequence, $"pledge:{complaint.Pledge} {complaint.Condition} {complaint.Where}".TrimEnd(),
                    complaint.Stated.ToString(null, System.Globalization.CultureInfo.InvariantCulture), complaint.Allowed.ToString(null, System.Globalization.CultureInfo.InvariantCulture)));
            }
        }
    }

    private static Int128 InMeasure(Moment moment, Served gift, NeedId need)
    {
        var asked = (Int128)moment.Asked.GetValueOrDefault(need.Value);
        var units = moment.NeedVndOfUnit.GetValueOrDefault(need.Value);
        return gift.IsMoney || units == 0 ? asked : asked / units;
    }

    private void Terms(JournalEntry entry, string id)
    {
        if (entry.Action == "pledge_offered")
        {
            _terms[id] = StoreJson.Read<Pledge>(entry.Details);
        }
        else if (entry.Action == "pledge_amended" && _terms.TryGetValue(id, out var known))
        {
            using var details = JsonDocument.Parse(entry.Details);
            if (details.RootElement.TryGetProperty("conditions", out var conditions) && conditions.ValueKind == JsonValueKind.Object)
            {
                _terms[id] = known with { Conditions = conditions.Deserialize<PledgeConditions>(StoreJson.Options)! };
            }
        }
    }

    private void Move(List<Posting> movement, string? round)
    {
        var (pledge, need, amount, needVnd) = Legs(movement);
        foreach (var posting in movement)
        {
            var account = posting.Account;
            switch (account.Kind)
            {
                case AccountKind.Available or AccountKind.Reserved or AccountKind.Committed or AccountKind.Dispatched or AccountKind.Delivered or AccountKind.Confirmed:
                    _whole[account.Pledge!] = _whole.GetValueOrDefault(account.Pledge!) + posting.Amount;
                    break;
                case AccountKind.Asked or AccountKind.Outside:
                    // Asked stands below zero; what others give is no part of what donors can give.
                    _asked[account.Need!] = _asked.GetValueOrDefault(account.Need!) - posting.Amount;
                    break;
            }
        }

        if (pledge is null || need is null)
        {
            return;
        }

        var sign = movement[0].Kind switch
        {
            MovementKind.Commit => 1,
            MovementKind.Release or MovementKind.TakeBack or MovementKind.Lose or MovementKind.FallShort => -1,
            _ => 0,
        };
        if (sign == 0)
        {
            return;
        }

        if (!_byPledge.TryGetValue(pledge, out var pairs))
        {
            _byPledge.Add(pledge, pairs = new(StringComparer.Ordinal));
        }

        var known = pairs.GetValueOrDefault(need);
        pairs[need] = new(known.Amount + (sign * amount), known.NeedVnd + (sign * needVnd), sign > 0 ? round! : known.Round);
        if (sign > 0 && _lines.TryGetValue(need, out var line))
        {
            if (!_byCommune.TryGetValue(line.Commune, out var there))
            {
                _byCommune.Add(line.Commune, there = []);
            }

            there.Add((pledge, need));
        }
    }

    private static (string? Pledge, string? Need, long Amount, long NeedVnd) Legs(List<Posting> movement)
    {
        string? pledge = null, need = null;
        var (amount, needVnd) = (0L, 0L);
        foreach (var posting in movement.Where(static posting => posting.Amount > 0))
        {
            if (posting.Account.Pledge is { } from)
            {
                (pledge, amount) = (from, posting.Amount);
                need ??= posting.Account.Need;
            }
            else if (posting.Account.Need is { } line)
            {
                (need, needVnd) = (line, posting.Amount);
            }
        }

        return (pledge, need, amount, needVnd);
    }

    /// <summary>How things stood when a round was approved, as far as what it gives goes.</summary>
    private Moment Now(string round, long sequence, List<List<Posting>> movements)
    {
        var now = movements.Select(Legs).Where(static part => part is { Pledge: not null, Need: not null })
            .Select(part => new Part(part.Pledge!, part.Need!, part.Amount, part.NeedVnd, round, round)).ToList();
        var pairs = new HashSet<(string Pledge, string Need)>();
        foreach (var part in now)
        {
            pairs.UnionWith(_byPledge.GetValueOrDefault(part.Pledge)?.Keys.Select(need => (part.Pledge, need)) ?? []);
            if (_lines.TryGetValue(part.Need, out var line))
            {
                pairs.UnionWith(_byCommune.GetValueOrDefault(line.Commune) ?? []);
            }
        }

        var given = pairs.Select(pair => (pair, Stands: _byPledge[pair.Pledge][pair.Need])).Where(static one => one.Stands.Amount > 0)
            .Select(static one => new Part(one.pair.Pledge, one.pair.Need, one.Stands.Amount, one.Stands.NeedVnd, one.Stands.Round, null));
        var held = _approved.Values.SelectMany(static other => other.Now).Select(static part => part with { Round = part.SeenBy });
        var needs = now.Select(static part => part.Need).ToHashSet(StringComparer.Ordinal);
        return new Moment(
            round, sequence, [.. given, .. held], now,
            now.Select(static part => part.Pledge).Distinct(StringComparer.Ordinal).ToDictionary(pledge => pledge, pledge => _whole.GetValueOrDefault(pledge), StringComparer.Ordinal),
            needs.ToDictionary(need => need, need => _asked.GetValueOrDefault(need), StringComparer.Ordinal),
            now.Where(part => _terms.TryGetValue(part.Pledge, out var terms) && terms.Kind == PledgeKind.Goods).DistinctBy(static part => part.Need)
                .ToDictionary(static part => part.Need, static part => part.NeedVnd / part.Amount, StringComparer.Ordinal),
            now.Select(static part => part.Pledge).Concat(pairs.Select(static pair => pair.Pledge)).Concat(_approved.Values.SelectMany(static other => other.Now).Select(static part => part.Pledge))
                .Distinct(StringComparer.Ordinal).Where(_terms.ContainsKey).ToDictionary(pledge => pledge, pledge => _terms[pledge], StringComparer.Ordinal));
    }

    private List<Served> Seen(IEnumerable<Part> parts, Moment moment, FaultList faults)
    {
        var seen = new List<Served>();
        foreach (var part in parts)
        {
            if (moment.Terms.TryGetValue(part.Pledge, out var terms) && _facts.GetValueOrDefault(part.SeenBy)?.TryGetValue(part.Need, out var facts) == true)
            {
                seen.Add(new(terms, facts.Line, facts.Commune, terms.Kind == PledgeKind.Money ? part.NeedVnd : part.Amount));
            }
            else if (_facts.ContainsKey(part.SeenBy))
            {
                faults.Add(new(LedgerFaultKind.ConditionBrokenOverRounds, moment.Sequence, $"pledge:{part.Pledge} {part.Need}", "given", "a line and terms that are known"));
            }
        }

        return seen;
    }

    private readonly record struct Pair(long Amount, long NeedVnd, string Round);

    /// <param name="SeenBy">The round that gave it, and so saw the line.</param>
    /// <param name="Round">The round that held it then; nothing for what was committed.</param>
    private sealed record Part(string Pledge, string Need, long Amount, long NeedVnd, string SeenBy, string? Round);

    private sealed record Moment(
        string Round, long Sequence, List<Part> Before, List<Part> Now, Dictionary<string, long> Whole, Dictionary<string, long> Asked, Dictionary<string, long> NeedVndOfUnit, Dictionary<string, Pledge> Terms);
}
