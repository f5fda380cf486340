using System.Collections.Immutable;
using static Matching.Engine.Ledger.AccountKind;

namespace Matching.Engine.Ledger;

/// <summary>The closed set of movements: from which kinds of account to which each goes. What is not here cannot be posted.</summary>
public static class MovementRules
{
    private static readonly ImmutableSortedDictionary<MovementKind, ImmutableArray<Leg>> All = new Dictionary<MovementKind, ImmutableArray<Leg>>
    {
        [MovementKind.Promise] = [Own(Donor, Available), Own(AccountKind.Promise, Awaited)],
        [MovementKind.Receive] = [Own(Awaited, Received)],
        [MovementKind.Withdraw] = [Own(Available, Withdrawn), Own(Awaited, CalledOff)],
        [MovementKind.Expire] = [Own(Available, Expired), Own(Awaited, CalledOff)],
        [MovementKind.Return] = [Own(Available, Returned), Own(Received, HandedBack)],
        [MovementKind.Reserve] = [Own(Available, Reserved), Need(Open, Held)],
        [MovementKind.Unreserve] = [Own(Reserved, Available), Need(Held, Open)],
        [MovementKind.Commit] = [Own(Reserved, Committed), Need(Held, Taken)],
        [MovementKind.Release] = [Own(Committed, Available), Need(Taken, Open)],
        [MovementKind.Dispatch] = [Own(Committed, Dispatched)],
        [MovementKind.TakeBack] = [Own(Dispatched, Available), Need(Taken, Open)],
        [MovementKind.Deliver] = [Own(Dispatched, Delivered)],
        [MovementKind.Confirm] = [Own(Delivered, Confirmed)],
        [MovementKind.Lose] = [Own(Dispatched, Lost), Need(Taken, Open)],
        [MovementKind.FallShort] = [Own(Delivered, Lost), Need(Taken, Open)],
        [MovementKind.Ask] = [Need(Asked, Open)],
        [MovementKind.Unask] = [Need(Open, Asked)],
        [MovementKind.CoverOutside] = [Need(Open, Outside)],
    }.ToImmutableSortedDictionary();

    public static IEnumerable<MovementKind> Kinds => All.Keys;

    /// <summary>The legs of a kind, in the order in which they are posted.</summary>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public static ImmutableArray<Leg> Legs(MovementKind kind) =>
        All.TryGetValue(kind, out var legs) ? legs : throw new ArgumentException($"{kind} is no kind of movement.", nameof(kind));

    /// <summary>Whether the postings are exactly what one movement of their kind posts: its accounts, in its order, of one pledge, round and line.</summary>
    /// <param name="postings">All postings of one movement, in their order.</param>
    public static bool Fit(ReadOnlySpan<Posting> postings)
    {
        if (postings.IsEmpty || !All.TryGetValue(postings[0].Kind, out var legs) || postings.Length != legs.Length * 2)
        {
            return false;
        }

        string? pledge = null, round = null, need = null;
        Measure? measure = null;
        long? own = null;
        for (var i = 0; i < postings.Length; i++)
        {
            var (posting, leg) = (postings[i], legs[i / 2]);
            var isFrom = i % 2 == 0;
            var account = posting.Account;
            if (posting.Kind != postings[0].Kind || account.Kind != (isFrom ? leg.From : leg.To)
                || !Same(ref pledge, account.Pledge) || !Same(ref round, account.Round) || !Same(ref need, account.Need))
            {
                return false;
            }

            if (!leg.OfNeed)
            {
                measure ??= account.Measure;
                own ??= -posting.Amount;
                if (account.Measure != measure || posting.Amount != (isFrom ? -own : own))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool Same(ref string? known, string? next)
    {
        known ??= next;
        return next is null || known == next;
    }

    private static Leg Own(AccountKind from, AccountKind to) => new(from, to, OfNeed: false);

    private static Leg Need(AccountKind from, AccountKind to) => new(from, to, OfNeed: true);
}
