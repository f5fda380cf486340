using System.Collections.Immutable;
using System.Globalization;
using Matching.Cli.Screens;
using Matching.Cli.Solving;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Rounds;
using Matching.Files;
using Spectre.Console;

namespace Matching.Cli.Sheets;

/// <summary>Takes tables into the folder of a round: all of them, or none.</summary>
internal sealed class Import(Shell shell, CancellationToken cancel)
{
    private const int RowsShown = 200;

    private const int WarningsShown = 200;

    private readonly Page _page = new(Screen.Results(shell), shell.Language);

    public int Run(IReadOnlyList<string> files, ImportKind kind, string folder, ImportOptions options, string? aliasFile, bool preview)
    {
        if (RoundInput.Round(folder, shell, cancel) is not { Round: { } round })
        {
            return ExitCode.BadInput;
        }

        if (aliasFile is not null)
        {
            var (aliases, faults) = ImportAliases.Read(aliasFile, cancel);
            if (!faults.IsEmpty)
            {
                FaultTable.Show(faults, shell);
                return ExitCode.BadInput;
            }

            options = options with { Aliases = aliases };
        }

        var readings = files.Select(file => (File: file, Reading: Read(file, kind, round, options))).ToImmutableArray();
        foreach (var warning in readings.SelectMany(static one => one.Reading.Warnings).Take(WarningsShown))
        {
            shell.Error.WriteLine(shell.Say(Phrases.Warning, warning.Describe(shell.Language == Language.Vietnamese)));
        }

        var wrong = readings.SelectMany(static one => one.Reading.Faults).ToImmutableArray();
        if (!wrong.IsEmpty)
        {
            FaultTable.Show(wrong, shell);
            shell.Error.WriteLine(shell.Say(Phrases.ImportRefused));
            return ExitCode.BadInput;
        }

        RefuseTwice(readings);
        return Take(readings, kind, folder, round, preview);
    }

    private ImportReading Read(string file, ImportKind kind, Round round, ImportOptions options)
    {
        if (!File.Exists(file))
        {
            throw new RefusedException(shell.Say(Phrases.SheetMissing, file));
        }

        using var stream = File.OpenRead(file);
        return SheetImport.Read(stream, Path.GetFileName(file), kind, round, options, cancel);
    }

    private int Take(ImmutableArray<(string File, ImportReading Reading)> readings, ImportKind kind, string folder, Round round, bool preview)
    {
        var changed = round;
        var any = false;
        foreach (var (file, reading) in readings)
        {
            var changes = ImportChanges.Of(changed, reading);
            changed = changes.Round;
            any |= !changes.Rows.IsEmpty;
            Show(file, reading, changes, preview);
        }

        if (!any)
        {
            _page.Line(_page.Text(Phrases.ImportNothing));
            return ExitCode.Done;
        }

        if (preview)
        {
            _page.Line(_page.Text(Phrases.ImportPreviewed));
            return ExitCode.Done;
        }

        var faults = RoundImport.Write(folder, kind, changed, cancel);
        if (!faults.IsEmpty)
        {
            FaultTable.Show(faults, shell);
            shell.Error.WriteLine(shell.Say(Phrases.ImportRefused));
            return ExitCode.BadInput;
        }

        _page.Line(_page.Text(Phrases.ImportWritten, folder));
        return ExitCode.Done;
    }

    // The second row would silently take the place of the first.
    private void RefuseTwice(ImmutableArray<(string File, ImportReading Reading)> readings)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (file, reading) in readings)
        {
            foreach (var id in reading.Needs.Select(static need => need.Id.Value).Concat(reading.Pledges.Select(static pledge => pledge.Id.Value)))
            {
                if (!seen.TryAdd(id, file))
                {
                    throw new RefusedException(shell.Say(Phrases.ImportTwice, id, seen[id], file));
                }
            }
        }
    }

    private void Show(string file, ImportReading reading, ImportChanges changes, bool preview)
    {
        var added = changes.Rows.Count(static row => row.IsNew);
        _page.Title(Phrases.ImportTitle, file, _page.Numbers.Whole(reading.Rows.Length));
        _page.Line(_page.Text(Phrases.ImportCounts, _page.Numbers.Whole(added), _page.Numbers.Whole(changes.Rows.Length - added), _page.Numbers.Whole(changes.Unchanged)));
        if (!preview || changes.Rows.IsEmpty)
        {
            return;
        }

        var table = Page.Table();
        table.AddColumn(_page.Column(Phrases.ImportSheetRow).RightAligned());
        table.AddColumn(_page.Column(Phrases.ImportId, wrap: true));
        table.AddColumn(_page.Column(Phrases.ImportChange, wrap: true));
        foreach (var row in changes.Rows.Take(RowsShown))
        {
            var cells = row.IsNew ? _page.Say(Phrases.ImportNew) : string.Join("; ", row.Cells.Select(static cell => $"{cell.Column}: {cell.Before} → {cell.After}"));
            table.AddRow(row.Row.ToString(CultureInfo.InvariantCulture), Markup.Escape(row.Id), Markup.Escape(cells));
        }

        _page.Write(table);
        if (changes.Rows.Length > RowsShown)
        {
            _page.Line(_page.Text(Phrases.ImportMore, _page.Numbers.Whole(changes.Rows.Length - RowsShown)));
        }
    }
}
