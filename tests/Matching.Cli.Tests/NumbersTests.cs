using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;

namespace Matching.Cli.Tests;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(1_250_000, "1.250.000 ₫", "1,250,000 ₫")]
    [InlineData(0, "0 ₫", "0 ₫")]
    [InlineData(999, "999 ₫", "999 ₫")]
    public void Money_is_grouped_as_readers_of_the_language_expect(long vnd, string vietnamese, string english)
    {
        Assert.Equal(vietnamese, new Numbers(Language.Vietnamese).Dong(vnd));
        Assert.Equal(english, new Numbers(Language.English).Dong(vnd));
    }

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(99_999, "0.0")]
    [InlineData(1_999_999, "1.9")]
    [InlineData(-250_000, "−0.2")]
    [InlineData(-99_999, "0.0")]
    [InlineData(12_345_678_900_000, "12,345,678.9")]
    public void Millions_are_cut_and_not_rounded(long vnd, string millions) =>
        Assert.Equal(millions, new Numbers(Language.English).Millions(vnd));

    [Theory]
    [InlineData(0, "0,00 s")]
    [InlineData(1234, "1,23 s")]
    [InlineData(12345, "12,3 s")]
    public void Seconds_have_as_many_decimals_as_matter(int milliseconds, string seconds) =>
        Assert.Equal(seconds, new Numbers(Language.Vietnamese).Seconds(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void A_part_of_nothing_is_a_dash() =>
        Assert.Equal("–", new Numbers(Language.English).PercentOf(0, 0));

    [Theory]
    [InlineData(1, "1 line", "1 dòng")]
    [InlineData(1000, "1,000 lines", "1.000 dòng")]
    public void Things_are_counted_in_words(long count, string english, string vietnamese)
    {
        Assert.Equal(english, Noun.Line.Counted(count, Language.English));
        Assert.Equal(vietnamese, Noun.Line.Counted(count, Language.Vietnamese));
    }
}
