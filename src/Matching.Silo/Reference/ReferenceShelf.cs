using System.Collections.Immutable;
using System.Security.Cryptography;
using Matching.Engine.Geography;
using Matching.Engine.Geography.Succession;
using Matching.Engine.Needs;
using Matching.Silo.Store;
using Microsoft.EntityFrameworkCore;

namespace Matching.Silo.Reference;

/// <summary>Reads what counts now, and keeps it until it changes: the tables are large and change a few times a year.</summary>
internal sealed class ReferenceShelf
{
    private volatile Kept? _kept;

    /// <summary>What counts inside a write.</summary>
    public ReferenceBook Of(WriteScope scope)
    {
        string? details = null;
        var hash = "";
        using (var rows = scope.Query("SELECT details, hash FROM journal WHERE subject = @p0 ORDER BY sequence DESC LIMIT 1", ReferenceBook.Subject))
        {
            if (rows.Read())
            {
                (details, hash) = (rows.GetString(0), rows.GetString(1));
            }
        }

        return Of(details, hash, sha256 =>
        {
            using var rows = scope.Query("SELECT content FROM documents WHERE sha256 = @p0", sha256);
            return rows.Read() ? rows.GetFieldValue<byte[]>(0) : null;
        });
    }

    /// <summary>What counts at the moment that a read sees.</summary>
    public ReferenceBook Of(StoreContext db)
    {
        var last = db.Journal.Where(entry => entry.Subject == ReferenceBook.Subject).OrderByDescending(entry => entry.Sequence).Select(entry => new { entry.Details, entry.Hash }).FirstOrDefault();
        return Of(last?.Details, last?.Hash ?? "", sha256 => db.Documents.AsNoTracking().Where(row => row.Sha256 == sha256).Select(row => row.Content).FirstOrDefault());
    }

    /// <summary>Reads the documents anew.</summary>
    /// <exception cref="StoreRefusedException">One is missing or was changed.</exception>
    public static ReferenceBook Read(long version, ReferenceHeads heads, Func<string, byte[]?> content)
    {
        var places = SuccessionBook.Create(Items<SuccessionTable>(heads.Successions, content), Items<ShareDecision>(heads.Shares, content));
        var zones = ZoneBook.Create(Items<ZonePeriod>(heads.Zones, content));
        var prices = PriceBook.Create(Items<PriceNorm>(heads.Prices, content));
        return (places.Refusal ?? zones.Refusal ?? prices.Refusal) is { } wrong
            ? throw new StoreRefusedException("A reference document in the store contradicts itself; restore a backup. " + wrong.En)
            : new ReferenceBook { Version = version, Heads = heads, Places = places.Value, Zones = zones.Value, Prices = prices.Value, Aliases = Items<ItemAlias>(heads.Aliases, content) };
    }

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private ReferenceBook Of(string? details, string hash, Func<string, byte[]?> content)
    {
        if (details is null)
        {
            return ReferenceBook.Empty;
        }

        // The hash of the entry stands for all that was before it, so an entry of the same number that came to nothing is never mistaken for it.
        if (_kept is { } kept && kept.Hash == hash)
        {
            return kept.Book;
        }

        var entry = StoreJson.Read<ReferenceEntry>(details);
        var book = Read(entry.Version, entry.Heads, content);
        _kept = new Kept(hash, book);
        return book;
    }

    private static ImmutableArray<T> Items<T>(string? sha256, Func<string, byte[]?> content)
    {
        if (sha256 is null)
        {
            return [];
        }

        var bytes = content(sha256) ?? throw new StoreRefusedException($"Document {sha256} is missing from the store; restore a backup.");
        return Sha256(bytes) == sha256 ? StoreJson.Read<ImmutableArray<T>>(bytes) : throw new StoreRefusedException($"Document {sha256} was changed in the store; restore a backup.");
    }

    private sealed record Kept(string Hash, ReferenceBook Book);
}
