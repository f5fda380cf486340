using Matching.Engine.Allocation;
using Matching.Engine.Allocation.Discrete;
using Matching.Engine.Allocation.Pins;
using Matching.Engine.Rounds;
using Matching.Samples;

namespace Matching.Engine.Tests.Allocation.Discrete;

/// <summary>Money given whole or not at all that began units which nobody could complete.</summary>
public sealed class WholePartsTests
{
    private const long Lunch = 150_000;
    private const long Set = 500_000;

    [Fact]
    public void The_same_money_buys_whole_units_only_where_prices_allow_it()
    {
        // 1,400,000: two sets and 400,000 of lunches do not come out even, one set and six lunches do.
        var parts = Parts(1_400_000, [("sets", 1_150_000), ("lunches", 250_000)], sets: 5, lunches: 20);

        Assert.Equal([("lunches", 6 * Lunch), ("sets", Set)], parts);
    }

    [Fact]
    public void Where_they_do_not_one_unit_is_begun_instead_of_two()
    {
        var parts = Parts(1_390_000, [("sets", 1_150_000), ("lunches", 240_000)], sets: 5, lunches: 20);

        Assert.Equal(1_390_000, parts.Sum(static part => part.Amount));
        Assert.Single(parts, part => part.Amount % (part.Need == "sets" ? Set : Lunch) != 0);
    }

    [Fact]
    public void Money_that_comes_out_even_stays_as_it_is() =>
        Assert.Equal([("lunches", 2 * Lunch), ("sets", 2 * Set)], Parts(1_300_000, [("sets", 2 * Set), ("lunches", 2 * Lunch)], sets: 5, lunches: 20));

    private static (string Need, long Amount)[] Parts(long amountVnd, (string Need, long Amount)[] parts, long sets, long lunches)
    {
        var index = RoundIndex.Of(new Round
        {
            Id = "parts",
            AsOf = new DateOnly(2026, 11, 22),
            Communes = [Tiny.Commune(Tiny.A, "Xã A")],
            Items = [Tiny.WarmSet, Tiny.Lunch],
            Needs = [Tiny.Line("sets", Tiny.A, Tiny.WarmSet, sets), Tiny.Line("lunches", Tiny.A, Tiny.Lunch, lunches)],
            Pledges = [Tiny.Money("p", amountVnd, new() { AllOrNothing = true })],
        });
        int LineOf(string need) => Enumerable.Range(0, index.LineCount).Single(l => index.NeedAt(l).Id.Value == need);
        var pins = PinBoard.Read(index, out _).Copy();
        pins.Withdraw(0);
        var state = new PlacementState(index, [.. index.DemandVnd], pins, new Setbacks(index));
        var whole = WholeParts.Of(state, 0, [index.LineCommune[0]], [.. parts.Select(part => (LineOf(part.Need), part.Amount))]);
        return [.. whole.Select(part => (index.NeedAt(part.Line).Id.Value, part.Amount)).OrderBy(static part => part.Value, StringComparer.Ordinal)];
    }
}
