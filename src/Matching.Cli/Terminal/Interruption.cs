using System.Runtime.InteropServices;

namespace Matching.Cli.Terminal;

/// <summary>Turns Ctrl-C and a request to terminate into cancellation; the second one ends the process at once.</summary>
/// <remarks>Nothing is half-written either way: plans are written beside their place and moved there whole.</remarks>
internal sealed class Interruption : IDisposable
{
    private const string ShowCursor = "\u001b[?25h";

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly bool _terminal;
    private int _heard;

    public Interruption(bool terminal)
    {
        _terminal = terminal;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _heard) == 1)
        {
            _source.Cancel();
            return;
        }

        if (_terminal)
        {
            Console.Error.Write(ShowCursor);
        }

        Environment.Exit(ExitCode.Stopped);
    }
}
