using System.Collections.Immutable;
using Matching.Cli.Explaining;
using Matching.Cli.Screens;
using Matching.Cli.Solving;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Allocation;
using Matching.Engine.Entry;
using Matching.Engine.Explain.Sentences;
using Matching.Files;
using Spectre.Console;

namespace Matching.Cli.Entry;

/// <summary>Checks every pledge of a file against one round and tells what each would do.</summary>
internal static class Check
{
    public static async Task<int> RunAsync(string roundFolder, string pledgeFile, bool json, Shell shell, CancellationToken cancel)
    {
        if (RoundInput.Round(roundFolder, shell, cancel, quiet: json) is not { Round: { } round })
        {
            return ExitCode.BadInput;
        }

        var offered = PledgeFile.Read(round, pledgeFile, cancel);
        if (!offered.Faults.IsEmpty)
        {
            FaultTable.Show(offered.Faults, shell);
            return ExitCode.BadInput;
        }

        if (offered.Pledges.IsEmpty)
        {
            throw new RefusedException(shell.Say(Phrases.CheckEmpty, pledgeFile));
        }

        var stages = new Stages(shell, quiet: json);
        var conflicts = ImmutableArray<PinConflict>.Empty;
        var desk = await stages.RunAsync(Stage.Solving, () => EntryDesk.Open(round, out conflicts, Environment.ProcessorCount, cancel), cancel);
        if (desk is null)
        {
            ConflictTable.Show(round, conflicts, shell);
            return ExitCode.BadInput;
        }

        var reports = await stages.RunAsync(Stage.Solving, () => offered.Pledges.Select(p => desk.Check(p, thorough: true, cancel)).ToImmutableArray(), cancel);
        if (json)
        {
            shell.Out.WriteLine(ExplainJson.Of("check", new { Checks = reports }, reports.SelectMany(r => Sentences(r, shell.Language))));
            return ExitCode.Done;
        }

        var page = new Page(Screen.Results(shell), shell.Language);
        foreach (var report in reports)
        {
            Show(report, page);
        }

        return ExitCode.Done;
    }

    private static IEnumerable<string> Sentences(EntryReport report, Language language) =>
    [
        .. EntrySentences.Outlook(report, language),
        .. EntrySentences.Problems(report, language),
        .. EntrySentences.Conditions(report, language),
        .. EntrySentences.Groups(report, language),
    ];

    private static void Show(EntryReport report, Page page)
    {
        page.Title(Phrases.CheckTitle, report.Pledge.Id.Value);
        Tell(page, EntrySentences.Outlook(report, page.Language));
        if (!report.Problems.IsEmpty)
        {
            page.Title(Phrases.CheckProblemsTitle);
            Tell(page, EntrySentences.Problems(report, page.Language), "yellow");
        }

        page.Title(Phrases.CheckConditionsTitle);
        Tell(page, report.Conditions.IsEmpty ? [page.Say(Phrases.CheckNothing)] : EntrySentences.Conditions(report, page.Language));
        page.Title(Phrases.CheckGroupsTitle);
        if (report.Groups.IsEmpty)
        {
            page.Line(page.Text(Phrases.CheckNobody));
            return;
        }

        page.Write(Classes(report, page));
        Tell(page, EntrySentences.Groups(report, page.Language));
    }

    private static void Tell(Page page, ImmutableArray<string> sentences, string? colour = null)
    {
        foreach (var sentence in sentences)
        {
            page.Line(colour is null ? Markup.Escape(sentence) : $"[{colour}]{Markup.Escape(sentence)}[/]");
        }
    }

    private static Table Classes(EntryReport report, Page page)
    {
        var table = page.Table(Phrases.CheckClass, Phrases.CheckChanged, Phrases.CheckFair, Phrases.CheckSmallest);
        foreach (var of in report.Classes)
        {
            table.AddRow(
                Markup.Escape(Phrases.ClassName(of.Class, page.Language)),
                page.Numbers.Whole(of.LinesChanged),
                $"{page.Numbers.Millions(of.Before.Dong)} → {page.Numbers.Millions(of.After.Dong)}",
                $"{page.Numbers.Percent(of.SmallestBefore)} → {page.Numbers.Percent(of.SmallestAfter)}");
        }

        return table;
    }
}
