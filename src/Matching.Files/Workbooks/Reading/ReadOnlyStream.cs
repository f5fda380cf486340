namespace Matching.Files;

/// <summary>A stream that is read once, front to back.</summary>
internal abstract class ReadOnlyStream : Stream
{
    private long _read;

    public sealed override bool CanRead => true;

    public sealed override bool CanSeek => false;

    public sealed override bool CanWrite => false;

    public sealed override long Length => throw new NotSupportedException();

    /// <summary>Bytes that were read.</summary>
    public sealed override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public sealed override int Read(Span<byte> buffer)
    {
        var read = buffer.IsEmpty ? 0 : Next(buffer);
        _read += read;
        return read;
    }

    public sealed override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public sealed override void Flush()
    {
    }

    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public sealed override void SetLength(long value) => throw new NotSupportedException();

    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Fills as much of the buffer, which holds at least a byte, as one call gives; 0 at the end.</summary>
    protected abstract int Next(Span<byte> buffer);
}
