using Microsoft.AspNetCore.Authorization;

namespace Matching.Api.Rights;

/// <summary>Puts the table of rights before the endpoints.</summary>
internal static class RightsSetup
{
    /// <summary>Authentication type of callers that a cookie names: their writes must carry the antiforgery token.</summary>
    public const string CookieIdentity = "session";

    /// <summary>One policy for each operation of the table, <see cref="Caller"/> and <see cref="Jurisdiction"/> as parameters of endpoints, and antiforgery.</summary>
    public static IServiceCollection AddRights(this IServiceCollection services)
    {
        var table = RightsTable.Own;
        services.AddSingleton(table);
        services.AddHttpContextAccessor();
        services.AddScoped(static provider => Caller.Of(Context(provider).User));
        services.AddScoped(static provider => provider.GetRequiredService<RightsTable>().Where(provider.GetRequiredService<Caller>(), OperationOf(Context(provider))));
        services.AddSingleton<IAuthorizationHandler, OperationHandler>();
        services.AddAuthorization(options =>
        {
            foreach (var operation in table.Operations)
            {
                options.AddPolicy(operation.Name, policy => policy.RequireAuthenticatedUser().AddRequirements(new OperationRequirement(operation.Name)));
            }
        });
        services.AddAntiforgery(options =>
        {
            options.HeaderName = "X-CSRF-Token";
            options.Cookie.Name = "matching-antiforgery";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        return services;
    }

    /// <summary>After authentication, before the endpoints.</summary>
    public static IApplicationBuilder UseRights(this IApplicationBuilder app) => app.UseMiddleware<RightsGate>().UseAuthorization();

    /// <summary>Endpoints that the gate would let nobody through to: they name no operation, or one that the table does not hold.</summary>
    public static IReadOnlyList<string> Unreachable(this EndpointDataSource endpoints, RightsTable table) =>
    [
        .. from endpoint in endpoints.Endpoints
           where !RightsGate.IsOfTheRouter(endpoint)
           let anonymous = endpoint.Metadata.GetMetadata<AnonymousEndpoint>()
           let operation = endpoint.Metadata.GetMetadata<Operation>()
           where anonymous is null ? operation is null || table.Find(operation.Name) is null : !table.Anonymous.Contains(anonymous.Kind, StringComparer.Ordinal)
           select $"{endpoint.DisplayName}: {(anonymous is null ? operation?.Name ?? "no operation" : "anonymous " + anonymous.Kind)}",
    ];

    private static HttpContext Context(IServiceProvider provider) =>
        provider.GetRequiredService<IHttpContextAccessor>().HttpContext ?? throw new InvalidOperationException("There is no caller outside a request.");

    private static string OperationOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<Operation>()?.Name ?? throw new InvalidOperationException("An endpoint without an operation has no jurisdiction.");

    private sealed record OperationRequirement(string Operation) : IAuthorizationRequirement;

    private sealed class OperationHandler(RightsTable table) : AuthorizationHandler<OperationRequirement>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, OperationRequirement requirement)
        {
            if (table.Allows(Caller.Of(context.User), requirement.Operation))
            {
                context.Succeed(requirement);
            }

            return Task.CompletedTask;
        }
    }
}
