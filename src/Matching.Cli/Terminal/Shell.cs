using Matching.Cli.Wording;
using Matching.Engine.Allocation;
using Matching.Engine.Explain.Sentences;

namespace Matching.Cli.Terminal;

/// <summary>Everything around a command: where it writes, what it knows of the terminal, and who allocates.</summary>
/// <remarks>Tests hand in writers, a clock and an allocator of their own; <c>Program</c> hands in the real ones.</remarks>
internal sealed class Shell
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>A person looks at <see cref="Out"/>: colours are welcome.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>A person looks at <see cref="Error"/>: progress may be drawn there.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Columns of the terminal; <see langword="null"/> when there is none.</summary>
    public int? TerminalWidth { get; init; }

    public Func<string, string?> Environment { get; init; } = static _ => null;

    /// <summary>Asks for a secret with these words; <see langword="null"/> when there is none.</summary>
    public Func<string, string?> ReadSecret { get; init; } = static _ => null;

    /// <summary>A person types the secret unseen, so it is asked for twice.</summary>
    public bool AsksTwice { get; init; }

    public required IAllocator Allocator { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public Language Language { get; init; } = Language.English;

    public Numbers Numbers => new(Language);

    /// <summary>Columns to lay tables out for. Piped text gets room, because nobody folds it.</summary>
    public int Width => Math.Clamp(TerminalWidth ?? (int.TryParse(Environment("COLUMNS"), out var columns) ? columns : 120), 60, 160);

    public bool UsesColour => OutIsTerminal && AllowsColour;

    /// <summary>See no-color.org; a dumb terminal understands no colours either.</summary>
    public bool AllowsColour => string.IsNullOrEmpty(Environment("NO_COLOR")) && !string.Equals(Environment("TERM"), "dumb", StringComparison.Ordinal);

    public string Say(Phrase phrase, params ReadOnlySpan<string?> parts) => parts.IsEmpty ? phrase.In(Language) : phrase.In(Language, parts);
}
