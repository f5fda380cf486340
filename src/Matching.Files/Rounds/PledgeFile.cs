using System.Collections.Immutable;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>What a file of pledges outside a round holds.</summary>
/// <param name="Pledges">Empty when there are <paramref name="Faults"/>.</param>
/// <param name="Faults">By line and column, as the reader of pledges.csv tells them.</param>
/// <param name="Warnings">What was passed over.</param>
public sealed record PledgeFileReading(ImmutableArray<Pledge> Pledges, ImmutableArray<FileFault> Faults, ImmutableArray<FileFault> Warnings);

/// <summary>A CSV file with the columns of pledges.csv that lies outside the round: pledges that somebody offers or changes.</summary>
public static class PledgeFile
{
    /// <summary>Reads the file under all rules of pledges.csv; the round's items and places are the ones that may be named.</summary>
    /// <remarks>A pledge may bear the id of one of the round, which it then stands for.</remarks>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was signalled.</exception>
    public static PledgeFileReading Read(Round round, string path, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new InputFile(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "", Path.GetFileName(path));
        var pledges = ImmutableArray.CreateBuilder<Pledge>();
        PledgesFile.Read(file, RoundFormat.Newest, RoundIndex.Of(round), pledges, new Dictionary<string, long>(StringComparer.Ordinal), cancel);
        var (faults, warnings) = (ImmutableArray.CreateBuilder<FileFault>(), ImmutableArray.CreateBuilder<FileFault>());
        file.Faults.CopyTo(faults);
        file.Warnings.CopyTo(warnings);
        return new PledgeFileReading(faults.Count == 0 ? pledges.DrainToImmutable() : [], faults.DrainToImmutable(), warnings.DrainToImmutable());
    }
}
