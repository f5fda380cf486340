using Matching.Api.SignIn.Desks;
using Matching.Api.SignIn.Store;

namespace Matching.Api.SignIn;

/// <summary>What <c>matching admin create</c> does. There is no default account: whoever holds the database makes the first administrator.</summary>
internal static class FirstAdministrator
{
    /// <returns>The new account's id.</returns>
    /// <exception cref="RefusedException">The address is taken or none, or the password is weak.</exception>
    /// <exception cref="Silo.Store.StoreRefusedException">The accounts were written by a newer version.</exception>
    public static async Task<Guid> CreateAsync(string database, string email, string password)
    {
        await using var services = new ServiceCollection().AddLogging().AddAccounts(database).BuildServiceProvider();
        services.GetRequiredService<UsersDatabase>().Prepare();
        await using var scope = services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<AccountDesk>().CreateAsync("command-line", email, password, new Grant(["administrator"], [], [], []));
        return account.Id;
    }
}
