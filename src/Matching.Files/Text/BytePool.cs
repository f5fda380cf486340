using System.Diagnostics.CodeAnalysis;

namespace Matching.Files;

/// <summary>What a cell's bytes came to the last time, so that codes that repeat a million times are made once.</summary>
/// <param name="capacity">Entries kept at most; later ones are simply not remembered.</param>
internal sealed class BytePool<T>(int capacity = 65_536)
{
    private readonly Dictionary<byte[], T> _known = new(ByteComparer.Instance);

    public bool TryGet(ReadOnlySpan<byte> cell, [MaybeNullWhen(false)] out T value) =>
        _known.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(cell, out value);

    public void Remember(ReadOnlySpan<byte> cell, T value)
    {
        if (_known.Count < capacity)
        {
            _known[cell.ToArray()] = value;
        }
    }

    private sealed class ByteComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly ByteComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode); // seeded per process, so that no file can be made to collide
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
