namespace Matching.Engine.Allocation.Network;

/// <summary>Numbers for the via nodes, so that what a search of one class visits lies close together in memory.</summary>
internal static class ViaOrder
{
    /// <summary>Class by class, line by line: whatever leads to the line and has no number yet.</summary>
    /// <param name="lines">Number of lines; they are ordered by class.</param>
    /// <param name="firstNumber">The lowest number to give.</param>
    /// <returns>Per via node: its number.</returns>
    public static int[] NearTheirLines(ArcList arcs, int vias, int lines, int firstNumber)
    {
        var into = new int[vias + lines + 1];
        foreach (var head in arcs.Heads)
        {
            into[Slot(head) + 1]++;
        }

        for (var i = 0; i < vias + lines; i++)
        {
            into[i + 1] += into[i];
        }

        var feeder = new int[arcs.Count];
        var next = into.AsSpan(0, vias + lines).ToArray();
        for (var e = 0; e < feeder.Length; e++)
        {
            feeder[next[Slot(arcs.Heads[e])]++] = arcs.Tails[e];
        }

        var number = new int[vias];
        Array.Fill(number, -1);
        var count = firstNumber;
        var open = new Stack<int>();
        for (var line = 0; line < lines; line++)
        {
            open.Push(vias + line);
            while (open.TryPop(out var at))
            {
                foreach (var tail in feeder.AsSpan(into[at], into[at + 1] - into[at]))
                {
                    if (tail >= 0 && number[tail] < 0)
                    {
                        number[tail] = count++;
                        open.Push(tail);
                    }
                }
            }
        }

        return number; // every via node leads to some line

        int Slot(int head) => head < 0 ? vias + ~head : head;
    }
}
