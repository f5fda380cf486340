using System.Net;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Matching.Api.Limits;
using Matching.Api.Rights;
using Matching.Api.Tests.Service;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Matching.Api.Tests;

/// <summary>Limits of calls: each caller's own, and the line of all.</summary>
public sealed class LimitTests : IAsyncLifetime
{
    private readonly TestService _service = new() { Limits = new CallLimitSettings(Reads: 3, Writes: 2, Heavy: 1, AtOnce: 1, Waiting: 0) };

    public Task InitializeAsync() => _service.InitializeAsync();

    public Task DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_caller_who_asks_too_much_is_told_how_long_to_wait_and_others_go_on()
    {
        for (var i = 0; i < 3; i++)
        {
            (await _service.GetAsync("/communes")).Is(HttpStatusCode.OK);
        }

        var refused = await _service.GetAsync("/communes");
        refused.Is(HttpStatusCode.TooManyRequests, "too_many");
        Assert.InRange(int.Parse(refused.RetryAfter!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        (await _service.GetAsync("/communes", People.Auditor)).Is(HttpStatusCode.OK);

        // Writes and heavy calls have buckets of their own.
        (await _service.PostAsync("/rounds/none/freeze", null)).Is(HttpStatusCode.NotFound);
        (await _service.PostAsync("/rounds/none/freeze", null)).Is(HttpStatusCode.NotFound);
        (await _service.PostAsync("/rounds/none/freeze", null)).Is(HttpStatusCode.TooManyRequests);
        (await _service.GetAsync("/needs.csv")).Is(HttpStatusCode.OK);
        (await _service.PostAsync("/ledger/verify", null)).Is(HttpStatusCode.TooManyRequests);
        (await _service.GetAsync("/readyz")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task When_all_places_and_the_line_are_full_a_request_is_refused_at_once_and_probes_are_not()
    {
        var limiter = _service.App.Services.GetRequiredService<PartitionedRateLimiter<HttpContext>>();
        var other = new DefaultHttpContext { User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(CallerClaims.Subject, "somebody")], "test")) };
        other.Request.Method = "GET";
        using (var held = limiter.AttemptAcquire(other))
        {
            Assert.True(held.IsAcquired);
            var refused = await _service.GetAsync("/communes");
            refused.Is(HttpStatusCode.ServiceUnavailable, "busy");
            Assert.Equal("2", refused.RetryAfter);
            (await _service.GetAsync("/healthz")).Is(HttpStatusCode.OK);
        }

        (await _service.GetAsync("/communes")).Is(HttpStatusCode.OK);
    }
}
