using System.Security.Cryptography;

namespace Matching.Files;

/// <summary>A file read once, front to back: what is parsed is what is hashed.</summary>
internal sealed class HashedInput : IDisposable
{
    private readonly Stream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public HashedInput(Stream stream) => _stream = stream;

    public HashedInput(string path)
        : this(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan))
    {
    }

    public long Length { get; private set; }

    /// <summary>Fills as much of <paramref name="buffer"/> as one call gives; 0 at the end.</summary>
    public int Read(Span<byte> buffer)
    {
        var read = _stream.Read(buffer);
        _hash.AppendData(buffer[..read]);
        Length += read;
        return read;
    }

    /// <summary>Reads what nobody parses any more, and gives the SHA-256 of all bytes in lower-case hex.</summary>
    public string Finish()
    {
        var scratch = new byte[64 * 1024];
        while (Read(scratch) > 0)
        {
        }

        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose()
    {
        _hash.Dispose();
        _stream.Dispose();
    }
}
