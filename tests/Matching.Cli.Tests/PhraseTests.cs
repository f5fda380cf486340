using System.Reflection;
using System.Text.RegularExpressions;
using Matching.Cli.Wording;
using Matching.Engine.Allocation;
using Matching.Engine.Needs;

namespace Matching.Cli.Tests;

public sealed partial class PhraseTests
{
    public static TheoryData<string> Names =>
        [.. typeof(Phrases).GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(f => f.FieldType == typeof(Phrase)).Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_phrase_says_the_same_things_in_both_languages(string name)
    {
        var phrase = (Phrase)typeof(Phrases).GetField(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(null)!;

        Assert.False(string.IsNullOrWhiteSpace(phrase.Vi));
        Assert.False(string.IsNullOrWhiteSpace(phrase.En));
        Assert.Equal(Gaps(phrase.En), Gaps(phrase.Vi));
        Assert.True(phrase.Vi.IsNormalized(), "Vietnamese text is kept in NFC.");
    }

    [Fact]
    public void Every_stage_urgency_kind_and_conflict_has_words_of_its_own()
    {
        AllDiffer(Enum.GetValues<SolveStage>().Select(Phrases.Stage));
        AllDiffer(Enum.GetValues<Urgency>().Select(Phrases.Word));
        AllDiffer(Enum.GetValues<ItemKind>().Select(Phrases.Word));
        AllDiffer(Enum.GetValues<PinConflictKind>().Select(Phrases.Word));
    }

    private static void AllDiffer(IEnumerable<Phrase> phrases)
    {
        var all = phrases.ToList();
        Assert.Equal(all.Count, all.Select(p => p.Vi).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(all.Count, all.Select(p => p.En).Distinct(StringComparer.Ordinal).Count());
    }

    private static IEnumerable<string> Gaps(string text) => Gap().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d+\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gap();
}
