namespace Matching.Files;

/// <summary>The checksum of ZIP entries (polynomial 0xEDB88320), which the framework stores but does not compare when it unpacks.</summary>
internal struct Crc32
{
    private static readonly uint[] s_table = Table();

    private uint _inverted;

    public readonly uint Value => _inverted;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var register = ~_inverted;
        foreach (var value in bytes)
        {
            register = s_table[(register ^ value) & 0xFF] ^ (register >> 8);
        }

        _inverted = ~register;
    }

    private static uint[] Table()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : 0xEDB88320 ^ (value >> 1);
            }

            table[i] = value;
        }

        return table;
    }
}
