using Matching.Cli.Solving;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Files;

namespace Matching.Cli.Sheets;

/// <summary>Writes templates and tables; a file or folder gets its name when it is complete.</summary>
internal static class Export
{
    public static int Template(ImportKind kind, string path, Shell shell)
    {
        PlaceFile(path, stream => TemplateFile.Write(stream, kind), shell);
        shell.Out.WriteLine(shell.Say(Phrases.ImportWritten, path));
        return ExitCode.Done;
    }

    public static int Tables(string roundFolder, string? planFolder, string to, Shell shell, CancellationToken cancel)
    {
        if (RoundInput.Round(roundFolder, shell, cancel) is not { Round: { } round })
        {
            return ExitCode.BadInput;
        }

        Plan? plan = null;
        if (planFolder is not null)
        {
            if (RoundInput.Plan(round, planFolder, shell, cancel) is not { Plan: { } read })
            {
                return ExitCode.BadInput;
            }

            plan = read;
        }

        if (to.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
        {
            PlaceFile(to, stream => SheetExport.WriteWorkbook(stream, round, plan, cancel), shell);
        }
        else
        {
            PlaceFolder(to, round, plan, shell, cancel);
        }

        shell.Out.WriteLine(shell.Say(Phrases.ExportDone, shell.Numbers.Whole(SheetExport.Tables(round, plan).Length), to));
        return ExitCode.Done;
    }

    private static void PlaceFile(string path, Action<Stream> write, Shell shell)
    {
        if (Path.Exists(path))
        {
            throw new RefusedException(shell.Say(Phrases.OutExists, path));
        }

        var beside = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = File.Create(beside))
            {
                write(stream);
            }

            File.Move(beside, path);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static void PlaceFolder(string path, Round round, Plan? plan, Shell shell, CancellationToken cancel)
    {
        var target = Path.TrimEndingDirectorySeparator(path);
        if (Path.Exists(target))
        {
            throw new RefusedException(shell.Say(Phrases.OutExists, target));
        }

        var beside = $"{target}.{Path.GetRandomFileName()}.tmp";
        try
        {
            Directory.CreateDirectory(beside);
            foreach (var table in SheetExport.Tables(round, plan))
            {
                using var stream = File.Create(Path.Combine(beside, table + ".csv"));
                SheetExport.WriteCsv(stream, table, round, plan, cancel);
            }

            Directory.Move(beside, target);
        }
        finally
        {
            if (Directory.Exists(beside))
            {
                Directory.Delete(beside, recursive: true);
            }
        }
    }
}
