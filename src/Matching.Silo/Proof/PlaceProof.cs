using System.Text.Json;
using System.Text.Json.Nodes;
using Matching.Engine.Geography.Succession;
using Matching.Engine.Ledger;
using Matching.Engine.Needs;
using Matching.Silo.Reference;
using Matching.Silo.Store;
using Microsoft.EntityFrameworkCore;

namespace Matching.Silo.Proof;

/// <summary>Every commune code resolves: those in use in the catalogue, older ones in the table that counted when they were written down. Every reference document is as it was stored.</summary>
internal sealed class PlaceProof(StoreContext db, FaultList faults)
{
    private readonly HashSet<string> _communes = [.. db.Communes.Select(row => row.Code)];
    private SuccessionBook _places = SuccessionBook.Empty;

    public void Add(JournalEntry entry)
    {
        try
        {
            if (entry.Subject == ReferenceBook.Subject)
            {
                var stated = StoreJson.Read<ReferenceEntry>(entry.Details);
                _places = ReferenceShelf.Read(stated.Version, stated.Heads, sha256 => db.Documents.AsNoTracking().Where(row => row.Sha256 == sha256).Select(row => row.Content).FirstOrDefault()).Places;
            }
            else if (entry.Details.Contains("\"reported_under\"", StringComparison.Ordinal))
            {
                CheckCarried(entry);
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or StoreRefusedException or InvalidOperationException)
        {
            faults.Add(new(LedgerFaultKind.DocumentChanged, entry.Sequence, entry.Subject, unreadable.Message, "a document that can be read"));
        }
    }

    /// <summary>Lines, aid and communes as they stand.</summary>
    public void Close()
    {
        var stray = db.Needs.Select(row => new { Thing = "need:" + row.Id, row.Commune }).AsEnumerable()
            .Concat(db.Aid.Select(row => new { Thing = "aid:" + row.Id, row.Commune }).AsEnumerable())
            .Where(row => !_communes.Contains(row.Commune));
        foreach (var row in stray)
        {
            faults.Add(new(LedgerFaultKind.PlaceUnresolved, 0, row.Thing, row.Commune, "a commune of the catalogue"));
        }
    }

    private void CheckCarried(JournalEntry entry)
    {
        foreach (var happened in JsonNode.Parse(entry.Details) is JsonArray events ? events : [])
        {
            var data = happened?["data"];
            var (commune, under) = (string?)happened?["event"] switch
            {
                nameof(NeedEvent.Reported) => (data?["need"]?["line"]?["commune"], data?["need"]?["reported_under"]),
                nameof(NeedEvent.AidRegistered) => (data?["aid"]?["aid"]?["commune"], data?["aid"]?["reported_under"]),
                _ => default,
            };
            if (commune is null || under is null)
            {
                continue;
            }

            var place = new PlaceCode((string?)under["set"] ?? "", (string?)under["code"] ?? "");
            if (!_places.Now(place).Contains((string?)commune ?? "", StringComparer.Ordinal) || !_places.IsOld(place))
            {
                faults.Add(new(LedgerFaultKind.PlaceUnresolved, entry.Sequence, entry.Subject, place.ToString(), "an older commune that became this one"));
            }
        }
    }
}
