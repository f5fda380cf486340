using System.Collections.Immutable;
using System.Globalization;
using Matching.Solvers.Integers;

namespace Matching.Solvers.Checks;

/// <summary>Looks at what solvers claim, in exact integers, and lets through only what holds.</summary>
public static class SolutionCheck
{
    // A solver adds its objective up in floating point; two sums of many terms may differ in the last of 53 bits.
    private const double SumTolerance = 1e-9;

    /// <summary>The first bound or row that the values break, or null when they keep all.</summary>
    public static SolverNotice? FirstFault(IntegerModel model, ImmutableArray<long> values)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (values.IsDefault || values.Length != model.VariableCount)
        {
            var length = values.IsDefault ? 0 : values.Length;
            return new SolverNotice($"có {length} giá trị cho {model.VariableCount} biến", $"has {length} values for {model.VariableCount} variables");
        }

        for (var j = 0; j < values.Length; j++)
        {
            if (values[j] < model.Lower[j] || values[j] > model.Upper[j])
            {
                return new SolverNotice(
                    $"đặt {model.VariableLabel(j)} bằng {values[j]}, ngoài khoảng {model.Lower[j]} đến {model.Upper[j]}",
                    $"sets {model.VariableLabel(j)} to {values[j]}, outside {model.Lower[j]} to {model.Upper[j]}");
            }
        }

        for (var i = 0; i < model.RowCount; i++)
        {
            var activity = Activity(model, i, values);
            if (activity < model.RowLower[i] || activity > model.RowUpper[i])
            {
                return new SolverNotice(
                    $"làm {model.RowLabel(i)} bằng {activity}, ngoài khoảng {Bound(model.RowLower[i])} đến {Bound(model.RowUpper[i])}",
                    $"makes {model.RowLabel(i)} {activity}, outside {Bound(model.RowLower[i])} to {Bound(model.RowUpper[i])}");
            }
        }

        return null;
    }

    /// <summary>The objective of values that keep their bounds; a valid model makes it fit.</summary>
    public static long Objective(IntegerModel model, ImmutableArray<long> values)
    {
        ArgumentNullException.ThrowIfNull(model);
        Int128 sum = 0;
        for (var j = 0; j < model.VariableCount; j++)
        {
            sum += (Int128)model.Objective[j] * values[j];
        }

        return (long)sum;
    }

    /// <summary>Turns a claim into an outcome: confirmed, weakened to what is sure, or failed with the first thing that does not hold.</summary>
    public static SolverOutcome Judge(IntegerModel model, SolverClaim claim)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(claim);
        var outcome = new SolverOutcome { Status = SolverStatus.Unknown, Stop = claim.Stop, Bound = claim.Bound, Work = claim.Work };
        if (claim.Status == ClaimedStatus.Refused)
        {
            return Failed(outcome, new SolverNotice($"từ chối mô hình: {claim.Detail}", $"refused the model: {claim.Detail}"));
        }

        var hint = FeasibleHint(model);
        var hasValues = !claim.Values.IsDefaultOrEmpty || (model.VariableCount == 0 && claim.Status is ClaimedStatus.Optimal or ClaimedStatus.Feasible);
        if (claim.Status is ClaimedStatus.Optimal or ClaimedStatus.Feasible || hasValues)
        {
            return JudgeSolution(model, claim, hint, outcome);
        }

        if (claim.Status == ClaimedStatus.Infeasible)
        {
            return hint.IsDefault
                ? outcome with { Status = SolverStatus.Infeasible, Bound = null }
                : Failed(outcome, new SolverNotice("nói là không có lời giải, nhưng gợi ý là một lời giải", "says that there is no solution, but the hint is one"));
        }

        if (hint.IsDefault)
        {
            return outcome with { Status = claim.Stop == SolverStop.Solver ? SolverStatus.Unknown : SolverStatus.LimitReached };
        }

        return FalseBound(model, claim.Bound, Objective(model, hint), outcome) ?? Solved(model, hint, isHint: true, outcome);
    }

    private static SolverOutcome JudgeSolution(IntegerModel model, SolverClaim claim, ImmutableArray<long> hint, SolverOutcome outcome)
    {
        if (FirstFault(model, claim.Values) is { } fault)
        {
            return Failed(outcome, fault);
        }

        var objective = Objective(model, claim.Values);
        if (claim.Objective is { } claimed && !(Math.Abs(claimed - objective) <= SumTolerance * Math.Max(1, Math.Abs((double)objective))))
        {
            return Failed(outcome, Say($"nêu giá trị mục tiêu {claimed:R}, tính lại là {objective}", $"claims the objective {claimed:R}; recomputed it is {objective}"));
        }

        if (claim.Status == ClaimedStatus.Infeasible)
        {
            return Failed(outcome, new SolverNotice("nói là không có lời giải nhưng lại đưa ra một", "says that there is no solution and gives one"));
        }

        var best = hint.IsDefault || !Better(model, Objective(model, hint), objective) ? objective : Objective(model, hint);
        return FalseBound(model, claim.Bound, best, outcome)
            ?? Solved(model, best == objective ? claim.Values : hint, isHint: best != objective, outcome);
    }

    private static SolverOutcome Solved(IntegerModel model, ImmutableArray<long> values, bool isHint, SolverOutcome outcome)
    {
        var objective = Objective(model, values);
        return outcome with
        {
            // A claim of optimality counts as far as its bound goes; without an objective every solution is best.
            Status = outcome.Bound == objective ? SolverStatus.Optimal : SolverStatus.Feasible,
            Values = values,
            Objective = objective,
            Checked = true,
            IsHint = isHint,
        };
    }

    private static SolverOutcome? FalseBound(IntegerModel model, long? bound, long objective, SolverOutcome outcome) =>
        bound is { } limit && Better(model, objective, limit)
            ? Failed(outcome, Say(
                $"nói không thể tốt hơn {limit}, nhưng đã có lời giải đạt {objective}",
                $"says that nothing is better than {limit}, but a solution with {objective} is known"))
            : null;

    private static SolverOutcome Failed(SolverOutcome outcome, SolverNotice fault) => outcome with
    {
        Status = SolverStatus.Failed,
        Bound = null,
        Reason = new SolverNotice(
            $"Không dùng được kết quả của bộ giải: nó {fault.Vi}. Hãy dùng bộ giải khác hoặc phương pháp có sẵn.",
            $"The solver's answer cannot be used: it {fault.En}. Use another solver or the built-in method."),
    };

    private static ImmutableArray<long> FeasibleHint(IntegerModel model) =>
        model.VariableCount > 0 && model.HintValues.Length == model.VariableCount && FirstFault(model, model.HintValues) is null ? model.HintValues : default;

    private static bool Better(IntegerModel model, long one, long other) => model.Maximise ? one > other : one < other;

    // Values within their bounds keep every sum of a valid model within 63 bits.
    private static Int128 Activity(IntegerModel model, int row, ImmutableArray<long> values)
    {
        Int128 sum = 0;
        for (var k = model.RowStart[row]; k < model.RowStart[row + 1]; k++)
        {
            sum += (Int128)model.Coefficients[k] * values[model.Columns[k]];
        }

        return sum;
    }

    private static string Bound(long bound) => bound switch
    {
        IntegerModel.NoLower => "-∞",
        IntegerModel.NoUpper => "∞",
        _ => bound.ToString(CultureInfo.InvariantCulture),
    };

    private static SolverNotice Say(FormattableString vi, FormattableString en) => new(FormattableString.Invariant(vi), FormattableString.Invariant(en));
}
