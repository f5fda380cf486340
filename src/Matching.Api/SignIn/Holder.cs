using System.Collections.Immutable;
using System.Security.Claims;
using Matching.Api.Rights;

namespace Matching.Api.SignIn;

/// <summary>Roles and where they reach.</summary>
/// <param name="Roles">As in the table of rights.</param>
/// <param name="Provinces">Codes.</param>
/// <param name="Communes">Codes.</param>
/// <param name="Donors">Ids.</param>
internal sealed record Grant(ImmutableArray<string> Roles, ImmutableArray<string> Provinces, ImmutableArray<string> Communes, ImmutableArray<string> Donors)
{
    /// <summary>As claims, in one order.</summary>
    public IEnumerable<Claim> Claims() =>
    [
        .. Roles.Select(role => new Claim(CallerClaims.Role, role)),
        .. Provinces.Select(province => new Claim(CallerClaims.Province, province)),
        .. Communes.Select(commune => new Claim(CallerClaims.Commune, commune)),
        .. Donors.Select(donor => new Claim(CallerClaims.Donor, donor)),
    ];

    public static Grant Of(IEnumerable<(string? Type, string? Value)> claims)
    {
        var all = claims.ToLookup(claim => claim.Type, claim => claim.Value ?? "", StringComparer.Ordinal);
        return new Grant(Values(CallerClaims.Role), Values(CallerClaims.Province), Values(CallerClaims.Commune), Values(CallerClaims.Donor));

        ImmutableArray<string> Values(string type) => [.. all[type].Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    public bool NeedsSecondFactor(RightsTable table) => Roles.Any(role => table.Role(role)?.SecondFactor == true);
}

/// <summary>Whom a session or a key stands for.</summary>
/// <param name="Subject">Stands in the audit log: the account's id, or <c>key:</c> and the begin of the key.</param>
/// <param name="Name">E-mail address, or name of the key.</param>
internal sealed record Holder(string Subject, string Name, Grant Grant, DateTimeOffset EndsAt)
{
    /// <summary>Type of the claim that names the session.</summary>
    public const string Session = "sid";

    public ClaimsPrincipal Principal(string authenticationType, Guid? session = null)
    {
        var claims = new List<Claim> { new(CallerClaims.Subject, Subject), new("name", Name) };
        if (session is { } id)
        {
            claims.Add(new Claim(Session, id.ToString()));
        }

        claims.AddRange(Grant.Claims());
        return new ClaimsPrincipal(new ClaimsIdentity(claims, authenticationType, "name", CallerClaims.Role));
    }
}
