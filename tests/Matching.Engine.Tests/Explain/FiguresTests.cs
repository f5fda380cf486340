using System.Globalization;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Quantities;
using Xunit;

namespace Matching.Engine.Tests.Explain;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0", "0")]
    [InlineData(999, "999", "999")]
    [InlineData(1_000, "1.000", "1,000")]
    [InlineData(1_250_000, "1.250.000", "1,250,000")]
    [InlineData(-12_345, "−12.345", "−12,345")]
    [InlineData(long.MaxValue, "9.223.372.036.854.775.807", "9,223,372,036,854,775,807")]
    [InlineData(long.MinValue, "−9.223.372.036.854.775.808", "−9,223,372,036,854,775,808")]
    public void Thousands_stand_apart_as_the_language_has_it(long value, string vietnamese, string english)
    {
        Assert.Equal(vietnamese, Figures.Whole(value, Language.Vietnamese));
        Assert.Equal(english, Figures.Whole(value, Language.English));
        Assert.Equal(vietnamese + " ₫", Figures.Dong(new Vnd(value), Language.Vietnamese));
    }

    [Theory]
    [InlineData(0, 7, "0 %")]
    [InlineData(3, 8, "37,5 %")]
    [InlineData(37, 100, "37 %")]
    [InlineData(2, 3, "66,7 %")]
    [InlineData(1, 1, "100 %")]
    [InlineData(99_999, 100_000, "99,9 %")]
    [InlineData(1, 100_000, "< 0,1 %")]
    [InlineData(5, 4, "125 %")]
    public void A_share_never_reads_full_or_empty_unless_it_is(long numerator, long denominator, string vietnamese)
    {
        Assert.Equal(vietnamese, Figures.Percent(new Ratio(numerator, denominator), Language.Vietnamese));
        Assert.Equal(vietnamese.Replace(',', '.'), Figures.Percent(new Ratio(numerator, denominator), Language.English));
    }

    [Theory]
    [InlineData("3.789", "3,78")]
    [InlineData("3.7", "3,7")]
    [InlineData("3.0", "3")]
    [InlineData("1234.05", "1.234,05")]
    [InlineData("-0.001", "0")]
    [InlineData("-2.5", "−2,5")]
    public void Decimals_are_cut_and_zeros_at_the_end_left_out(string value, string vietnamese) =>
        Assert.Equal(vietnamese, Figures.Decimal(decimal.Parse(value, CultureInfo.InvariantCulture), Language.Vietnamese));

    [Fact]
    public void Days_are_written_as_the_language_has_it()
    {
        Assert.Equal("05/01/2027", Figures.Date(new(2027, 1, 5), Language.Vietnamese));
        Assert.Equal("2027-01-05", Figures.Date(new(2027, 1, 5), Language.English));
    }

    [Fact]
    public void The_culture_of_the_machine_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
            Assert.Equal("1.250.000 ₫", Figures.Dong(new Vnd(1_250_000), Language.Vietnamese));
            Assert.Equal("22/11/2026", Figures.Date(new(2026, 11, 22), Language.Vietnamese));
            Assert.Equal("0.123", Figures.Statistic(0.1234, Language.English));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
