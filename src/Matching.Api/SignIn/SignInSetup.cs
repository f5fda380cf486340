using Matching.Api.Rights;
using Matching.Api.SignIn.Desks;
using Matching.Api.SignIn.Endpoints;
using Matching.Api.SignIn.Keys;
using Matching.Api.SignIn.Passwords;
using Matching.Api.SignIn.Sessions;
using Matching.Api.SignIn.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Matching.Api.SignIn;

/// <summary>The three calls by which the host gets sign-in and rights.</summary>
internal static class SignInSetup
{
    private const string ByWhatIsBrought = "matching";

    /// <summary>Accounts, sessions, keys, and the policies of the table of rights. Takes the <see cref="TimeProvider"/> that is registered, else the system's.</summary>
    /// <param name="database">As of the ledger: <c>Host=…</c> for PostgreSQL, else the path of the SQLite file, beside which accounts get a file of their own.</param>
    public static IServiceCollection AddSignInAndRights(this IServiceCollection services, string database)
    {
        services.AddRights();
        services.AddAccounts(database);
        services.AddSingleton<AttemptLimits>();
        services.AddSingleton<Recent<string>>();
        services.AddSingleton<SessionDesk>();
        services.AddSingleton<KeyDesk>();
        services.AddScoped<SignInDesk>();
        services.AddAuthentication(ByWhatIsBrought)
            .AddPolicyScheme(ByWhatIsBrought, null, options => options.ForwardDefaultSelector = static context => KeyHandler.Brings(context.Request) ? KeyHandler.SchemeName : SessionCookie.Scheme)
            .AddCookie(SessionCookie.Scheme, SessionCookie.ConfigureSession)
            .AddCookie(SessionCookie.Step, SessionCookie.ConfigureStep)
            .AddScheme<AuthenticationSchemeOptions, KeyHandler>(KeyHandler.SchemeName, null);
        return services;
    }

    /// <summary>Brings the tables up to date and puts authentication and the gate before the endpoints. After routing, before any endpoint runs.</summary>
    /// <exception cref="Silo.Store.StoreRefusedException">The tables were written by a newer version.</exception>
    public static IApplicationBuilder UseSignInAndRights(this IApplicationBuilder app)
    {
        app.ApplicationServices.GetRequiredService<UsersDatabase>().Prepare();
        AccountHasher.Prepare();
        return app.UseAuthentication().UseRights();
    }

    /// <summary>The endpoints under /api/v1/session, /api/v1/users and /api/v1/keys.</summary>
    public static IEndpointRouteBuilder MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapSessions();
        app.MapUsers();
        app.MapKeys();
        return app;
    }

    /// <summary>What the command line needs, too.</summary>
    internal static IServiceCollection AddAccounts(this IServiceCollection services, string database)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(RightsTable.Own);
        services.AddSingleton(new UsersDatabase(database));
        services.AddSingleton<Recent<Guid>>();
        services.AddScoped(static provider => provider.GetRequiredService<UsersDatabase>().Open());
        services.AddScoped<IUserStore<Account>, UserOnlyStore<Account, UsersContext, Guid>>();
        services.AddSingleton<AccountHasher>();
        services.AddSingleton<IPasswordHasher<Account>>(static provider => provider.GetRequiredService<AccountHasher>());
        services.AddScoped<IPasswordValidator<Account>, GuessablePasswords>();
        services.AddIdentityCore<Account>(options =>
        {
            options.User.RequireUniqueEmail = true;
            options.ClaimsIdentity.UserIdClaimType = CallerClaims.Subject;
            options.Password.RequiredLength = SignInRules.ShortestPassword;
            options.Password.RequiredUniqueChars = 0;
            options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        }).AddTokenProvider<DataProtectorTokenProvider<Account>>(TokenOptions.DefaultProvider);
        services.Configure<DataProtectionTokenProviderOptions>(static options => options.TokenLifespan = SignInRules.InvitationTime);
        services.AddDataProtection().SetApplicationName("matching");
        services.AddSingleton<KeyRing>();
        services.AddOptions<KeyManagementOptions>().Configure<KeyRing>(static (options, ring) => options.XmlRepository = ring);
        services.AddScoped<AccountDesk>();
        return services;
    }
}
