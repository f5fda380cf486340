using System.Buffers.Binary;

namespace Matching.Solvers.Wire;

/// <summary>Writes protocol buffer fields (proto3 encoding: varints, doubles, packed lists, nested messages) into one growing array.</summary>
internal sealed class ProtoWriter
{
    private byte[] _bytes = new byte[256];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Integer(int field, long value)
    {
        Varint((uint)field << 3);
        Varint(unchecked((ulong)value));
    }

    public void Double(int field, double value)
    {
        Varint(((uint)field << 3) | 1);
        BinaryPrimitives.WriteDoubleLittleEndian(Room(8), value);
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((uint)field << 3) | 2);
        Varint((uint)value.Length);
        value.CopyTo(Room(value.Length));
    }

    public void Packed(int field, ReadOnlySpan<long> values)
    {
        var length = 0;
        foreach (var value in values)
        {
            length += Size(unchecked((ulong)value));
        }

        Varint(((uint)field << 3) | 2);
        Varint((uint)length);
        foreach (var value in values)
        {
            Varint(unchecked((ulong)value));
        }
    }

    public void Packed(int field, ReadOnlySpan<int> values)
    {
        var length = 0;
        foreach (var value in values)
        {
            length += Size(unchecked((ulong)value));
        }

        Varint(((uint)field << 3) | 2);
        Varint((uint)length);
        foreach (var value in values)
        {
            Varint(unchecked((ulong)value));
        }
    }

    private static int Size(ulong value) => ((63 - System.Numerics.BitOperations.LeadingZeroCount(value | 1)) / 7) + 1;

    private void Varint(ulong value)
    {
        var room = Room(Size(value));
        for (var k = 0; k < room.Length; k++)
        {
            room[k] = unchecked((byte)(value | 0x80));
            value >>= 7;
        }

        room[^1] &= 0x7F;
    }

    private Span<byte> Room(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, checked((int)Math.Min(Array.MaxLength, Math.Max((long)_length + count, 2L * _bytes.Length))));
        }

        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
