using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Files;

namespace Matching.Samples.Tests;

public sealed class RandomRoundTests
{
    private static readonly Round[] Many = [.. Enumerable.Range(1, 600).Select(seed => RandomRound.Create(seed))];

    [Fact]
    public void Every_round_is_small_and_sound() =>
        Assert.All(Many, round =>
        {
            Assert.Empty(RoundChecks.Faults(round));
            Assert.InRange(round.Communes.Length, 1, 6);
            Assert.InRange(round.Communes.Select(c => c.Province).Distinct().Count(), 1, 3);
            Assert.InRange(round.Needs.Length, 2, 12);
            Assert.InRange(round.Pledges.Length, 1, 10);
        });

    [Fact]
    public void Readers_accept_what_is_generated()
    {
        var folder = Directory.CreateTempSubdirectory("generated").FullName;
        try
        {
            var rounds = Many.Take(150).Append(NationalRound.Create(new NationalOptions { Communes = 300, Pledges = 2000 }));
            Assert.All(rounds, round =>
            {
                RoundFolder.Write(round, folder);
                Assert.Empty(RoundFolder.Read(folder).Faults);
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_seed_gives_the_same_round_each_time() =>
        Assert.Equal(NationalRoundTests.Fingerprint(RandomRound.Create(77)), NationalRoundTests.Fingerprint(RandomRound.Create(77)));

    [Fact]
    public void Everything_the_contract_knows_occurs_often()
    {
        Often(r => r.Communes.Any(c => c.District is not null));
        Often(r => r.Communes.Any(c => c.PriorityTier is not null));
        Often(r => r.Needs.Any(n => n.MinQuantity is not null));
        Often(r => r.Needs.Any(n => n.NeededBy is not null));
        Often(r => r.Needs.Any(n => n.OwnUnitCost is not null));
        Often(r => r.Needs.Any(n => n.Rank is not null));
        Often(r => r.Needs.Any(n => n.Status == NeedStatus.Rejected));
        Often(r => r.Policy.OnlyVerified, fewest: 40);
        Often(r => r.Policy.ReservePercent > 0);
        Often(r => r.Policy.ProvinceCapPercent is not null);
        Often(r => r.Policy.Projects == ProjectsPlace.Before);
        Often(r => r.Policy.ClassOrder[0] != ClassKey.Urgency);
        foreach (var rule in Enum.GetValues<PinRule>())
        {
            Often(r => r.Pins.Any(pin => pin.Rule == rule), fewest: 50);
        }

        OftenAsked(c => c.IsUnconditional);
        OftenAsked(c => !c.Categories.IsEmpty);
        OftenAsked(c => !c.Items.IsEmpty);
        OftenAsked(c => !c.Provinces.IsEmpty);
        OftenAsked(c => !c.Districts.IsEmpty);
        OftenAsked(c => !c.Communes.IsEmpty);
        OftenAsked(c => !c.Zones.IsEmpty);
        OftenAsked(c => !c.Tiers.IsEmpty);
        OftenAsked(c => !c.Urgencies.IsEmpty);
        OftenAsked(c => !c.AgeGroups.IsEmpty);
        OftenAsked(c => !c.ExcludeProvinces.IsEmpty);
        OftenAsked(c => !c.ExcludeCommunes.IsEmpty);
        OftenAsked(c => !c.ExcludeItems.IsEmpty);
        OftenAsked(c => c.AvailableFrom is not null);
        OftenAsked(c => c.AvailableUntil is not null);
        OftenAsked(c => c.MaxPerCommune is not null);
        OftenAsked(c => c.MaxSharePercent is not null);
        OftenAsked(c => c.MaxPerProvince is not null);
        OftenAsked(c => c.Quality == GoodsQuality.Used);
        Often(r => r.Needs.Any(n => n.Quality == AcceptedQuality.New));
        OftenAsked(c => c.NoOutsideAid);
        OftenAsked(c => c.Tier1Percent is not null);
        OftenAsked(c => c.Instalments.Length > 1);
        OftenAsked(c => c.DeliveryPercent > 0);
        OftenAsked(c => c.Exclusive is not null, fewest: 40);
        OftenAsked(c => !c.NotWithDonors.IsEmpty, fewest: 40);
        OftenAsked(c => c.OnlyFullLines, fewest: 40);
        OftenAsked(c => c.MatchPercent is not null, fewest: 40);
        OftenAsked(c => c.CofundMinPercent > 0, fewest: 40);
        OftenAsked(c => c.MinCommunes > 1, fewest: 20);
        Often(r => r.Pledges.Any(p => p.Wishes.Length > 1), fewest: 40);
        Often(r => r.Pledges.Any(p => !p.SoftWishes.IsEmpty), fewest: 40);
        OftenAsked(c => c.EqualSplit == SplitPlace.Commune, fewest: 20);
        OftenAsked(c => c.EqualSplit is SplitPlace.District or SplitPlace.Province, fewest: 20);
        OftenAsked(c => c.FixedPerCommune is not null, fewest: 20);
        OftenAsked(c => c.FixedPerChild is not null, fewest: 20);
        Often(r => r.Needs.Any(n => n.HasOutsideAid));
        OftenAsked(c => c.MaxCommuneSharePercent is not null);
        OftenAsked(c => c.MaxProvinceSharePercent is not null);
        OftenAsked(c => c.MinPerCommune is not null);
        OftenAsked(c => c.MaxCommunes is not null);
        OftenAsked(c => c.AllOrNothing);
    }

    [Fact]
    public void A_feature_switched_off_never_occurs()
    {
        var bare = new RandomOptions
        {
            Districts = false,
            Lists = false,
            Exclusions = false,
            Dates = false,
            Goods = false,
            Projects = false,
            OwnUnitCosts = false,
            Ceilings = false,
            ProvinceCeilings = false,
            Quality = false,
            OutsideAid = false,
            Portions = false,
            Discrete = false,
            Pins = false,
            Reserve = false,
            ProvinceCap = false,
            Classes = false,
            Statuses = false,
        };

        Assert.All(Enumerable.Range(1, 200).Select(seed => RandomRound.Create(seed, bare)), round =>
        {
            Assert.Empty(round.Pins);
            Assert.All(round.Pledges, p => Assert.True(p.Conditions.IsUnconditional && p.Kind == PledgeKind.Money));
            Assert.All(round.Needs, n => Assert.True(n.MinQuantity is null && n.OwnUnitCost is null && n.Status == NeedStatus.Verified));
            Assert.All(round.Items, i => Assert.Equal(ItemKind.Consumable, i.Kind));
            Assert.Equal(0, round.Policy.ReservePercent);
            Assert.Null(round.Policy.ProvinceCapPercent);
            Assert.Single(round.Communes.Select(c => c.Tier).Distinct());
        });
    }

    [Fact]
    public void Divisible_rounds_hold_no_yes_or_no_condition_and_no_pin() =>
        Assert.All(Enumerable.Range(1, 200).Select(seed => RandomRound.Create(seed, RandomOptions.Divisible)), round =>
        {
            Assert.Empty(round.Pins);
            Assert.DoesNotContain(round.Pledges, p => p.Conditions.IsDiscrete);
            Assert.DoesNotContain(round.Needs, n => n.MinQuantity is not null);
        });

    [Fact]
    public void Pins_ask_for_whole_units_and_no_more_than_pledge_line_and_ceilings_allow() =>
        Assert.All(Many, round =>
        {
            var given = round.Pins.Where(pin => pin.Rule != PinRule.Forbid).ToArray();
            foreach (var pledge in round.Pledges)
            {
                var mine = given.Where(pin => pin.Pledge == pledge.Id).ToArray();
                var kept = pledge.Kind == PledgeKind.Money && pledge.Conditions.IsUnconditional ? round.Policy.ReservePercent : 0;
                Assert.True(mine.Sum(pin => pin.Amount) <= pledge.ForLines * (100 - kept) / 100);
                Assert.True(mine.Length == 0 || !pledge.Conditions.IsDiscrete);
                foreach (var commune in mine.GroupBy(pin => round.Needs.Single(n => n.Id == pin.Need).Commune))
                {
                    Assert.True(commune.Sum(pin => pin.Amount) <= (pledge.CommuneCeiling ?? long.MaxValue));
                }

                foreach (var portion in pledge.Portions)
                {
                    Assert.True(portion.Most >= mine.Where(pin => round.Needs.Single(n => n.Id == pin.Need) is var line
                        && portion.Holds(round.Communes.Single(c => c.Id == line.Commune).Tier, line.NeededBy)).Sum(pin => pin.Amount));
                }

                foreach (var province in mine.GroupBy(pin => round.Communes.Single(c => c.Id == round.Needs.Single(n => n.Id == pin.Need).Commune).Province))
                {
                    Assert.True(province.Sum(pin => pin.Amount) <= (pledge.ProvinceCeiling ?? long.MaxValue));
                }
            }

            foreach (var line in round.Needs)
            {
                var cost = RoundChecks.LineVnd(round, line) / line.Quantity;
                var units = 0L;
                foreach (var pin in given.Where(pin => pin.Need == line.Id))
                {
                    var goods = round.Pledges.Single(p => p.Id == pin.Pledge).Kind == PledgeKind.Goods;
                    Assert.Equal(0, goods ? 0 : pin.Amount % cost);
                    units += goods ? pin.Amount : pin.Amount / cost;
                }

                Assert.InRange(units, 0, line.Quantity);
            }
        });

    private static void Often(Func<Round, bool> holds, int fewest = 60)
    {
        var count = Many.Count(holds);
        Assert.True(count >= fewest, $"{count} of {Many.Length} rounds");
    }

    private static void OftenAsked(Func<PledgeConditions, bool> holds, int fewest = 60) => Often(round => round.Pledges.Any(p => holds(p.Conditions)), fewest);
}
