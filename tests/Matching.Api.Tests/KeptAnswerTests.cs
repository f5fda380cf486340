using System.Net;
using Matching.Api.Tests.Service;

namespace Matching.Api.Tests;

/// <summary>Answers of keys are kept for thirty days and no longer.</summary>
public sealed class KeptAnswerTests : IAsyncLifetime
{
    private const string Pledge = """{"id":"kept","donor":"d1","kind":"money","amount":1000}""";

    private readonly MovedClock _clock = new();
    private readonly TestService _service;

    public KeptAnswerTests() => _service = new() { Clock = _clock };

    public Task InitializeAsync() => _service.InitializeAsync();

    public Task DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_key_is_answered_alike_for_thirty_days_and_then_refused_and_never_done_again()
    {
        var first = await _service.PostAsync("/pledges", Pledge, key: "old");
        first.Is(HttpStatusCode.OK);
        _clock.Move(TimeSpan.FromDays(30) - TimeSpan.FromHours(2));
        await _service.DoneAsync("/pledges/kept/accept", null);
        var kept = await _service.PostAsync("/pledges", Pledge, key: "old");
        Assert.Equal((first.Text, true), (kept.Text, kept.Replayed));

        // The keeper works behind the requests: it has gone by when the answer is another one.
        var late = kept;
        for (var asked = 0; late.Replayed && asked < 1_000; asked++)
        {
            _clock.Move(TimeSpan.FromHours(2));
            late = await _service.PostAsync("/pledges", Pledge, key: "old");
        }

        late.Is(HttpStatusCode.UnprocessableEntity, "key_reused");
        Assert.Contains(first.Json["sequence"]!.ToString(), (string)late.Json["vi"]!, StringComparison.Ordinal);
        Assert.Equal(["pledge_accepted", "pledge_offered"], (await _service.GetAsync("/audit?subject=pledge:kept")).Json["items"]!.AsArray().Select(entry => (string)entry!["action"]!));
    }

    /// <summary>Stands still until it is moved; then the timers that are due fire.</summary>
    private sealed class MovedClock : TimeProvider
    {
        private readonly Lock _lock = new();
        private readonly List<Timer> _timers = [];
        private DateTimeOffset _now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow()
        {
            lock (_lock)
            {
                return _now;
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(this, () => callback(state), dueTime, period);
            lock (_lock)
            {
                _timers.Add(timer);
            }

            return timer;
        }

        public void Move(TimeSpan by)
        {
            Timer[] due;
            lock (_lock)
            {
                _now += by;
                due = [.. _timers.Where(timer => timer.IsDue(_now))];
            }

            foreach (var timer in due)
            {
                timer.Fire(GetUtcNow());
            }
        }

        private sealed class Timer(MovedClock clock, Action callback, TimeSpan dueTime, TimeSpan period) : ITimer
        {
            private DateTimeOffset? _next = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime;
            private TimeSpan _period = period;

            public bool IsDue(DateTimeOffset now) => _next <= now;

            public void Fire(DateTimeOffset now)
            {
                _next = _period > TimeSpan.Zero ? now + _period : null;
                callback();
            }

            public bool Change(TimeSpan due, TimeSpan every)
            {
                _next = due == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + due;
                _period = every;
                return true;
            }

            public void Dispose() => _next = null;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
