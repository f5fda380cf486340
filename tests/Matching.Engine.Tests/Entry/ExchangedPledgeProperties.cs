using Matching.Engine.Allocation.Network;
using Matching.Engine.Entry;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Engine.Tests.Allocation;
using Matching.Samples;

namespace Matching.Engine.Tests.Entry;

/// <summary>A pledge taken out of a solved round, or freed of one condition, leaves every line exactly what a full solve gives it.</summary>
public sealed class ExchangedPledgeProperties
{
    private static readonly RandomOptions Network = RandomOptions.PureNetwork with { MaxCommunes = 10, MaxLines = 40, MaxPledges = 20 };

    private static readonly RandomOptions Any = RandomOptions.Everything with { ProvinceCap = false, MaxLines = 30, MaxPledges = 15 };

    private int _worked;
    private int _full;

    private int _moved;

    [Theory]
    [InlineData(1)]
    [InlineData(1_000_003)]
    public void Without_a_pledge_lines_have_what_a_full_solve_gives_them(long dongPerPrice)
    {
        Seeds.Hold(300, Network, round => AssertSameWithout(dongPerPrice == 1 ? round : round.WithPricesTimes(dongPerPrice)));
        Assert.True(_worked > 300, $"{_worked} worked in ({_moved} without solving anything), {_full} solved in full");
    }

    [Fact]
    public void Without_a_pledge_rounds_of_every_kind_are_as_a_full_solve_leaves_them()
    {
        Seeds.Hold(400, Any, AssertSameWithout);
        Assert.True(_worked > 300, $"{_worked} worked in ({_moved} without solving anything), {_full} solved in full");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000_003)]
    public void Without_one_condition_lines_have_what_a_full_solve_gives_them(long dongPerPrice)
    {
        Seeds.Hold(300, Network, round => AssertSameRelaxed(dongPerPrice == 1 ? round : round.WithPricesTimes(dongPerPrice)));
        Assert.True(_worked > 300, $"{_worked} worked in ({_moved} without solving anything), {_full} solved in full");
    }

    [Fact]
    public void Without_one_condition_rounds_of_every_kind_are_as_a_full_solve_leaves_them()
    {
        Seeds.Hold(400, Any, AssertSameRelaxed);
        Assert.True(_worked > 300, $"{_worked} worked in ({_moved} without solving anything), {_full} solved in full");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Bottlenecks_of_a_country_that_move_as_one_are_as_a_full_solve_leaves_them(int seed)
    {
        var round = NationalRound.Create(new NationalOptions { Seed = seed, Communes = 60, Lines = 600, Pledges = 100 });

        AssertSameWithout(round);
        AssertSameRelaxed(round);

        Assert.True(_moved > 30, $"{_worked} worked in ({_moved} without solving anything), {_full} solved in full");
    }

    private void AssertSameWithout(Round round)
    {
        if (Solved(round) is not { } solved)
        {
            return;
        }

        var exchange = new ExchangedPledge(solved);
        for (var p = 0; p < solved.Index.PledgeCount; p++)
        {
            var pledge = solved.Index.PledgeAt(p);
            if (round.Pins.All(pin => pin.Pledge != pledge.Id))
            {
                var changed = exchange.Without(p, solved.Index.Available[p] * UnitVnd(solved, pledge), CancellationToken.None);
                var other = round with { Pledges = round.Pledges.Remove(pledge) };
                AssertSame(solved, changed?.Changes, other, $"without {pledge.Id}");
                if (changed is null)
                {
                    AssertSame(solved, exchange.SolvedInFull(p, solved.Index.Available[p] * UnitVnd(solved, pledge), heads: null, CancellationToken.None), other, $"without {pledge.Id}, in full");
                }
            }
        }
    }

    private void AssertSameRelaxed(Round round)
    {
        if (Solved(round) is not { } solved)
        {
            return;
        }

        var exchange = new ExchangedPledge(solved);
        for (var p = 0; p < solved.Index.PledgeCount; p++)
        {
            var pledge = solved.Index.PledgeAt(p);
            var worthVnd = solved.Index.Available[p] * UnitVnd(solved, pledge);
            var departure = exchange.Without(p, worthVnd, CancellationToken.None);
            foreach (var condition in StatedConditions.Of(pledge.Conditions).Where(_ => round.Pins.All(pin => pin.Pledge != pledge.Id)))
            {
                var relaxed = condition.DropFrom(pledge);
                var unit = UnitVnd(solved, pledge);
                var changed = exchange.Relaxed(p, worthVnd, PledgeHeads.Of(solved, relaxed, unit), departure, CancellationToken.None);
                var other = round with { Pledges = round.Pledges.Replace(pledge, relaxed) };
                AssertSame(solved, changed, other, $"{pledge.Id} without {condition.Columns}");
                if (changed is null)
                {
                    AssertSame(solved, exchange.SolvedInFull(p, worthVnd, PledgeHeads.Of(solved, relaxed, unit), CancellationToken.None), other, $"{pledge.Id} without {condition.Columns}, in full");
                }
            }
        }
    }

    private void AssertSame(SolvedShares solved, ShareChanges? changes, Round other, string what)
    {
        if (changes is null)
        {
            _full++;
            return;
        }

        _worked++;
        _moved += changes.Sets.Count > 0 ? 1 : 0;
        var changed = changes.ByLine(solved);
        var full = SolvedShares.Of(other, 1, CancellationToken.None, out _)!;
        for (var l = 0; l < full.Index.LineCount; l++)
        {
            var got = changed.TryGetValue(l, out var now) ? now.Share : solved.Fair.Share[l];
            Assert.True(got == full.Fair.Share[l], $"{what}: {full.Index.NeedAt(l).Id} has {got} in place of {full.Fair.Share[l]}, {solved.Fair.Share[l]} before");
        }
    }

    private static SolvedShares? Solved(Round round) =>
        SolvedShares.Of(round, 1, CancellationToken.None, out _) is { IsWhole: false } solved ? solved : null;

    private static long UnitVnd(SolvedShares solved, Pledge pledge) =>
        pledge.Item is { } item ? NetworkBuilder.UnitValueVnd(solved.Index, solved.Index.ItemById[item]) : 1;
}
