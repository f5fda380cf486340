using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Matching.Api.SignIn.SecondFactor;

namespace Matching.Api.SignIn.Keys;

/// <summary>A machine's key: <c>mk_</c>, eight characters to find it by, <c>_</c>, 256 random bits.</summary>
internal static class ApiKey
{
    private const int PrefixLength = 11;

    public static string New() => $"mk_{Base32.Of(RandomNumberGenerator.GetBytes(5))}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";

    /// <summary>The part that is no secret; <see langword="null"/> when it is no key at all.</summary>
    public static string? Prefix(string key) =>
        key.Length == PrefixLength + 44 && key.StartsWith("mk_", StringComparison.Ordinal) && key[PrefixLength] == '_' ? key[..PrefixLength] : null;

    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
