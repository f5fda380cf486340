using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Geography.Succession;

namespace Matching.Engine.Needs;

/// <summary>All needs of one commune, of every year: one aggregate, one version.</summary>
/// <remarks>The state is the fold of its events by <see cref="Apply"/>; what may happen next is decided by <see cref="NeedRules"/>.</remarks>
public sealed record CommuneNeeds
{
    public required CommuneId Commune { get; init; }

    /// <summary>How many events there were.</summary>
    public long Version { get; init; }

    public ImmutableSortedDictionary<string, NeedRecord> Lines { get; init; } = ImmutableSortedDictionary.Create<string, NeedRecord>(StringComparer.Ordinal);

    public ImmutableArray<AidRecord> Aid { get; init; } = [];

    public static CommuneNeeds Of(CommuneId commune) => new() { Commune = commune };

    public NeedRecord? Find(NeedId id) => Lines.GetValueOrDefault(id.Value);

    /// <summary>The state after one more event.</summary>
    public CommuneNeeds Apply(NeedEvent happened)
    {
        var version = Version + 1;
        return happened switch
        {
            NeedEvent.Reported e => Put(e.Need with { Version = version }),
            NeedEvent.Verified e => Put(Marked(e.Id, NeedStatus.Verified) with { VerifiedBy = e.By }),
            NeedEvent.Rejected e => Put(Marked(e.Id, NeedStatus.Rejected) with { Reason = e.Reason }),
            NeedEvent.Amended e => Put(Lines[e.Id.Value] with { Line = e.Line, Version = version }),
            NeedEvent.Closed e => Put(Lines[e.Id.Value] with { IsClosed = true, Reason = e.Reason, Version = version }),
            NeedEvent.Repriced e => Put(Lines[e.Id.Value] with { UnitCost = e.UnitCost, Version = version }),
            NeedEvent.ReadinessMarked e => Put(Lines[e.Id.Value] with { NotReady = e.Mark, Version = version }),
            NeedEvent.AidRegistered e => this with
            {
                Version = version,
                Aid = Aid.Add(e.Aid),
                Lines = Lines.SetItems(e.Aid.Parts.Select(part => KeyValuePair.Create(part.Need.Value, Lines[part.Need.Value] with { Version = version }))),
            },
            _ => throw new ArgumentException($"{happened?.GetType().Name ?? "nothing"} is no event of a commune.", nameof(happened)),
        };

        NeedRecord Marked(NeedId id, NeedStatus status)
        {
            var need = Lines[id.Value];
            return need with { Line = need.Line with { Status = status }, Version = version };
        }

        CommuneNeeds Put(NeedRecord need) => this with { Version = version, Lines = Lines.SetItem(need.Line.Id.Value, need) };
    }

    /// <summary>The live line that asks for the same: same site, item and age group, same year. <see langword="null"/> if there is none.</summary>
    /// <param name="under">The older commune under whose code the line comes in. Lines of two older communes ask for different children; one that names no older commune may mean either.</param>
    public NeedRecord? DuplicateOf(NeedLine line, int year, PlaceCode? under = null)
    {
        ArgumentNullException.ThrowIfNull(line);
        return Lines.Values.FirstOrDefault(other =>
            other.IsLive && other.Year == year && other.Line.Id != line.Id && other.Line.Item == line.Item
            && (under is null || other.ReportedUnder is null || other.ReportedUnder == under)
            && SameText(other.Line.Site, line.Site) && SameText(other.Line.AgeGroup, line.AgeGroup));
    }

    // Two spellings of one school: letter case, composed or not, and blanks around make no difference.
    private static bool SameText(string? left, string? right) =>
        string.Equals((left ?? "").Trim().Normalize(), (right ?? "").Trim().Normalize(), StringComparison.OrdinalIgnoreCase);
}
