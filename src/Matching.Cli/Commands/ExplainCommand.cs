using System.CommandLine;
using Matching.Cli.Explaining;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;

namespace Matching.Cli.Commands;

/// <summary><c>matching explain ROUND DIR</c>: why it came out as it did.</summary>
internal static class ExplainCommand
{
    public static Verb Create(Shell shell)
    {
        var verb = new Verb("explain", Phrases.ExplainPurpose, shell.Language)
        {
            Examples =
            [
                new("matching explain round plan --need N-0001", Phrases.ExplainExampleNeed),
                new("matching explain round plan --pledge P-0001 --lang vi", Phrases.ExplainExamplePledge),
                new("matching explain round plan --bottleneck 1", Phrases.ExplainExampleBottleneck),
                new("matching explain round plan --price-of-fairness", Phrases.ExplainExamplePrice),
                new("matching explain round plan --commune 03217 --json", Phrases.ExplainExampleJson),
            ],
            Remark = Phrases.ExplainRemark,
        };
        var round = Choices.Folder(shell, "ROUND", Phrases.RoundArgument);
        var plan = Choices.Folder(shell, "DIR", Phrases.PlanArgument);
        var need = Choices.Text(shell, "--need", "ID", Phrases.ExplainNeedOption);
        var pledge = Choices.Text(shell, "--pledge", "ID", Phrases.ExplainPledgeOption);
        var commune = Choices.Text(shell, "--commune", "CODE", Phrases.ExplainCommuneOption);
        var bottleneck = Choices.Number(shell, "--bottleneck", Phrases.ExplainBottleneckOption, 1, int.MaxValue);
        var price = Choices.Switch(shell, "--price-of-fairness", Phrases.ExplainPriceOption);
        var json = Choices.Switch(shell, "--json", Phrases.ExplainJsonOption);
        verb.Add(round);
        verb.Add(plan);
        foreach (var option in (Option[])[need, pledge, commune, bottleneck, price, json])
        {
            verb.Add(option);
        }

        verb.Validators.Add(result =>
        {
            var stated = ((Option[])[need, pledge, commune, bottleneck, price]).Count(o => result.GetResult(o) is { Implicit: false });
            if (stated > 1)
            {
                result.AddError(shell.Say(Phrases.ExplainOneOnly));
            }
        });
        verb.SetAction((parsed, cancel) => Task.FromResult(Explanation.Run(
            new ExplainRequest
            {
                RoundFolder = parsed.GetRequiredValue(round),
                PlanFolder = parsed.GetRequiredValue(plan),
                Need = parsed.GetValue(need),
                Pledge = parsed.GetValue(pledge),
                Commune = parsed.GetValue(commune),
                Bottleneck = (int?)parsed.GetValue(bottleneck),
                PriceOfFairness = parsed.GetValue(price),
                Json = parsed.GetValue(json),
            },
            shell,
            cancel)));
        return verb;
    }
}
