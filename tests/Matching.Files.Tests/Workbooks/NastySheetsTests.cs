using Xunit;

namespace Matching.Files.Tests.Workbooks;

public sealed class NastySheetsTests
{
    private static readonly Dictionary<string, NastySheet> s_cases = NastyValues.All().Concat(NastyFiles.All())
        .Select(static (nasty, at) => (Key: $"{nasty.Number:00}-{at} {nasty.Name}", nasty)).ToDictionary(static pair => pair.Key, static pair => pair.nasty, StringComparer.Ordinal);

    public static TheoryData<string> Names() => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gets_the_verdict_that_the_corpus_states(string name)
    {
        var nasty = s_cases[name];

        var reading = nasty.Read();

        var said = string.Join('\n', reading.Faults.Select(static fault => fault.Describe(vietnamese: false)));
        Assert.True(nasty.Verdict == Verdict.Accepted == reading.IsAccepted, said);
        Assert.Equal(reading.IsAccepted, reading.Needs.Length + reading.Pledges.Length + reading.Aid.Length > 0);
        Assert.Equal(reading.IsAccepted ? 64 : 0, reading.ContentSha256.Length);
        if (nasty.Verdict == Verdict.Accepted)
        {
            Assert.True(nasty.Kind is null || reading.Warnings.Any(warning => warning.Kind == nasty.Kind && warning.Expected.Contains(nasty.Says, StringComparison.Ordinal)), string.Join('\n', reading.Warnings));
            Assert.True(nasty.Kind is not null || nasty.Says.Length == 0 || Told(reading).Contains(nasty.Says), string.Join('\n', Told(reading)));
            return;
        }

        Assert.True(nasty.Kind is null || reading.Faults[0].Kind == nasty.Kind, said);
        Assert.Contains(nasty.Says, reading.Faults[0].Expected, StringComparison.Ordinal);
        Assert.True(nasty.Verdict != Verdict.Row || reading.Faults[0].Line > 1, said);
    }

    [Fact]
    public void Everything_said_is_said_in_both_languages_and_shows_nothing_hidden()
    {
        foreach (var fault in s_cases.Values.Select(static nasty => nasty.Read()).SelectMany(static reading => reading.Faults.Concat(reading.Warnings)))
        {
            Assert.False(string.IsNullOrWhiteSpace(fault.Expected));
            Assert.False(string.IsNullOrWhiteSpace(fault.ExpectedVi));
            Assert.DoesNotContain(fault.Describe(vietnamese: true), char.IsControl);
            Assert.InRange(fault.Value?.Length ?? 0, 0, 90);
        }
    }

    private static string[] Told(ImportReading reading) =>
        [.. reading.Aid.Select(static aid => aid.Source), .. reading.Needs.Select(static need => need.NeededBy?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "")];
}
