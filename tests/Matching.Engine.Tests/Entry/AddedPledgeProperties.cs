using Matching.Engine.Allocation;
using Matching.Engine.Entry;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Engine.Tests.Allocation;
using Matching.Samples;

namespace Matching.Engine.Tests.Entry;

/// <summary>A pledge worked into a solved round gives every line exactly what a full solve gives it.</summary>
public sealed class AddedPledgeProperties
{
    private static readonly RandomOptions Network = RandomOptions.PureNetwork with { MaxCommunes = 10, MaxLines = 40, MaxPledges = 20 };

    private static readonly RandomOptions Any = RandomOptions.Everything with { ProvinceCap = false, MaxLines = 30, MaxPledges = 15 };

    private int _worked;
    private int _full;

    [Theory]
    [InlineData(1)]
    [InlineData(1_000_003)]
    public void Fair_shares_without_projects_are_those_of_a_full_solve(long dongPerPrice)
    {
        Seeds.Hold(300, Network, round => AssertSame(dongPerPrice == 1 ? round : round.WithPricesTimes(dongPerPrice)));
        Assert.True(_worked > 300 && _full == 0, $"{_worked} worked in, {_full} solved in full");
    }

    [Fact]
    public void Fair_shares_of_rounds_of_every_kind_are_those_of_a_full_solve()
    {
        Seeds.Hold(600, Any, AssertSame);
        Assert.True(_worked > 300, $"{_worked} worked in, {_full} solved in full");
    }

    private void AssertSame(Round round)
    {
        foreach (var pledge in round.Pledges)
        {
            if (round.Pins.Any(pin => pin.Pledge == pledge.Id))
            {
                continue;
            }

            var before = SolvedShares.Of(round with { Pledges = round.Pledges.Remove(pledge) }, 1, CancellationToken.None, out _);
            var full = SolvedShares.Of(round, 1, CancellationToken.None, out _);
            if (before is null || full is null || before.IsWhole || full.IsWhole)
            {
                continue;
            }

            var unit = pledge.Item is { } item ? Matching.Engine.Allocation.Network.NetworkBuilder.UnitValueVnd(before.Index, before.Index.ItemById[item]) : 1;
            var changed = unit == 0 ? null : new ExchangedPledge(before).With(PledgeHeads.Of(before, pledge, unit), CancellationToken.None)?.ByLine(before);
            if (changed is null)
            {
                _full++;
                continue;
            }

            _worked++;
            for (var l = 0; l < full.Index.LineCount; l++)
            {
                Assert.Equal(before.Index.Need[l], full.Index.Need[l]);
                var got = changed.TryGetValue(l, out var now) ? now.Share : before.Fair.Share[l];
                Assert.Equal(full.Coverage[l], changed.TryGetValue(l, out now) ? now.Coverage : before.Coverage[l]);
                Assert.True(got == full.Fair.Share[l], $"with {pledge.Id}: {full.Index.NeedAt(l).Id} has {got} in place of {full.Fair.Share[l]}");
            }
        }
    }
}
