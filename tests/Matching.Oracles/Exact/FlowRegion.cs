using System.Numerics;
using Matching.Oracles.Model;

namespace Matching.Oracles.Exact;

/// <summary>What may be given to the lines on top of the pins, as a network: source, pledges, parts of them, (pledge, province), (pledge, commune), lines, provinces, sink.</summary>
/// <remarks>Flows are in đồng of line value. Holds for rounds without gains (<see cref="PairModel.HasGains"/>).</remarks>
internal sealed class FlowRegion
{
    private readonly PairModel _model;
    private readonly Dictionary<(int Pledge, int Depth, int Commune), int> _communeNodes = [];
    private readonly Dictionary<(int Pledge, int Depth, int Province), int> _provinceNodes = [];
    private readonly Dictionary<(int Pledge, int Depth), int> _partNodes = [];
    private readonly int _firstLine;
    private readonly int _firstProvince;
    private readonly int _sink;

    public FlowRegion(PairModel model)
    {
        if (model.HasGains)
        {
            throw new NotSupportedException("A goods unit counts at another price than its norm for some line; use the linear program.");
        }

        _model = model;
        PinnedVnd = new BigRational[model.Lines.Length];
        foreach (var pair in model.Pairs)
        {
            PinnedVnd[pair.Line] += (BigInteger)pair.Pinned * pair.VndPerMeasure;
        }

        var node = 1 + model.Pledges.Length;
        foreach (var pair in model.Pairs)
        {
            if (_communeNodes.TryAdd((pair.Pledge, DepthOf(pair), model.Lines[pair.Line].Commune), node))
            {
                node++;
            }

            if (_provinceNodes.TryAdd((pair.Pledge, DepthOf(pair), model.Lines[pair.Line].Province), node))
            {
                node++;
            }
        }

        for (var p = 0; p < model.Pledges.Length; p++)
        {
            _partNodes.Add((p, 0), 1 + p);
            for (var depth = 1; depth <= model.Pledges[p].Parts.Length; depth++)
            {
                _partNodes.Add((p, depth), node++);
            }
        }

        _firstLine = node;
        _firstProvince = _firstLine + model.Lines.Length;
        _sink = _firstProvince + model.Provinces;
    }

    /// <summary>Per line what its pins give it.</summary>
    public BigRational[] PinnedVnd { get; }

    /// <summary>The largest flow towards the given extra targets (đồng on top of the pins, per line).</summary>
    public Attempt Try(IReadOnlyList<BigRational> extraVnd)
    {
        var flow = new ExactFlow(_sink + 1);
        AddSupply(flow);
        var lineArcs = new int[_model.Lines.Length];
        for (var n = 0; n < lineArcs.Length; n++)
        {
            lineArcs[n] = flow.AddArc(_firstLine + n, _firstProvince + _model.Lines[n].Province, extraVnd[n]);
        }

        var provinceArcs = new int[_model.Provinces];
        for (var province = 0; province < provinceArcs.Length; province++)
        {
            var pinned = SumOf(_model.Lines.Select((line, n) => (line, n)).Where(l => l.line.Province == province).Select(l => PinnedVnd[l.n]));
            provinceArcs[province] = flow.AddArc(
                _firstProvince + province, _sink, _model.ProvinceCapVnd is { } cap ? (BigRational)cap - pinned : null);
        }

        var placed = flow.Augment(0, _sink);
        return new Attempt(this, flow, lineArcs, provinceArcs, placed, placed == SumOf(extraVnd));
    }

    private void AddSupply(ExactFlow flow)
    {
        for (var p = 0; p < _model.Pledges.Length; p++)
        {
            var pledge = _model.Pledges[p];
            var pinned = SumOf(_model.Pairs.Where(pair => pair.Pledge == p).Select(pair => (BigRational)pair.Pinned));
            flow.AddArc(0, 1 + p, (pledge.Available - pinned) * pledge.ItemCostVnd);
            for (var depth = 1; depth <= pledge.Parts.Length; depth++)
            {
                var part = pledge.Parts[depth - 1];
                var within = SumOf(_model.Pairs.Where(pair => pair.Pledge == p && part.Lines.Contains(pair.Line)).Select(pair => (BigRational)pair.Pinned));
                flow.AddArc(_partNodes[(p, depth - 1)], _partNodes[(p, depth)], (part.Most - within) * pledge.ItemCostVnd);
            }
        }

        foreach (var ((p, depth, province), node) in _provinceNodes)
        {
            var pledge = _model.Pledges[p];
            var pinned = SumOf(_model.Pairs.Where(pair => pair.Pledge == p && _model.Lines[pair.Line].Province == province).Select(pair => (BigRational)pair.Pinned));
            flow.AddArc(_partNodes[(p, depth)], node, pledge.MaxPerProvince is { } most ? (most - pinned) * pledge.ItemCostVnd : null);
        }

        foreach (var ((p, depth, commune), node) in _communeNodes)
        {
            var province = _model.Lines.First(line => line.Commune == commune).Province;
            var pledge = _model.Pledges[p];
            var pinned = SumOf(_model.Pairs.Where(pair => pair.Pledge == p && _model.Lines[pair.Line].Commune == commune).Select(pair => (BigRational)pair.Pinned));
            flow.AddArc(_provinceNodes[(p, depth, province)], node, pledge.MaxPerCommune is { } most ? (most - pinned) * pledge.ItemCostVnd : null);
        }

        foreach (var pair in _model.Pairs.Where(pair => pair.MayGrow))
        {
            var from = _communeNodes[(pair.Pledge, DepthOf(pair), _model.Lines[pair.Line].Commune)];
            flow.AddArc(from, _firstLine + pair.Line, (BigInteger)(pair.Limit - pair.Pinned) * pair.VndPerMeasure);
        }
    }

    private int DepthOf(ModelPair pair) => _model.Pledges[pair.Pledge].DepthOf(pair.Line);

    internal static BigRational SumOf(IEnumerable<BigRational> values) => values.Aggregate(BigRational.Zero, (sum, value) => sum + value);

    /// <summary>A largest flow towards targets, and what stands in the way of more.</summary>
    internal sealed class Attempt(FlowRegion region, ExactFlow flow, int[] lineArcs, int[] provinceArcs, BigRational placed, bool meetsTargets)
    {
        private readonly bool[] _reachable = flow.Reachable(0);

        public BigRational Placed => placed;

        public bool MeetsTargets => meetsTargets;

        /// <summary>Whether more could be brought to the line while every other line keeps its target.</summary>
        public bool CouldGrow(int line) =>
            _reachable[region._firstLine + line] && flow.Residual(provinceArcs[region._model.Lines[line].Province]).Sign > 0;

        /// <summary>Whether the line's own target is part of the smallest cut, so that the cut widens as the target grows.</summary>
        public bool IsCutAtTarget(int line) =>
            _reachable[region._firstLine + line] && !_reachable[region._firstProvince + region._model.Lines[line].Province];

        /// <summary>The smallest cut less the targets in it: all that the lines that are not cut at their targets can get.</summary>
        public BigRational CutBesidesTargets =>
            placed - SumOf(lineArcs.Where((_, n) => IsCutAtTarget(n)).Select(arc => flow.Flow(arc)));
    }
}
