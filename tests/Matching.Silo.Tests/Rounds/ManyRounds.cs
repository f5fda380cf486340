using System.Collections.Immutable;
using Matching.Engine.Allocation;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Pledges.Remaining;
using Matching.Engine.Rounds;
using Matching.Samples;
using Matching.Silo.Rounds;
using Matching.Verify.Union;

namespace Matching.Silo.Tests.Rounds;

/// <summary>Successive rounds over one random set of pledges and lines, with parts released and lost between them.</summary>
internal sealed class ManyRounds
{
    private static readonly RandomOptions Options = new() { Pins = false, Statuses = false, Wishes = false, Reserve = false, MaxLines = 14, MaxPledges = 8 };

    private readonly Round _all;
    private readonly Random _random;
    private readonly string? _forgotten;
    private readonly Dictionary<PledgeId, long> _free;
    private readonly Dictionary<NeedId, long> _openUnits;
    private readonly Dictionary<NeedId, long> _openVnd;
    private readonly Dictionary<(PledgeId Pledge, NeedId Need), (long Amount, long OnLine)> _gifts = [];

    public ManyRounds(int seed, string? forgotten)
    {
        _all = RandomRound.Create(seed, Options) with { ExternalAid = [] };
        _random = new Random(seed);
        _forgotten = forgotten;
        _free = _all.Pledges.ToDictionary(pledge => pledge.Id, pledge => pledge.Amount);
        _openUnits = _all.Needs.ToDictionary(line => line.Id, line => line.Quantity);
        _openVnd = _all.Needs.ToDictionary(line => line.Id, line => line.Quantity * Price(line));
    }

    /// <summary>How many gifts of a later round came from pledges that had given before: a test that has none shows nothing.</summary>
    public int LaterGifts { get; private set; }

    public List<string> Run(int rounds)
    {
        var complaints = new List<string>();
        for (var number = 0; number < rounds; number++)
        {
            Once(number, number == rounds - 1, complaints);
            TakeBack();
        }

        return complaints;
    }

    private void Once(int number, bool last, List<string> complaints)
    {
        var lines = _all.Needs.Where(line => _openUnits[line.Id] > 0 && (last || _random.Next(2) == 0))
            .Select(line => line with { Quantity = _openUnits[line.Id], MinQuantity = line.MinQuantity is { } least ? Math.Min(least, _openUnits[line.Id]) : null }).ToImmutableArray();
        var gifts = Gifts();
        var places = lines.Select(line => line.Commune).ToHashSet();
        var communes = _all.Communes.Where(commune => places.Contains(commune.Id)).ToImmutableArray();
        var rests = new Rests(new GivenBook(gifts), lines, communes, _all.Items, _forgotten);
        foreach (var pledge in _all.Pledges)
        {
            rests.Add(pledge, _free[pledge.Id], _random.Next(3) == 0 ? _random.NextInt64(_free[pledge.Id] + 1) : _free[pledge.Id]);
        }

        var left = rests.Close();
        var needs = lines.Where(line => !left.HeldAlone.Contains(line.Id)).ToImmutableArray();
        var open = needs.Select(line => line.Id).ToHashSet();
        var round = _all with { Communes = communes, Needs = needs, Pledges = left.Pledges, Pins = [.. left.Shut.Where(pin => open.Contains(pin.Need))] };
        if (needs.IsEmpty || left.Pledges.IsEmpty || new LeximinAllocator().Solve(round, new SolveOptions(), TimeProvider.System, CancellationToken.None).Plan is not { } plan)
        {
            return;
        }

        var terms = _all.Pledges.ToDictionary(pledge => pledge.Id);
        var before = gifts.Select(gift => new Served(terms[gift.Pledge], _all.Needs.First(line => line.Id == gift.Need), gift.Commune, gift.OnLine)).ToList();
        var parts = PlanMovements.Allocations(round, plan);
        var now = parts.Select(part =>
        {
            var line = _all.Needs.First(line => line.Id == part.Need);
            return new Served(terms[part.Pledge], line, _all.Communes.First(commune => commune.Id == line.Commune), terms[part.Pledge].Kind == PledgeKind.Money ? part.NeedVnd : part.Amount);
        }).ToList();
        foreach (var pledge in _all.Pledges)
        {
            var own = before.Where(gift => gift.Pledge.Id == pledge.Id).ToList();
            var added = now.Where(gift => gift.Pledge.Id == pledge.Id).ToList();
            LaterGifts += own.Count > 0 ? added.Count : 0;
            complaints.AddRange(UnionAudit.OfPledge(pledge, gifts.Where(gift => gift.Pledge == pledge.Id).Sum(gift => gift.Amount) + _free[pledge.Id], own, added, need => Asked(pledge, need)).Select(said => $"round {number}: {said}"));
        }

        complaints.AddRange(CompanyAudit.Of(before, now).Select(said => $"round {number}: {said}"));
        foreach (var part in parts)
        {
            var known = _gifts.GetValueOrDefault((part.Pledge, part.Need));
            _gifts[(part.Pledge, part.Need)] = (known.Amount + part.Amount, known.OnLine + (terms[part.Pledge].Kind == PledgeKind.Money ? part.NeedVnd : part.Amount));
            _free[part.Pledge] -= part.Amount;
            _openVnd[part.Need] -= part.NeedVnd;
            _openUnits[part.Need] = _openVnd[part.Need] / Price(_all.Needs.First(line => line.Id == part.Need));
        }
    }

    private List<Gift> Gifts() =>
    [
        .. _gifts.Where(pair => pair.Value.Amount > 0).OrderBy(pair => pair.Key.Pledge.Value, StringComparer.Ordinal).ThenBy(pair => pair.Key.Need.Value, StringComparer.Ordinal).Select(pair =>
        {
            var line = _all.Needs.First(line => line.Id == pair.Key.Need);
            var commune = _all.Communes.First(commune => commune.Id == line.Commune);
            return new Gift
            {
                Pledge = pair.Key.Pledge, Need = pair.Key.Need, Commune = commune, Item = line.Item, IsTier1 = commune.Tier == 1,
                Amount = pair.Value.Amount, OnLine = pair.Value.OnLine, IsPublished = true,
            };
        }),
    ];

    /// <summary>Releases and losses, of whole gifts and of parts.</summary>
    private void TakeBack()
    {
        foreach (var pair in _gifts.Keys.Where(_ => _random.Next(4) == 0).ToList())
        {
            var (amount, onLine) = _gifts[pair];
            var pledge = _all.Pledges.First(pledge => pledge.Id == pair.Pledge);
            var part = _random.Next(2) == 0 ? amount : _random.NextInt64(amount + 1);
            var line = (long)((Int128)onLine * part / Math.Max(1, amount));
            _gifts[pair] = (amount - part, onLine - line);
            _free[pair.Pledge] += _random.Next(3) == 0 ? 0 : part; // lost, or free again
            var need = _all.Needs.First(need => need.Id == pair.Need);
            _openVnd[pair.Need] += pledge.Kind == PledgeKind.Money ? line : line * Price(need);
            _openUnits[pair.Need] = _openVnd[pair.Need] / Price(need);
        }
    }

    private Int128 Asked(Pledge pledge, NeedId need)
    {
        var line = _all.Needs.First(line => line.Id == need);
        return pledge.Kind == PledgeKind.Money ? line.Quantity * Price(line) : line.Quantity;
    }

    private long Price(NeedLine line) =>
        _all.Items.First(item => item.Id == line.Item) is var item && item.Kind == ItemKind.Project ? (line.OwnUnitCost ?? item.UnitCost).Dong : item.UnitCost.Dong;
}
