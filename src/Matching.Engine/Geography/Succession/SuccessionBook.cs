using System.Collections.Frozen;
using System.Collections.Immutable;
using Matching.Engine.Intents;

namespace Matching.Engine.Geography.Succession;

/// <summary>All administrative sets that are known, one behind the other, and what planners decided about divided communes.</summary>
/// <remarks>
/// Sets form one line in time, so no code can lead back to itself. A code of the newest set stands for itself, whether the book knows it or not;
/// carrying over what was carried over already changes nothing.
/// </remarks>
public sealed class SuccessionBook
{
    private readonly FrozenDictionary<PlaceCode, ImmutableArray<string>> _targets;
    private readonly FrozenDictionary<PlaceCode, ImmutableArray<string>> _sources;
    private readonly FrozenDictionary<PlaceCode, ShareDecision> _decisions;

    private SuccessionBook(ImmutableArray<SuccessionTable> tables, ImmutableArray<ShareDecision> decisions)
    {
        (Tables, Decisions) = (tables, decisions);
        _targets = Grouped(tables, table => table.OldSet, link => link.Old, link => link.New);
        _sources = Grouped(tables, table => table.NewSet, link => link.New, link => link.Old);
        _decisions = decisions.ToFrozenDictionary(decision => new PlaceCode(decision.OldSet, decision.OldCommune));
    }

    /// <summary>Knows no set: every code stands for itself.</summary>
    public static SuccessionBook Empty { get; } = new([], []);

    /// <summary>From the oldest to the newest.</summary>
    public ImmutableArray<SuccessionTable> Tables { get; }

    /// <summary>By set and code.</summary>
    public ImmutableArray<ShareDecision> Decisions { get; }

    /// <summary>The set of the codes in use; <see langword="null"/> when no table is known.</summary>
    public string? Current => Tables.IsEmpty ? null : Tables[^1].NewSet;

    /// <summary>Checks that the tables form one line in time and that every decision is about a divided commune and names all of its parts.</summary>
    public static Decision<SuccessionBook> Create(IEnumerable<SuccessionTable> tables, IEnumerable<ShareDecision> decisions)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(decisions);
        ImmutableArray<SuccessionTable> line = [.. tables.OrderBy(table => table.InForce).ThenBy(table => table.OldSet, StringComparer.Ordinal)];
        for (var i = 0; i < line.Length; i++)
        {
            if ((WrongTable(line[i]) ?? (i > 0 ? NotBehind(line[i - 1], line[i], line[..i]) : null)) is { } wrong)
            {
                return wrong;
            }
        }

        var book = new SuccessionBook(line, []);
        var taken = new HashSet<PlaceCode>();
        ImmutableArray<ShareDecision> decided = [.. decisions.OrderBy(one => one.OldSet, StringComparer.Ordinal).ThenBy(one => one.OldCommune, StringComparer.Ordinal)];
        foreach (var decision in decided)
        {
            if (!taken.Add(new(decision.OldSet, decision.OldCommune)))
            {
                return Refusal.Of(
                    RefusalCode.Duplicate, $"Commune {decision.OldCommune} of set {decision.OldSet} is decided twice. State it once.", $"Xã {decision.OldCommune} của bộ mã {decision.OldSet} được quyết định hai lần. Hãy nêu một lần.");
            }

            if (book.WrongDecision(decision) is { } wrong)
            {
                return wrong;
            }
        }

