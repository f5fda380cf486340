using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;

namespace Matching.Files;

/// <summary>Refuses conditions that cannot be met by any line, because what they ask for they also exclude.</summary>
internal sealed class ConditionLogic(CsvTable table, RoundIndex index)
{
    /// <summary>Checks the lists against the exclusions.</summary>
    public void Check(PledgeConditions conditions)
    {
        if (!index.KnowsCommunes || !index.KnowsItems || !table.RowIsGood)
        {
            return; // lists with unknown elements, or of unknown places, were reported already
        }

        var listsPlaces = !conditions.Provinces.IsEmpty || !conditions.Districts.IsEmpty || !conditions.Communes.IsEmpty;
        var excludesPlaces = !conditions.ExcludeProvinces.IsEmpty || !conditions.ExcludeCommunes.IsEmpty;
        if (listsPlaces && excludesPlaces && !AnyPlaceRemains(conditions))
        {
            var column = conditions.ExcludeCommunes.IsEmpty ? ConditionColumns.ExcludeProvinces : ConditionColumns.ExcludeCommunes;
            table.Fault(column, FaultKind.Contradiction, new(
                "at least one of the listed provinces, districts or communes not to be excluded", "còn ít nhất một tỉnh, huyện hoặc xã đã nêu không bị loại trừ"));
        }

        var listsItems = !conditions.Items.IsEmpty || !conditions.Categories.IsEmpty;
        if (listsItems && !conditions.ExcludeItems.IsEmpty
            && !index.Items.Any(item => IsListed(conditions, item) && !conditions.ExcludeItems.Contains(item.Id)))
        {
            table.Fault(ConditionColumns.ExcludeItems, FaultKind.Contradiction, new(
                "at least one of the listed items or categories not to be excluded", "còn ít nhất một mặt hàng hoặc nhóm đã nêu không bị loại trừ"));
        }
    }

    /// <summary>A goods pledge serves its own item only, so its conditions must let that item through.</summary>
    public void CheckGoods(PledgeConditions conditions, string itemCode)
    {
        if (index.Item(itemCode) is not { } item)
        {
            return;
        }

        if ((!conditions.Items.IsEmpty || !conditions.Categories.IsEmpty) && !IsListed(conditions, item))
        {
            table.Fault(conditions.Items.IsEmpty ? ConditionColumns.Categories : ConditionColumns.Items, FaultKind.Contradiction, new(
                $"the pledge's own item {item.Id} or its category {item.Category} in the lists, or no lists", $"có mặt hàng của cam kết {item.Id} hoặc nhóm {item.Category} trong danh sách, hoặc để trống"));
        }

        if (conditions.ExcludeItems.Contains(item.Id))
        {
            table.Fault(ConditionColumns.ExcludeItems, FaultKind.Contradiction, new(
                $"not the pledge's own item {item.Id}", $"không loại trừ chính mặt hàng của cam kết {item.Id}"));
        }
    }

    private static bool IsListed(PledgeConditions conditions, Item item) =>
        conditions.Items.Contains(item.Id) || conditions.Categories.Contains(item.Category);

    private bool AnyPlaceRemains(PledgeConditions conditions)
    {
        // Most pledges that exclude something list provinces, so the whole list of communes is walked; once per distinct condition.
        var communes = conditions.Communes.ToHashSet();
        var excluded = conditions.ExcludeCommunes.ToHashSet();
        return index.Communes.Any(commune =>
            (communes.Contains(commune.Id) || conditions.Provinces.Contains(commune.Province)
                || (commune.District is { } district && conditions.Districts.Contains(district)))
            && !excluded.Contains(commune.Id) && !conditions.ExcludeProvinces.Contains(commune.Province));
    }
}
