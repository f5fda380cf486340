using System.Numerics;
using Matching.Engine.Rounds;
using Matching.Oracles.Model;

namespace Matching.Oracles.Exact;

/// <summary>Fair shares by exact linear programs: slower than flows, and also right where goods units count at different prices.</summary>
public sealed class ExactLpLeximin
{
    private readonly PairModel _model;
    private readonly List<ModelPair> _growing;
    private readonly BigRational[] _pinnedVnd;
    private readonly List<(BigRational[] Row, BigRational Bound)> _supply = [];
    private readonly BigRational?[] _shares;

    private ExactLpLeximin(PairModel model)
    {
        _model = model;
        _growing = [.. model.Pairs.Where(pair => pair.MayGrow && pair.Limit > pair.Pinned)];
        _pinnedVnd = new BigRational[model.Lines.Length];
        _shares = new BigRational?[model.Lines.Length];
        foreach (var pair in model.Pairs)
        {
            _pinnedVnd[pair.Line] += (BigInteger)pair.Pinned * pair.VndPerMeasure;
        }

        AddSupplyRows();
    }

    /// <exception cref="ArgumentException">The pins cannot be kept.</exception>
    public static FairShares Solve(Round round) => Solve(PairModel.Of(round));

    public static FairShares Solve(PairModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ExactLpLeximin(model).Solve();
    }

    private FairShares Solve()
    {
        foreach (var lines in _model.Classes)
        {
            if (_model.Lines[lines[0]].IsProject)
            {
                foreach (var n in lines)
                {
                    var line = _model.Lines[n];
                    var units = (BigRational.Min(Most(n, []), line.DemandVnd) / line.UnitCostVnd).Floor();
                    _shares[n] = BigRational.Max(_pinnedVnd[n], units * (BigRational)line.UnitCostVnd);
                }
            }
            else
            {
                Raise([.. lines]);
            }
        }

        return FairShares.Of(_model, _shares);
    }

    private void Raise(HashSet<int> open)
    {
        while (open.Count > 0)
        {
            var level = HighestCommonLevel(open);
            BigRational Floor(int n) => BigRational.Max(_pinnedVnd[n], level * _model.Lines[n].DemandVnd);
            var floors = open.Select(n => (n, Floor(n))).ToList();
            var closed = level == BigRational.One
                ? open.ToList()
                : open.Where(n => level * _model.Lines[n].DemandVnd >= _pinnedVnd[n] && Most(n, floors) == Floor(n)).ToList();
            foreach (var n in closed)
            {
                _shares[n] = level * _model.Lines[n].DemandVnd;
                open.Remove(n);
            }
        }
    }

    private BigRational HighestCommonLevel(HashSet<int> open)
    {
        // The level is the last variable, at most one.
        var rows = Rows([]).ConvertAll(row => (Row: row.Row.Append(BigRational.Zero).ToArray(), row.Bound));
        foreach (var n in open)
        {
            rows.Add(([.. Inflow(n).Select(value => -value), _model.Lines[n].DemandVnd], _pinnedVnd[n]));
        }

        BigRational[] level = [.. Enumerable.Repeat(BigRational.Zero, _growing.Count), BigRational.One];
        rows.Add((level, BigRational.One));
        return ExactSimplex.Maximise(level, [.. rows.Select(row => row.Row)], [.. rows.Select(row => row.Bound)])
            ?? throw new InvalidOperationException("Shares that were granted before cannot be kept.");
    }

    /// <summary>The most that one line can have while closed lines keep their shares and others have the amounts given.</summary>
    private BigRational Most(int line, IReadOnlyList<(int Line, BigRational Vnd)> others)
    {
        var rows = Rows(others);
        var most = ExactSimplex.Maximise(Inflow(line), [.. rows.Select(row => row.Row)], [.. rows.Select(row => row.Bound)])
            ?? throw new InvalidOperationException("Shares that were granted before cannot be kept.");
        return most + _pinnedVnd[line];
    }

    private List<(BigRational[] Row, BigRational Bound)> Rows(IReadOnlyList<(int Line, BigRational Vnd)> others)
    {
        var closed = Enumerable.Range(0, _shares.Length).Where(n => _shares[n] is not null).Select(n => (n, _shares[n]!.Value));
        return
        [
            .. _supply,
            .. closed.Concat(others)
                .Where(floor => floor.Item2 > _pinnedVnd[floor.Item1])
                .Select(floor => (Inflow(floor.Item1).Select(value => -value).ToArray(), _pinnedVnd[floor.Item1] - floor.Item2)),
        ];
    }

    /// <summary>Line value per measure of every growing pair of the line.</summary>
    private BigRational[] Inflow(int line) =>
        [.. _growing.Select(pair => pair.Line == line ? pair.VndPerMeasure : BigRational.Zero)];

    private void AddSupplyRows()
    {
        for (var p = 0; p < _model.Pledges.Length; p++)
        {
            AddLimit(_model.Pledges[p].Available, pair => pair.Pledge == p, _ => 1);
            if (_model.Pledges[p].MaxPerCommune is { } most)
            {
                foreach (var commune in _model.Lines.Select(line => line.Commune).Distinct())
                {
                    AddLimit(most, pair => pair.Pledge == p && _model.Lines[pair.Line].Commune == commune, _ => 1);
                }
            }

            foreach (var part in _model.Pledges[p].Parts)
            {
                AddLimit(part.Most, pair => pair.Pledge == p && part.Lines.Contains(pair.Line), _ => 1);
            }

            if (_model.Pledges[p].MaxPerProvince is { } inProvince)
            {
                for (var province = 0; province < _model.Provinces; province++)
                {
                    AddLimit(inProvince, pair => pair.Pledge == p && _model.Lines[pair.Line].Province == province, _ => 1);
                }
            }
        }

        foreach (var pair in _growing.Where(pair => pair.Limit < _model.Pledges[pair.Pledge].Available))
        {
            AddLimit(pair.Limit, other => other == pair, _ => 1);
        }

        if (_model.ProvinceCapVnd is { } cap)
        {
            for (var province = 0; province < _model.Provinces; province++)
            {
                AddLimit(cap, pair => _model.Lines[pair.Line].Province == province, pair => _model.Pledges[pair.Pledge].ItemCostVnd);
            }
        }
    }

    private void AddLimit(BigInteger most, Func<ModelPair, bool> counts, Func<ModelPair, long> weight)
    {
        var row = _growing.Select(pair => counts(pair) ? weight(pair) : BigRational.Zero).ToArray();
        if (Array.Exists(row, value => value.Sign != 0))
        {
            var pinned = _model.Pairs.Where(counts).Aggregate(BigInteger.Zero, (sum, pair) => sum + ((BigInteger)pair.Pinned * weight(pair)));
            _supply.Add((row, most - pinned));
        }
    }
}
