using Matching.Cli.Entry;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;

namespace Matching.Cli.Commands;

/// <summary><c>matching prices ROUND</c>.</summary>
internal static class PricesCommand
{
    private const int MostThreads = 1024;
    private const int Shown = 10;

    public static Verb Create(Shell shell)
    {
        var verb = new Verb("prices", Phrases.PricesPurpose, shell.Language)
        {
            Examples =
            [
                new("matching prices samples/dien-bien-2026", Phrases.PricesExample),
                new("matching prices round --out prices", Phrases.PricesExampleOut),
                new("matching prices national --quick --out prices", Phrases.PricesExampleQuick),
                new("matching prices round --pledge P-0001 --top 30", Phrases.PricesExamplePledge),
            ],
            Remark = Phrases.PricesRemark,
        };
        var round = Choices.Folder(shell, "ROUND", Phrases.RoundArgument);
        var output = Choices.FolderOption(shell, "--out", Phrases.PricesOutOption);
        var pledge = Choices.Text(shell, "--pledge", "ID", Phrases.PricesPledgeOption);
        var top = Choices.Number(shell, "--top", Phrases.PricesTopOption, 1, int.MaxValue);
        var threads = Choices.Number(shell, "--threads", Phrases.ThreadsOption, 1, MostThreads);
        var quick = Choices.Switch(shell, "--quick", Phrases.PricesQuickOption);
        verb.Add(round);
        verb.Add(quick);
        verb.Add(output);
        verb.Add(pledge);
        verb.Add(top);
        verb.Add(threads);
        verb.SetAction((parsed, cancel) => Prices.RunAsync(
            new PricesRequest
            {
                RoundFolder = parsed.GetRequiredValue(round),
                OutFolder = parsed.GetValue(output),
                Pledge = parsed.GetValue(pledge),
                Quick = parsed.GetValue(quick),
                Top = (int?)parsed.GetValue(top) ?? Shown,
                Threads = (int?)parsed.GetValue(threads) ?? Environment.ProcessorCount,
            },
            shell,
            cancel));
        return verb;
    }
}
