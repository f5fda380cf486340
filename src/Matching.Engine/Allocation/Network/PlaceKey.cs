namespace Matching.Engine.Allocation.Network;

/// <summary>Key of what was made for a place: cheap to hash, for the millions of lookups while a network is built.</summary>
/// <param name="what">Kind or taste.</param>
/// <param name="part">A part of it (a deadline, a span of deadlines), or 0.</param>
internal readonly struct PlaceKey(int geo, int what, int part, bool goods) : IEquatable<PlaceKey>
{
    private readonly int _geo = geo;
    private readonly int _what = what;
    private readonly int _part = part;
    private readonly bool _goods = goods;

    public bool Equals(PlaceKey other) => _geo == other._geo && _what == other._what && _part == other._part && _goods == other._goods;

    public override bool Equals(object? obj) => obj is PlaceKey other && Equals(other);

    public override int GetHashCode()
    {
        unchecked
        {
            var hash = ((uint)_geo * 0x9E3779B1u) + ((uint)_what * 0x85EBCA77u) + ((uint)_part * 0xC2B2AE3Du) + (_goods ? 0x27D4EB2Fu : 0u);
            return (int)(hash ^ (hash >> 15));
        }
    }
}
