using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Routing;
using Matching.Engine.Allocation.WholeUnits;
using Matching.Engine.Explain;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>
/// At the very end, the pledges that follow others (match_percent, cofund_min_percent) join lines on which others have put money: whole units, first as
/// far as the fair shares go, then as far as the lines ask, classes in order and the poorest line first.
/// </summary>
/// <remarks>Money of other followers is not counted, so the order among them gives nobody a claim that another takes back; what others give stays as it is.</remarks>
internal static class MatchPlacer
{
    public static void Run(WholeResult whole, Commitments commitments, FairPlan fair, CancellationToken cancel)
    {
        var state = whole.State;
        var index = state.Index;
        var followers = Enumerable.Range(0, index.PledgeCount).Where(p => index.PledgeAt(p).Conditions.FollowsOthers).ToList();
        if (followers.Count == 0)
        {
            return;
        }

        var lookup = new RoundLookup(index.Round);
        var (_, othersVnd) = WholeRouter.PerLine(state, commitments);
        for (var line = 0; line < index.LineCount; line++)
        {
            othersVnd[line] += commitments.BaseVnd[line] - (commitments.BaseUnits[line] * index.UnitCostVnd[line]);
        }

        foreach (var p in followers)
        {
            cancel.ThrowIfCancellationRequested();
            int[] lines = [.. Enumerable.Range(0, index.LineCount)
                .Where(line => othersVnd[line] > 0 && state.LineUnits[line] < index.Quantity[line] && Eligibility.MayServe(lookup, index.PledgeAt(p), index.Need[line]))
                .OrderBy(line => index.LineClass[line])
                .ThenBy(line => (decimal)state.LineUnits[line] / index.Quantity[line])
                .ThenBy(static line => line)];
            foreach (var toTheFull in new[] { false, true })
            {
                foreach (var line in lines)
                {
                    Join(p, line, toTheFull);
                }
            }
        }

        void Join(int p, int line, bool toTheFull)
        {
            var cost = index.UnitCostVnd[line];
            var fairUnits = (fair.Share[line].WholeVnd + cost - 1) / cost;
            var wanted = Math.Min(index.Quantity[line], toTheFull ? long.MaxValue : fairUnits) - state.LineUnits[line];
            var given = commitments.Of(p).Where(pair => pair.Line == line).Sum(static pair => pair.Amount);
            var room = Math.Min(PledgeRoom.For(index, commitments, p, line), index.PledgeAt(p).Conditions.MostBeside(othersVnd[line]) - given);
            room = Math.Min(room, state.ProvinceCapVnd - state.ProvinceVnd[state.ProvinceOf(line)]);
            var units = Math.Min(wanted, room / cost);
            if (units > 0)
            {
                commitments.Commit(p, line, units * cost, closed: false);
                state.LineUnits[line] += units;
                state.ProvinceVnd[state.ProvinceOf(line)] += units * cost;
            }
        }
    }
}
