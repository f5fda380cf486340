using System.Globalization;
using System.Reflection;
using Matching.Api.Rights;
using Matching.Engine.Intents;
using Matching.Silo.Desks;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace Matching.Api.Wire;

/// <summary>Every write: who wants it, under which key, and which version they saw.</summary>
internal sealed class Write : IEndpointParameterMetadataProvider
{
    private readonly HttpContext _context;

    private Write(HttpContext context, Intent intent) => (_context, Intent) = (context, intent);

    public Intent Intent { get; }

    public static ValueTask<Write?> BindAsync(HttpContext context)
    {
        var key = context.Request.Headers["Idempotency-Key"];
        if (key.Count != 1 || key[0] is not { Length: > 0 and <= 255 } text || text.Any(letter => letter is < ' ' or > '~'))
        {
            throw new Refused(
                StatusCodes.Status400BadRequest, "no_key",
                "State one Idempotency-Key of 1 to 255 printable ASCII characters: make a new one for every wish, and repeat it only with the same wish.",
                "Hãy gửi đúng một Idempotency-Key gồm 1 đến 255 ký tự ASCII in được: mỗi yêu cầu một khóa mới, chỉ lặp lại khóa với cùng yêu cầu.");
        }

        var about = context.GetEndpoint()?.Metadata;
        if (about?.GetMetadata<NeedsVersion>() is not null && context.Request.Headers.IfMatch.Count == 0)
        {
            throw new Refused(
                StatusCodes.Status428PreconditionRequired, "no_version",
                "State the ETag of what you saw as If-Match, so that nobody's change is overwritten unseen; or * to do it whatever has changed.",
                "Hãy gửi ETag của dữ liệu bạn đã xem trong If-Match, để không ghi đè thay đổi của người khác; hoặc * để làm bất kể thay đổi.");
        }

        var version = about?.GetMetadata<MatchesPreview>() is null ? Version(context.Request) : null;
        return ValueTask.FromResult<Write?>(new Write(context, new Intent(Caller.Of(context.User).Id, text) { IfVersion = version }));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new TakesKey());
        if (builder is RouteEndpointBuilder { RoutePattern.RawText: { } address } && IsOfVersioned(address))
        {
            builder.Metadata.Add(new NeedsVersion());
        }
    }

    /// <summary>The answer of the system of record as the caller gets it; a repetition gets the same.</summary>
    public Results<Ok<ReceiptView>, ProblemHttpResult> Told(Answer answer) => Told(answer, ReceiptView.Of);

    /// <inheritdoc cref="Told(Answer)"/>
    /// <param name="view">How this change is told.</param>
    public Results<Ok<TView>, ProblemHttpResult> Told<TView>(Answer answer, Func<Receipt, TView> view)
    {
        if (answer.Refusal is { } refusal)
        {
            // What the caller may not see was sorted out before; a "not found" from below may say what is missing.
            return Problems.Of(refusal);
        }

        var receipt = answer.Receipt!;
        if (answer.Replayed)
        {
            _context.Response.Headers["Idempotency-Replayed"] = "true";
        }

        if (receipt.Version > 0)
        {
            _context.Response.Headers.ETag = Tag.Of(receipt.Version);
        }

        return TypedResults.Ok(view(receipt));
    }

    // Lines of a commune, pledges and rounds have versions; what a round gave has none.
    private static bool IsOfVersioned(string address) =>
        !address.Contains("/deliveries/", StringComparison.Ordinal)
        && (address.Contains("/needs/{need}", StringComparison.Ordinal) || address.Contains("/pledges/{pledge}", StringComparison.Ordinal) || address.Contains("/rounds/{round}", StringComparison.Ordinal));

    private static long? Version(HttpRequest request)
    {
        var stated = request.Headers.IfMatch;
        if (stated.Count == 0 || (stated.Count == 1 && stated[0] == "*"))
        {
            return null;
        }

        if (stated is [{ Length: > 2 and <= 100 } text] && text[0] == '"' && text[^1] == '"')
        {
            // What follows the version tells readers whether anything around the thing has changed (Fresh).
            var tag = text.AsSpan(1, text.Length - 2);
            var end = tag.IndexOf('-');
            if (long.TryParse(end < 0 ? tag : tag[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            {
                return version;
            }
        }

        throw new Refused(
            StatusCodes.Status400BadRequest, "bad_version",
            "If-Match is the ETag of one earlier answer, quotes included (\"7\"), or *.",
            "If-Match là ETag của câu trả lời trước, kể cả dấu ngoặc kép (\"7\"), hoặc *.");
    }
}

/// <summary>Marks endpoints that take an Idempotency-Key, for the API's description.</summary>
internal sealed record TakesKey;

/// <summary>Marks endpoints that change something with a version: whoever calls them says which one they saw.</summary>
internal sealed record NeedsVersion;

/// <summary>Marks endpoints whose If-Match is the ETag of a preview, not of a version.</summary>
internal sealed record MatchesPreview;

/// <summary>What a change did.</summary>
/// <param name="At">UTC.</param>
internal sealed record ReceiptView(string Subject, long Version, long Sequence, DateTime At)
{
    public static ReceiptView Of(Receipt receipt) => new(receipt.Subject, receipt.Version, receipt.Sequence, Moment.Of(receipt.AtMicroseconds));
}

internal static class Moment
{
    public static DateTime Of(long microseconds) => DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    public static long Of(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}

/// <summary>ETags: the version of the thing, or a hash of it.</summary>
internal static class Tag
{
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    public static string Of(string sha256) => "\"" + sha256 + "\"";

    /// <summary>The preview that the caller saw.</summary>
    /// <exception cref="Refused">They state none.</exception>
    public static string Preview(HttpRequest request) => request.Headers.IfMatch is [{ Length: > 2 and <= 100 } text] && text[0] == '"' && text[^1] == '"'
        ? text[1..^1]
        : throw new Refused(
            StatusCodes.Status428PreconditionRequired, "no_preview",
            "Look at the preview first, and send its ETag as If-Match: the table is taken in only as the preview showed it.",
            "Hãy xem trước, rồi gửi ETag của bản xem trước trong If-Match: bảng chỉ được ghi đúng như bản xem trước.");
}
