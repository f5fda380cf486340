using System.Globalization;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;

namespace Matching.Files;

/// <summary>Reads one element of a condition's list and sees to it that it exists.</summary>
internal sealed class ConditionElements(RoundIndex index)
{
    public bool Category(string text, out string element, out FaultKind kind, out Wanted wanted)
    {
        element = text;
        return Known(!index.KnowsItems || index.Categories.Contains(text), "category", RoundFiles.Items, out kind, out wanted);
    }

    public bool Item(string text, out ItemId element, out FaultKind kind, out Wanted wanted)
    {
        element = new ItemId(text);
        return Known(!index.IsUnknownItem(text), "item_code", RoundFiles.Items, out kind, out wanted);
    }

    public bool Province(string text, out ProvinceId element, out FaultKind kind, out Wanted wanted)
    {
        element = new ProvinceId(text);
        return Known(!index.KnowsCommunes || index.Provinces.Contains(text), "province_code", RoundFiles.Communes, out kind, out wanted);
    }

    public bool District(string text, out DistrictId element, out FaultKind kind, out Wanted wanted)
    {
        element = new DistrictId(text);
        return Known(!index.KnowsCommunes || index.Districts.Contains(text), "district_code", RoundFiles.Communes, out kind, out wanted);
    }

    public bool Commune(string text, out CommuneId element, out FaultKind kind, out Wanted wanted)
    {
        element = new CommuneId(text);
        var known = !index.IsUnknownCommune(text);
        (kind, wanted) = (FaultKind.UnknownReference, known ? default : index.CommuneAdvice(text));
        return known;
    }

    public static bool Zone(string text, out Zone element, out FaultKind kind, out Wanted wanted) => Word(text, Words.Zones, out element, out kind, out wanted);

    public static bool Urgency(string text, out Urgency element, out FaultKind kind, out Wanted wanted) =>
        Word(text, Words.Urgencies, out element, out kind, out wanted);

    public static bool Tier(string text, out int element, out FaultKind kind, out Wanted wanted)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var isNumber = Digits.TryRead(bytes, out var value);
        var inRange = value is >= 1 and <= CommunesFile.LargestTier;
        element = inRange ? (int)value : 0;
        kind = isNumber ? FaultKind.OutOfRange : FaultKind.NotANumber;
        wanted = isNumber ? Advice.Between(1, CommunesFile.LargestTier) : Digits.Advice(bytes);
        return isNumber && inRange;
    }

    /// <summary>Donors who give nothing in this round may be named; they keep nobody away.</summary>
    public static bool Donor(string text, out DonorId element, out FaultKind kind, out Wanted wanted)
    {
        (element, kind, wanted) = (new DonorId(text), default, default);
        return true;
    }

    /// <summary>Age groups are words that no file lists; any is accepted.</summary>
    public static bool AgeGroup(string text, out string element, out FaultKind kind, out Wanted wanted)
    {
        (element, kind, wanted) = (text, default, default);
        return true;
    }

    /// <summary>A day and an amount: <c>2026-12-01:5000000</c>.</summary>
    public static bool Instalment(string text, out Instalment element, out FaultKind kind, out Wanted wanted)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var amount = 0L;
        var good = colon >= 0 & DateOnly.TryParseExact(text.AsSpan(0, Math.Max(colon, 0)), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 2000 and <= 2100 && Digits.TryRead(System.Text.Encoding.UTF8.GetBytes(text[(colon + 1)..]), out amount) && amount is >= 1 and <= Vnd.Largest;
        element = new Instalment(day, amount);
        (kind, wanted) = (FaultKind.NotAllowed, new("a day and an amount, as in 2026-12-01:5000000", "ngày và số lượng, ví dụ 2026-12-01:5000000"));
        return good;
    }

    public static int ByDay(Instalment left, Instalment right) =>
        left.Date != right.Date ? left.Date.CompareTo(right.Date) : left.Amount.CompareTo(right.Amount);

    private static bool Word<T>(string text, Choices<T> choices, out T element, out FaultKind kind, out Wanted wanted)
        where T : struct
    {
        var known = choices.TryRead(text, out element);
        (kind, wanted) = (FaultKind.NotAllowed, known ? default : choices.Advice(text));
        return known;
    }

    private static bool Known(bool known, string column, string file, out FaultKind kind, out Wanted wanted)
    {
        (kind, wanted) = (FaultKind.UnknownReference, known ? default : Advice.KnownIn(column, file));
        return known;
    }
}
