using System.Collections.Immutable;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;
using Matching.Verify;

namespace Matching.Cli.Screens;

/// <summary>What a plan breaks, on the error stream, one sentence a line.</summary>
internal static class ViolationList
{
    // A plan that is wrong everywhere is not read to its end by anybody.
    private const int Shown = 100;

    public static void Show(ImmutableArray<Violation> violations, Shell shell)
    {
        shell.Error.WriteLine(violations.Length == 1
            ? shell.Say(Phrases.ViolationTitle)
            : shell.Say(Phrases.ViolationsTitle, shell.Numbers.Whole(violations.Length)));
        foreach (var violation in violations.Take(Shown))
        {
            shell.Error.WriteLine($"  {violation.Describe(shell.Language.Code())}");
        }

        if (violations.Length > Shown)
        {
            shell.Error.WriteLine($"  {shell.Say(Phrases.MoreViolations, shell.Numbers.Whole(violations.Length - Shown))}");
        }
    }
}
