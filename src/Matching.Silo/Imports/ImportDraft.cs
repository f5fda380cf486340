using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Matching.Engine.Intents;
using Matching.Silo.Desks;

namespace Matching.Silo.Imports;

/// <summary>A table on its way in: what each row would do, and the entries that would be written.</summary>
internal sealed class ImportDraft(int rows)
{
    private readonly RowOutlook?[] _rows = new RowOutlook?[rows];

    /// <summary>One for each commune or pledge that changes.</summary>
    public List<Work> Works { get; } = [];

    public void Unchanged(int index, string id) => _rows[index] = new(index, id, RowEffect.Unchanged, [], null);

    public void Added(int index, string id) => _rows[index] = new(index, id, RowEffect.Added, [], null);

    public void Changed(int index, string id, IEnumerable<FieldChange> changes) => _rows[index] = new(index, id, RowEffect.Changed, [.. changes], null);

    public void Refused(int index, string id, Refusal refusal) => _rows[index] = new(index, id, RowEffect.Refused, [], refusal);

    public ImportOutlook Outlook(string kind, string contentSha256)
    {
        ImmutableArray<RowOutlook> all = [.. _rows.Select(row => row!)];
        var text = new StringBuilder(kind).Append('\n').Append(contentSha256);
        foreach (var row in all.OrderBy(row => row.Id, StringComparer.Ordinal).ThenBy(row => row.Effect))
        {
            // Line breaks cannot stand in ids; lengths keep the texts of cells apart.
            text.Append('\n').Append(row.Id).Append('\n').Append((int)row.Effect).Append(' ').Append(row.Refusal?.En);
            foreach (var change in row.Changes)
            {
                text.Append('\n').Append(change.Column).Append(' ').Append(change.Before.Length).Append(' ').Append(change.After.Length).Append(' ').Append(change.Before).Append(change.After);
            }
        }

        return new ImportOutlook(all, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))));
    }
}
