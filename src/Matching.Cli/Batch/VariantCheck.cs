using System.Collections.Immutable;
using System.Globalization;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Files;

namespace Matching.Cli.Batch;

/// <summary>Holds the changes of a variant against the round: what they name is there, and what they make of it is a round that readers accept.</summary>
internal sealed class VariantCheck(JsonWalk walk, Round round, Variant variant)
{
    public void Run()
    {
        foreach (var item in variant.Prices.Keys.Where(id => round.Items.All(i => i.Id != id)).OrderBy(id => id.Code, StringComparer.Ordinal))
        {
            walk.Refuse(At("prices"), item.Code, FaultKind.UnknownReference, "an item_code of items.csv", "một item_code trong items.csv");
        }

        foreach (var commune in variant.Tiers.Keys.Where(id => round.Communes.All(c => c.Id != id)).OrderBy(id => id.Code, StringComparer.Ordinal))
        {
            walk.Refuse(At("tiers"), commune.Code, FaultKind.UnknownReference, "a commune_code of communes.csv", "một commune_code trong communes.csv");
        }

        var priced = variant.WithPricesAndTiers(round);
        Conditions(priced);
        Created(priced);
        if (walk.Faults.IsEmpty)
        {
            Sums(variant.ApplyTo(round));
        }
    }

    private void Conditions(Round priced)
    {
        var pledges = round.Pledges.ToDictionary(p => p.Id);
        var extra = variant.Extra.ToDictionary(e => e.Pledge, e => e.Amount);
        foreach (var change in variant.Conditions)
        {
            if (!pledges.TryGetValue(change.Pledge, out var pledge))
            {
                walk.Refuse(change.Path, change.Pledge.Value, FaultKind.UnknownReference, "a pledge_id of pledges.csv", "một pledge_id trong pledges.csv");
                continue;
            }

            if (variant.Dropped.Contains(change.Pledge))
            {
                walk.Refuse(change.Path, change.Pledge.Value, FaultKind.Contradiction, "a pledge that drop_pledges does not take away", "một cam kết không nằm trong drop_pledges");
                continue;
            }

            foreach (var column in change.Cells.Where(cell => cell.Value.Length == 0 && !PledgeCells.States(pledge, cell.Key)).Select(cell => cell.Key))
            {
                walk.Refuse(change.Path, column, FaultKind.Contradiction, $"a condition that {pledge.Id} states", $"một điều kiện mà {pledge.Id} có nêu");
            }

            var amount = pledge with { Amount = pledge.Amount + extra.GetValueOrDefault(pledge.Id) };
            Tell(change.Path, PledgeCells.Change(priced, amount, change.Cells).Faults);
        }
    }

    private void Created(Round priced)
    {
        var taken = round.Pledges.Select(p => p.Id).Concat(variant.New.Select(p => p.Id)).ToHashSet();
        foreach (var change in variant.Created)
        {
            if (!taken.Add(change.Pledge))
            {
                walk.Refuse(
                    JsonWalk.Join(change.Path, "pledge_id"), change.Pledge.Value, FaultKind.Duplicate, "a pledge_id that no other pledge uses", "một pledge_id chưa cam kết nào dùng");
            }

            Tell(change.Path, PledgeCells.Create(priced, change.Cells).Faults);
        }
    }

    // The reader of pledges.csv names columns; what stands in the what-if is a member of the same name.
    private void Tell(string path, ImmutableArray<FileFault> faults)
    {
        foreach (var fault in faults)
        {
            walk.Refuse(fault.Column is null ? path : JsonWalk.Join(path, fault.Column), fault.Value, fault.Kind, fault.Expected, fault.ExpectedVi);
        }
    }

    /// <summary>Prices and amounts stay within what readers accept, so that the variant's round can be written and read again.</summary>
    private void Sums(Round changed)
    {
        var items = changed.Items.ToDictionary(i => i.Id);
        Int128 Worth(Pledge p) => p.Kind == PledgeKind.Money ? p.Amount : (Int128)p.Amount * items[p.Item!.Value].UnitCost.Dong;
        Int128 Asked(NeedLine n) => (Int128)n.Quantity * (n.OwnUnitCost ?? items[n.Item].UnitCost).Dong;
        Int128 Given(ExternalAid a) => (Int128)a.Quantity * items[a.Item].UnitCost.Dong;
        foreach (var (id, worth) in changed.Needs.Select(n => (n.Id.Value, Asked(n))).Concat(changed.Pledges.Select(p => (p.Id.Value, Worth(p)))).Where(x => x.Item2 > Vnd.Largest))
        {
            walk.Refuse(
                variant.Path,
                string.Create(CultureInfo.InvariantCulture, $"{id}: {worth}"),
                FaultKind.OutOfRange,
                string.Create(CultureInfo.InvariantCulture, $"no line and no pledge worth more than {Vnd.Largest} VND"),
                string.Create(CultureInfo.InvariantCulture, $"không dòng hay cam kết nào quá {Vnd.Largest} đồng"));
        }

        foreach (var sum in (Int128[])[Total(changed.Needs, Asked), Total(changed.Pledges, Worth), Total(changed.ExternalAid, Given)])
        {
            if (sum > RoundFolder.LargestSumVnd)
            {
                walk.Refuse(
                    variant.Path,
                    sum.ToString(CultureInfo.InvariantCulture),
                    FaultKind.SumTooLarge,
                    string.Create(CultureInfo.InvariantCulture, $"at most {RoundFolder.LargestSumVnd} VND for all needs, and for all pledges, together"),
                    string.Create(CultureInfo.InvariantCulture, $"tổng nhu cầu, và tổng cam kết, mỗi bên nhiều nhất {RoundFolder.LargestSumVnd} đồng"));
            }
        }
    }

    private static Int128 Total<T>(ImmutableArray<T> rows, Func<T, Int128> value) => rows.Aggregate(Int128.Zero, (sum, row) => sum + value(row));

    private string At(string member) => JsonWalk.Join(variant.Path, member);
}
