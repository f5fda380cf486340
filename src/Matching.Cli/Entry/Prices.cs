using System.Collections.Immutable;
using Matching.Cli.Screens;
using Matching.Cli.Solving;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Allocation;
using Matching.Engine.Entry;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Pledges;
using Matching.Files;
using Spectre.Console;

namespace Matching.Cli.Entry;

/// <summary>What a person wants priced.</summary>
internal sealed record PricesRequest
{
    public required string RoundFolder { get; init; }

    public required string? OutFolder { get; init; }

    /// <summary>One pledge; all when it is not stated.</summary>
    public required string? Pledge { get; init; }

    /// <summary>Leave out what only a full solve can tell.</summary>
    public required bool Quick { get; init; }

    /// <summary>Rows shown in each table.</summary>
    public required int Top { get; init; }

    public required int Threads { get; init; }
}

/// <summary>Prices the pledges of a round, writes them and shows the largest.</summary>
internal static class Prices
{
    public static async Task<int> RunAsync(PricesRequest request, Shell shell, CancellationToken cancel)
    {
        if (RoundInput.Round(request.RoundFolder, shell, cancel) is not { Round: { } round })
        {
            return ExitCode.BadInput;
        }

        var only = request.Pledge is { } id ? new PledgeId(id) : (PledgeId?)null;
        if (only is not null && !round.Pledges.Any(p => p.Id == only))
        {
            throw new RefusedException(shell.Say(Phrases.NoSuchPledge, request.Pledge));
        }

        var stages = new Stages(shell, quiet: false);
        var progress = new Direct(stages);
        var conflicts = ImmutableArray<PinConflict>.Empty;
        var report = await stages.RunAsync(Stage.Pricing, () => PriceList.Of(round, out conflicts, only, request.Threads, request.Quick, progress, cancel), cancel);
        if (report is null)
        {
            ConflictTable.Show(round, conflicts, shell);
            return ExitCode.BadInput;
        }

        cancel.ThrowIfCancellationRequested();
        if (request.OutFolder is { } folder)
        {
            PriceFiles.Write(folder, report, cancel);
        }

        var page = new Page(Screen.Results(shell), shell.Language);
        Show(report, request, page);
        return ExitCode.Done;
    }

    private static void Show(PriceReport report, PricesRequest request, Page page)
    {
        var conditions = report.Prices.Where(p => p.Condition.Length > 0).ToList();
        var dear = conditions.Where(p => !p.Classes.IsEmpty)
            .OrderByDescending(p => p.Gain).ThenBy(p => p.Pledge.Id.Value, StringComparer.Ordinal).ThenBy(p => p.Condition, StringComparer.Ordinal).ToList();
        page.Title(Phrases.PricesConditionsTitle, page.Numbers.Whole(dear.Count), page.Numbers.Whole(conditions.Count));
        if (dear.Count == 0)
        {
            page.Line(page.Text(Phrases.PricesNone));
        }
        else
        {
            page.Write(Table(dear.Take(request.Top), page, isCondition: true));
        }

        var pledges = report.Prices.Where(p => p.Condition.Length == 0 && p.Method != EntryMethod.None).OrderByDescending(p => p.Gain).ThenBy(p => p.Pledge.Id.Value, StringComparer.Ordinal).ToList();
        page.Title(Phrases.PricesPledgesTitle, page.Count(Noun.Pledge, pledges.Count));
        page.Write(Table(pledges.Take(request.Top), page, isCondition: false));
        page.Title(Phrases.PricesValuesTitle, page.Numbers.Whole(report.Bottlenecks.Length));
        page.Write(Values(report.Bottlenecks.Take(request.Top), page));
        string Count(EntryMethod method) => page.Numbers.Whole(report.Prices.Count(p => p.Method == method));
        page.Line($"[grey]{page.Text(Phrases.PricesMethods, Count(EntryMethod.Incremental), Count(EntryMethod.Full), Count(EntryMethod.None))}[/]");
        if (request.OutFolder is { } folder)
        {
            page.Line(page.Text(Phrases.PricesWritten, PriceFiles.Prices, PriceFiles.BottleneckValues, folder));
        }
    }

    private static Table Table(IEnumerable<Price> prices, Page page, bool isCondition)
    {
        var table = Page.Table();
        table.AddColumn(page.Column(Phrases.PricesPledge, wrap: true));
        if (isCondition)
        {
            table.AddColumn(page.Column(Phrases.PricesCondition, wrap: true));
        }

        table.AddColumn(page.Column(Phrases.PricesGain).RightAligned());
        table.AddColumn(page.Column(Phrases.PricesClasses, wrap: true));
        foreach (var price in prices)
        {
            var sign = price.Gain.Dong > 0 ? "+" : "";
            var classes = price.Classes.Select(c => $"{page.Numbers.Whole(c.Class.Number)}: {page.Numbers.Percent(c.SmallestBefore)} → {page.Numbers.Percent(c.SmallestAfter)}");
            string[] row = [Markup.Escape(price.Pledge.Id.Value), Markup.Escape(price.Condition), sign + page.Numbers.Millions(price.Gain.Dong), Markup.Escape(string.Join("; ", classes))];
            table.AddRow(isCondition ? row : [row[0], row[2], row[3]]);
        }

        return table;
    }

    private static Table Values(IEnumerable<BottleneckValue> values, Page page)
    {
        var table = page.Table(Phrases.PricesBottleneck, Phrases.ColumnLines, Phrases.PricesNow, Phrases.PricesMillion, Phrases.PricesNext, Phrases.PricesLift);
        foreach (var value in values)
        {
            var of = value.Bottleneck;
            table.AddRow(
                $"{page.Numbers.Whole(of.Number)} · {Markup.Escape(Phrases.ClassName(value.Class, page.Language))}",
                page.Numbers.Whole(of.Lines.Length),
                page.Numbers.Percent(of.Coverage),
                page.Numbers.Percent(value.AfterMillion),
                page.Numbers.Percent(of.NextCoverage),
                page.Numbers.Whole(of.Lift.Dong));
        }

        return table;
    }

    // Progress<T> would post to the thread pool and arrive out of order.
    private sealed class Direct(Stages stages) : IProgress<(int Done, int Pledges)>
    {
        public void Report((int Done, int Pledges) value) => stages.Stand(Phrases.StagePricingPledges, value.Done, value.Pledges);
    }
}
