using System.Text;
using Matching.Samples;
using Xunit;

namespace Matching.Files.Tests;

/// <summary>Files damaged at random: whatever they hold, the answer is a round or a list of faults, never an exception.</summary>
public sealed class DamageTests
{
    private static readonly string[] s_splices =
        ["\"", ",", "\n", "\r", ";", "\0", "\uFEFF", "\u202E", "-", "99999999999999999999", "é\u0301", "'=", "{", "]", "\\u", "null", "\u200B", "III", "2026-02-30", new string('x', 33_000)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_damaged_round_is_read_or_refused(int seed)
    {
        using var folder = new TempFolder();
        var random = new Random(seed);
        RoundFolder.Write(RandomRound.Create(seed), folder.Root);
        for (var i = 0; i < 150; i++)
        {
            var reading = WithDamage(random, folder.Root, () => RoundFolder.Read(folder.Root));

            Assert.Equal(reading.Faults.IsEmpty, reading.Round is not null);
            Assert.All(reading.Faults, fault => Assert.True(fault.Line >= 0));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void A_damaged_plan_is_read_or_refused(int seed)
    {
        using var folder = new TempFolder();
        var random = new Random(seed);
        var round = RandomRound.Create(seed);
        PlanFolder.Write(round, Plans.Create(round, seed), Plans.Summary, folder.Sub("plan"));
        for (var i = 0; i < 150; i++)
        {
            var reading = WithDamage(random, folder.Sub("plan"), () => PlanFolder.Read(round, folder.Sub("plan")));

            Assert.Equal(reading.Faults.IsEmpty, reading.Plan is not null);
        }
    }

    private static T WithDamage<T>(Random random, string folder, Func<T> read)
    {
        var files = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToArray();
        var path = files[random.Next(files.Length)];
        var whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, Damage(random, whole));
        try
        {
            return read();
        }
        finally
        {
            File.WriteAllBytes(path, whole);
        }
    }

    private static byte[] Damage(Random random, byte[] bytes)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(bytes.Length + 1);
            bytes = random.Next(4) switch
            {
                0 => bytes[..at],
                1 => [.. bytes[..at], (byte)random.Next(256), .. bytes[Math.Min(at + 1, bytes.Length)..]],
                2 => [.. bytes[..at], .. bytes[random.Next(bytes.Length + 1)..]],
                _ => [.. bytes[..at], .. Encoding.UTF8.GetBytes(s_splices[random.Next(s_splices.Length)]), .. bytes[at..]],
            };
        }

        return bytes;
    }
}
