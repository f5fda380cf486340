using System.Collections.Immutable;
using Matching.Engine.Intents;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;

namespace Matching.Silo.Imports;

/// <summary>The rows of a table that is to be taken in: all of them, or none.</summary>
/// <param name="ContentSha256">SHA-256 of what the rows say, whatever their order and the file's format.</param>
public abstract record ImportOrder(string ContentSha256)
{
    /// <summary>Needs: a line that is not known is reported, one that says something else than the known one amends it.</summary>
    /// <param name="Year">The year that new lines are for.</param>
    /// <param name="YearStated">Whether the one who hands the table in said the year; then a known line of another year is refused.</param>
    public sealed record Needs(string ContentSha256, ImmutableArray<NeedLine> Lines, int Year, bool YearStated) : ImportOrder(ContentSha256);

    /// <summary>Pledges: one that is not known is offered, one that says something else than the known one amends it.</summary>
    /// <param name="Terms">Conditions and wishes of a pledge, as the table writes them, by column.</param>
    public sealed record Pledges(string ContentSha256, ImmutableArray<Pledge> All, Func<Pledge, IReadOnlyList<KeyValuePair<string, string>>> Terms) : ImportOrder(ContentSha256);

    /// <summary>Aid from outside the fund. It has no id: a row that says the same as a known one is that one.</summary>
    public sealed record Aid(string ContentSha256, ImmutableArray<ExternalAid> All) : ImportOrder(ContentSha256);
}

/// <summary>What a row would do.</summary>
public enum RowEffect
{
    /// <summary>It is there already, word for word.</summary>
    Unchanged,

    Added,

    Changed,

    /// <summary>It cannot be, and so the whole table cannot; <see cref="RowOutlook.Refusal"/> says why.</summary>
    Refused,
}

/// <summary>One column of a known thing that a row would change. Empty: nothing stated.</summary>
public sealed record FieldChange(string Column, string Before, string After);

/// <summary>What becomes of one row.</summary>
/// <param name="Index">Of the row in the order, from 0.</param>
/// <param name="Id">Of the need, pledge or aid.</param>
public sealed record RowOutlook(int Index, string Id, RowEffect Effect, ImmutableArray<FieldChange> Changes, Refusal? Refusal);

/// <summary>What a table would do to the store as it stands.</summary>
/// <param name="Rows">In the order of the table.</param>
/// <param name="Digest">Equal as long as it would do the same: SHA-256 over all effects, in whatever order the rows stand.</param>
public sealed record ImportOutlook(ImmutableArray<RowOutlook> Rows, string Digest)
{
    public int Count(RowEffect effect) => Rows.Count(row => row.Effect == effect);
}

/// <summary>How many rows of a table did what.</summary>
public sealed record ImportCounts(int Added, int Changed, int Unchanged);
