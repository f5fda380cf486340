using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Matching.Api.SignIn.Store;
using Microsoft.AspNetCore.Identity;

namespace Matching.Api.SignIn.Passwords;

/// <summary>Refuses passwords made of what guessing programs try first: common words, Vietnamese and English, keyboard rows, runs, repetitions, and the account's own address.</summary>
/// <remarks>
/// A list of whole passwords knows few of fifteen characters; what people type is a chain of common pieces. So a password is cut into as few pieces as
/// possible, where a known piece counts one and any other character counts one, and it must come to <see cref="LeastPieces"/>.
/// </remarks>
internal sealed class GuessablePasswords : IPasswordValidator<Account>
{
    public const int LeastPieces = 8;

    private static readonly FrozenSet<string> Words = Read();
    private static readonly int Longest = Words.Max(word => word.Length);

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var ok = password is { Length: <= SignInRules.LongestPassword } && Pieces(password, user.Email ?? "") >= LeastPieces;
        return Task.FromResult(ok ? IdentityResult.Success : IdentityResult.Failed(new IdentityError { Code = "PasswordGuessable", Description = "The password is made of common pieces." }));
    }

    /// <summary>Into how few known pieces and single characters the password can be cut.</summary>
    internal static int Pieces(string password, string address)
    {
        var text = Plain(password);
        var own = address.Split('@', '.', '-', '_', '+').Select(Plain).Where(part => part.Length >= 3).ToHashSet(StringComparer.Ordinal);
        var fewest = new int[text.Length + 1];
        for (var end = 1; end <= text.Length; end++)
        {
            fewest[end] = fewest[end - 1] + 1;
            for (var start = 0; start < end - 1; start++)
            {
                var piece = text.AsSpan(start, end - start);
                if (fewest[start] + 1 < fewest[end] && IsKnown(piece, text.AsSpan(0, start), own))
                {
                    fewest[end] = fewest[start] + 1;
                }
            }
        }

        return fewest[^1];
    }

    private static bool IsKnown(ReadOnlySpan<char> piece, ReadOnlySpan<char> before, HashSet<string> own) =>
        IsRun(piece)
        || IsNumber(piece)
        || (piece.Length >= 2 && before.EndsWith(piece)) // said twice
        || (piece.Length <= Longest && Words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(piece))
        || own.GetAlternateLookup<ReadOnlySpan<char>>().Contains(piece);

    // aaaa, 1234, dcba.
    private static bool IsRun(ReadOnlySpan<char> piece)
    {
        var step = piece[1] - piece[0];
        for (var i = 2; i < piece.Length; i++)
        {
            if (piece[i] - piece[i - 1] != step)
            {
                return false;
            }
        }

        return piece.Length >= 3 && step is >= -1 and <= 1;
    }

    // Years, birthdays and telephone numbers.
    private static bool IsNumber(ReadOnlySpan<char> piece) => piece.Length <= 10 && !piece.ContainsAnyExceptInRange('0', '9');

    // Without case, marks and the usual disguises, so that "M@tKh4u" is "matkhau".
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            foreach (var c in rune.ToString().Normalize(NormalizationForm.FormKD))
            {
                if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                {
                    plain.Append(char.ToLowerInvariant(c) switch { 'đ' => 'd', '@' => 'a', '$' => 's', '!' => 'i', var other => other });
                }
            }
        }

        return WithoutDigitsInWords(plain.Replace(" ", ""));
    }

    // 0 is an o and 4 an a between letters; a digit among digits is a number.
    private static string WithoutDigitsInWords(StringBuilder text)
    {
        for (var i = 1; i < text.Length - 1; i++)
        {
            if (char.IsAsciiLetter(text[i - 1]) && char.IsAsciiLetter(text[i + 1]))
            {
                text[i] = text[i] switch { '0' => 'o', '1' => 'i', '3' => 'e', '4' => 'a', '5' => 's', '7' => 't', var other => other };
            }
        }

        return text.ToString();
    }

    private static FrozenSet<string> Read()
    {
        using var file = new StreamReader(typeof(GuessablePasswords).Assembly.GetManifestResourceStream("common-words.txt")!);
        return file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
