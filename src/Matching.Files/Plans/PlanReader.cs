using System.Collections.Immutable;
using System.Globalization;
using Matching.Engine.Allocation;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>Puts a plan together again from its tables, against the round that it was made for.</summary>
/// <param name="round">The open round of <paramref name="needs"/>.</param>
internal sealed class PlanReader(Round round, OpenNeeds needs, CancellationToken cancel)
{
    private const int ExternalUnits = 11;

    public const long LargestNumber = 9_000_000_000_000_000_000;

    private readonly Dictionary<string, int> _needs = Index(round.Needs.Select(need => need.Id.Value));
    private readonly Dictionary<string, int> _pledges = Index(round.Pledges.Select(pledge => pledge.Id.Value));
    private readonly LineOutcome?[] _lines = new LineOutcome?[round.Needs.Length];
    private readonly PledgeOutcome?[] _outcomes = new PledgeOutcome?[round.Pledges.Length];
    private readonly List<(long Line, int LineCount, int Feeding, Bottleneck Bottleneck)> _bottlenecks = [];
    private readonly List<Shipment> _shipments = [];
    private readonly List<FairThread> _threads = [];

    public void ReadBottlenecks(InputFile file) => file.ReadTable(PlanTables.Bottlenecks, required: true, (table, row) =>
    {
        var cells = new PlanCells(table);
        return () =>
        {
            var number = row.RequiredNumber(0, 1, int.MaxValue);
            var inClass = row.RequiredNumber(1, 1, int.MaxValue);
            var coverage = cells.Ratio(9);
            cells.Repeats(2, coverage.Truncate(6));
            var lines = row.RequiredNumber(3, 0, int.MaxValue);
            var communes = row.RequiredNumber(4, 0, int.MaxValue);
            var feeding = row.RequiredNumber(5, 0, int.MaxValue);
            var lift = row.RequiredNumber(6, 0, LargestNumber);
            var next = cells.Ratio(10);
            cells.Repeats(7, next.Truncate(6));
            var kind = row.RequiredChoice(8, PlanWords.BottleneckKinds);
            if (number is not null && number != _bottlenecks.Count + 1)
            {
                table.Fault(0, FaultKind.OutOfRange, new(
                    string.Create(CultureInfo.InvariantCulture, $"{_bottlenecks.Count + 1}; bottlenecks are numbered without gaps"),
                    string.Create(CultureInfo.InvariantCulture, $"{_bottlenecks.Count + 1}; các điểm nghẽn đánh số liên tục")));
            }

            _bottlenecks.Add((table.Line, (int)(lines ?? 0), (int)(feeding ?? 0), new Bottleneck
            {
                Number = (int)(number ?? 0),
                Class = (int)(inClass ?? 0),
                Kind = kind ?? default,
                Coverage = coverage,
                Lines = [],
                FeedingPledges = [],
                Communes = (int)(communes ?? 0),
                Lift = new Vnd(lift ?? 0),
                NextCoverage = next,
            }));
        };
    }, cancel);

    public void ReadLines(InputFile file)
    {
        var costs = PlanTables.UnitCosts(round);
        file.ReadTable(PlanTables.LinesOf(needs), required: true, (table, row) =>
        {
            var cells = new PlanCells(table);
            return () =>
            {
                var need = Find(table, row.Id(0), 0, _needs, RoundFiles.Needs);
                var inClass = row.Number(1, 1, int.MaxValue);
                var allocated = row.RequiredNumber(3, 0, LargestNumber) ?? 0;
                var goods = row.RequiredNumber(5, 0, LargestNumber) ?? 0;
                var money = row.RequiredNumber(6, 0, LargestNumber) ?? 0;
                var bottleneck = Reference(table, row, 7);
                var reason = row.RequiredChoice(8, PlanWords.LineReasons);
                var heldBy = Reference(table, row, 9);
                var fair = cells.Share(10);
                if (need < 0)
                {
                    return;
                }

                cells.Repeats(2, fair.ToUnits(costs[need]));
                cells.Repeats(4, PlanTables.Coverage(allocated, round.Needs[need].Quantity));
                if (!needs.Stated.ExternalAid.IsEmpty && row.RequiredNumber(ExternalUnits, 0, LargestNumber) is { } units && units != needs.CoveredUnits(need))
                {
                    table.Fault(ExternalUnits, FaultKind.Contradiction, PlanTables.FromOthers(needs.CoveredUnits(need)));
                }

                Once(table, 0, _lines[need] is not null);
                _lines[need] = new LineOutcome
                {
                    Class = (int)(inClass ?? 0),
                    Fair = fair,
                    AllocatedUnits = allocated,
                    GoodsUnits = goods,
                    MoneyVnd = money,
                    Bottleneck = bottleneck,
                    HeldBy = heldBy,
                    Reason = reason ?? default,
                };
            };
        }, cancel);
        ReportAbsent(file, "need_id", _lines, index => round.Needs[index].Id.Value);
    }

