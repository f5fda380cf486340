using System.CommandLine;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;

namespace Matching.Cli.Commands;

/// <summary>A line that a person may type, and what it does.</summary>
internal sealed record Example(string Line, Phrase Meaning);

/// <summary>A command with the examples that its help shows.</summary>
internal sealed class Verb : Command
{
    public Verb(string name, Phrase purpose, Language language)
        : base(name, purpose.In(language))
    {
    }

    public required IReadOnlyList<Example> Examples { get; init; }

    /// <summary>Told below the options, where a sentence more is needed.</summary>
    public Phrase? Remark { get; init; }
}
