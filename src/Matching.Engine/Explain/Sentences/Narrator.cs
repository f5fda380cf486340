using System.Collections.Immutable;
using Matching.Engine.Measures;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;

namespace Matching.Engine.Explain.Sentences;

/// <summary>Makes sentences, Vietnamese or English, out of explanations. The same explanation always gives the same text.</summary>
public static class Narrator
{
    /// <summary>A reason in a few words, for tables.</summary>
    public static string Tell(LineReason reason, Language language) => new Words(language).Of(reason);

    /// <inheritdoc cref="Tell(LineReason, Language)"/>
    public static string Tell(PledgeReason reason, Language language) => new Words(language).Of(reason);

    /// <summary>A condition in a few words.</summary>
    public static string Tell(ServingCondition condition, Language language) => new Words(language).Of(condition);

    /// <summary>A class by number and in words: "class 2 (critical, tier 1, consumables)".</summary>
    public static string Tell(PriorityClass priority, Language language)
    {
        ArgumentNullException.ThrowIfNull(priority);
        return new Words(language).Of(priority);
    }

    /// <summary>One sentence or more in each entry, in reading order.</summary>
    public static ImmutableArray<string> Tell(LineExplanation line, Language language)
    {
        ArgumentNullException.ThrowIfNull(line);
        return [.. new LineSentences(line, new Words(language)).All()];
    }

    /// <inheritdoc cref="Tell(LineExplanation, Language)"/>
    public static ImmutableArray<string> Tell(PledgeExplanation pledge, Language language)
    {
        ArgumentNullException.ThrowIfNull(pledge);
        return [.. new PledgeSentences(pledge, new Words(language)).All()];
    }

    /// <inheritdoc cref="Tell(LineExplanation, Language)"/>
    public static ImmutableArray<string> Tell(CommuneExplanation commune, Language language)
    {
        ArgumentNullException.ThrowIfNull(commune);
        return [.. CommuneSentences.All(commune, new Words(language))];
    }

    /// <inheritdoc cref="Tell(LineExplanation, Language)"/>
    public static ImmutableArray<string> Tell(BottleneckExplanation bottleneck, Language language)
    {
        ArgumentNullException.ThrowIfNull(bottleneck);
        return [.. BottleneckSentences.All(bottleneck, new Words(language))];
    }

    /// <summary>One sentence: what money, with which conditions, lifts whom from what to what.</summary>
    public static string Tell(NextMoney next, Language language)
    {
        ArgumentNullException.ThrowIfNull(next);
        var words = new Words(language);
        return words.Whole(next.Rank) + ". " + BottleneckSentences.Appeal(next.Money, words) + " (" + words.Bottleneck(next.Bottleneck) + ", " + words.Of(next.Money.Class) + ").";
    }

    /// <summary>One sentence on a tier, or on all of them.</summary>
    public static string Tell(TierMeasures tier, Language language)
    {
        ArgumentNullException.ThrowIfNull(tier);
        return FairnessSentences.Of(tier, new Words(language));
    }

    /// <inheritdoc cref="Tell(LineExplanation, Language)"/>
    public static ImmutableArray<string> Tell(PriceOfFairness price, Language language)
    {
        ArgumentNullException.ThrowIfNull(price);
        return [.. FairnessSentences.All(price, new Words(language))];
    }
}
