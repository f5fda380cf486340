using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Engine.Explain;

/// <summary>What a line asked for and what the plan does for it, with its references resolved.</summary>
public sealed record LineFacts
{
    public required NeedLine Line { get; init; }

    public required Commune Commune { get; init; }

    public required Item Item { get; init; }

    /// <summary><see langword="null"/> when the line takes no part.</summary>
    public required PriorityClass? Class { get; init; }

    public required Vnd UnitCost { get; init; }

    public required Vnd Requested { get; init; }

    public required LineOutcome Outcome { get; init; }

    /// <summary>Line value of the units delivered.</summary>
    public required Vnd Allocated { get; init; }

    /// <summary>Units delivered by units asked for, exact.</summary>
    public required Ratio Coverage { get; init; }

    /// <summary>The fair share in units, cut after six decimals.</summary>
    public required decimal FairUnits { get; init; }

    /// <summary>What others outside the fund give, each with its source and day. <see cref="Line"/> asks for what is still open beside it.</summary>
    public ImmutableArray<AidReceived> FromOthers { get; init; } = [];

    public long UnitsFromOthers => FromOthers.Sum(aid => aid.Units);

    /// <summary>All that the line asked for before anybody gave.</summary>
    public long UnitsAsked => Line.Status == NeedStatus.Covered ? Line.Quantity : Line.Quantity + UnitsFromOthers;

    public long UnitsOpen => Line.Status == NeedStatus.Covered ? 0 : Line.Quantity - Outcome.AllocatedUnits;
}

/// <summary>What one source outside the fund gives a line.</summary>
public sealed record AidReceived(string Source, DateOnly Date, long Units);

/// <summary>A pledge as explanations name it.</summary>
public sealed record PledgeName(PledgeId Id, DonorId Donor, string? DonorName, PledgeKind Kind)
{
    public static PledgeName Of(Pledge pledge)
    {
        ArgumentNullException.ThrowIfNull(pledge);
        return new PledgeName(pledge.Id, pledge.Donor, pledge.DonorName, pledge.Kind);
    }
}

/// <summary>What one pledge gives one line or commune.</summary>
/// <param name="Amount">In the pledge's own measure: đồng or units.</param>
/// <param name="Value">Goods at the item's unit cost.</param>
public sealed record Gift(PledgeName From, long Amount, Vnd Value);

/// <summary>Value that went to one class, bottleneck, province or commune.</summary>
public sealed record ValueTo<TKey>(TKey To, int Lines, Vnd Value);

/// <summary>What many lines ask for and get together.</summary>
public sealed record CoverageSum(int Lines, Vnd Requested, Vnd Allocated)
{
    /// <summary>Allocated by requested value; zero when nothing is asked.</summary>
    public Ratio Coverage => Requested.Dong == 0 ? Ratio.Zero : new Ratio(Allocated.Dong, Requested.Dong);

    internal CoverageSum Add(Vnd requested, Vnd allocated) => new(Lines + 1, Requested + requested, Allocated + allocated);

    internal static CoverageSum Nothing { get; } = new(0, Vnd.Zero, Vnd.Zero);
}
