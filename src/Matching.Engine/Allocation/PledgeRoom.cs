using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation;

/// <summary>What a pledge may still give one line under its own amount conditions, given what it has committed; in its own measure.</summary>
internal static class PledgeRoom
{
    public static long For(RoundIndex index, Commitments commitments, int pledge, int line)
    {
        if (commitments.ShutLines.Contains(line))
        {
            return 0;
        }

        var at = index.PledgeAt(pledge);
        var room = index.Available[pledge] - commitments.UsedBy(pledge);
        var (inCommune, inProvince) = (0L, 0L);
        var province = index.CommuneProvince[index.LineCommune[line]];
        var onLine = 0L;
        foreach (var pair in commitments.Of(pledge))
        {
            if (pair.Line == line)
            {
                if (pair.Closed)
                {
                    return 0;
                }

                onLine += pair.Amount;
            }

            inCommune += index.LineCommune[pair.Line] == index.LineCommune[line] ? pair.Amount : 0;
            inProvince += index.CommuneProvince[index.LineCommune[pair.Line]] == province ? pair.Amount : 0;
        }

        if (at.CommuneCeiling is { } perCommune)
        {
            room = Math.Min(room, perCommune - inCommune);
        }

        if (at.ProvinceCeiling is { } perProvince)
        {
            room = Math.Min(room, perProvince - inProvince);
        }

        if (at.Conditions.MaxSharePercent is { } percent)
        {
            room = Math.Min(room, ShareOf(index, at, line, percent) - onLine);
        }

        foreach (var portion in at.Portions)
        {
            if (IsIn(index, portion, line))
            {
                room = Math.Min(room, portion.Most - commitments.Of(pledge).Where(pair => IsIn(index, portion, pair.Line)).Sum(static pair => pair.Amount));
            }
        }

        return room;
    }

    /// <summary>Whether the line is one of those that the rest of the pledge is kept from.</summary>
    public static bool IsIn(RoundIndex index, Portion portion, int line) =>
        portion.Holds(index.CommuneTier[index.LineCommune[line]], index.NeedAt(line).NeededBy);

    /// <summary>The most of one line that a share condition allows: <c>floor(value × percent / 100)</c> đồng, or units for goods.</summary>
    public static long ShareOf(RoundIndex index, Pledge pledge, int line, int percent) =>
        (long)((Int128)(pledge.Kind == PledgeKind.Goods ? index.Quantity[line] : index.DemandVnd[line]) * percent / 100);
}
