using Matching.Api.Scopes;
using Matching.Api.Wire;
using Matching.Silo.Desks;

namespace Matching.Api.Catalogue;

/// <summary>Whether a caller may report for a commune that is named by an older code.</summary>
internal static class OlderPlace
{
    /// <summary>A commune in use must be the caller's; of an older one, every commune that it is now.</summary>
    /// <param name="set">Administrative set of the code, as stated.</param>
    /// <exception cref="Refused">It is not there, or not this caller's.</exception>
    public static async Task SeesAsync(Scope scope, IMatchingHost host, string commune, string? set, CancellationToken cancel)
    {
        var book = (await host.Reference.ReadAsync(cancel).ConfigureAwait(false)).Places;
        var found = book.Find(commune, set);
        if (found.IsRefused)
        {
            throw Refused.NotFound();
        }

        if (!book.IsOld(found.Value))
        {
            await scope.CommuneAsync(host, commune, cancel).ConfigureAwait(false);
        }
        else if (!scope.Everything)
        {
            foreach (var now in book.Now(found.Value))
            {
                await scope.CommuneAsync(host, now, cancel).ConfigureAwait(false);
            }
        }
    }
}
