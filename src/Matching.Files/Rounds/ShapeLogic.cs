using System.Globalization;
using Matching.Engine.Pledges;

namespace Matching.Files;

/// <summary>Refuses numbers of places, equal parts and fixed amounts that contradict each other or that the pledge is too small for.</summary>
internal static class ShapeLogic
{
    public static void Check(CsvTable table, PledgeConditions conditions, long? amount)
    {
        if (conditions.EqualSplit is null != conditions.EqualParts is null)
        {
            table.Fault(
                conditions.EqualSplit is null ? ConditionColumns.EqualSplit : ConditionColumns.EqualParts,
                FaultKind.Contradiction,
                new("equal_split and equal_parts together, or neither", "nêu cả equal_split và equal_parts, hoặc để trống cả hai"));
        }

        AtMost(ConditionColumns.MinCommunes, conditions.MinCommunes, "max_communes", "max_communes", conditions.MaxCommunes);
        AtMost(
            ConditionColumns.MinCommunes, conditions.MinCommunes, "as many communes as the pledge gives min_per_commune to", "số xã mà cam kết đủ cho min_per_commune",
            amount / Math.Max(1, Math.Max(conditions.MinPerCommune ?? 1, conditions.FixedPerCommune ?? 1)));
        AtMost(
            ConditionColumns.EqualParts, conditions.EqualParts, "as many places as the pledge gives min_per_commune to", "số nơi mà cam kết đủ cho min_per_commune",
            amount / Math.Max(1, conditions.MinPerCommune ?? 1));
        if (conditions.FixedPerCommune < conditions.MinPerCommune)
        {
            table.Fault(ConditionColumns.FixedPerCommune, FaultKind.Contradiction, new(
                string.Create(CultureInfo.InvariantCulture, $"at least min_per_commune, {conditions.MinPerCommune}"),
                string.Create(CultureInfo.InvariantCulture, $"không nhỏ hơn min_per_commune, {conditions.MinPerCommune}")));
        }

        void AtMost(int column, long? stated, string what, string whatVi, long? most)
        {
            if (stated > most)
            {
                table.Fault(column, FaultKind.Contradiction, new(
                    string.Create(CultureInfo.InvariantCulture, $"at most {what}, {most}"), string.Create(CultureInfo.InvariantCulture, $"không lớn hơn {whatVi}, {most}")));
            }
        }
    }
}
