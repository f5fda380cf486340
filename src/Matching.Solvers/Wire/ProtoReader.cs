using System.Buffers.Binary;

namespace Matching.Solvers.Wire;

/// <summary>Reads protocol buffer fields one after another; the caller takes those it knows and skips the rest.</summary>
/// <remarks>The bytes come from another process: every length is looked at before it is used.</remarks>
internal ref struct ProtoReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;
    private int _kind;

    /// <summary>Number of the field that stands next; 0 before the first.</summary>
    public int Field { get; private set; }

    /// <summary>Moves to the next field; false at the end.</summary>
    /// <exception cref="FormatException">The bytes are not a message.</exception>
    public bool Next()
    {
        if (_at == _bytes.Length)
        {
            return false;
        }

        var tag = Varint();
        if (tag >> 3 is 0 or > int.MaxValue)
        {
            throw new FormatException("A protocol buffer names field 0.");
        }

        (Field, _kind) = ((int)(tag >> 3), (int)(tag & 7));
        return true;
    }

    public long Integer()
    {
        Expect(0);
        return unchecked((long)Varint());
    }

    public double Double()
    {
        Expect(1);
        return BinaryPrimitives.ReadDoubleLittleEndian(Take(8));
    }

    public ReadOnlySpan<byte> Bytes()
    {
        Expect(2);
        return Take(Varint());
    }

    /// <summary>Adds the values of a list, packed or single.</summary>
    public void Integers(List<long> into)
    {
        if (_kind == 0)
        {
            into.Add(Integer());
            return;
        }

        var list = new ProtoReader(Bytes());
        while (list._at < list._bytes.Length)
        {
            into.Add(unchecked((long)list.Varint()));
        }
    }

    public void Skip()
    {
        switch (_kind)
        {
            case 0:
                Varint();
                break;
            case 1:
                Take(8);
                break;
            case 2:
                Take(Varint());
                break;
            case 5:
                Take(4);
                break;
            default:
                throw new FormatException($"A protocol buffer has a field of the unknown kind {_kind}.");
        }
    }

    private readonly void Expect(int kind)
    {
        if (_kind != kind)
        {
            throw new FormatException($"A protocol buffer has field {Field} of kind {_kind}; {kind} was expected.");
        }
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_at == _bytes.Length)
            {
                break;
            }

            var next = _bytes[_at++];
            value |= unchecked((ulong)(next & 0x7F) << shift);
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("A protocol buffer ends inside a number.");
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(_bytes.Length - _at))
        {
            throw new FormatException($"A protocol buffer promises {count} bytes and has {_bytes.Length - _at}.");
        }

        var part = _bytes.Slice(_at, (int)count);
        _at += (int)count;
        return part;
    }
}
