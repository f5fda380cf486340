using System.Text;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Allocation;
using Matching.Engine.Explain.Sentences;
using var interruption = new Interruption(!Console.IsErrorRedirected);

// UTF-8 whatever the locale says: names of communes must survive a pipe.
var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
await using var output = new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = false };
await using var error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
var shell = new Shell
{
    Out = output,
    Error = error,
    OutIsTerminal = !Console.IsOutputRedirected,
    ErrorIsTerminal = !Console.IsErrorRedirected,
    TerminalWidth = Console.IsOutputRedirected ? null : WindowWidth(),
    Environment = Environment.GetEnvironmentVariable,
    ReadSecret = Secrets.Read,
    AsksTwice = !Console.IsInputRedirected,
    Allocator = new LeximinAllocator(),
    Language = Languages.Choose(args, Environment.GetEnvironmentVariable),
};
return await Application.RunAsync(args, shell, interruption.Token);

static int? WindowWidth() => Console.WindowWidth is > 0 and var columns ? columns : null;