    public void ReadPledges(InputFile file)
    {
        var columns = PlanTables.PledgesLeftOf(round);
        file.ReadTable(columns, required: true, (table, row) => () =>
        {
            var pledge = Find(table, row.Id(0), 0, _pledges, RoundFiles.Pledges);
            var used = row.RequiredNumber(1, 0, LargestNumber) ?? 0;
            var left = row.RequiredNumber(2, 0, LargestNumber) ?? 0;
            var reason = row.RequiredChoice(3, PlanWords.PledgeReasons);
            var available = row.RequiredNumber(4, 0, LargestNumber) ?? 0;
            if (pledge >= 0)
            {
                Once(table, 0, _outcomes[pledge] is not null);
                _outcomes[pledge] = new PledgeOutcome(available, used, left, reason ?? default)
                {
                    WishMet = columns.Length > PlanTables.PledgesLeft.Length ? row.Number(PlanTables.PledgesLeft.Length, 0, LargestNumber) : null,
                };
            }
        }, cancel);
        ReportAbsent(file, "pledge_id", _outcomes, index => round.Pledges[index].Id.Value);
    }

    public void ReadAllocations(InputFile file)
    {
        var pairs = new HashSet<(int Pledge, int Need)>();
        file.ReadTable(PlanTables.Allocations, required: true, (table, row) => () =>
        {
            var pledge = Find(table, row.RequiredKey(0), 0, _pledges, RoundFiles.Pledges);
            var need = Find(table, row.RequiredKey(1), 1, _needs, RoundFiles.Needs);
            var value = row.RequiredNumber(4, 1, LargestNumber) ?? 0;
            if (pledge < 0 || need < 0)
            {
                return;
            }

            var isMoney = round.Pledges[pledge].Kind == PledgeKind.Money;
            var amount = row.RequiredNumber(isMoney ? 3 : 2, 1, LargestNumber) ?? 0;
            if (!row.IsEmpty(isMoney ? 2 : 3))
            {
                table.Fault(isMoney ? 2 : 3, FaultKind.Contradiction, isMoney
                    ? new("nothing, because the pledge is of money", "để trống, vì cam kết là tiền")
                    : new("nothing, because the pledge is of goods", "để trống, vì cam kết là hiện vật"));
            }

            Once(table, 1, !pairs.Add((pledge, need)));
            _shipments.Add(new Shipment(pledge, need, isMoney ? 0 : amount, isMoney ? amount : 0, value));
        }, cancel);
    }

    public void ReadFairFlow(InputFile file)
    {
        var pairs = new HashSet<(int Pledge, int Need)>();
        file.ReadTable(PlanTables.FairFlow, required: true, (table, row) => () =>
        {
            var pledge = Find(table, row.RequiredKey(0), 0, _pledges, RoundFiles.Pledges);
            var need = Find(table, row.RequiredKey(1), 1, _needs, RoundFiles.Needs);
            var value = row.RequiredNumber(2, 0, LargestNumber) ?? 0;
            if (pledge >= 0 && need >= 0)
            {
                Once(table, 1, !pairs.Add((pledge, need)));
                _threads.Add(new FairThread(pledge, need, value));
            }
        }, cancel);
    }

    /// <summary>Checks that classes named in the tables are among those of summary.json.</summary>
    public void CheckClasses(InputFile lines, InputFile bottlenecks, int classes)
    {
        var wanted = Advice.Between(1, classes);
        for (var need = 0; need < _lines.Length; need++)
        {
            if (_lines[need]?.Class > classes)
            {
                lines.Faults.Add(0, "class", round.Needs[need].Id.Value, FaultKind.UnknownReference, wanted);
            }
        }

        foreach (var (line, _, _, bottleneck) in _bottlenecks.Where(entry => entry.Bottleneck.Class > classes))
        {
            bottlenecks.Faults.Add(line, "class", bottleneck.Class.ToString(CultureInfo.InvariantCulture), FaultKind.UnknownReference, wanted);
        }
    }

