using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Allocation;
using Matching.Engine.Rounds;
using Matching.Files;
using Matching.Samples;

namespace Matching.Cli.Tests;

/// <summary>A folder of its own, a shell whose streams are kept, and a clock that stands still.</summary>
internal sealed class Desk : IDisposable
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public Desk()
    {
        Folder = Directory.CreateTempSubdirectory("matching-cli-").FullName;
    }

    public string Folder { get; }

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    public IAllocator Allocator { get; set; } = new KnownAllocator();

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public bool IsTerminal { get; set; }

    /// <summary>What the person answers when asked for a secret, one after the other.</summary>
    public Queue<string> Secrets { get; } = new();

    public bool AsksTwice { get; set; }

    public int? Width { get; set; }

    public CancellationToken Cancel { get; set; }

    /// <summary>A path below the folder; forward slashes part it.</summary>
    public string At(string path) => Path.Combine([Folder, .. path.Split('/')]);

    public string WriteRound(string name = "round", Round? round = null)
    {
        RoundFolder.Write(round ?? Tiny.TwoCommunes(), At(name));
        return At(name);
    }

    public void WriteFile(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), content);
    }

    public Task<int> RunAsync(params string[] arguments)
    {
        _out.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        string? Variable(string name) => Environment.GetValueOrDefault(name);
        var shell = new Shell
        {
            Out = _out,
            Error = _error,
            ReadSecret = _ => Secrets.TryDequeue(out var secret) ? secret : null,
            AsksTwice = AsksTwice,
            OutIsTerminal = IsTerminal,
            ErrorIsTerminal = IsTerminal,
            TerminalWidth = Width,
            Environment = Variable,
            Allocator = Allocator,
            Clock = new StoppedClock(),
            Language = Languages.Choose(arguments, Variable),
        };
        return Application.RunAsync(arguments, shell, Cancel);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private sealed class StoppedClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
