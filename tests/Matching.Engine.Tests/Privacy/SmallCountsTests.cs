using System.Collections.Immutable;
using Matching.Engine.Privacy;

namespace Matching.Engine.Tests.Privacy;

/// <summary>Small counts cannot be read, nor computed from what is shown.</summary>
public sealed class SmallCountsTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Fact]
    public void A_table_without_small_counts_is_shown_as_it_is()
    {
        var shown = SmallCounts.Suppress([[5, 0], [7, 12]]);
        Assert.Equal([5, 0, 7, 12], shown.Cells.SelectMany(row => row));
        Assert.Equal([5, 19], shown.RowTotals.AsEnumerable());
        Assert.Equal(24, shown.Total);
    }

    [Fact]
    public void One_small_count_takes_others_with_it_so_that_no_total_gives_it_away()
    {
        var shown = SmallCounts.Suppress([[3, 20, 30], [10, 40, 50], [60, 70, 80]]);
        Assert.Null(shown.Cells[0][0]);
        Assert.True(shown.Cells.Sum(row => row.Count(cell => cell is null)) >= 4);
        Assert.Equal(363, shown.Total);
    }

    [Fact]
    public void Two_held_back_counts_that_must_both_be_one_are_not_enough() =>
        // 1 + 1 = 2 has one solution in counts of at least 1, so more than these four must be held back.
        Assert.True(SmallCounts.Suppress([[1, 1, 90], [1, 1, 90], [90, 90, 90]]).RowTotals.Any(total => total is null)
            || SmallCounts.Suppress([[1, 1, 90], [1, 1, 90], [90, 90, 90]]).Cells.Sum(row => row.Count(cell => cell is null)) > 4);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_table_of_one_small_count_shows_nothing(long count)
    {
        var shown = SmallCounts.Suppress([[count]]);
        Assert.Equal((null, null, null, null), (shown.Cells[0][0], shown.RowTotals[0], shown.ColumnTotals[0], shown.Total));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Every_held_back_count_has_more_than_one_value_that_fits_all_that_is_shown(int seed)
    {
        var random = new Random(seed);
        var (rows, columns) = (random.Next(1, 4), random.Next(1, 4));
        ImmutableArray<ImmutableArray<long>> counts =
            [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => random.Next(3) == 0 ? 0L : random.Next(4) == 0 ? random.Next(5, 9) : random.Next(1, 5)).ToImmutableArray())];

        var shown = SmallCounts.Suppress(counts);

        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                Assert.True(shown.Cells[r][c] is null or 0 or >= SmallCounts.Least, "a small count is shown");
                Assert.True(shown.Cells[r][c] is null || shown.Cells[r][c] == counts[r][c], "another count than the true one is shown");
            }
        }

        // By trying every table whose held-back counts are one more, one less, or the same: no part of what is tested is used.
        var others = Others(counts, shown).ToList();
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                var at = (r * columns) + c;
                Assert.True(shown.Cells[r][c] is not null || others.Exists(table => table[at] != counts[r][c]), $"row {r} column {c} can be computed: {counts[r][c]}");
            }
        }

        Assert.True(SmallCounts.KeepsSecrets(counts, shown));
    }

    private static IEnumerable<long[]> Others(ImmutableArray<ImmutableArray<long>> counts, ShownCounts shown)
    {
        var (rows, columns) = (counts.Length, counts[0].Length);
        var held = Enumerable.Range(0, rows * columns).Where(at => shown.Cells[at / columns][at % columns] is null).ToArray();
        var tries = held.Aggregate(1, (product, _) => product * 3);
        for (var attempt = 0; attempt < tries; attempt++)
        {
            var table = counts.SelectMany(row => row).ToArray();
            var rest = attempt;
            foreach (var at in held)
            {
                table[at] += (rest % 3) - 1;
                rest /= 3;
            }

            if (held.All(at => table[at] >= 1)
                && Enumerable.Range(0, rows).All(r => Fits(shown.RowTotals[r], Enumerable.Range(0, columns).Sum(c => table[(r * columns) + c])))
                && Enumerable.Range(0, columns).All(c => Fits(shown.ColumnTotals[c], Enumerable.Range(0, rows).Sum(r => table[(r * columns) + c])))
                && Fits(shown.Total, table.Sum()))
            {
                yield return table;
            }
        }

        static bool Fits(long? shownTotal, long sum) => shownTotal is null ? sum >= 1 : shownTotal == sum;
    }
}
