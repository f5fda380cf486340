using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;
using Matching.Files;
using Matching.Samples;

namespace Matching.Cli.Commands;

/// <summary><c>matching generate --out DIR</c>.</summary>
internal static class GenerateCommand
{
    private const long Most = 10_000_000;

    public static Verb Create(Shell shell)
    {
        var verb = new Verb("generate", Phrases.GeneratePurpose, shell.Language)
        {
            Examples =
            [
                new("matching generate --out national --pledges 5000 --seed 1", Phrases.GenerateExample),
                new("matching generate --out small --communes 50 --lines 500 --pledges 40", Phrases.GenerateExampleSmall),
            ],
        };
        var output = Choices.FolderOption(shell, "--out", Phrases.GenerateOutOption, required: true);
        var communes = Choices.Number(shell, "--communes", Phrases.GenerateCommunesOption, 1, NationalOptions.AllCommunes);
        var pledges = Choices.Number(shell, "--pledges", Phrases.GeneratePledgesOption, 1, Most);
        var lines = Choices.Number(shell, "--lines", Phrases.GenerateLinesOption, 1, Most);
        var seed = Choices.Number(shell, "--seed", Phrases.GenerateSeedOption, 0, long.MaxValue);
        var demand = Choices.Number(shell, "--demand-percent", Phrases.GenerateDemandOption, 1, 100_000);
        var discrete = Choices.Number(shell, "--discrete-percent", Phrases.GenerateDiscreteOption, 0, 100);
        verb.Add(output);
        verb.Add(communes);
        verb.Add(pledges);
        verb.Add(lines);
        verb.Add(seed);
        verb.Add(demand);
        verb.Add(discrete);
        verb.SetAction((parsed, cancel) =>
        {
            var usual = new NationalOptions();
            var options = usual with
            {
                Communes = (int?)parsed.GetValue(communes) ?? usual.Communes,
                Pledges = (int?)parsed.GetValue(pledges) ?? usual.Pledges,
                Lines = (int?)parsed.GetValue(lines),
                Seed = parsed.GetValue(seed) ?? usual.Seed,
                DemandToSupplyPercent = (int?)parsed.GetValue(demand) ?? usual.DemandToSupplyPercent,
                DiscretePercent = (int?)parsed.GetValue(discrete) ?? usual.DiscretePercent,
            };
            return RunAsync(options, parsed.GetRequiredValue(output), shell, cancel);
        });
        return verb;
    }

    private static async Task<int> RunAsync(NationalOptions options, string folder, Shell shell, CancellationToken cancel)
    {
        if (options.Lines < options.Communes)
        {
            throw new RefusedException(shell.Say(Phrases.GenerateTooFewLines, shell.Numbers.Whole(options.Lines.Value), shell.Numbers.Whole(options.Communes)));
        }

        var stages = new Stages(shell, quiet: false);
        var round = await stages.RunAsync(Stage.Generating, () => NationalRound.Create(options), cancel);
        cancel.ThrowIfCancellationRequested();
        await stages.RunAsync(
            Stage.Writing,
            () =>
            {
                RoundFolder.Write(round, folder);
                return true;
            },
            CancellationToken.None);
        await shell.Out.WriteLineAsync(shell.Say(
            Phrases.Generated,
            folder,
            shell.Numbers.Whole(round.Communes.Length),
            shell.Numbers.Whole(round.Needs.Length),
            shell.Numbers.Whole(round.Pledges.Length)));
        return ExitCode.Done;
    }
}
