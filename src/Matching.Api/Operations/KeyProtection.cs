using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;

namespace Matching.Api.Operations;

/// <summary>Encrypts the data-protection keys, which make cookies and open the secrets of second factors, before they are put into the database.</summary>
internal static class KeyProtection
{
    /// <param name="certificates">The first encrypts new keys, each of them opens old ones. None: keys stand as they are in the database, and guarding it is guarding them.</param>
    public static void ProtectKeys(this IServiceCollection services, IReadOnlyList<X509Certificate2> certificates)
    {
        if (certificates.Count > 0)
        {
            services.AddDataProtection().ProtectKeysWithCertificate(certificates[0]).UnprotectKeysWithAnyCertificate([.. certificates]);
        }
    }
}
