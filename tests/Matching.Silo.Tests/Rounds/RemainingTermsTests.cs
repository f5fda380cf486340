namespace Matching.Silo.Tests.Rounds;

/// <summary>Three rounds in a row over random pledges: what the donor asks of the whole pledge holds after each.</summary>
public sealed class RemainingTermsTests
{
    private const int Seeds = 1_500;

    private static readonly string[] Conditions =
    [
        "max_per_commune", "max_per_province", "tier1_percent", "instalments", "max_communes", "equal_split", "fixed_per_commune", "fixed_per_child", "max_share_percent", "all_or_nothing",
        "delivery_percent", "exclusive", "not_with_donors", "cofund_min_percent",
    ];

    public static TheoryData<string> Rules => [.. Conditions];

    [Fact]
    public void Rounds_in_a_row_keep_every_condition_over_all_of_them()
    {
        var later = 0;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var rounds = new ManyRounds(seed, forgotten: null);
            var complaints = rounds.Run(3);
            Assert.True(complaints.Count == 0, $"seed {seed}: {string.Join('\n', complaints.Take(3))}");
            later += rounds.LaterGifts;
        }

        Assert.True(later > Seeds / 2, $"only {later} gifts of later rounds came from pledges that had given before");
    }

    [Theory, MemberData(nameof(Rules))]
    public void A_rule_that_is_forgotten_is_noticed(string condition)
    {
        for (var seed = 1; seed <= 20 * Seeds; seed++)
        {
            if (new ManyRounds(seed, condition).Run(3).Count > 0)
            {
                return;
            }
        }

        Assert.Fail($"nobody noticed that {condition} was not followed");
    }
}
