using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Matching.Api.Audit;
using Matching.Api.Rights;
using Matching.Silo.Desks;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Wire;

/// <summary>Tells a caller who has seen an answer before that it is still the same: ETag on every read, 304 for If-None-Match.</summary>
/// <remarks>
/// Whatever is read comes from the store, so it is unchanged as long as nobody wrote: the tag is the number of the last entry, and who asks. Entries that only say who read what count for those
/// who read the audit log or the ledger; else one reader's look would cost all others theirs. What has a version
/// bears that in front, for If-Match goes by the version alone: <c>"7-1042-9af3c2d1"</c>. Tags are read before the data, so an answer is never older than its tag.
/// </remarks>
internal static class Fresh
{
    public static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsGet(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<NotOfTheStore>() is not null)
        {
            return await next(context).ConfigureAwait(false);
        }

        var tells = http.GetEndpoint()?.Metadata.GetMetadata<Operation>() is { Name: "audit.read" or "ledger.read" };
        var head = await http.RequestServices.GetRequiredService<IMatchingHost>().ReadAsync(
            (db, cancel) => db.Journal.Where(entry => tells || entry.Subject != PersonalReads.Subject).OrderByDescending(entry => entry.Sequence).Select(entry => entry.Sequence).FirstOrDefaultAsync(cancel),
            http.RequestAborted).ConfigureAwait(false);
        var rest = string.Create(CultureInfo.InvariantCulture, $"{head}-{Asker(http)}");
        var result = await next(context).ConfigureAwait(false);
        if (result is IStatusCodeHttpResult { StatusCode: >= 300 })
        {
            return result;
        }

        var headers = http.Response.Headers;
        headers.ETag = headers.ETag is [{ } own] ? own.Insert(own.Length - 1, "-" + rest) : "\"" + rest + "\"";
        headers.CacheControl = "private, no-cache";
        headers.Vary = "Authorization, Cookie";
        return http.Request.GetTypedHeaders().IfNoneMatch is { Count: > 0 } seen && seen.Any(tag => string.Equals(tag.Tag.Value, headers.ETag, StringComparison.Ordinal))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : result;
    }

    // What somebody may see depends on who they are, and changes with their roles.
    private static string Asker(HttpContext context)
    {
        var caller = Caller.Of(context.User);
        var text = string.Join('\n', [caller.Id, .. caller.Roles, "", .. caller.Provinces, "", .. caller.Communes, "", .. caller.Donors]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));
    }
}

/// <summary>Marks reads of what is not in the store: progress of solves, templates.</summary>
internal sealed record NotOfTheStore;
