using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Engine.Tests.Allocation;

/// <summary>The same round, written otherwise.</summary>
internal static class Rewriting
{
    /// <summary>Every id through <paramref name="name"/>, wherever it stands; needs through <paramref name="nameNeed"/>.</summary>
    public static Round Renamed(this Round round, Func<string, string> name, Func<string, string>? nameNeed = null)
    {
        nameNeed ??= name;
        ProvinceId Province(ProvinceId id) => new(name(id.Code));
        DistrictId District(DistrictId id) => new(name(id.Code));
        CommuneId Commune(CommuneId id) => new(name(id.Code));
        ItemId Item(ItemId id) => new(name(id.Code));
        Wish Wish(Wish wish) => wish.Kind <= WishKind.Commune ? wish with { Value = name(wish.Value) } : wish; // the kinds after it name no ids
        return round with
        {
            Communes = [.. round.Communes.Select(commune => commune with
            {
                Id = Commune(commune.Id),
                Province = Province(commune.Province),
                District = commune.District is { } district ? District(district) : null,
            })],
            Items = [.. round.Items.Select(item => item with { Id = Item(item.Id), Category = name(item.Category) })],
            Needs = [.. round.Needs.Select(need => need with { Id = new NeedId(nameNeed(need.Id.Value)), Commune = Commune(need.Commune), Item = Item(need.Item) })],
            Pledges = [.. round.Pledges.Select(pledge => pledge with
            {
                Id = new PledgeId(name(pledge.Id.Value)),
                Donor = new DonorId(name(pledge.Donor.Value)),
                Item = pledge.Item is { } item ? Item(item) : null,
                Wishes = [.. pledge.Wishes.Select(Wish)],
                SoftWishes = [.. pledge.SoftWishes.Select(soft => soft with { Wish = Wish(soft.Wish) })],
                Conditions = pledge.Conditions with
                {
                    Categories = [.. pledge.Conditions.Categories.Select(name)],
                    Items = [.. pledge.Conditions.Items.Select(Item)],
                    Provinces = [.. pledge.Conditions.Provinces.Select(Province)],
                    Districts = [.. pledge.Conditions.Districts.Select(District)],
                    Communes = [.. pledge.Conditions.Communes.Select(Commune)],
                    ExcludeProvinces = [.. pledge.Conditions.ExcludeProvinces.Select(Province)],
                    ExcludeCommunes = [.. pledge.Conditions.ExcludeCommunes.Select(Commune)],
                    ExcludeItems = [.. pledge.Conditions.ExcludeItems.Select(Item)],
                    NotWithDonors = [.. pledge.Conditions.NotWithDonors.Select(donor => new DonorId(name(donor.Value)))],
                },
            })],
            Pins = [.. round.Pins.Select(pin => pin with { Pledge = new PledgeId(name(pin.Pledge.Value)), Need = new NeedId(nameNeed(pin.Need.Value)) })],
        };
    }

    /// <summary>A name whose place in the order has nothing to do with that of the old one.</summary>
    public static string Scattered(string id)
    {
        var mixed = 17u;
        foreach (var letter in id)
        {
            mixed = unchecked((mixed * 2_654_435_761u) ^ letter);
        }

        return $"{mixed % 9_973:D4}-{id}";
    }

    /// <summary>All rows and all lists of conditions in another order.</summary>
    public static Round Shuffled(this Round round, int seed)
    {
        var random = new Random(seed);
        ImmutableArray<T> Mix<T>(ImmutableArray<T> rows)
        {
            var mixed = rows.ToArray();
            random.Shuffle(mixed);
            return [.. mixed];
        }

        return round with
        {
            Communes = Mix(round.Communes),
            Items = Mix(round.Items),
            Needs = Mix(round.Needs),
            Pledges = Mix([.. round.Pledges.Select(pledge => pledge with
            {
                Conditions = pledge.Conditions with
                {
                    Categories = Mix(pledge.Conditions.Categories),
                    Items = Mix(pledge.Conditions.Items),
                    Provinces = Mix(pledge.Conditions.Provinces),
                    Districts = Mix(pledge.Conditions.Districts),
                    Communes = Mix(pledge.Conditions.Communes),
                    Zones = Mix(pledge.Conditions.Zones),
                    Tiers = Mix(pledge.Conditions.Tiers),
                    Urgencies = Mix(pledge.Conditions.Urgencies),
                    AgeGroups = Mix(pledge.Conditions.AgeGroups),
                    ExcludeProvinces = Mix(pledge.Conditions.ExcludeProvinces),
                    ExcludeCommunes = Mix(pledge.Conditions.ExcludeCommunes),
                    ExcludeItems = Mix(pledge.Conditions.ExcludeItems),
                    NotWithDonors = Mix(pledge.Conditions.NotWithDonors),
                },
            })]),
            Pins = Mix(round.Pins),
        };
    }

