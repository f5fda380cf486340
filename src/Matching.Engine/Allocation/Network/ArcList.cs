namespace Matching.Engine.Allocation.Network;

/// <summary>Arcs in the order they were found, before they are laid out in rows.</summary>
/// <remarks>A tail below zero is source ~tail; a head below zero is line ~head; others are via nodes.</remarks>
internal sealed class ArcList
{
    private int[] _tail = new int[1024];
    private int[] _head = new int[1024];
    private long[] _cap = new long[1024];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Tails => _tail.AsSpan(0, Count);

    public ReadOnlySpan<int> Heads => _head.AsSpan(0, Count);

    public ReadOnlySpan<long> Caps => _cap.AsSpan(0, Count);

    public void Add(int tail, int head, long cap = FlowNetwork.Unlimited)
    {
        if (Count == _tail.Length)
        {
            Array.Resize(ref _tail, Count * 2);
            Array.Resize(ref _head, Count * 2);
            Array.Resize(ref _cap, Count * 2);
        }

        _tail[Count] = tail;
        _head[Count] = head;
        _cap[Count++] = cap;
    }
}
