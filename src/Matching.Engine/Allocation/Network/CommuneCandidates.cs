namespace Matching.Engine.Allocation.Network;

/// <summary>Pledges for which communes are chosen: each is a source of its own, with one arc to every commune that it may choose.</summary>
internal sealed class CommuneCandidates
{
    private readonly Dictionary<int, int[]> _communes = [];
    private readonly Dictionary<int, (int Source, int[] Communes)> _found = [];

    /// <summary>Communes to be offered to a live pledge.</summary>
    public void Add(int pledge, int[] communes) => _communes.Add(pledge, communes);

    public int[]? Of(int pledge) => _communes.GetValueOrDefault(pledge);

    /// <summary>Tells where the network has the pledge: arc i of the source leads to commune i.</summary>
    public void Found(int pledge, int source, int[] communes) => _found.Add(pledge, (source, communes));

    /// <summary>Source and communes of every pledge that the network could take in, by pledge.</summary>
    public IEnumerable<(int Pledge, int Source, int[] Communes)> InNetwork =>
        _found.OrderBy(static x => x.Key).Select(static x => (x.Key, x.Value.Source, x.Value.Communes));
}
