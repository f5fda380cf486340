using System.Collections.Immutable;
using Matching.Engine.Explain;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Rounds;

namespace Matching.Engine.Allocation;

/// <summary>Units of one aid outside the fund that one line has use for.</summary>
/// <param name="Aid">Index into the stated round's external aid.</param>
/// <param name="Need">Index into the round's needs.</param>
/// <param name="Units">More than zero.</param>
public readonly record struct AidGift(int Aid, int Need, long Units);

/// <summary>A round as it is solved: every line asks for what others have not already given.</summary>
/// <remarks>
/// <para>
/// Aid is spread in this order: aid for one line by its id; then aid that names an age group and a site; then one of the two; then the rest;
/// equal ones by date, source, line, age group, site and quantity. Each goes to the lines that it is for and that take part, urgent ones first,
/// then by id, to each as much as it lacks. What is left is surplus.
/// </para>
/// <para>Every line of a commune and item that any aid is for is marked <see cref="NeedLine.HasOutsideAid"/>, whether or not some of it comes to that line.</para>
/// <para>A line that lacks nothing more becomes <see cref="NeedStatus.Covered"/>, keeps its quantity and takes no part. Rank, beneficiaries and
/// urgency stay as they are. A minimum quantity counts what others give: at least the rest of it must come, or nothing.</para>
/// </remarks>
public sealed class OpenNeeds
{
    private readonly ILookup<int, AidGift> _byNeed;

    private OpenNeeds(Round stated, Round open, ImmutableArray<AidGift> gifts, ImmutableArray<long> surplus)
    {
        (Stated, Round, Gifts, Surplus) = (stated, open, gifts, surplus);
        _byNeed = gifts.ToLookup(gift => gift.Need);
    }

    /// <summary>The round as it was given: lines with all they ask for, and the aid.</summary>
    public Round Stated { get; }

    /// <summary>The same round with lowered lines and without the aid; the stated one itself when there is none. Lines keep their places.</summary>
    public Round Round { get; }

    /// <summary>Which aid covers what, in the order in which it was spread.</summary>
    public ImmutableArray<AidGift> Gifts { get; }

    /// <summary>Per aid of the stated round: units for which no line has use.</summary>
    public ImmutableArray<long> Surplus { get; }

    /// <summary>What others give this line, in the order in which it was spread.</summary>
    public IEnumerable<AidGift> To(int need) => _byNeed[need];

    /// <summary>Units of the line that others give.</summary>
    public long CoveredUnits(int need) => _byNeed[need].Sum(gift => gift.Units);

    /// <summary>Lowers the lines of a round by its external aid. Pure; neither the order of lines nor of aid changes who gets what.</summary>
    public static OpenNeeds Of(Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        if (round.ExternalAid.IsEmpty)
        {
            return new OpenNeeds(round, round, [], []);
        }

        var lines = LinesByPlaceAndItem(round);
        var lacking = round.Needs.Select(need => need.Quantity).ToArray();
        var surplus = new long[round.ExternalAid.Length];
        var gifts = ImmutableArray.CreateBuilder<AidGift>();
        foreach (var a in InOrder(round.ExternalAid))
        {
            var aid = round.ExternalAid[a];
            var left = aid.Quantity;
            foreach (var n in lines.TryGetValue((aid.Commune, aid.Item), out var there) ? there : [])
            {
                var units = IsFor(aid, round.Needs[n]) ? Math.Min(left, lacking[n]) : 0;
                if (units > 0)
                {
                    gifts.Add(new AidGift(a, n, units));
                    lacking[n] -= units;
                    left -= units;
                }
            }

            surplus[a] = left;
        }

        var aided = round.ExternalAid.Select(aid => (aid.Commune, aid.Item)).ToHashSet();
        var open = round with
        {
            ExternalAid = [],
            Needs = [.. round.Needs.Select((need, n) => Lowered(aided.Contains((need.Commune, need.Item)) ? need with { HasOutsideAid = true } : need, lacking[n]))],
        };
        return new OpenNeeds(round, open, gifts.DrainToImmutable(), [.. surplus]);
    }

    private static Dictionary<(CommuneId, ItemId), int[]> LinesByPlaceAndItem(Round round)
    {
        var aided = round.ExternalAid.Select(aid => (aid.Commune, aid.Item)).ToHashSet();
        return Enumerable.Range(0, round.Needs.Length)
            .Where(n => aided.Contains((round.Needs[n].Commune, round.Needs[n].Item)) && Eligibility.TakesPart(round.Policy, round.Needs[n]))
            .GroupBy(n => (round.Needs[n].Commune, round.Needs[n].Item))
            .ToDictionary(
                group => group.Key,
                group => group.OrderBy(n => round.Needs[n].Urgency).ThenBy(n => round.Needs[n].Id.Value, StringComparer.Ordinal).ToArray());
    }

    // Narrow aid first, so that wide aid does not take a line away from aid that can go nowhere else.
    private static IEnumerable<int> InOrder(ImmutableArray<ExternalAid> aid) =>
        Enumerable.Range(0, aid.Length)
            .OrderBy(a => aid[a].Need is not null ? 0 : 3 - (aid[a].AgeGroup is null ? 0 : 1) - (aid[a].Site is null ? 0 : 1))
            .ThenBy(a => aid[a].Date)
            .ThenBy(a => aid[a].Source, StringComparer.Ordinal)
            .ThenBy(a => aid[a].Need?.Value, StringComparer.Ordinal)
            .ThenBy(a => aid[a].AgeGroup, StringComparer.Ordinal)
            .ThenBy(a => aid[a].Site, StringComparer.Ordinal)
            .ThenBy(a => aid[a].Quantity);

    private static bool IsFor(ExternalAid aid, NeedLine line) =>
        (aid.Need is not { } need || need == line.Id)
        && (aid.AgeGroup is not { } age || string.Equals(age, line.AgeGroup, StringComparison.Ordinal))
        && (aid.Site is not { } site || string.Equals(site, line.Site, StringComparison.Ordinal));

    private static NeedLine Lowered(NeedLine line, long lacking)
    {
        var given = line.Quantity - lacking;
        return given == 0 ? line
            : lacking == 0 ? line with { Status = NeedStatus.Covered }
            : line with { Quantity = lacking, MinQuantity = line.MinQuantity > given ? line.MinQuantity - given : null };
    }
}
