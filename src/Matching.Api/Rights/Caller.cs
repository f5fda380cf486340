using System.Collections.Immutable;
using System.Security.Claims;

namespace Matching.Api.Rights;

/// <summary>Who calls, and where they may act.</summary>
/// <param name="Id">Stable; stands in the audit log.</param>
/// <param name="Roles">As in the table of rights.</param>
/// <param name="Provinces">Provinces of a province planner; empty for none, which is not all.</param>
/// <param name="Communes">Communes of a commune officer.</param>
/// <param name="Donors">Donors that the caller speaks for.</param>
internal sealed record Caller(string Id, ImmutableArray<string> Roles, ImmutableArray<string> Provinces, ImmutableArray<string> Communes, ImmutableArray<string> Donors)
{
    /// <summary>Whether the caller is a donor and nothing else: of others such a one sees aggregates only.</summary>
    public bool IsDonor => Roles.All(role => role is "donor" or "donor-organisation");

    /// <summary>Reads what sign-in put into the claims.</summary>
    public static Caller Of(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return new Caller(
            user.FindFirstValue(CallerClaims.Subject) ?? "",
            All(CallerClaims.Role),
            All(CallerClaims.Province),
            All(CallerClaims.Commune),
            All(CallerClaims.Donor));

        ImmutableArray<string> All(string type) => [.. user.FindAll(type).Select(static claim => claim.Value).Order(StringComparer.Ordinal)];
    }
}

/// <summary>Types of the claims that sign-in issues and everything else reads.</summary>
internal static class CallerClaims
{
    public const string Subject = "sub";

    public const string Role = "role";

    public const string Province = "province";

    public const string Commune = "commune";

    public const string Donor = "donor";
}
