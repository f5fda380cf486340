namespace Matching.Solvers.Workers;

/// <summary>Reads lines from a stream that is not trusted: one that never ends its line is given up on.</summary>
internal sealed class LineReader(Stream stream)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _from;
    private int _to;

    /// <summary>The next line without its end, valid until the next call; null when the stream has ended.</summary>
    /// <exception cref="WorkerException">The line is longer than <paramref name="most"/> bytes.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(int most)
    {
        var seen = 0;
        while (true)
        {
            var end = _buffer.AsSpan(_from + seen, _to - _from - seen).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = _buffer.AsMemory(_from, seen + end);
                _from += seen + end + 1;
                return line;
            }

            seen = _to - _from;
            if (seen > most)
            {
                throw new WorkerException(WorkerFailure.Garbled, $"it said more than {most} bytes in one line");
            }

            MakeRoom();
            var count = await stream.ReadAsync(_buffer.AsMemory(_to));
            if (count == 0)
            {
                return null;
            }

            _to += count;
        }
    }

    private void MakeRoom()
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
        }

        if (_to == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }
}
