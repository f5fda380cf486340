using System.Collections.Frozen;
using Matching.Api.Rights;

namespace Matching.Api.Scopes;

/// <summary>Tells what the caller of a request may see. Whoever knows better than by the roles registers another one.</summary>
internal sealed record ScopeSource(Func<HttpContext, Scope> Of)
{
    // Roles that act for the whole country, as the table of rights says; all others see what their claims name.
    private static readonly FrozenSet<string> s_nationwide =
        RightsTable.Own.Roles.Where(role => role.Scope == Reach.All).Select(role => role.Name).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>By the caller's roles and claims alone.</summary>
    public static ScopeSource ByRoles { get; } = new(static context =>
    {
        var caller = Caller.Of(context.User);
        return new Scope(caller.Roles.Any(s_nationwide.Contains), caller.Provinces, caller.Communes, caller.Donors, SeesPersons(caller));
    });

    /// <summary>Support helps with the program and needs no names.</summary>
    public static bool SeesPersons(Caller caller) =>
        !caller.Roles.Contains("support") || caller.Roles.Any(role => role != "support" && s_nationwide.Contains(role));
}
