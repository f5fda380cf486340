using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Intents;
using Matching.Engine.Needs;
using Matching.Silo.Store;
using Matching.Silo.Store.Rows;

namespace Matching.Silo.Desks;

/// <summary>A commune's needs with the rows that they are kept in, tracked.</summary>
internal sealed class CommuneStore
{
    private readonly CommuneId _commune;
    private readonly Dictionary<string, NeedRow> _rows;
    private readonly CommuneNeedsRow? _head;

    private CommuneStore(CommuneId commune, CommuneNeedsRow? head, IEnumerable<NeedRow> rows, IEnumerable<AidRow> aid)
    {
        _commune = commune;
        _head = head;
        _rows = rows.ToDictionary(row => row.Id, StringComparer.Ordinal);
        Stands = Needs(commune, head?.Version ?? 0, _rows.Values, aid);
    }

    /// <summary>As it was read.</summary>
    public CommuneNeeds Stands { get; }

    public static CommuneStore Read(WriteScope scope, CommuneId commune) => new(
        commune,
        scope.Db.CommuneNeeds.Find(commune.Code),
        scope.Db.Needs.Where(row => row.Commune == commune.Code).ToList(),
        scope.Db.Aid.Where(row => row.Commune == commune.Code).ToList());

    /// <summary>Many at once: three questions for every few hundred communes.</summary>
    public static Dictionary<string, CommuneStore> Read(WriteScope scope, IEnumerable<string> communes)
    {
        var all = new Dictionary<string, CommuneStore>(StringComparer.Ordinal);
        foreach (var codes in communes.Chunk(400))
        {
            var heads = scope.Db.CommuneNeeds.Where(row => codes.Contains(row.Commune)).ToDictionary(row => row.Commune, StringComparer.Ordinal);
            var rows = scope.Db.Needs.Where(row => codes.Contains(row.Commune)).ToList().ToLookup(row => row.Commune, StringComparer.Ordinal);
            var aid = scope.Db.Aid.Where(row => codes.Contains(row.Commune)).ToList().ToLookup(row => row.Commune, StringComparer.Ordinal);
            foreach (var code in codes)
            {
                all.Add(code, new CommuneStore(new(code), heads.GetValueOrDefault(code), rows[code], aid[code]));
            }
        }

        return all;
    }

    public static CommuneNeeds Needs(CommuneId commune, long version, IEnumerable<NeedRow> lines, IEnumerable<AidRow> aid) => new()
    {
        Commune = commune,
        Version = version,
        Lines = lines.Select(row => StoreJson.Read<NeedRecord>(row.Document)).ToImmutableSortedDictionary(need => need.Line.Id.Value, need => need, StringComparer.Ordinal),
        Aid = [.. aid.OrderBy(row => row.Id, StringComparer.Ordinal).Select(row => StoreJson.Read<AidRecord>(row.Document))],
    };

    /// <summary>Tracks what is to be written so that the tables say <paramref name="next"/>.</summary>
    /// <returns>Why that cannot be: an id that another commune has.</returns>
    public Refusal? Keep(WriteScope scope, CommuneNeeds next)
    {
        var head = _head ?? scope.Db.CommuneNeeds.Add(new CommuneNeedsRow { Commune = _commune.Code }).Entity;
        head.Version = next.Version;
        foreach (var (id, need) in next.Lines)
        {
            if (Stands.Lines.TryGetValue(id, out var before) && before == need)
            {
                continue;
            }

            if (!_rows.TryGetValue(id, out var row))
            {
                if (scope.Db.Needs.Find(id) is not null)
                {
                    return TakenElsewhere(id);
                }

                row = scope.Db.Needs.Add(new NeedRow { Id = id, Commune = _commune.Code, Item = need.Line.Item.Code, State = "", Urgency = "", Document = "" }).Entity;
            }

            Fill(row, need);
        }

        foreach (var record in next.Aid.Skip(Stands.Aid.Length))
        {
            scope.Db.Aid.Add(new AidRow { Commune = _commune.Code, Id = record.Id, Item = record.Aid.Item.Code, Source = record.Aid.Source, Document = StoreJson.Text(record) });
        }

        return null;
    }

    /// <summary>Says no more than that: whose it is may not be the caller's to know.</summary>
    public static Refusal TakenElsewhere(string id) =>
        Refusal.Of(RefusalCode.Duplicate, $"Line {id} is one of another commune. Take another id.", $"Mã dòng {id} đã được xã khác dùng. Hãy dùng mã khác.");

    /// <summary>Events as the journal writes them.</summary>
    public static object Told(IEnumerable<NeedEvent> events) => events.Select(happened => new { Event = happened.GetType().Name, Data = (object)happened }).ToArray();

    private static void Fill(NeedRow row, NeedRecord need)
    {
        row.Year = need.Year;
        row.State = need.IsClosed ? "closed" : Views.Name(need.Line.Status);
        row.Urgency = Views.Name(need.Line.Urgency);
        row.Quantity = need.Line.Quantity;
        row.UnitCostVnd = need.UnitCost.Dong;
        row.Version = need.Version;
        row.Document = StoreJson.Text(need);
    }
}
