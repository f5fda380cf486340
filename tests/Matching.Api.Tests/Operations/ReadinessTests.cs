using System.Reflection;
using Matching.Api.Operations;
using Matching.Silo.Desks;
using Matching.Silo.Store;

namespace Matching.Api.Tests.Operations;

/// <summary>Alive is one thing, ready another.</summary>
public sealed class ReadinessTests
{
    private readonly HandClock _clock = new();

    [Fact]
    public async Task Not_ready_while_starting_or_stopping_or_while_the_store_takes_no_writes()
    {
        var readiness = new Readiness(_clock);
        Assert.Equal("starting", await readiness.WhyNotAsync());

        var store = DispatchProxy.Create<IMatchingHost, Store>();
        readiness.Serves(store);
        Assert.Null(await readiness.WhyNotAsync());

        ((Store)store).Refuses = true;
        _clock.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal("store", await readiness.WhyNotAsync());
        ((Store)store).Refuses = false;
        _clock.Pass(TimeSpan.FromSeconds(2));
        Assert.Null(await readiness.WhyNotAsync());

        readiness.Stops();
        Assert.Equal("stopping", await readiness.WhyNotAsync());
    }

    [Fact]
    public async Task However_often_it_is_asked_the_store_writes_once_a_second()
    {
        var readiness = new Readiness(_clock);
        var store = DispatchProxy.Create<IMatchingHost, Store>();
        readiness.Serves(store);
        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => readiness.WhyNotAsync()));
        Assert.Equal(1, ((Store)store).Probes);
    }

    private sealed class HandClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time) => _now += time.Ticks;

        public override long GetTimestamp() => _now;
    }

    /// <summary>A store of which only the probe is asked.</summary>
#pragma warning disable CA1852 // a proxy derives from it
    private class Store : DispatchProxy
#pragma warning restore CA1852
    {
        private int _probes;

        public bool Refuses { get; set; }

        public int Probes => _probes;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Interlocked.Increment(ref _probes);
            return Refuses ? Task.FromException(new StoreUnavailableException("full")) : Task.CompletedTask;
        }
    }
}
