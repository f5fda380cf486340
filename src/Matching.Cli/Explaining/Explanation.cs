using System.Collections.Immutable;
using Matching.Cli.Screens;
using Matching.Cli.Solving;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Allocation;
using Matching.Engine.Explain;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Geography;
using Matching.Engine.Measures;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Spectre.Console;

namespace Matching.Cli.Explaining;

/// <summary>Answers one question about a plan, in sentences or as JSON.</summary>
internal static class Explanation
{
    private const int MoneyShown = 5;

    public static int Run(ExplainRequest request, Shell shell, CancellationToken cancel)
    {
        if (RoundInput.Round(request.RoundFolder, shell, cancel) is not { Round: { } round }
            || RoundInput.Plan(round, request.PlanFolder, shell, cancel) is not { Plan: { } plan })
        {
            return ExitCode.BadInput;
        }

        var explainer = new PlanExplainer(round, plan);
        var answer = Answer.To(request, explainer, shell, cancel);
        if (request.Json)
        {
            shell.Out.WriteLine(ExplainJson.Of(answer.Kind, answer.Data, answer.Sentences));
            return ExitCode.Done;
        }

        var page = new Page(Screen.Results(shell), shell.Language);
        foreach (var (title, sentences) in answer.Parts)
        {
            page.Title(title);
            foreach (var sentence in sentences)
            {
                page.Line(Markup.Escape(sentence));
            }
        }

        return ExitCode.Done;
    }

    /// <param name="Kind">For JSON.</param>
    /// <param name="Data">The explanation itself.</param>
    /// <param name="Parts">Titles, and what is told under each.</param>
    private sealed record Answer(string Kind, object Data, ImmutableArray<(string Title, ImmutableArray<string> Sentences)> Parts)
    {
        public IEnumerable<string> Sentences => Parts.SelectMany(p => p.Sentences);

        public static Answer To(ExplainRequest request, PlanExplainer explainer, Shell shell, CancellationToken cancel)
        {
            var language = shell.Language;
            if (request.Need is { } need)
            {
                var line = explainer.Line(new NeedId(need)) ?? throw Unknown(Phrases.NoSuchNeed, need, shell);
                return One("line", line, shell.Say(Phrases.ExplainNeedTitle, need), Narrator.Tell(line, language));
            }

            if (request.Pledge is { } id)
            {
                var pledge = explainer.Pledge(new PledgeId(id)) ?? throw Unknown(Phrases.NoSuchPledge, id, shell);
                return One("pledge", pledge, shell.Say(Phrases.ExplainPledgeTitle, id), Narrator.Tell(pledge, language));
            }

            if (request.Commune is { } code)
            {
                var commune = explainer.Commune(new CommuneId(code)) ?? throw Unknown(Phrases.NoSuchCommune, code, shell);
                return One("commune", commune, shell.Say(Phrases.ExplainCommuneTitle, commune.Commune.Name, code), Narrator.Tell(commune, language));
            }

            if (request.Bottleneck is { } number)
            {
                var bottleneck = explainer.Bottleneck(number)
                    ?? throw new RefusedException(shell.Say(Phrases.NoSuchBottleneck, shell.Numbers.Whole(number), shell.Numbers.Whole(explainer.Plan.Bottlenecks.Length)));
                return One("bottleneck", bottleneck, shell.Say(Phrases.ExplainBottleneckTitle, shell.Numbers.Whole(number)), Narrator.Tell(bottleneck, language));
            }

            return request.PriceOfFairness ? Price(explainer, shell, cancel) : Whole(explainer, shell);
        }

        private static Answer One(string kind, object data, string title, ImmutableArray<string> sentences) => new(kind, data, [(title, sentences)]);

        private static Answer Whole(PlanExplainer explainer, Shell shell)
        {
            var money = explainer.NextMoney(MoneyShown);
            var tiers = TierMeasures.Of(explainer.Lookup, explainer.Plan);
            return new Answer(
                "round",
                new { NextMoney = money, Tiers = tiers },
                [
                    (shell.Say(Phrases.ExplainMoneyTitle), [.. money.Select(m => Narrator.Tell(m, shell.Language))]),
                    (shell.Say(Phrases.ExplainTiersTitle), [.. tiers.Select(t => Narrator.Tell(t, shell.Language))]),
                ]);
        }

        // The plan may be either kind; the other one is solved here.
        private static Answer Price(PlanExplainer explainer, Shell shell, CancellationToken cancel)
        {
            var round = explainer.Lookup.Round;
            Plan Solved(Fairness fairness) =>
                shell.Allocator.Solve(
                    round with { Policy = round.Policy with { Fairness = fairness } },
                    new SolveOptions { Threads = Environment.ProcessorCount },
                    shell.Clock,
                    cancel).Plan ?? throw new RefusedException(shell.Say(Phrases.ConflictsTitle));
            var price = PriceOfFairness.Compare(explainer.Lookup, Solved(Fairness.Leximin), Solved(Fairness.MaxCoverage));
            return price is null
                ? new Answer("price_of_fairness", new { }, [(shell.Say(Phrases.ExplainPriceTitle), [shell.Say(Phrases.NoLineTakesPart)])])
                : One("price_of_fairness", price, shell.Say(Phrases.ExplainPriceTitle), Narrator.Tell(price, shell.Language));
        }

        private static RefusedException Unknown(Phrase phrase, string id, Shell shell) => new(shell.Say(phrase, id));
    }
}
