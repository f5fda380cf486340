using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Matching.Api.SignIn.SecondFactor;

/// <summary>Codes of six digits that change every 30 seconds (RFC 6238, HMAC-SHA-1: the only kind that every authenticator app knows).</summary>
internal static class Totp
{
    private const int StepSeconds = 30;

    /// <summary>20 random bytes.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(20);

    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / StepSeconds;

    public static string Code(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // What RFC 6238 and the apps use; HMAC does not rest on collisions.
        HMACSHA1.HashData(secret, counter, mac);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[^1] & 15)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The time step whose code this is: now, or one before or after, for clocks that differ.</summary>
    public static long? Match(byte[] secret, string code, DateTimeOffset now)
    {
        long? match = null;
        var given = System.Text.Encoding.UTF8.GetBytes(code);
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(Code(secret, step)), given))
            {
                match = step;
            }
        }

        return match;
    }

    /// <summary>What an app reads from the QR code.</summary>
    public static string Address(byte[] secret, string email) =>
        $"otpauth://totp/Matching:{Uri.EscapeDataString(email)}?secret={Base32.Of(secret)}&issuer=Matching&algorithm=SHA1&digits=6&period=30";
}

/// <summary>Letters and digits that people do not confuse when they copy them (RFC 4648).</summary>
internal static class Base32
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <param name="bytes">A multiple of five, so that nothing is padded.</param>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length % 5, 0, nameof(bytes));
        var text = new char[bytes.Length / 5 * 8];
        for (var i = 0; i < text.Length; i++)
        {
            var bit = i * 5;
            var pair = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[bit / 8 + 1] : 0);
            text[i] = Letters[(pair >> (11 - bit % 8)) & 31];
        }

        return new string(text);
    }
}