        return new SuccessionBook(line, decided);
    }

    /// <summary>The set whose codes were in force on a day; <see langword="null"/> when no table is known.</summary>
    public string? SetAt(DateOnly day) => Tables.LastOrDefault(table => table.InForce <= day)?.NewSet ?? Tables.FirstOrDefault()?.OldSet;

    /// <summary>Which place a code means. Without a set: one of the newest set, where that has it or nobody knows it; else of the newest older set that has it.</summary>
    public Decision<PlaceCode> Find(string code, string? set)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (set is null)
        {
            return IsCurrent(code) ? new PlaceCode(Current ?? "", code)
                : Tables.Reverse().Select(table => new PlaceCode(table.OldSet, code)).FirstOrDefault(_targets.ContainsKey) is { Code: not null } old ? old
                : new PlaceCode(Current ?? "", code);
        }

        if (set == Current)
        {
            return new PlaceCode(set, code);
        }

        return _targets.ContainsKey(new(set, code))
            ? new PlaceCode(set, code)
            : Refusal.Of(
                RefusalCode.NotFound,
                $"No table of succession knows commune {code} of set {set}. Check code and set, or register the table first.",
                $"Không bảng chuyển đổi nào có xã {code} của bộ mã {set}. Hãy kiểm tra mã và bộ mã, hoặc ghi bảng chuyển đổi trước.");
    }

    public bool IsOld(PlaceCode place) => place.Set.Length > 0 && place.Set != Current;

    /// <summary>The newer communes that the place is now, in the newest set; itself when it is of that. By code.</summary>
    public ImmutableArray<string> Now(PlaceCode place)
    {
        var codes = new SortedSet<string>(StringComparer.Ordinal) { place.Code };
        for (var set = place.Set; TableOf(set) is { } table; set = table.NewSet)
        {
            codes = new(codes.SelectMany(code => Targets(new(set, code))), StringComparer.Ordinal);
        }

        return [.. codes];
    }

    /// <summary>The places of older sets that a commune of the newest set holds territory of, from the newest set to the oldest.</summary>
    public IEnumerable<PlaceCode> Before(string commune)
    {
        var codes = new SortedSet<string>(StringComparer.Ordinal) { commune };
        for (var i = Tables.Length - 1; i >= 0; i--)
        {
            var table = Tables[i];
            codes = new(codes.SelectMany(code => _sources.GetValueOrDefault(new(table.NewSet, code), [])), StringComparer.Ordinal);
            foreach (var code in codes)
            {
                yield return new PlaceCode(table.OldSet, code);
            }
        }
    }

    /// <summary>What the next set made of the place; <see langword="null"/> when no table knows it.</summary>
    public SuccessionKind? KindOf(PlaceCode place) => Targets(place) switch
    {
        [] => null,
        [var only] => _sources[new(TableOf(place.Set)!.NewSet, only)].Length > 1 ? SuccessionKind.Merged : only == place.Code ? SuccessionKind.Unchanged : SuccessionKind.Renamed,
        _ => SuccessionKind.Split,
    };

    public ShareDecision? DecisionOf(PlaceCode place) => _decisions.GetValueOrDefault(place);

    /// <summary>Divided communes, by set and code.</summary>
    public IEnumerable<PlaceCode> Divided => _targets.Where(entry => entry.Value.Length > 1).Select(entry => entry.Key)
        .OrderBy(place => place.Set, StringComparer.Ordinal).ThenBy(place => place.Code, StringComparer.Ordinal);

    /// <summary>
    /// Units asked for or given under a code, as units of communes of the newest set: all of them where the commune was merged or renamed, by the planner's shares where it was divided.
    /// Communes that get no unit are left out; the parts add up to <paramref name="units"/>.
    /// </summary>
    /// <param name="units">More than zero.</param>
    /// <returns>The parts by code; or a refusal that names the communes to choose from, when nobody has decided.</returns>
    public Decision<ImmutableArray<CarriedPart>> Carry(PlaceCode place, long units)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        var parts = new SortedDictionary<string, long>(StringComparer.Ordinal) { [place.Code] = units };
        for (var set = place.Set; TableOf(set) is { } table; set = table.NewSet)
        {
            var next = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (var (code, part) in parts)
            {
                var step = Step(new(set, code), part);
                if (step.Refusal is { } refusal)
                {
                    return refusal;
                }

                foreach (var (commune, share) in step.Value)
                {
                    next[commune.Code] = next.GetValueOrDefault(commune.Code) + share;
                }
            }

            parts = next;
        }

        return ImmutableArray.CreateRange(parts.Select(part => new CarriedPart(new(part.Key), part.Value)));
    }

    private Decision<ImmutableArray<CarriedPart>> Step(PlaceCode place, long units)
    {
        var targets = Targets(place);
        if (targets.Length == 1)
        {
            return ImmutableArray.Create(new CarriedPart(new(targets[0]), units));
        }

        if (targets.IsEmpty)
        {
            return Refusal.Of(
                RefusalCode.NotFound,
                $"The table of succession from set {place.Set} does not know commune {place.Code}. Check the code, or complete the table.",
                $"Bảng chuyển đổi từ bộ mã {place.Set} không có xã {place.Code}. Hãy kiểm tra mã, hoặc bổ sung bảng.");
        }

        return _decisions.TryGetValue(place, out var decision)
            ? LargestRemainder.Of(units, decision.Shares).RemoveAll(part => part.Units == 0)
            : Refusal.Of(
                RefusalCode.WrongState,
                $"Commune {place.Code} of set {place.Set} was divided among {string.Join(", ", targets)}. Report under one of these, or have a planner decide the shares.",
                $"Xã {place.Code} của bộ mã {place.Set} đã được chia cho {string.Join(", ", targets)}. Hãy báo cáo theo một trong các xã này, hoặc để người lập kế hoạch quyết định tỷ lệ.") with { Things = targets };
    }

    private SuccessionTable? TableOf(string set) => Tables.FirstOrDefault(table => table.OldSet == set);

    private ImmutableArray<string> Targets(PlaceCode place) => _targets.GetValueOrDefault(place, []);

    private bool IsCurrent(string code) => Current is not { } set || _sources.ContainsKey(new(set, code));

    private static FrozenDictionary<PlaceCode, ImmutableArray<string>> Grouped(
        ImmutableArray<SuccessionTable> tables, Func<SuccessionTable, string> set, Func<SuccessionLink, string> key, Func<SuccessionLink, string> value) =>
        tables.SelectMany(table => table.Links.Select(link => (Place: new PlaceCode(set(table), key(link)), Other: value(link))))
            .GroupBy(pair => pair.Place, pair => pair.Other)
            .ToFrozenDictionary(group => group.Key, group => ImmutableArray.CreateRange(group.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));

    private static Refusal? WrongTable(SuccessionTable table)
    {
        if (table.OldSet == table.NewSet || table.Links.IsEmpty || string.IsNullOrWhiteSpace(table.Citation))
        {
            return Refusal.Of(
                RefusalCode.Invalid,
                $"A table of succession leads from one set to another ({table.OldSet} → {table.NewSet}), names the decision behind it and at least one commune.",
                $"Bảng chuyển đổi dẫn từ một bộ mã sang bộ mã khác ({table.OldSet} → {table.NewSet}), nêu văn bản căn cứ và ít nhất một xã.");
        }

        return table.Links.GroupBy(link => link).FirstOrDefault(group => group.Count() > 1) is { Key: var twice }
            ? Refusal.Of(RefusalCode.Duplicate, $"{twice.Old} → {twice.New} stands in the table twice.", $"{twice.Old} → {twice.New} có hai lần trong bảng.")
            : null;
    }

    private static Refusal? NotBehind(SuccessionTable before, SuccessionTable table, ImmutableArray<SuccessionTable> older) =>
        before.NewSet == table.OldSet && before.InForce < table.InForce && !older.Any(one => one.OldSet == table.NewSet)
            ? null
            : Refusal.Of(
                RefusalCode.Invalid,
                $"Sets follow each other in time: behind {before.OldSet} → {before.NewSet} ({before.InForce:yyyy-MM-dd}) comes a table from {before.NewSet} with a later day, not {table.OldSet} → {table.NewSet} ({table.InForce:yyyy-MM-dd}).",
                $"Các bộ mã nối tiếp nhau theo thời gian: sau {before.OldSet} → {before.NewSet} ({before.InForce:yyyy-MM-dd}) phải là bảng từ {before.NewSet} với ngày muộn hơn, không phải {table.OldSet} → {table.NewSet} ({table.InForce:yyyy-MM-dd}).");

    private Refusal? WrongDecision(ShareDecision decision)
    {
        var targets = Targets(new(decision.OldSet, decision.OldCommune));
        if (targets.Length < 2)
        {
            return Refusal.Of(
                RefusalCode.Invalid,
                $"Commune {decision.OldCommune} of set {decision.OldSet} was not divided, so there is nothing to share out.",
                $"Xã {decision.OldCommune} của bộ mã {decision.OldSet} không bị chia, nên không có gì để phân tỷ lệ.");
        }

        return targets.SequenceEqual(decision.Shares.Select(share => share.Commune).Order(StringComparer.Ordinal), StringComparer.Ordinal)
            && decision.Shares.All(share => share.Weight is >= 0 and <= 1_000_000_000_000) && decision.Shares.Any(share => share.Weight > 0) && !string.IsNullOrWhiteSpace(decision.Source)
            ? null
            : Refusal.Of(
                RefusalCode.Invalid,
                $"The shares of commune {decision.OldCommune} of set {decision.OldSet} must name each of {string.Join(", ", targets)} once, with weights from 0 to 10^12 that are not all 0, and what they rest on.",
                $"Tỷ lệ của xã {decision.OldCommune} thuộc bộ mã {decision.OldSet} phải nêu đủ {string.Join(", ", targets)}, mỗi xã một lần, trọng số từ 0 đến 10^12 và không cùng bằng 0, kèm căn cứ.") with { Things = targets };
    }
}
