using BenchmarkDotNet.Attributes;
using Matching.Benchmarks.Engines;
using Matching.Engine.Allocation;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Samples;

namespace Matching.Benchmarks.Micro;

/// <summary>The parts of a solve on a national round: index, network, fair shares, and the whole.</summary>
[MemoryDiagnoser]
public class AllocationBenchmarks
{
    private Round _round = null!;
    private RoundIndex _index = null!;

    [Params(5_000, 50_000)]
    public int Pledges { get; set; }

    [Params(1, 9)]
    public int Classes { get; set; }

    [GlobalSetup]
    public void Create()
    {
        _round = NationalRound.Create(new NationalOptions { Pledges = Pledges, Classes = Classes });
        _index = RoundIndex.Of(_round);
    }

    [Benchmark]
    public object Index() => RoundIndex.Of(_round);

    [Benchmark]
    public object Network() => NetworkBuilder.Build(_index, new Commitments(_index));

    /// <summary>Index, network and leximin: what the time targets of fair shares speak of.</summary>
    [Benchmark(Baseline = true)]
    public object FairShares() => FairShareEngine.Solve(_round);

    [Benchmark]
    public Plan Solve() =>
        new LeximinAllocator().Solve(_round, new SolveOptions(), TimeProvider.System, CancellationToken.None).Plan!;
}
