using System.Security.Cryptography;

namespace Matching.Files;

/// <summary>The hash of what a table says, without how it says it.</summary>
internal static class ContentHash
{
    public static string Of(ImportReading reading)
    {
        using var hash = SHA256.Create();
        using (var into = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
        {
            switch (reading.Kind)
            {
                case ImportKind.Needs:
                    NeedsFile.Write(into, RoundFormat.Newest, [.. reading.Needs.OrderBy(static need => need.Id.Value, StringComparer.Ordinal)]);
                    break;
                case ImportKind.Pledges:
                    PledgesFile.Write(into, RoundFormat.Newest, [.. reading.Pledges.OrderBy(static pledge => pledge.Id.Value, StringComparer.Ordinal)]);
                    break;
                case ImportKind.Aid:
                    ExternalAidFile.Write(into, [.. reading.Aid
                        .OrderBy(static aid => aid.Commune.Code, StringComparer.Ordinal).ThenBy(static aid => aid.Item.Code, StringComparer.Ordinal).ThenBy(static aid => aid.Date)
                        .ThenBy(static aid => aid.Source, StringComparer.Ordinal).ThenBy(static aid => aid.Need?.Value, StringComparer.Ordinal)
                        .ThenBy(static aid => aid.AgeGroup, StringComparer.Ordinal).ThenBy(static aid => aid.Site, StringComparer.Ordinal).ThenBy(static aid => aid.Quantity)]);
                    break;
            }
        }

        return Convert.ToHexStringLower(hash.Hash!);
    }
}
