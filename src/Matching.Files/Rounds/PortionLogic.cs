using System.Globalization;
using Matching.Engine.Pledges;

namespace Matching.Files;

/// <summary>Refuses parts of a pledge that do not add up to it, and those that cut across another condition.</summary>
internal static class PortionLogic
{
    public static void Check(CsvTable table, PledgeConditions conditions, long? amount)
    {
        if (CrossingConditions.Of(conditions) is { } crossing)
        {
            table.Fault(ColumnOf(crossing.Portion), FaultKind.Contradiction, new(
                $"nothing, because {crossing.Other} is stated, which cuts across it", $"để trống, vì đã nêu {crossing.Other}, hai điều kiện cắt ngang nhau"));
        }

        if (conditions.Instalments.IsEmpty)
        {
            return;
        }

        var sum = Int128.Zero;
        for (var i = 0; i < conditions.Instalments.Length; i++)
        {
            sum += conditions.Instalments[i].Amount;
            if (i > 0 && conditions.Instalments[i].Date == conditions.Instalments[i - 1].Date)
            {
                table.Fault(ConditionColumns.Instalments, FaultKind.Duplicate, new(
                    "each day once; put what comes on one day into one instalment", "mỗi ngày một lần; gộp các phần cùng ngày thành một đợt"));
            }
        }

        if (amount is { } whole && sum != whole)
        {
            table.Fault(ConditionColumns.Instalments, FaultKind.Contradiction, new(
                string.Create(CultureInfo.InvariantCulture, $"instalments that add up to the pledge, {whole}, not {sum}"),
                string.Create(CultureInfo.InvariantCulture, $"các đợt cộng lại đúng bằng cam kết, {whole}, không phải {sum}")));
        }
    }

    private static int ColumnOf(string name) => name switch
    {
        "instalments" => ConditionColumns.Instalments,
        "tier1_percent" => ConditionColumns.Tier1,
        "match_percent" => ConditionColumns.Match,
        "min_communes" => ConditionColumns.MinCommunes,
        "equal_split" => ConditionColumns.EqualSplit,
        "fixed_per_commune" => ConditionColumns.FixedPerCommune,
        "fixed_per_child" => ConditionColumns.FixedPerChild,
        _ => ConditionColumns.Cofund,
    };
}
