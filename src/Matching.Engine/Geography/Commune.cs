namespace Matching.Engine.Geography;

/// <summary>A commune by its administrative code, kept as printed ("03217"). The default names none.</summary>
public readonly record struct CommuneId(string Code)
{
    public override string ToString() => Code;
}

/// <summary>A district by its administrative code ("096"); the set of 2025 has none.</summary>
public readonly record struct DistrictId(string Code)
{
    public override string ToString() => Code;
}

/// <summary>A province by its administrative code ("11").</summary>
public readonly record struct ProvinceId(string Code)
{
    public override string ToString() => Code;
}

/// <summary>Zone of the ethnic-minority and mountain area that the state assigns a commune for a period; III is the hardest.</summary>
public enum Zone
{
    /// <summary>Outside the area, or not known.</summary>
    None = 0,
    I = 1,
    II = 2,
    III = 3,
}

/// <summary>Where needs are: the smallest unit that a round knows.</summary>
public sealed record Commune
{
    public required CommuneId Id { get; init; }

    public required string Name { get; init; }

    public DistrictId? District { get; init; }

    public string? DistrictName { get; init; }

    public required ProvinceId Province { get; init; }

    public required string ProvinceName { get; init; }

    public Zone Zone { get; init; }

    /// <summary>Stated tier, 1 = first; <see langword="null"/> leaves it to the zone.</summary>
    public int? PriorityTier
    {
        get;
        init
        {
            if (value is { } tier)
            {
                ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tier, nameof(PriorityTier));
            }

            field = value;
        }
    }

    public long? Children { get; init; }

    /// <summary>0 to 100; a project line of a poorer commune comes first where ranks tie.</summary>
    public decimal? PoorHouseholdPercent { get; init; }

    public decimal? EthnicMinorityPercent { get; init; }

    /// <summary>The tier that classes go by: as stated, else zone III → 1, II → 2, I → 3, none → 4.</summary>
    public int Tier => PriorityTier ?? (Zone == Zone.None ? 4 : 4 - (int)Zone);
}
