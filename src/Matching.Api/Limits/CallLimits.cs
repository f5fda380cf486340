using System.Collections.Frozen;
using System.Globalization;
using System.Threading.RateLimiting;
using Matching.Api.Imports;
using Matching.Api.Rights;
using Matching.Api.Wire;
using Microsoft.AspNetCore.RateLimiting;

namespace Matching.Api.Limits;

/// <summary>How much one caller may ask for, and how much is worked on at a time.</summary>
/// <param name="Reads">A minute and caller; so many may come at once, and as many come anew in a minute. Likewise the next two.</param>
/// <param name="Heavy">Solves, checks, proofs, tables in and out: what costs a processor for seconds.</param>
/// <param name="AtOnce">Requests of all callers that are worked on at a time; the others wait.</param>
/// <param name="Waiting">How many may wait; one more is refused at once.</param>
internal sealed record CallLimitSettings(int Reads = 1_200, int Writes = 600, int Heavy = 60, int AtOnce = 200, int Waiting = 400);

/// <summary>What a request costs its caller.</summary>
internal enum CallClass
{
    /// <summary>Never limited: probes of whoever watches the service.</summary>
    Free,
    Read,
    Write,
    Heavy,
}

/// <summary>Limits beyond those of sign-in: a bucket of tokens for each caller and class of calls, and a line in which all wait for their turn.</summary>
internal static class CallLimits
{
    private static readonly FrozenSet<string> s_heavy = FrozenSet.Create(StringComparer.Ordinal, "round.solve", "pledge.check", "ledger.verify", "sample.load");

    public static IServiceCollection AddCallLimits(this IServiceCollection services, CallLimitSettings settings)
    {
        var limiter = Limiter(settings);
        services.AddSingleton(limiter);
        services.AddRateLimiter(options =>
        {
            options.GlobalLimiter = limiter;
            options.OnRejected = RefuseAsync;
        });
        return services;
    }

    /// <summary>By what the endpoint says about itself.</summary>
    public static CallClass ClassOf(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<AnonymousEndpoint>()?.Kind == "health")
        {
            return CallClass.Free;
        }

        var reads = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        var isHeavy = endpoint?.Metadata.GetMetadata<TakesTable>() is not null || endpoint?.Metadata.GetMetadata<GivesTable>() is not null
            || (!reads && endpoint?.Metadata.GetMetadata<Operation>() is { } operation && s_heavy.Contains(operation.Name));
        return isHeavy ? CallClass.Heavy : reads ? CallClass.Read : CallClass.Write;
    }

    /// <summary>First the caller's own bucket, which never waits; then the line of all.</summary>
    private static PartitionedRateLimiter<HttpContext> Limiter(CallLimitSettings settings) => PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, string>(context =>
        {
            var kind = ClassOf(context);
            var minute = kind switch { CallClass.Read => settings.Reads, CallClass.Write => settings.Writes, _ => settings.Heavy };
            return kind == CallClass.Free
                ? RateLimitPartition.GetNoLimiter("")
                : RateLimitPartition.GetTokenBucketLimiter(kind + "\n" + NameOf(context), _ => Bucket(minute));
        }),
        PartitionedRateLimiter.Create<HttpContext, bool>(context => ClassOf(context) == CallClass.Free || Lasts(context)
            ? RateLimitPartition.GetNoLimiter(false)
            : RateLimitPartition.GetConcurrencyLimiter(true, _ => new ConcurrencyLimiterOptions
            {
                PermitLimit = settings.AtOnce,
                QueueLimit = settings.Waiting,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            })));

    // Filled evenly, in steps of a tenth of a second or longer.
    private static TokenBucketRateLimiterOptions Bucket(int minute)
    {
        var step = (minute + 599) / 600;
        return new()
        {
            TokenLimit = minute,
            TokensPerPeriod = step,
            ReplenishmentPeriod = TimeSpan.FromMinutes((double)step / minute),
            QueueLimit = 0,
            AutoReplenishment = true,
        };
    }

    // Whoever watches a solve costs nothing meanwhile, and would keep others waiting.
    private static bool Lasts(HttpContext context) => context.Request.Path.Value?.EndsWith("/events", StringComparison.Ordinal) == true;

    // Who is not signed in is known by the address alone.
    private static string NameOf(HttpContext context) =>
        Caller.Of(context.User).Id is { Length: > 0 } caller ? caller : "\n" + context.Connection.RemoteIpAddress;

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancel)
    {
        var context = rejected.HttpContext;
        if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
        {
            var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
            var what = Spelling.Of(ClassOf(context));
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            await Problems.Of(
                StatusCodes.Status429TooManyRequests, "too_many",
                FormattableString.Invariant($"You have used up your {what} calls for now. Wait {seconds} seconds, then go on more slowly."),
                FormattableString.Invariant($"Bạn đã dùng hết lượt gọi loại {what}. Hãy chờ {seconds} giây rồi gọi chậm hơn."), [], []).ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        context.Response.Headers.RetryAfter = "2";
        await Problems.Of(
            StatusCodes.Status503ServiceUnavailable, "busy",
            "The service has more requests than it can work on, and this one was not begun. Send it again in 2 seconds with the same Idempotency-Key.",
            "Dịch vụ đang quá tải và yêu cầu này chưa được xử lý. Hãy gửi lại sau 2 giây với cùng Idempotency-Key.", [], []).ExecuteAsync(context).ConfigureAwait(false);
    }
}
