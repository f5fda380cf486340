using System.Collections.Immutable;
using System.Globalization;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;

namespace Matching.Engine.Ledger;

/// <summary>Everything that can happen to an amount. The numbers are part of the stored form and never change.</summary>
public enum MovementKind
{
    /// <summary>A pledge is accepted, or raised.</summary>
    Promise = 1,

    /// <summary>The donor hands over a part.</summary>
    Receive = 2,

    /// <summary>The donor calls back a free part that was not handed over.</summary>
    Withdraw = 3,

    /// <summary>A free part was not handed over in time.</summary>
    Expire = 4,

    /// <summary>A free part that was handed over is given back.</summary>
    Return = 5,

    /// <summary>An approved round holds a part for a line.</summary>
    Reserve = 6,

    /// <summary>The round lets it go.</summary>
    Unreserve = 7,

    /// <summary>A published round gives to the line what it held.</summary>
    Commit = 8,

    /// <summary>Given to the line, not sent, and free again.</summary>
    Release = 9,

    /// <summary>Sent.</summary>
    Dispatch = 10,

    /// <summary>Sent, come back, and free again.</summary>
    TakeBack = 11,

    /// <summary>Handed over in the commune.</summary>
    Deliver = 12,

    /// <summary>Counted and confirmed by the commune.</summary>
    Confirm = 13,

    /// <summary>Lost on the way: the line is open again, the amount is gone.</summary>
    Lose = 14,

    /// <summary>Missing when the commune counted: the line is open again, the amount is gone.</summary>
    FallShort = 15,

    /// <summary>A need line asks for so much, or so much more.</summary>
    Ask = 16,

    /// <summary>It asks for so much less, or is closed.</summary>
    Unask = 17,

    /// <summary>Somebody outside the fund gives so much of it.</summary>
    CoverOutside = 18,
}

/// <summary>One leg of a kind of movement: an amount leaves one kind of account for another.</summary>
/// <param name="OfNeed">Whether the leg moves the line's need (<see cref="Movement.NeedVnd"/>) and not the pledge's own amount.</param>
public readonly record struct Leg(AccountKind From, AccountKind To, bool OfNeed);

/// <summary>One posting: an amount enters (positive) or leaves (negative) an account. Never zero.</summary>
/// <param name="Movement">Which movement of the entry it belongs to, from 0.</param>
public readonly record struct Posting(int Movement, MovementKind Kind, Account Account, long Amount);

/// <summary>One movement: of which pledge, round and line, and how much.</summary>
public sealed record Movement
{
    public required MovementKind Kind { get; init; }

    public PledgeId? Pledge { get; init; }

    public string? Round { get; init; }

    public NeedId? Need { get; init; }

    /// <summary>What <see cref="Amount"/> counts; of no meaning where only a line is moved.</summary>
    public Measure Measure { get; init; }

    /// <summary>In the pledge's own measure, 1 to 10^15; 0 exactly where no pledge is moved.</summary>
    public long Amount { get; init; }

    /// <summary>Need of the line in đồng at its own unit cost, 1 to 10^15; 0 exactly where no line is moved.</summary>
    public long NeedVnd { get; init; }

    public static Movement OfPledge(MovementKind kind, PledgeId pledge, Measure measure, long amount) =>
        new() { Kind = kind, Pledge = pledge, Measure = measure, Amount = amount };

    public static Movement OfLine(MovementKind kind, NeedId need, long needVnd) =>
        new() { Kind = kind, Need = need, NeedVnd = needVnd };

    /// <summary>The postings: what leaves, then what enters, leg by leg.</summary>
    /// <param name="number">Number of the movement in its entry.</param>
    /// <exception cref="ArgumentException">The movement lacks what its kind needs, or an amount is out of range.</exception>
    public ImmutableArray<Posting> Postings(int number)
    {
        var postings = ImmutableArray.CreateBuilder<Posting>();
        foreach (var leg in MovementRules.Legs(Kind))
        {
            var amount = leg.OfNeed ? NeedVnd : Amount;
            if (amount is < 1 or > Vnd.Largest)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{Kind} of {amount}: 1 to {Vnd.Largest} can be moved."));
            }

            postings.Add(new(number, Kind, Account.Of(leg.From, Pledge, Round, Need, Measure), -amount));
            postings.Add(new(number, Kind, Account.Of(leg.To, Pledge, Round, Need, Measure), amount));
        }

        return postings.DrainToImmutable();
    }
}
