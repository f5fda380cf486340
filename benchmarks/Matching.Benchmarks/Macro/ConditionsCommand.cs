using System.Diagnostics;
using System.Globalization;
using Matching.Engine.Allocation;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Oracles.Whole;
using Matching.Samples;
using Matching.Solvers;
using Matching.Solvers.Cbc;
using Matching.Solvers.CpSat;
using Matching.Solvers.Integers;

namespace Matching.Benchmarks.Macro;

/// <summary>Rounds with yes-or-no conditions: time and proven gap together, beside solvers of whole numbers alone on the whole problem.</summary>
internal static class ConditionsCommand
{
    private static readonly (string Name, int Communes, int Lines, int Pledges, int DiscretePercent)[] Sizes =
    [
        ("district-33", 12, 60, 40, 33),
        ("province-5", 50, 500, 300, 5),
        ("province-33", 50, 500, 300, 33),
        ("national-5", NationalOptions.AllCommunes, 50_000, 5_000, 5),
        ("national-33", NationalOptions.AllCommunes, 50_000, 5_000, 33),
    ];

    public static int Run(Arguments arguments)
    {
        var seeds = arguments.Number("seeds", 3);
        var seconds = arguments.Number("solver-seconds", 60);
        var wanted = arguments.Text("cases", string.Join(',', Sizes.Select(static s => s.Name))).Split(',');
        var table = new Table("round", "seed", "lines × pledges", "yes-or-no", "by", "time", "of the fair shares", "bound", "gap");
        using var cbc = new CbcSolver();
        using var cpSat = new CpSatWasmSolver();
        foreach (var size in Sizes.Where(s => wanted.Contains(s.Name)))
        {
            for (var seed = 1; seed <= seeds; seed++)
            {
                Console.Error.WriteLine($"{size.Name} {seed} ...");
                var round = NationalRound.Create(new NationalOptions
                {
                    Seed = seed, Communes = size.Communes, Lines = size.Lines, Pledges = size.Pledges, DiscretePercent = size.DiscretePercent,
                });
                var began = Stopwatch.GetTimestamp();
                var plan = new LeximinAllocator().Solve(round, new SolveOptions(), TimeProvider.System, CancellationToken.None).Plan!;
                var fair = plan.Classes.Sum(static c => c.WholeFair.Dong);
                Add("ours", Stopwatch.GetElapsedTime(began), plan.Classes.Sum(static c => c.Reached.Dong), plan.Classes.Sum(static c => c.Bound.Dong));
                if (size.Lines <= 1_000 && seconds > 0)
                {
                    Alone("CBC alone", cbc);
                    Alone("CP-SAT alone", cpSat);
                }

                void Alone(string name, IIntegerSolver solver)
                {
                    var started = Stopwatch.GetTimestamp();
                    IntegerModel model = WholePlanModel.Of(round, plan, plan.Classes.Length);
                    var outcome = solver.SolveAsync(model, new SolverLimits { Time = TimeSpan.FromSeconds(seconds) }, null, CancellationToken.None).GetAwaiter().GetResult();
                    Add(name, Stopwatch.GetElapsedTime(started), outcome.Objective, outcome.Bound);
                }

                void Add(string by, TimeSpan took, long? reached, long? bound) => table.Add(
                    size.Name,
                    seed.ToString(CultureInfo.InvariantCulture),
                    string.Create(CultureInfo.InvariantCulture, $"{size.Lines:#,0} × {size.Pledges:#,0}"),
                    round.Pledges.Count(static p => p.Conditions.IsDiscrete).ToString(CultureInfo.InvariantCulture),
                    by,
                    Figures.Time(took.TotalMilliseconds),
                    reached is { } value ? Part(value, fair) : "none",
                    bound is { } most && most <= fair ? Part(most, fair) : "none",
                    reached is { } had ? Part(Math.Min(bound ?? fair, fair) - had, fair) : "");
            }
        }

        table.Print(Console.Out);
        return 0;
    }

    private static string Part(long part, long whole) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.00} %");
}
