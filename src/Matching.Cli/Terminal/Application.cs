using System.CommandLine;
using System.CommandLine.Invocation;
using System.Data.Common;
using Matching.Cli.Commands;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;
using Matching.Files;
using Matching.Silo.Store;

namespace Matching.Cli.Terminal;

/// <summary>From arguments to an exit code; the one place that reports what went wrong.</summary>
internal static class Application
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Shell shell, CancellationToken cancel)
    {
        try
        {
            var parsed = CommandTree.Create(shell).Parse(arguments);
            if (parsed.Action is ParseErrorAction)
            {
                return Usage.Report(parsed, shell);
            }

            var code = await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = shell.Out,
                    Error = shell.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                cancel);
            await shell.Out.FlushAsync(CancellationToken.None);
            return code;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await shell.Error.WriteLineAsync(shell.Say(Phrases.Cancelled));
            return ExitCode.Stopped;
        }
        catch (RefusedException refused)
        {
            await shell.Error.WriteLineAsync(refused.Message);
            return ExitCode.BadInput;
        }
        catch (Exception refused) when (refused is StoreRefusedException or DbException)
        {
            await shell.Error.WriteLineAsync(shell.Say(Phrases.StoreTrouble, FirstLine(refused.Message)));
            return ExitCode.BadInput;
        }
        catch (PlanFolderException refused)
        {
            await shell.Error.WriteLineAsync(shell.Language == Language.Vietnamese ? refused.MessageVi : refused.Message);
            return ExitCode.BadInput;
        }
        catch (IOException broken) when (IsBrokenPipe(broken))
        {
            return ExitCode.Done; // whoever read us has seen enough
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            await shell.Error.WriteLineAsync(shell.Say(Phrases.DiskTrouble, trouble.Message));
            return ExitCode.BadInput;
        }
#pragma warning disable CA1031 // The last door: whatever comes here becomes one sentence, never a stack trace.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            await ReportAsync(bug, shell);
            return ExitCode.InternalError;
        }
    }

    private static async Task ReportAsync(Exception bug, Shell shell)
    {
        await shell.Error.WriteLineAsync(shell.Say(Phrases.InternalError, bug.GetType().Name, FirstLine(bug.Message), Version.Text));
        if (string.Equals(shell.Environment("MATCHING_DEBUG"), "1", StringComparison.Ordinal))
        {
            await shell.Error.WriteLineAsync(bug.ToString());
        }
    }

    private static string FirstLine(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }

    // EPIPE; the console itself swallows it, redirected file streams do not.
    private static bool IsBrokenPipe(IOException trouble) => (trouble.HResult & 0xFFFF) is 32 or 109;
}
