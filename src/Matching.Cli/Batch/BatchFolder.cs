using System.Collections.Immutable;
using Matching.Cli.Wording;
using Matching.Cli.Terminal;
using Matching.Files;

namespace Matching.Cli.Batch;

/// <summary>The cases that a folder holds: every sub-folder with a round.json, and the variants of its what-if.json.</summary>
internal sealed record BatchFolder(ImmutableArray<BatchCase> Cases, ImmutableArray<FileFault> Faults)
{
    private const string RoundJson = "round.json";

    /// <exception cref="RefusedException">There is no such folder, or nothing in it to solve.</exception>
    public static BatchFolder Read(string folder, Shell shell, CancellationToken cancel)
    {
        if (!Directory.Exists(folder))
        {
            throw new RefusedException(shell.Say(Phrases.NoSuchFolder, folder));
        }

        var cases = Directory.EnumerateDirectories(folder)
            .Where(sub => File.Exists(Path.Combine(sub, RoundJson)))
            .Select(sub => new BatchCase(Path.GetFileName(sub), sub, Variant: null))
            .OrderBy(c => c.Name, StringComparer.Ordinal)
            .ToList();
        var faults = ImmutableArray<FileFault>.Empty;
        var whatIf = Path.Combine(folder, WhatIfFile.Name);
        if (File.Exists(whatIf))
        {
            faults = AddVariants(WhatIfFile.Read(File.ReadAllBytes(whatIf)), folder, cases, cancel);
        }

        if (cases.Count == 0 && faults.IsEmpty)
        {
            throw new RefusedException(shell.Say(Phrases.NothingInBatch, folder));
        }

        return new BatchFolder([.. cases], faults);
    }

    private static ImmutableArray<FileFault> AddVariants(WhatIfFile file, string folder, List<BatchCase> cases, CancellationToken cancel)
    {
        if (!file.Faults.IsEmpty)
        {
            return file.Faults;
        }

        var roundFolder = Path.Combine(folder, file.RoundFolder);
        var reading = RoundFolder.Read(roundFolder, cancel);
        if (reading.Round is not { } round)
        {
            return reading.Faults;
        }

        var taken = cases.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (cases.TrueForAll(c => !string.Equals(Path.GetFullPath(c.RoundFolder), Path.GetFullPath(roundFolder), StringComparison.Ordinal)))
        {
            // The unchanged round stands beside its variants; otherwise there is nothing to compare them with.
            taken.Add(round.Id);
            cases.Add(new BatchCase(round.Id, roundFolder, Variant: null));
        }

        var walk = new JsonWalk(WhatIfFile.Name);
        foreach (var variant in file.Variants)
        {
            if (!taken.Add(variant.Name))
            {
                walk.Refuse("variants", variant.Name, FaultKind.Duplicate, "a name that no round of the folder has", "một tên khác tên các đợt trong thư mục");
            }

            cases.Add(new BatchCase(variant.Name, roundFolder, variant));
        }

        return file.Against(round).AddRange(walk.Faults);
    }
}
