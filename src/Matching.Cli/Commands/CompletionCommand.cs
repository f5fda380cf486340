using System.CommandLine;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;

namespace Matching.Cli.Commands;

/// <summary><c>matching completion bash</c>: a script that lets the shell complete commands, options and their words.</summary>
internal static class CompletionCommand
{
    // The directive wants the cursor within the line and the line without the program's name; folders are bash's own business.
    private const string Bash = """
        # bash completion for matching. Switch on in this shell:  source <(matching completion bash)
        # and for every shell: matching completion bash > ~/.local/share/bash-completion/completions/matching
        _matching_complete() {
            local program=${COMP_WORDS[0]} line=${COMP_LINE#*"${COMP_WORDS[0]}"} word=${COMP_WORDS[COMP_CWORD]}
            local lead=$(( ${#COMP_LINE} - ${#line} )) IFS=$'\n'
            local cursor=$(( COMP_POINT - lead ))
            local trimmed=${line#"${line%%[![:space:]]*}"}
            cursor=$(( cursor - ${#line} + ${#trimmed} ))
            (( cursor < 0 )) && cursor=0
            COMPREPLY=( $(compgen -W "$("$program" "[suggest:$cursor]" "$trimmed" 2>/dev/null)" -- "$word") )
            # Where only options are left to propose and none is being typed, a folder is what is wanted.
            if (( COMP_CWORD > 1 )) && [[ $word != -* ]] && ! printf '%s\n' "${COMPREPLY[@]}" | grep -q '^[^-]'; then
                COMPREPLY=( $(compgen -d -- "$word") )
                compopt -o filenames 2>/dev/null
            fi
        }
        complete -F _matching_complete matching ./matching
        """;

    public static Verb Create(Shell shell)
    {
        var verb = new Verb("completion", Phrases.CompletionPurpose, shell.Language)
        {
            Examples =
            [
                new("source <(./matching completion bash)", Phrases.CompletionExampleNow),
                new("./matching completion bash > ~/.local/share/bash-completion/completions/matching", Phrases.CompletionExampleAlways),
            ],
        };
        var which = new Argument<string>("SHELL") { Description = shell.Say(Phrases.CompletionShell), HelpName = "bash" };
        which.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !string.Equals(result.Tokens[0].Value, "bash", StringComparison.Ordinal))
            {
                result.AddError(shell.Say(Phrases.OptionValueRefused, "SHELL", result.Tokens[0].Value, "bash"));
            }
        });
        which.CompletionSources.Add("bash");
        verb.Add(which);
        verb.SetAction(_ =>
        {
            shell.Out.WriteLine(Bash.ReplaceLineEndings("\n"));
            return ExitCode.Done;
        });
        return verb;
    }
}
