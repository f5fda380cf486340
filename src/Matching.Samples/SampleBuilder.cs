using System.Collections.Immutable;
using Matching.Engine.Rounds;
using Matching.Files;

namespace Matching.Samples;

/// <summary>The committed samples, made anew from the facts that this library carries.</summary>
public static class SampleBuilder
{
    private static readonly ImmutableArray<(string Name, Func<Round> Create)> Samples =
    [
        ("dien-bien-2026", DienBienRound.Create),
        ("tuan-giao-2021", TuanGiaoRound.Create),
        ("two-communes", Tiny.TwoCommunes),
        ("two-communes-aid", Tiny.TwoCommunesWithAid),
    ];

    /// <summary>Folder names under samples/, in order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Samples.Select(sample => sample.Name)];

    /// <exception cref="ArgumentException">There is no sample of that name.</exception>
    public static Round Create(string name)
    {
        foreach (var sample in Samples)
        {
            if (string.Equals(sample.Name, name, StringComparison.Ordinal))
            {
                return sample.Create();
            }
        }

        throw new ArgumentException($"There is no sample named {name}; there are {string.Join(", ", Names)}.", nameof(name));
    }

    /// <summary>Writes every sample as a round folder of its name into <paramref name="folder"/>; the same bytes each time.</summary>
    /// <remarks>The README.md of a sample, written by hand, is left as it is.</remarks>
    public static void Write(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        foreach (var (name, create) in Samples)
        {
            RoundFolder.Write(create(), Path.Combine(folder, name));
        }
    }
}
