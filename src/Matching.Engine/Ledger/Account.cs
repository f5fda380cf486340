using System.Globalization;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;

namespace Matching.Engine.Ledger;

/// <summary>Where an amount may stand. The numbers are part of the stored form and never change.</summary>
public enum AccountKind
{
    /// <summary>Use of a pledge, source: minus all that was ever promised.</summary>
    Donor = 1,

    /// <summary>Promised and free.</summary>
    Available = 2,

    /// <summary>Held by a round that is approved and not yet published.</summary>
    Reserved = 3,

    /// <summary>Given to a need line by a published round; still in the fund's hands.</summary>
    Committed = 4,

    /// <summary>On its way.</summary>
    Dispatched = 5,

    /// <summary>Handed over in the commune; the commune has not counted it yet.</summary>
    Delivered = 6,

    /// <summary>Counted and confirmed by the commune.</summary>
    Confirmed = 7,

    /// <summary>Lost on the way, or missing when it was counted.</summary>
    Lost = 8,

    /// <summary>Called back by the donor before it was handed over.</summary>
    Withdrawn = 9,

    /// <summary>Not handed over in time.</summary>
    Expired = 10,

    /// <summary>Given back to the donor after it was handed over.</summary>
    Returned = 11,

    /// <summary>Receipt of a pledge, source: minus all that was ever promised.</summary>
    Promise = 20,

    /// <summary>Promised, not handed over yet.</summary>
    Awaited = 21,

    /// <summary>Handed over to the fund.</summary>
    Received = 22,

    /// <summary>Not to be handed over any more: withdrawn or expired.</summary>
    CalledOff = 23,

    /// <summary>Handed over once, and given back.</summary>
    HandedBack = 24,

    /// <summary>A need line, source: minus all that it asks for.</summary>
    Asked = 30,

    /// <summary>Asked for and not met.</summary>
    Open = 31,

    /// <summary>Given by somebody outside the fund.</summary>
    Outside = 32,

    /// <summary>Held for a round that is approved and not yet published.</summary>
    Held = 33,

    /// <summary>Committed, on its way, delivered or confirmed.</summary>
    Taken = 34,
}

/// <summary>One account: its kind, whose it is, and what it counts.</summary>
/// <remarks>Which of pledge, round and need it names follows from its kind (<see cref="AccountKinds"/>).</remarks>
public readonly record struct Account
{
    private Account(AccountKind kind, string? pledge, string? round, string? need, Measure measure)
    {
        Kind = kind;
        Pledge = pledge;
        Round = round;
        Need = need;
        Measure = measure;
    }

    public AccountKind Kind { get; }

    public string? Pledge { get; }

    public string? Round { get; }

    public string? Need { get; }

    public Measure Measure { get; }

    /// <summary>The account of that kind that a movement with these parts touches: parts that the kind does not name are left out.</summary>
    /// <exception cref="ArgumentException">A part that the kind names is missing.</exception>
    public static Account Of(AccountKind kind, PledgeId? pledge, string? round, NeedId? need, Measure measure)
    {
        var names = kind.Names();
        return new(
            kind,
            names.Pledge ? Stated(pledge?.Value, kind, "pledge") : null,
            names.Round ? Stated(round, kind, "round") : null,
            names.Need ? Stated(need?.Value, kind, "need line") : null,
            names.Pledge ? measure : Measure.Need);
    }

    public static Account OfPledge(AccountKind kind, PledgeId pledge, Measure measure) => Of(kind, pledge, null, null, measure);

    public static Account OfLine(AccountKind kind, NeedId need) => Of(kind, null, null, need, Measure.Need);

    /// <summary>The account as text: kind number, pledge, round, need and measure, parted by <c>|</c>; <c>|</c> and <c>%</c> inside a part are written %7C and %25.</summary>
    public string Key => string.Create(
        CultureInfo.InvariantCulture, $"{(int)Kind}|{Escape(Pledge)}|{Escape(Round)}|{Escape(Need)}|{Escape(Measure.Code)}");

    /// <summary>The account of that text.</summary>
    /// <exception cref="FormatException">It is not the text of an account.</exception>
    public static Account Parse(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var parts = key.Split('|');
        if (parts.Length != 5
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !Enum.IsDefined((AccountKind)number))
        {
            throw new FormatException($"'{key}' is no account.");
        }

        var account = new Account((AccountKind)number, Unescape(parts[1]), Unescape(parts[2]), Unescape(parts[3]), Measure.Parse(Unescape(parts[4]) ?? ""));
        var names = account.Kind.Names();
        return names.Pledge == account.Pledge is not null && names.Round == account.Round is not null && names.Need == account.Need is not null
            && names.Pledge == (account.Measure != Measure.Need) && account.Key == key
            ? account
            : throw new FormatException($"'{key}' does not name what an account of kind {account.Kind} is about.");
    }

    public override string ToString() => Key;

    private static string Stated(string? part, AccountKind kind, string what) =>
        string.IsNullOrEmpty(part) ? throw new ArgumentException($"An account of kind {kind} needs a {what}.", what) : part;

    private static string? Escape(string? part) =>
        part?.Replace("%", "%25", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal);

    private static string? Unescape(string part) =>
        part.Length == 0 ? null : part.Replace("%7C", "|", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}

/// <summary>What the kinds of account have in common.</summary>
public static class AccountKinds
{
    /// <summary>Whether the account is a source, which stands at zero or below; every other one stands at zero or above.</summary>
    public static bool IsSource(this AccountKind kind) => kind is AccountKind.Donor or AccountKind.Promise or AccountKind.Asked;

    /// <summary>Whether it tells what a pledge is used for (<see cref="AccountKind.Donor"/> to <see cref="AccountKind.Returned"/>).</summary>
    public static bool IsUse(this AccountKind kind) => kind <= AccountKind.Returned;

    /// <summary>Whether it tells how much of a pledge was handed over.</summary>
    public static bool IsReceipt(this AccountKind kind) => kind is >= AccountKind.Promise and <= AccountKind.HandedBack;

    /// <summary>Whether it tells what became of a need line.</summary>
    public static bool IsLine(this AccountKind kind) => kind >= AccountKind.Asked;

    /// <summary>Which parts an account of that kind names.</summary>
    public static (bool Pledge, bool Round, bool Need) Names(this AccountKind kind) => kind switch
    {
        AccountKind.Reserved => (true, true, false),
        AccountKind.Held => (false, true, true),
        AccountKind.Committed or AccountKind.Dispatched or AccountKind.Delivered or AccountKind.Confirmed or AccountKind.Lost => (true, false, true),
        >= AccountKind.Asked => (false, false, true),
        _ => (true, false, false),
    };
}
