using Matching.Files;

namespace Matching.Api.Imports;

/// <summary>What a table that comes over HTTP may cost.</summary>
/// <param name="Rows">Rows with content; 1 or more. All of them are written in one transaction, during which nobody else writes.</param>
/// <param name="Seconds">From the first byte to the answer; 1 or more.</param>
internal sealed record ImportSettings(int Rows = 50_000, int Seconds = 120)
{
    /// <summary>Tables of one caller at a time.</summary>
    public const int AtOnce = 2;

    public static readonly int UploadBytes = (int)ImportLimits.Default.UploadBytes;

    /// <summary>A form adds its own lines around the file.</summary>
    public static readonly long BodyBytes = UploadBytes + 64 * 1024;

    /// <summary>Rows of the preview and faults that are told one by one; the others are counted.</summary>
    public const int Told = 1_000;

    public ImportLimits Limits => ImportLimits.Default with { Rows = Rows };
}

/// <summary>Keeps one caller from handing in many tables at a time: each costs memory and a processor.</summary>
internal sealed class ImportTurns
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _running = new(StringComparer.Ordinal);

    /// <summary>A turn, to be given back; <see langword="null"/> when the caller has as many as there are.</summary>
    public IDisposable? Take(string caller)
    {
        lock (_lock)
        {
            var running = _running.GetValueOrDefault(caller);
            if (running == ImportSettings.AtOnce)
            {
                return null;
            }

            _running[caller] = running + 1;
            return new Turn(this, caller);
        }
    }

    private void End(string caller)
    {
        lock (_lock)
        {
            if (--_running[caller] == 0)
            {
                _running.Remove(caller);
            }
        }
    }

    private sealed class Turn(ImportTurns turns, string caller) : IDisposable
    {
        public void Dispose() => turns.End(caller);
    }
}
