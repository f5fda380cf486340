using System.Collections.Immutable;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>What lines.csv says of one line.</summary>
/// <param name="Class">1 = first; 0 when the line takes no part.</param>
/// <param name="Coverage">Delivered by requested quantity, cut after six decimals.</param>
public sealed record LineById(NeedId Need, int Class, long AllocatedUnits, decimal Coverage, LineReason Reason);

/// <summary>What allocations.csv says of one pair.</summary>
/// <param name="Units">Goods: units; money: 0.</param>
/// <param name="AmountVnd">Money: đồng; goods: 0.</param>
public sealed record ShipmentById(PledgeId Pledge, NeedId Need, long Units, long AmountVnd, long ValueVnd);

/// <summary>A plan folder by its ids, without the round: to compare plans, or to stay close to one whose round has changed since.</summary>
public sealed record PlanById
{
    public ImmutableArray<LineById> Lines { get; init; } = [];

    public ImmutableArray<ShipmentById> Shipments { get; init; } = [];

    public ImmutableArray<ClassOutcome> Classes { get; init; } = [];

    /// <summary><see langword="null"/> exactly when there are <see cref="Faults"/>.</summary>
    public PlanSummary? Summary { get; init; }

    public ImmutableArray<FileFault> Faults { get; init; } = [];

    /// <summary>Reads summary.json, lines.csv and allocations.csv, or lists everything that is wrong with them.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was signalled.</exception>
    public static PlanById Read(string folder, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        cancel.ThrowIfCancellationRequested();
        if (!Directory.Exists(folder))
        {
            return new PlanById { Faults = [new FileFault(folder, 0, null, null, FaultKind.FileMissing, "a folder that holds a plan", "thư mục chứa một phương án")] };
        }

        var (summaryFile, linesFile, allocationsFile) =
            (new InputFile(folder, PlanFiles.Summary), new InputFile(folder, PlanFiles.Lines), new InputFile(folder, PlanFiles.Allocations));
        var summary = SummaryReader.Read(summaryFile, round: null);
        var lines = ReadLines(linesFile, cancel);
        var shipments = ReadShipments(allocationsFile, cancel);
        var faults = ImmutableArray.CreateBuilder<FileFault>();
        foreach (var file in (ReadOnlySpan<InputFile>)[summaryFile, linesFile, allocationsFile])
        {
            file.Faults.CopyTo(faults);
        }

        return faults.Count > 0
            ? new PlanById { Faults = faults.DrainToImmutable() }
            : new PlanById { Lines = lines, Shipments = shipments, Classes = summary!.Value.Classes, Summary = summary.Value.Summary };
    }

    /// <summary>The shipments whose pledge and line <paramref name="round"/> still has, in its indices, ordered as in a plan.</summary>
    public ImmutableArray<Shipment> ShipmentsIn(Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        var pledges = new Dictionary<PledgeId, int>();
        for (var p = 0; p < round.Pledges.Length; p++)
        {
            pledges[round.Pledges[p].Id] = p;
        }

        var needs = new Dictionary<NeedId, int>();
        for (var n = 0; n < round.Needs.Length; n++)
        {
            needs[round.Needs[n].Id] = n;
        }

        var known = ImmutableArray.CreateBuilder<Shipment>();
        foreach (var shipment in Shipments)
        {
            // A pledge of money that has become one of goods is another pledge.
            if (pledges.TryGetValue(shipment.Pledge, out var p) && needs.TryGetValue(shipment.Need, out var n)
                && (round.Pledges[p].Kind == PledgeKind.Money) == (shipment.AmountVnd > 0))
            {
                known.Add(new Shipment(p, n, shipment.Units, shipment.AmountVnd, shipment.ValueVnd));
            }
        }

        known.Sort((left, right) =>
        {
            var byPledge = string.CompareOrdinal(round.Pledges[left.Pledge].Id.Value, round.Pledges[right.Pledge].Id.Value);
            return byPledge != 0 ? byPledge : string.CompareOrdinal(round.Needs[left.Need].Id.Value, round.Needs[right.Need].Id.Value);
        });
        return known.DrainToImmutable();
    }

    private static ImmutableArray<LineById> ReadLines(InputFile file, CancellationToken cancel)
    {
        var lines = ImmutableArray.CreateBuilder<LineById>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        file.ReadTable(PlanTables.Lines, required: true, (table, row) =>
        {
            var cells = new PlanCells(table);
            return () =>
            {
                var need = row.RequiredKey(0);
                var line = new LineById(
                    new NeedId(need ?? ""),
                    (int)(row.Number(1, 1, int.MaxValue) ?? 0),
                    row.RequiredNumber(3, 0, PlanReader.LargestNumber) ?? 0,
                    cells.Decimals(4),
                    row.RequiredChoice(8, PlanWords.LineReasons) ?? default);
                if (need is not null && !seen.Add(need))
                {
                    table.Fault(0, FaultKind.Duplicate, new("each need_id once", "mỗi need_id một lần"));
                }

                lines.Add(line);
            };
        }, cancel);
        return lines.DrainToImmutable();
    }

    private static ImmutableArray<ShipmentById> ReadShipments(InputFile file, CancellationToken cancel)
    {
        var shipments = ImmutableArray.CreateBuilder<ShipmentById>();
        file.ReadTable(PlanTables.Allocations, required: true, (table, row) => () =>
        {
            var (pledge, need) = (row.RequiredKey(0), row.RequiredKey(1));
            var (units, amountVnd) = (row.Number(2, 1, PlanReader.LargestNumber), row.Number(3, 1, PlanReader.LargestNumber));
            if (units is null == amountVnd is null)
            {
                table.Fault(2, FaultKind.Contradiction, new("either units or amount_vnd", "hoặc units hoặc amount_vnd"));
            }

            shipments.Add(new ShipmentById(
                new PledgeId(pledge ?? ""), new NeedId(need ?? ""), units ?? 0, amountVnd ?? 0, row.RequiredNumber(4, 1, PlanReader.LargestNumber) ?? 0));
        }, cancel);
        return shipments.DrainToImmutable();
    }
}