    /// <summary>
    /// Every pledge that may be split in two without a change of meaning: ceilings and pins speak of one pledge, and a reserve is cut to whole đồng once.
    /// </summary>
    public static Round Split(this Round round)
    {
        var pinned = round.Pins.Select(pin => pin.Pledge).ToHashSet();
        return round with
        {
            Pledges = [.. round.Pledges.SelectMany(pledge =>
                pledge.Amount > 1 && !pinned.Contains(pledge.Id)
                && pledge.CommuneCeiling is null && pledge.ProvinceCeiling is null && pledge.Conditions.MaxSharePercent is null && pledge.Conditions.Tier1Percent is null && pledge.Conditions.Instalments.IsEmpty && pledge.Conditions.DeliveryPercent is null
                && !(round.Policy.ReservePercent > 0 && pledge.Kind == PledgeKind.Money && pledge.Conditions.IsUnconditional)
                    ? new[]
                    {
                        pledge with { Amount = (pledge.Amount / 3) + 1 },
                        pledge with { Id = new PledgeId(pledge.Id.Value + "-rest"), Amount = pledge.Amount - (pledge.Amount / 3) - 1 },
                    }
                    : [pledge])],
        };
    }

    /// <summary>Without what is cut to whole đồng or units and so does not scale: reserve, cap and shares of lines.</summary>
    public static Round WithoutPercentages(this Round round) => round with
    {
        Policy = round.Policy with { ReservePercent = 0, ProvinceCapPercent = null },
        Pledges = [.. round.Pledges.Select(pledge => pledge with { Conditions = pledge.Conditions with { MaxSharePercent = null, Tier1Percent = null, DeliveryPercent = null } })],
    };

    /// <summary>Each line asks for <paramref name="k"/> times the units, each pledge gives as many times.</summary>
    public static Round WithQuantitiesTimes(this Round round, long k) => round with
    {
        Needs = [.. round.Needs.Select(need => need with { Quantity = need.Quantity * k })],
        Pledges = [.. round.Pledges.Select(pledge => Times(pledge, k))],
    };

    /// <summary>Everything costs <paramref name="k"/> times as much, and there is as many times the money.</summary>
    public static Round WithPricesTimes(this Round round, long k) => round with
    {
        Items = [.. round.Items.Select(item => item with { UnitCost = item.UnitCost * k })],
        Needs = [.. round.Needs.Select(need => need with { OwnUnitCost = need.OwnUnitCost is { } own ? own * k : null })],
        Pledges = [.. round.Pledges.Select(pledge => pledge.Kind == PledgeKind.Money ? Times(pledge, k) : pledge)],
        Pins = [.. round.Pins.Select(pin => round.Pledges.Single(pledge => pledge.Id == pin.Pledge).Kind == PledgeKind.Money ? pin with { Amount = pin.Amount * k } : pin)],
    };

    private static Pledge Times(Pledge pledge, long k) => pledge with
    {
        Amount = pledge.Amount * k,
        Conditions = pledge.Conditions with
        {
            // Parts of the pledge are cut to whole đồng or units; what was cut stays cut.
            MaxPerCommune = pledge.CommuneCeiling * k,
            MaxPerProvince = pledge.ProvinceCeiling * k,
            MaxCommuneSharePercent = null,
            MaxProvinceSharePercent = null,
            MinPerCommune = pledge.Conditions.MinPerCommune * k,
            FixedPerCommune = pledge.Conditions.FixedPerCommune * k,
            FixedPerChild = pledge.Conditions.FixedPerChild * k,
            Instalments = [.. pledge.Conditions.Instalments.Select(part => part with { Amount = part.Amount * k })],
        },
    };
}
