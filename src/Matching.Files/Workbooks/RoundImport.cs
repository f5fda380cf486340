using System.Collections.Immutable;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>Puts what a table changed into the folder of a round.</summary>
public static class RoundImport
{
    /// <summary>Writes the one file that the table is of, or nothing: first the whole round is read again as it would then be.</summary>
    /// <param name="changed">The round of <paramref name="folder"/> with one table changed, as <see cref="ImportChanges.Round"/> has it.</param>
    /// <returns>What would be wrong with the round; empty when it was written.</returns>
    /// <remarks>
    /// The file takes the old one's place in one move. When the round needs a newer format, round.json is moved first: it then reads the old tables as before.
    /// Columns that the format does not know are not kept.
    /// </remarks>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was signalled; nothing was written.</exception>
    public static ImmutableArray<FileFault> Write(string folder, ImportKind kind, Round changed, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(changed);
        SettingsFile.Read(new InputFile(folder, RoundFiles.Settings), out var before);
        var format = Math.Max(before, RoundFormat.Needed(changed));
        var name = SheetForm.Of(kind).FileName;
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        if (format > before)
        {
            files.Add(RoundFiles.Settings, Bytes(stream => SettingsFile.Write(stream, format, changed)));
        }

        files.Add(name, Bytes(stream =>
        {
            switch (kind)
            {
                case ImportKind.Needs:
                    NeedsFile.Write(stream, format, changed.Needs);
                    break;
                case ImportKind.Pledges:
                    PledgesFile.Write(stream, format, changed.Pledges);
                    break;
                default:
                    ExternalAidFile.Write(stream, changed.ExternalAid);
                    break;
            }
        }));
        var reading = RoundFolder.Read(folder, files, cancel);
        if (!reading.Faults.IsEmpty)
        {
            return reading.Faults;
        }

        foreach (var file in (string[])[RoundFiles.Settings, name])
        {
            if (files.TryGetValue(file, out var bytes))
            {
                RoundFolder.Place(folder, file, stream => stream.Write(bytes));
            }
        }

        return [];
    }

    private static byte[] Bytes(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }
}
