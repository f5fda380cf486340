using Xunit;

namespace Matching.Files.Tests.Nasty;

public sealed class NastyCorpusTests
{
    private static readonly Dictionary<string, NastyCase> s_cases =
        NumbersAndDates.Cases().Concat(TextAndEncodings.Cases()).Concat(TablesAndQuotes.Cases()).Concat(RulesOfTheRound.Cases()).Concat(SettingsCases.Cases())
            .Concat(ExternalAidCases.Cases())
            .ToDictionary(nasty => nasty.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names() => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gets_the_verdict_that_the_corpus_states(string name)
    {
        var nasty = s_cases[name];

        var reading = nasty.Files.Read();

        Assert.Equal(nasty.Faults, reading.Faults.Select(fault => new Spot(fault.File, fault.Line, fault.Column, fault.Kind)));
        Assert.Equal(nasty.Warnings, reading.Warnings.Select(fault => new Spot(fault.File, fault.Line, fault.Column, fault.Kind)));
        Assert.Equal(nasty.Faults.Length == 0, reading.Round is not null);
        Assert.Equal(64, reading.InputSha256.Length + (reading.Faults.Any(fault => fault.Kind == FaultKind.FileUnreadable) ? 64 : 0));
    }

    [Fact]
    public void Holds_at_least_a_hundred_cases() => Assert.True(s_cases.Count >= 100, $"only {s_cases.Count}");

    [Fact]
    public void Says_every_expectation_in_both_languages()
    {
        foreach (var nasty in s_cases.Values)
        {
            foreach (var fault in nasty.Files.Read() is var reading ? reading.Faults.Concat(reading.Warnings) : [])
            {
                Assert.False(string.IsNullOrWhiteSpace(fault.Expected), nasty.Name);
                Assert.False(string.IsNullOrWhiteSpace(fault.ExpectedVi), nasty.Name);
                Assert.NotEqual(FaultWords.Of(fault.Kind, vietnamese: true), FaultWords.Of(fault.Kind, vietnamese: false));
                Assert.InRange(fault.Value?.Length ?? 0, 0, 80);
                Assert.DoesNotContain(fault.Describe(vietnamese: true), c => char.IsControl(c));
            }
        }
    }
}
