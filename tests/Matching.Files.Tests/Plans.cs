using System.Collections.Immutable;
using Matching.Engine.Allocation;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Xunit;

namespace Matching.Files.Tests;

/// <summary>Plans to write and to compare: whole in form, with figures drawn from a seed. Whether they are any good is not this project's affair.</summary>
internal static class Plans
{
    public static PlanSummary Summary { get; } = new()
    {
        EngineVersion = "0.1.0",
        Fairness = Fairness.Leximin,
        InputSha256 = new string('a', 64),
        StopReason = StopReason.Complete,
        TimesMs = new Dictionary<string, double>(StringComparer.Ordinal) { ["solve"] = 12.5, ["read"] = 3 },
        Versions = new Dictionary<string, string>(StringComparer.Ordinal) { ["norms"] = "quyết định 2026" },
        Figures = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["left_vnd"] = 123_456_789m, ["share"] = 0.25m },
        Tiers = [new TierSummary(1, 4, 0, 1 / 3d, 0.1, [new LorenzPoint(0, 0), new LorenzPoint(0.5, 0.125), new LorenzPoint(1, 1)])],
    };

    public static Plan Create(Round round, int seed)
    {
        var random = new Random(seed);
        var classes = random.Next(1, 4);
        var bottlenecks = random.Next(0, 3);
        var lines = round.Needs.Select((need, index) =>
        {
            var takesPart = index == 0 || random.Next(5) > 0;
            var units = takesPart ? random.NextInt64(need.Quantity + 1) : 0;
            return new LineOutcome
            {
                Class = takesPart ? random.Next(1, classes + 1) : 0,
                Fair = takesPart ? new FairShare(random.NextInt64(1_000_000_000), random.Next(7), 7) : default,
                AllocatedUnits = units,
                GoodsUnits = units / 2,
                MoneyVnd = random.NextInt64(1_000_000_000),
                Bottleneck = takesPart ? random.Next(0, bottlenecks + 1) : 0,
                HeldBy = random.Next(0, bottlenecks + 1),
                Reason = (LineReason)random.Next(0, 9),
            };
        }).ToImmutableArray();
        var pairs = (from pledge in ById(round.Pledges.Length, index => round.Pledges[index].Id.Value)
                     from need in ById(round.Needs.Length, index => round.Needs[index].Id.Value)
                     where random.Next(3) == 0
                     select (Pledge: pledge, Need: need)).ToList();
        var threads = pairs.Select(pair => new FairThread(pair.Pledge, pair.Need, random.NextInt64(1_000_000))).ToImmutableArray();
        return new Plan
        {
            Shipments =
            [
                .. pairs.Where(_ => random.Next(2) == 0).Select(pair => round.Pledges[pair.Pledge].Kind == PledgeKind.Money
                    ? new Shipment(pair.Pledge, pair.Need, 0, 700, 700)
                    : new Shipment(pair.Pledge, pair.Need, 3, 0, 900)),
            ],
            Lines = lines,
            Pledges =
            [
                .. round.Pledges.Select(pledge => random.NextInt64(pledge.Amount + 1) is var used ? new PledgeOutcome(pledge.Amount, used, pledge.Amount - used, (PledgeReason)random.Next(0, 12)) : null!),
            ],
            Bottlenecks =
            [
                .. Enumerable.Range(1, bottlenecks).Select(number => new Bottleneck
                {
                    Number = number,
                    Class = random.Next(1, classes + 1),
                    Kind = (BottleneckKind)random.Next(0, 2),
                    Coverage = new Ratio(random.Next(0, 50), 97),
                    NextCoverage = number == 1 ? new Ratio(2, 3) : Ratio.One,
                    Lines = [.. ById(lines.Length, index => round.Needs[index].Id.Value).Where(index => lines[index].Bottleneck == number)],
                    FeedingPledges =
                    [
                        .. ById(round.Pledges.Length, index => round.Pledges[index].Id.Value)
                            .Where(pledge => threads.Any(thread => thread.Pledge == pledge && lines[thread.Need].Bottleneck == number)),
                    ],
                    Communes = random.Next(1, 9),
                    Lift = new Vnd(random.NextInt64(1_000_000_000)),
                }),
            ],
            Classes =
            [
                .. Enumerable.Range(1, classes).Select(number => new ClassOutcome
                {
                    Class = new PriorityClass(number, (Urgency)(number - 1), number, (ItemKind)(number % 2)),
                    Lines = number,
                    Requested = new Vnd(1_000),
                    Fair = new Vnd(900),
                    Allocated = new Vnd(800),
                    PriceOfConditions = new Vnd(120),
                    WholeFair = new Vnd(880),
                    Reached = new Vnd(790),
                    Bound = new Vnd(850),
                    MinimumCoverage = new Ratio(random.Next(0, 30), 31),
                    MeanCoverage = random.NextDouble(),
                }),
            ],
            FairThreads = threads,
        };
    }

    /// <summary>The same plan for the round with its lists reversed.</summary>
    public static Plan Reversed(Round round, Plan plan)
    {
        int Need(int index) => round.Needs.Length - 1 - index;
        int Pledge(int index) => round.Pledges.Length - 1 - index;
        return plan with
        {
            Lines = [.. plan.Lines.Reverse()],
            Pledges = [.. plan.Pledges.Reverse()],
            Shipments = [.. plan.Shipments.Select(shipment => shipment with { Pledge = Pledge(shipment.Pledge), Need = Need(shipment.Need) })],
            FairThreads = [.. plan.FairThreads.Select(thread => thread with { Pledge = Pledge(thread.Pledge), Need = Need(thread.Need) })],
            Bottlenecks =
            [
                .. plan.Bottlenecks.Select(bottleneck => bottleneck with
                {
                    Lines = [.. bottleneck.Lines.Select(Need)],
                    FeedingPledges = [.. bottleneck.FeedingPledges.Select(Pledge)],
                }),
            ],
        };
    }

    public static void AssertEqual(Plan expected, Plan actual)
    {
        Assert.Equal(expected.Shipments.ToArray(), actual.Shipments.ToArray());
        Assert.Equal(expected.Lines.ToArray(), actual.Lines.ToArray());
        Assert.Equal(expected.Pledges.ToArray(), actual.Pledges.ToArray());
        Assert.Equal(expected.Classes.ToArray(), actual.Classes.ToArray());
        Assert.Equal(expected.FairThreads.ToArray(), actual.FairThreads.ToArray());
        Assert.Equal(expected.Bottlenecks.Select(Plain), actual.Bottlenecks.Select(Plain));
        Assert.Equal(expected.Bottlenecks.Select(Lists), actual.Bottlenecks.Select(Lists));
    }

    private static Bottleneck Plain(Bottleneck bottleneck) => bottleneck with { Lines = [], FeedingPledges = [] };

    private static string Lists(Bottleneck bottleneck) => string.Join(',', bottleneck.Lines) + " / " + string.Join(',', bottleneck.FeedingPledges);

    private static IEnumerable<int> ById(int count, Func<int, string> id) => Enumerable.Range(0, count).OrderBy(id, StringComparer.Ordinal);
}
