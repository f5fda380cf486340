using Matching.Benchmarks;
using Matching.Benchmarks.Macro;
using Matching.Benchmarks.Micro;

const string Help = """
    Usage: dotnet run -c Release --project benchmarks/Matching.Benchmarks -- VERB [--option value ...]

      micro     parts of a solve, with BenchmarkDotNet; further arguments are BenchmarkDotNet's own
      macro     time, peak memory and quality together   [--cases a,b] [--engines a,b] [--runs 5] [--seed 1]
      growth    ten times the lines and pledges, to a million [--cases a,b] [--engine ours] [--runs 5] [--seed 1]
      entry     one pledge more, beside a full solve   [--cases a,b] [--pledges 300] [--seed 1]
      prices    prices of a sample of pledges          [--cases a,b] [--pledges 100] [--seed 1]
      conditions  time and proven gap under yes-or-no conditions  [--cases a,b] [--seeds 3] [--solver-seconds 60]
      versus    beside what others use   [--parts lp,national,policies] [--lp-lines 1500] [--budget-seconds 900] [--runs 5] [--seed 1]

    What is measured and how, with the latest figures: docs/benchmarks.md
    """;

if (args.Length == 0)
{
    Console.Out.WriteLine(Help);
    return 2;
}

try
{
    return args[0] switch
    {
        "micro" => MicroCommand.Run(args[1..]),
        "macro" => MacroCommand.Run(new Arguments(args[1..])),
        "growth" => GrowthCommand.Run(new Arguments(args[1..])),
        "entry" => EntryCommand.Run(new Arguments(args[1..])),
        "prices" => PricesCommand.Run(new Arguments(args[1..])),
        "conditions" => ConditionsCommand.Run(new Arguments(args[1..])),
        "versus" => VersusCommand.Run(new Arguments(args[1..])),
        "child" => Measurement.Child(new Arguments(args[1..])),
        _ => throw new ArgumentException($"There is no verb \"{args[0]}\"."),
    };
}
catch (ArgumentException wrong)
{
    Console.Error.WriteLine(wrong.Message.Split(" (Parameter", 2)[0]);
    Console.Error.WriteLine(Help);
    return 2;
}
