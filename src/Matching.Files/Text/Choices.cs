using System.Text;

namespace Matching.Files;

/// <summary>The words that a cell may hold, and what each means.</summary>
internal sealed class Choices<T>(params (string Word, T Meaning)[] words)
    where T : struct
{
    private readonly byte[][] _bytes = [.. words.Select(pair => Encoding.ASCII.GetBytes(pair.Word))];
    private readonly string _all = string.Join(", ", words.Select(pair => pair.Word));

    public bool TryRead(ReadOnlySpan<byte> cell, out T meaning)
    {
        for (var i = 0; i < _bytes.Length; i++)
        {
            if (cell.SequenceEqual(_bytes[i]))
            {
                meaning = words[i].Meaning;
                return true;
            }
        }

        meaning = default;
        return false;
    }

    public bool TryRead(string text, out T meaning) => TryRead(Encoding.UTF8.GetBytes(text), out meaning);

    /// <summary>The word that is written for a meaning.</summary>
    public string Word(T meaning)
    {
        foreach (var (word, other) in words)
        {
            if (EqualityComparer<T>.Default.Equals(other, meaning))
            {
                return word;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(meaning), meaning, "No word of the format stands for this value.");
    }

    /// <summary>What to say of a word that is none of them: all that are, and the likely slip.</summary>
    public Wanted Advice(string found)
    {
        foreach (var (word, _) in words)
        {
            if (string.Equals(word, found, StringComparison.OrdinalIgnoreCase))
            {
                return new Wanted($"{_all}; written exactly so: {word}", $"{_all}; viết đúng như sau: {word}");
            }
        }

        return found.Any(c => c > '\u007F')
            ? new Wanted($"{_all}; in plain Latin letters (some letters of other scripts look the same)", $"{_all}; bằng chữ Latinh thường (có chữ của bộ chữ khác trông giống hệt)")
            : new Wanted($"one of: {_all}", $"một trong: {_all}");
    }
}
