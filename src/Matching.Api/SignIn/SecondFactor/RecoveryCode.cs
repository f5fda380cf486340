using System.Security.Cryptography;
using System.Text;

namespace Matching.Api.SignIn.SecondFactor;

/// <summary>A code that stands in once for a lost authenticator: 80 random bits, so that its plain SHA-256 cannot be guessed back.</summary>
internal static class RecoveryCode
{
    /// <summary><c>ABCD-EFGH-JKLM-NPQR</c>.</summary>
    public static string New()
    {
        var code = Base32.Of(RandomNumberGenerator.GetBytes(10));
        return $"{code[..4]}-{code[4..8]}-{code[8..12]}-{code[12..]}";
    }

    /// <summary>SHA-256 in hex of what matters of it: letters and digits, whatever the case, spaces or hyphens.</summary>
    public static string Hash(string code)
    {
        var plain = string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plain)));
    }
}
