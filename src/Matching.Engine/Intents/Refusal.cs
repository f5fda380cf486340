using System.Globalization;

namespace Matching.Engine.Intents;

/// <summary>Why something that was asked for is not done. Faces choose a status by it; the sentences say the rest.</summary>
public enum RefusalCode
{
    /// <summary>What it is about is not there, or not for the one who asks.</summary>
    NotFound = 0,

    /// <summary>It makes no sense by itself: a missing reason, an amount out of range.</summary>
    Invalid,

    /// <summary>It makes sense, but not in the state that things are in.</summary>
    WrongState,

    /// <summary>Another person must do it.</summary>
    NotYou,

    /// <summary>The caller saw an older version.</summary>
    Stale,

    /// <summary>There is not so much left.</summary>
    NotEnough,

    /// <summary>It is there already.</summary>
    Duplicate,

    /// <summary>Something it relied on has changed.</summary>
    Changed,

    /// <summary>The same key came with another body.</summary>
    KeyReused,
}

/// <summary>A refusal: what kind, and a sentence that names the thing, the numbers and a way out.</summary>
public sealed record Refusal(RefusalCode Code, string En, string Vi)
{
    /// <summary>What exactly has changed, is double, and so on, one thing each; often empty.</summary>
    public IReadOnlyList<string> Things { get; init; } = [];

    public static Refusal Of(RefusalCode code, FormattableString en, FormattableString vi) =>
        new(code, en.ToString(CultureInfo.InvariantCulture), vi.ToString(CultureInfo.InvariantCulture));

    /// <summary>The refusal of an act that must say why and does not; <see langword="null"/> if it does.</summary>
    public static Refusal? WithoutReason(string? reason) => string.IsNullOrWhiteSpace(reason)
        ? Of(RefusalCode.Invalid, $"A reason must be stated.", $"Phải nêu lý do.")
        : null;

    /// <param name="lang">"vi" for Vietnamese; anything else is English.</param>
    public string Describe(string lang) => string.Equals(lang, "vi", StringComparison.Ordinal) ? Vi : En;

    public override string ToString() => $"{Code}: {En}";
}

/// <summary>What a rule answers: something decided, or why not.</summary>
/// <remarks>Exactly one of the two is there.</remarks>
public readonly record struct Decision<T>
{
    private readonly T? _value;

    private Decision(T? value, Refusal? refusal)
    {
        _value = value;
        Refusal = refusal;
    }

    public Refusal? Refusal { get; }

    public bool IsRefused => Refusal is not null;

    /// <summary>What was decided.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException(Refusal.En);

    public static implicit operator Decision<T>(T value) => new(value, null);

    public static implicit operator Decision<T>(Refusal refusal) => new(default, refusal);

    public Decision<T> ToDecision() => this;
}
