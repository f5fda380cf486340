namespace Matching.Engine.Allocation.FairShares;

/// <summary>Lines that are to get an amount whole or not at all are filled before the others of their class, which share what is left.</summary>
/// <remarks>What the lines of a class can draw is a polymatroid: whatever some of them have already, all together still reach the same sum.</remarks>
internal sealed class WholeFirst(FlowState state, ClassFill fill)
{
    /// <returns>The other atoms.</returns>
    public List<int> Fill(List<int> atoms, CancellationToken cancel)
    {
        var whole = atoms.FindAll(a => state.WholeVnd(a) > state.Base[a]);
        if (whole.Count == 0)
        {
            return atoms;
        }

        foreach (var a in whole)
        {
            state.Want(a, state.WholeVnd(a), andNoMore: false);
        }

        fill.Fill(whole, cancel);
        while (Farthest(whole) is { } dropped)
        {
            state.Drain(dropped, state.Got[dropped]);
            state.Want(dropped, state.Base[dropped], andNoMore: true);
            fill.Fill(whole.FindAll(a => Lacks(a) > 0), cancel);
        }

        return atoms.FindAll(a => state.WholeVnd(a) <= state.Base[a]);
    }

    /// <summary>Of those that something is missing to, the one with the smallest part; the last of these. What is settled somewhere is left as it is.</summary>
    private int? Farthest(List<int> whole) =>
        whole.Where(a => Lacks(a) > 0 && state.Base[a] == 0)
            .OrderBy(a => (Int128)state.Got[a] * 1_000_000 / state.Demand[a])
            .ThenByDescending(static a => a)
            .Cast<int?>().FirstOrDefault();

    private long Lacks(int atom) => state.Demand[atom] - state.Base[atom] - state.Got[atom];
}