    /// <summary>Checks the counts of bottlenecks.csv against the lines that name the bottleneck, and against the threads that feed them.</summary>
    public void CheckCounts(InputFile bottlenecks)
    {
        if (bottlenecks.Faults.Count > 0)
        {
            return;
        }

        var lines = LinesByBottleneck();
        var feeding = FeedersByBottleneck();
        foreach (var (line, lineCount, feedingCount, bottleneck) in _bottlenecks)
        {
            Compare(bottlenecks.Faults, line, "lines", lineCount, lines[bottleneck.Number].Count, PlanFiles.Lines);

            // A pledge may feed a line with less than a đồng, which leaves no thread: worth a word, no fault.
            Compare(bottlenecks.Warnings, line, "feeding_pledges", feedingCount, feeding[bottleneck.Number].Count, PlanFiles.FairFlow);
        }
    }

    public Plan Build(ImmutableArray<ClassOutcome> classes)
    {
        var lines = LinesByBottleneck();
        var feeding = FeedersByBottleneck();
        return new Plan
        {
            Shipments = [.. PlanTables.InOrder(round, _shipments, shipment => (shipment.Pledge, shipment.Need))],
            FairThreads = [.. PlanTables.InOrder(round, _threads, thread => (thread.Pledge, thread.Need))],
            Lines = [.. _lines.Select(line => line!)],
            Pledges = [.. _outcomes.Select(pledge => pledge!)],
            Classes = classes,
            Bottlenecks =
            [
                .. _bottlenecks.Select(entry => entry.Bottleneck with
                {
                    Lines = [.. lines[entry.Bottleneck.Number].OrderBy(need => round.Needs[need].Id.Value, StringComparer.Ordinal)],
                    FeedingPledges = [.. feeding[entry.Bottleneck.Number].OrderBy(pledge => round.Pledges[pledge].Id.Value, StringComparer.Ordinal)],
                }),
            ],
        };
    }

    private static void Compare(FaultLog log, long line, string column, int stated, int counted, string file)
    {
        if (stated != counted)
        {
            log.Add(line, column, stated.ToString(CultureInfo.InvariantCulture), FaultKind.Contradiction, new(
                string.Create(CultureInfo.InvariantCulture, $"{counted}, as {file} has it"), string.Create(CultureInfo.InvariantCulture, $"{counted}, theo {file}")));
        }
    }

    private static Dictionary<string, int> Index(IEnumerable<string> ids) =>
        ids.Select((id, index) => (id, index)).ToDictionary(pair => pair.id, pair => pair.index, StringComparer.Ordinal);

    private static int Find(CsvTable table, string? id, int column, Dictionary<string, int> known, string file)
    {
        if (id is null)
        {
            return -1;
        }

        if (known.TryGetValue(id, out var index))
        {
            return index;
        }

        table.Fault(column, FaultKind.UnknownReference, Advice.KnownIn(table.Name(column), file));
        return -1;
    }

    private static void Once(CsvTable table, int column, bool seen)
    {
        if (seen)
        {
            table.Fault(column, FaultKind.Duplicate, new("each id, and each pair of ids, once", "mỗi mã hoặc mỗi cặp mã một lần"));
        }
    }

    private static void ReportAbsent<T>(InputFile file, string column, T?[] outcomes, Func<int, string> id)
        where T : class
    {
        for (var i = 0; file.IsComplete && i < outcomes.Length; i++)
        {
            if (outcomes[i] is null)
            {
                file.Faults.Add(0, column, id(i), FaultKind.Missing, new("a row for every id of the round", "mỗi mã của đợt có một dòng"));
            }
        }
    }

    private int Reference(CsvTable table, RowReader row, int column)
    {
        var number = row.Number(column, 1, int.MaxValue) ?? 0;
        if (number > _bottlenecks.Count)
        {
            table.Fault(column, FaultKind.UnknownReference, Advice.KnownIn("bottleneck", PlanFiles.Bottlenecks));
            return 0;
        }

        return (int)number;
    }

    private List<int>[] LinesByBottleneck()
    {
        var lines = NewLists<List<int>>();
        for (var need = 0; need < _lines.Length; need++)
        {
            lines[_lines[need]?.Bottleneck ?? 0].Add(need);
        }

        return lines;
    }

    private HashSet<int>[] FeedersByBottleneck()
    {
        var feeders = NewLists<HashSet<int>>();
        foreach (var thread in _threads)
        {
            feeders[_lines[thread.Need]?.Bottleneck ?? 0].Add(thread.Pledge);
        }

        return feeders;
    }

    private T[] NewLists<T>()
        where T : new() => [.. Enumerable.Range(0, _bottlenecks.Count + 1).Select(_ => new T())];
}
