using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>The folder of CSV files that holds one round (docs/file-format.md).</summary>
public static class RoundFolder
{
    /// <summary>Most that all needs, or all pledges, of a round may be worth together, in đồng.</summary>
    public const long LargestSumVnd = RoundFiles.LargestSum;

    /// <summary>Reads a round, or lists everything that is wrong with it. Each file is read once; what is hashed is what was parsed.</summary>
    /// <remarks>Throws for nothing that a file can hold. A folder that is missing or may not be read is a fault like any other.</remarks>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was signalled.</exception>
    public static RoundReading Read(string folder, CancellationToken cancel = default) => Read(folder, [], cancel);

    /// <summary>Reads the round that the folder would hold with some of its files replaced.</summary>
    internal static RoundReading Read(string folder, Dictionary<string, byte[]> instead, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        cancel.ThrowIfCancellationRequested();
        if (!CleanText.RuntimeNormalises)
        {
            return Refused(folder, FaultKind.NoUnicodeNormalisation, new(
                "ICU on this machine (package libicu, and DOTNET_SYSTEM_GLOBALIZATION_INVARIANT not set), so that equal names compare equal",
                "thư viện ICU trên máy (gói libicu, và không đặt DOTNET_SYSTEM_GLOBALIZATION_INVARIANT) để so sánh đúng chữ tiếng Việt"));
        }

        if (!Directory.Exists(folder))
        {
            return Refused(folder, FaultKind.FileMissing, new("a folder with round.json and its CSV files", "thư mục có round.json và các tệp CSV"));
        }

        var files = RoundFiles.InOrder
            .Select(name => new InputFile(folder, name, instead.TryGetValue(name, out var bytes) ? new MemoryStream(bytes) : null))
            .ToArray();
        var (settingsFile, communesFile, itemsFile, needsFile, pledgesFile, pinsFile, aidFile) = (files[0], files[1], files[2], files[3], files[4], files[5], files[6]);
        var settings = SettingsFile.Read(settingsFile, out var format);
        var index = new RoundIndex();
        CommunesFile.Read(communesFile, index, cancel);
        ItemsFile.Read(itemsFile, index, cancel);
        index.KnowsCommunes = communesFile.IsComplete;
        index.KnowsItems = itemsFile.IsComplete;

        var needs = ImmutableArray.CreateBuilder<NeedLine>();
        var pledges = ImmutableArray.CreateBuilder<Pledge>();
        var needLines = new Dictionary<string, long>(StringComparer.Ordinal);
        var pledgeLines = new Dictionary<string, long>(StringComparer.Ordinal);
        Both(
            () => NeedsFile.Read(needsFile, format, index, needs, needLines, cancel),
            () => PledgesFile.Read(pledgesFile, format, index, pledges, pledgeLines, cancel));
        var pins = PinsFile.Read(pinsFile, pledgesFile.IsComplete ? pledgeLines : null, needsFile.IsComplete ? needLines : null, cancel);
        var aid = ExternalAidFile.Read(
            aidFile, index, needsFile.IsComplete && needsFile.Faults.Count == 0 ? needs.ToDictionary(need => need.Id) : null, cancel);
        if (settings is not null)
        {
            ExternalAidFile.RefuseIn(format, aidFile);
        }

        var faults = All(files, file => file.Faults);
        return new RoundReading
        {
            Faults = faults,
            Warnings = All(files, file => file.Warnings),
            InputSha256 = Hash(files),
            Round = !faults.IsEmpty || settings is not { } said ? null : new Round
            {
                Id = said.Id,
                AsOf = said.AsOf,
                Policy = said.Policy,
                Communes = index.AllCommunes(),
                Items = index.AllItems(),
                Needs = needs.DrainToImmutable(),
                Pledges = pledges.DrainToImmutable(),
                Pins = pins,
                ExternalAid = aid,
            },
        };
    }

    /// <summary>Writes a round in the earliest format that can say it all: rows in the round's order, lists sorted, equal rounds as equal bytes. Other files in the folder stay.</summary>
    /// <remarks>Each file is written beside its place and then renamed, so a reader never meets half a file. Without pins there is no pins.csv, without external aid no external_aid.csv.</remarks>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(Round round, string folder)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        var format = RoundFormat.Needed(round);
        Place(folder, RoundFiles.Communes, stream => CommunesFile.Write(stream, round.Communes));
        Place(folder, RoundFiles.Items, stream => ItemsFile.Write(stream, round.Items));
        Place(folder, RoundFiles.Needs, stream => NeedsFile.Write(stream, format, round.Needs));
        Place(folder, RoundFiles.Pledges, stream => PledgesFile.Write(stream, format, round.Pledges));
        PlaceOrDelete(folder, RoundFiles.Pins, round.Pins.IsEmpty, stream => PinsFile.Write(stream, round.Pins));
        PlaceOrDelete(folder, RoundFiles.ExternalAid, round.ExternalAid.IsEmpty, stream => ExternalAidFile.Write(stream, round.ExternalAid));

        Place(folder, RoundFiles.Settings, stream => SettingsFile.Write(stream, format, round));
    }

    private static void PlaceOrDelete(string folder, string name, bool isEmpty, Action<Stream> write)
    {
        if (isEmpty)
        {
            File.Delete(Path.Combine(folder, name));
        }
        else
        {
            Place(folder, name, write);
        }
    }

    internal static void Place(string folder, string name, Action<Stream> write)
    {
        var target = Path.Combine(folder, name);
        var beside = $"{target}.{Path.GetRandomFileName()}.tmp"; // of its own, should two of us write here at once
        try
        {
            using (var stream = File.Create(beside))
            {
                write(stream);
            }

            File.Move(beside, target, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    // Needs and pledges are the two large files and do not depend on each other.
    private static void Both(Action first, Action second)
    {
        var other = Task.Run(second);
        var mine = Task.Run(first);
        Task.WhenAll(mine, other).GetAwaiter().GetResult();
    }

    private static ImmutableArray<FileFault> All(InputFile[] files, Func<InputFile, FaultLog> log)
    {
        var all = ImmutableArray.CreateBuilder<FileFault>();
        foreach (var file in files)
        {
            log(file).CopyTo(all);
        }

        return all.DrainToImmutable();
    }

    private static RoundReading Refused(string folder, FaultKind kind, Wanted wanted)
    {
        var log = new FaultLog(folder);
        log.Add(0, null, (string?)null, kind, wanted);
        var faults = ImmutableArray.CreateBuilder<FileFault>();
        log.CopyTo(faults);
        return new RoundReading { Faults = faults.DrainToImmutable() };
    }

    private static string Hash(InputFile[] files)
    {
        var manifest = new StringBuilder();
        foreach (var file in files.Where(file => !file.IsAbsent))
        {
            if (file.Sha256.Length == 0)
            {
                return "";
            }

            manifest.Append(CultureInfo.InvariantCulture, $"{file.Name} {file.Length} {file.Sha256}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest.ToString())));
    }
}
