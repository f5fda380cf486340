using System.CommandLine;
using Matching.Cli.Sheets;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;
using Matching.Files;

namespace Matching.Cli.Commands;

/// <summary><c>matching import FILE… --kind KIND --into ROUND</c>.</summary>
internal static class ImportCommand
{
    public static readonly string[] Kinds = ["needs", "pledges", "aid"];

    public static Verb Create(Shell shell)
    {
        var verb = new Verb("import", Phrases.ImportPurpose, shell.Language)
        {
            Examples =
            [
                new("matching import needs.xlsx --kind needs --into round --dates dmy --preview", Phrases.ImportExample),
                new("matching import needs.xlsx --kind needs --into round --dates dmy", Phrases.ImportExampleWrite),
            ],
            Remark = Phrases.ImportRemark,
        };
        var files = new Argument<string[]>("FILE") { Description = shell.Say(Phrases.ImportFiles), HelpName = "FILE...", Arity = ArgumentArity.OneOrMore };
        var kind = Choices.Words(shell, "--kind", Phrases.ImportKindOption, Kinds);
        kind.Required = true;
        var into = Choices.FolderOption(shell, "--into", Phrases.ImportInto, required: true);
        var numbers = Choices.Words(shell, "--numbers", Phrases.ImportNumbers, "vi", "en");
        var dates = Choices.Words(shell, "--dates", Phrases.ImportDates, "dmy", "iso");
        var sheet = Choices.Text(shell, "--sheet", "NAME", Phrases.ImportSheet);
        var aliases = Choices.Text(shell, "--aliases", "FILE", Phrases.ImportAliases);
        var preview = Choices.Switch(shell, "--preview", Phrases.ImportPreview);
        verb.Add(files);
        foreach (var option in (Option[])[kind, into, numbers, dates, sheet, aliases, preview])
        {
            verb.Add(option);
        }

        verb.SetAction((parsed, cancel) => Task.Run(
            () => new Import(shell, cancel).Run(
                parsed.GetRequiredValue(files),
                KindOf(parsed.GetRequiredValue(kind)),
                parsed.GetRequiredValue(into),
                new ImportOptions
                {
                    Numbers = parsed.GetValue(numbers) switch { "vi" => NumberForm.Vietnamese, "en" => NumberForm.English, _ => NumberForm.Plain },
                    Dates = parsed.GetValue(dates) == "dmy" ? DateForm.DayMonthYear : DateForm.Iso,
                    Sheet = parsed.GetValue(sheet),
                },
                parsed.GetValue(aliases),
                parsed.GetValue(preview)),
            cancel));
        return verb;
    }

    public static ImportKind KindOf(string word) => word switch
    {
        "needs" => ImportKind.Needs,
        "pledges" => ImportKind.Pledges,
        _ => ImportKind.Aid,
    };
}

/// <summary><c>matching template KIND --out FILE</c>.</summary>
internal static class TemplateCommand
{
    public static Verb Create(Shell shell)
    {
        var verb = new Verb("template", Phrases.TemplatePurpose, shell.Language) { Examples = [new("matching template needs --out needs.xlsx", Phrases.TemplateExample)] };
        var kind = new Argument<string>("KIND") { Description = shell.Say(Phrases.ImportKindOption), HelpName = string.Join('|', ImportCommand.Kinds) };
        kind.CompletionSources.Add(ImportCommand.Kinds);
        kind.Validators.Add(result =>
        {
            var word = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (!ImportCommand.Kinds.Contains(word, StringComparer.Ordinal))
            {
                result.AddError(shell.Say(Phrases.OptionValueRefused, "KIND", word, string.Join(", ", ImportCommand.Kinds)));
            }
        });
        var to = Choices.Text(shell, "--out", "FILE", Phrases.TemplateOut);
        to.Required = true;
        verb.Add(kind);
        verb.Add(to);
        verb.SetAction(parsed => Export.Template(ImportCommand.KindOf(parsed.GetRequiredValue(kind)), parsed.GetRequiredValue(to), shell));
        return verb;
    }
}

/// <summary><c>matching export ROUND [PLANDIR] --out FILE.xlsx|DIR</c>.</summary>
internal static class ExportCommand
{
    public static Verb Create(Shell shell)
    {
        var verb = new Verb("export", Phrases.ExportPurpose, shell.Language)
        {
            Examples =
            [
                new("matching export samples/dien-bien-2026 --out round.xlsx", Phrases.ExportExample),
                new("matching export samples/dien-bien-2026 plan --out tables", Phrases.ExportExampleCsv),
            ],
        };
        var round = Choices.Folder(shell, "ROUND", Phrases.RoundArgument);
        var plan = new Argument<string?>("PLANDIR") { Description = shell.Say(Phrases.ExportPlan), HelpName = "[PLANDIR]", Arity = ArgumentArity.ZeroOrOne };
        var to = Choices.Text(shell, "--out", "FILE.xlsx|DIR", Phrases.ExportOut);
        to.Required = true;
        verb.Add(round);
        verb.Add(plan);
        verb.Add(to);
        verb.SetAction((parsed, cancel) => Task.Run(() => Export.Tables(parsed.GetRequiredValue(round), parsed.GetValue(plan), parsed.GetRequiredValue(to), shell, cancel), cancel));
        return verb;
    }
}
