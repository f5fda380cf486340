using System.Globalization;
using Matching.Solvers.Integers;

namespace Matching.Solvers.Tests.Integers;

public sealed class IntegerModelTests
{
    [Theory]
    [InlineData(long.MinValue, 0)]
    [InlineData(0, long.MaxValue)]
    [InlineData(long.MinValue, long.MaxValue)]
    public void A_variable_without_an_end_is_refused_by_name(long lower, long upper)
    {
        var builder = new IntegerModelBuilder(maximise: true);
        builder.AddVariable(0, 1);
        builder.AddVariable(lower, upper, name: "p7 to n3");

        var refused = Assert.Throws<IntegerModelException>(builder.Build);

        Assert.StartsWith("Variable 1 \"p7 to n3\" may range from", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bounds_that_cross_are_refused_by_name()
    {
        var variable = new IntegerModelBuilder(maximise: true);
        variable.AddVariable(3, 2);
        var row = new IntegerModelBuilder(maximise: true);
        row.AddRow([], [], 5, 4, "budget of p7");

        Assert.StartsWith("Variable 0 has the lower bound 3 above its upper bound 2", Assert.Throws<IntegerModelException>(variable.Build).Message, StringComparison.Ordinal);
        Assert.StartsWith("Row 0 \"budget of p7\" has the lower bound 5", Assert.Throws<IntegerModelException>(row.Build).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1L << 40, 1L << 22)] // one product just beyond
    [InlineData((1L << 62) - 1, (1L << 62) - 1)] // a product of 124 bits
    [InlineData(-(1L << 40), 1L << 22)]
    public void A_row_whose_sum_may_leave_63_bits_is_refused_by_name(long coefficient, long upper)
    {
        var builder = new IntegerModelBuilder(maximise: true);
        builder.AddVariable(0, 1, name: "small");
        builder.AddVariable(0, upper, name: "large");
        builder.AddRow([0], [1], 0, 1);
        builder.AddRow([0, 1], [1, coefficient], 0, 1, "budget of p7");

        var refused = Assert.Throws<IntegerModelException>(builder.Build);

        Assert.StartsWith("Row 1 \"budget of p7\" may reach", refused.Message, StringComparison.Ordinal);
        Assert.Contains(((Int128)coefficient * upper).ToString(CultureInfo.InvariantCulture)[..10], refused.Message, StringComparison.Ordinal);
        Assert.Contains("variable 1 \"large\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sum_that_just_fits_is_taken()
    {
        var builder = new IntegerModelBuilder(maximise: true);
        builder.AddVariable(-1, 1, IntegerModel.LargestActivity);
        builder.AddRow([0], [-IntegerModel.LargestActivity], IntegerModel.NoLower, IntegerModel.NoUpper);

        Assert.Equal(1, builder.Build().RowCount);
    }

    [Fact]
    public void An_objective_whose_sum_may_leave_63_bits_is_refused()
    {
        var builder = new IntegerModelBuilder(maximise: false);
        builder.AddVariable(0, 1L << 31, 1L << 31);

        Assert.StartsWith("The objective may reach 4611686018427387904", Assert.Throws<IntegerModelException>(builder.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_objective_coefficient_without_an_opposite_is_refused_although_its_variable_is_zero()
    {
        var builder = new IntegerModelBuilder(maximise: true);
        builder.AddVariable(0, 0, long.MinValue, "x");

        Assert.Contains("\"x\" has the objective coefficient", Assert.Throws<IntegerModelException>(builder.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Terms_of_one_variable_are_added_up_and_zeros_dropped()
    {
        var builder = new IntegerModelBuilder(maximise: true);
        builder.AddVariable(0, 9);
        builder.AddVariable(0, 9);
        builder.AddVariable(0, 9);
        builder.AddRow([2, 0, 2, 1, 1], [5, 3, -2, 4, -4], 0, 1);

        var model = builder.Build();

        Assert.Equal([0, 2], model.Columns.AsEnumerable());
        Assert.Equal([3L, 3L], model.Coefficients.AsEnumerable());
        Assert.Equal([0, 2], model.RowStart.AsEnumerable());
    }

    [Fact]
    public void Terms_that_add_up_to_too_much_are_refused_where_they_are_added()
    {
        var builder = new IntegerModelBuilder(maximise: true);
        builder.AddVariable(0, 0);

        var refused = Assert.Throws<IntegerModelException>(() => builder.AddRow([0, 0], [long.MaxValue, long.MaxValue], 0, 1, "sum"));

        Assert.StartsWith("Row 0 \"sum\" has the coefficient 18446744073709551614", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_names_a_variable_that_is_not_there_is_the_callers_mistake()
    {
        var builder = new IntegerModelBuilder(maximise: true);
        builder.AddVariable(0, 1);

        Assert.Throws<ArgumentException>(() => builder.AddRow([1], [1], 0, 1));
        Assert.Throws<ArgumentException>(() => builder.AddRow([-1], [1], 0, 1));
        Assert.Throws<ArgumentException>(() => builder.AddRow([0], [1, 2], 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Hint(1, 0));
    }

    [Fact]
    public void The_later_hint_counts_and_hints_stand_in_order()
    {
        var builder = new IntegerModelBuilder(maximise: true);
        builder.AddVariable(0, 9);
        builder.AddVariable(0, 9);
        builder.Hint(1, 4);
        builder.Hint(0, 3);
        builder.Hint(1, 5);

        var model = builder.Build();

        Assert.Equal([0, 1], model.HintVariables.AsEnumerable());
        Assert.Equal([3L, 5L], model.HintValues.AsEnumerable());
    }

    [Fact]
    public void Limits_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SolverLimits { Work = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SolverLimits { Work = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SolverLimits { Time = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SolverLimits { MemoryMb = 63 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SolverLimits { Threads = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SolverLimits { Seed = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SolverLimits { RelativeGap = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SolverLimits { RelativeGap = double.NaN });
    }
}
