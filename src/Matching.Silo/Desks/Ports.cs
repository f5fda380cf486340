using System.Collections.Immutable;
using Matching.Engine.Deliveries;
using Matching.Engine.Geography;
using Matching.Engine.Geography.Succession;
using Matching.Engine.Intents;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Silo.Imports;
using Matching.Silo.Rounds;
using Matching.Silo.Store;

namespace Matching.Silo.Desks;

/// <summary>Everything that can be asked of the system of record. Each host of it passes one contract suite.</summary>
/// <remarks>
/// A write is answered when it is durable. <see cref="StoreUnavailableException"/> means that nobody knows: ask again with the same key.
/// </remarks>
public interface IMatchingHost : IAsyncDisposable
{
    ICatalogueDesk Catalogue { get; }

    IReferenceDesk Reference { get; }

    INoteDesk Notes { get; }

    INeedDesk Needs { get; }

    IPledgeDesk Pledges { get; }

    IRoundDesk Rounds { get; }

    IDeliveryDesk Deliveries { get; }

    IImportDesk Imports { get; }

    /// <summary>Reads from the tables; everything read in one call is of one moment.</summary>
    Task<T> ReadAsync<T>(Func<StoreContext, CancellationToken, Task<T>> read, CancellationToken cancel = default);

    /// <summary>Forgets the answers kept for keys older than this; a repetition after that is refused, never done again. Returns how many.</summary>
    Task<int> ForgetAnswersAsync(DateTimeOffset before, CancellationToken cancel = default);

    /// <summary>Writes, all the way to the disk, what changes nothing.</summary>
    /// <exception cref="StoreUnavailableException">The store takes no writes.</exception>
    Task ProbeAsync(CancellationToken cancel = default);

    /// <summary>Whether it can write, and if not, why.</summary>
    Exception? Stopped { get; }
}

/// <summary>Communes and items that needs and pledges refer to.</summary>
public interface ICatalogueDesk
{
    /// <summary>Adds communes and items, or brings known ones up to date. The price of an item with live lines stays as it is.</summary>
    Task<Answer> RegisterAsync(Intent intent, IReadOnlyList<Commune> communes, IReadOnlyList<Item> items, CancellationToken cancel = default);
}

public interface INeedDesk
{
    Task<Answer> DoAsync(Intent intent, CommuneId commune, NeedCommand command, CancellationToken cancel = default);

    /// <summary>
    /// Carries what is open of an older commune's live lines over to the communes that it is now: the lines are closed there, and new ones ask for the same units here.
    /// </summary>
    Task<Answer> CarryAsync(Intent intent, PlaceCode place, string reason, CancellationToken cancel = default);

    Task<CommuneView> FindAsync(CommuneId commune, CancellationToken cancel = default);
}

public interface IPledgeDesk
{
    Task<Answer> DoAsync(Intent intent, PledgeId pledge, PledgeCommand command, CancellationToken cancel = default);

    Task<PledgeView?> FindAsync(PledgeId pledge, CancellationToken cancel = default);

    /// <summary>Where the pledge went: every line of a published round that it gave to.</summary>
    Task<IReadOnlyList<AllocationView>> WayAsync(PledgeId pledge, CancellationToken cancel = default);

    /// <summary>Lets expire what is free and not handed over of every pledge whose last day is past; each once a day, whoever else does the same.</summary>
    /// <param name="actor">Who stands in the journal.</param>
    /// <returns>The pledges of which something expired now, by id.</returns>
    Task<IReadOnlyList<ExpiredPledge>> ExpireDueAsync(string actor, DateOnly today, CancellationToken cancel = default);
}

public interface IRoundDesk
{
    /// <summary>Create, edit, pin, propose, reopen, void and close; the steps that carry a content have a method of their own.</summary>
    Task<Answer> DoAsync(Intent intent, string round, RoundCommand command, CancellationToken cancel = default);

    /// <summary>Stores a snapshot of all live needs and accepted pledges as they stand, and freezes the round on it.</summary>
    Task<Answer> FreezeAsync(Intent intent, string round, CancellationToken cancel = default);

    /// <summary>Stores a finished plan; one that Matching.Verify complains about is refused.</summary>
    /// <param name="note">For people: policy, seed, version.</param>
    /// <param name="prices">What each pin costs.</param>
    Task<Answer> AddPlanAsync(Intent intent, string round, string planId, Plan plan, Fairness fairness, bool complete, string note, ImmutableArray<PinPrice> prices = default, CancellationToken cancel = default);

    /// <summary>Approves the proposed plan and holds what it gives, if nothing in the snapshot has changed since.</summary>
    Task<Answer> ApproveAsync(Intent intent, string round, CancellationToken cancel = default);

    /// <summary>Commits what is held, in one transaction, if no pledge or line that the plan uses has changed since the snapshot.</summary>
    Task<Answer> PublishAsync(Intent intent, string round, CancellationToken cancel = default);

    /// <summary>Closes a published round of which nothing is under way any more.</summary>
    Task<Answer> CloseAsync(Intent intent, string round, CancellationToken cancel = default);

    Task<RoundRecord?> FindAsync(string round, CancellationToken cancel = default);

    /// <summary>The snapshot or plan stored under a hash; <see langword="null"/> if there is none.</summary>
    Task<RoundSnapshot?> SnapshotAsync(string sha256, CancellationToken cancel = default);

    Task<Plan?> PlanAsync(string sha256, CancellationToken cancel = default);

    /// <summary>What a published round gave, and where it stands.</summary>
    Task<IReadOnlyList<AllocationView>> OutcomeAsync(string round, CancellationToken cancel = default);
}

public interface IDeliveryDesk
{
    Task<Answer> DoAsync(Intent intent, string round, PledgeId pledge, NeedId need, DeliveryCommand command, CancellationToken cancel = default);
}

/// <summary>Tables that people made with a spreadsheet.</summary>
public interface IImportDesk
{
    /// <summary>What the table would do if it were taken in now; writes nothing.</summary>
    Task<ImportOutlook> LookAsync(string actor, ImportOrder order, CancellationToken cancel = default);

    /// <summary>Takes the whole table in, in one transaction, if it does what a look at it showed.</summary>
    /// <param name="digest">Of that look; <see cref="Engine.Intents.RefusalCode.Stale"/> when the store has changed so that it would do something else.</param>
    /// <returns>The receipt has sequence 0 when there was nothing to change: then no entry was made.</returns>
    Task<Answer> TakeAsync(Intent intent, ImportOrder order, string digest, CancellationToken cancel = default);
}

/// <summary>A commune's needs with where each line stands.</summary>
public sealed record CommuneView(CommuneNeeds Needs, IReadOnlyDictionary<string, LineBalances> Lines);

/// <summary>A pledge with where its parts stand.</summary>
public sealed record PledgeView(PledgeRecord Record, PledgeBalances Balances);

/// <summary>What expired of a pledge, in its own measure.</summary>
public sealed record ExpiredPledge(PledgeId Pledge, DateOnly LastDay, long Amount);

/// <summary>What a published round gave one line from one pledge, and how far it is.</summary>
/// <remarks>Where two rounds gave the same line from the same pledge, the balances are those of both together.</remarks>
public sealed record AllocationView(Allocation Allocation, AllocationBalances Balances);
