using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>The versions of the round folder, as round.json states them, and what each may hold.</summary>
internal static class RoundFormat
{
    public const int Oldest = 1;

    public const int Newest = 2;

    /// <summary>From which version on a folder may hold external_aid.csv.</summary>
    public const int WithExternalAid = 2;

    /// <summary>The oldest version that can hold the round.</summary>
    public static int Of(Round round) => round.ExternalAid.IsEmpty ? Oldest : WithExternalAid;
}
