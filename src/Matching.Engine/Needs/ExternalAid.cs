using Matching.Engine.Geography;

namespace Matching.Engine.Needs;

/// <summary>What somebody outside the fund gives or gave a commune: so many units of one item, which the fund need not give again.</summary>
/// <remarks>
/// It counts for lines of its commune and item; <see cref="Need"/>, or <see cref="AgeGroup"/> and <see cref="Site"/>, narrow it to lines that bear them.
/// Equal in all its members means stated twice.
/// </remarks>
public sealed record ExternalAid
{
    public required CommuneId Commune { get; init; }

    public required ItemId Item { get; init; }

    /// <summary>Units of the item; more than zero.</summary>
    public required long Quantity
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, nameof(Quantity));
            field = value;
        }
    }

    /// <summary>Who gives: another fund, a company, the state.</summary>
    public required string Source { get; init; }

    /// <summary>The day it was given or is to be given. It is told, and orders equal aid; it shuts no line out.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The one line that it is for; <see langword="null"/> for any of its commune and item.</summary>
    public NeedId? Need { get; init; }

    /// <summary>Only lines of this age group, where stated.</summary>
    public string? AgeGroup { get; init; }

    /// <summary>Only lines of this site, where stated.</summary>
    public string? Site { get; init; }
}
