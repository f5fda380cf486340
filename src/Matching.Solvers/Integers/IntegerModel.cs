using System.Collections.Immutable;
using System.Globalization;

namespace Matching.Solvers.Integers;

/// <summary>
/// Largest or smallest <c>objective · x</c> over whole x with <c>lower ≤ x ≤ upper</c> and <c>rowLower ≤ A x ≤ rowUpper</c>; A by rows.
/// </summary>
/// <remarks>
/// Immutable and valid once it exists: made by <see cref="IntegerModelBuilder"/>, which refuses what a solver could miscount. The terms of row i stand at
/// <c>RowStart[i] .. RowStart[i + 1] - 1</c> of <see cref="Columns"/> (rising within a row) and <see cref="Coefficients"/> (never zero).
/// </remarks>
public sealed class IntegerModel
{
    /// <summary>No sum in a model may leave ±this (2^62 - 1), whichever values the variables take: solvers count in 63 bits and compare sums.</summary>
    public const long LargestActivity = long.MaxValue / 2;

    /// <summary>A row without a lower bound.</summary>
    public const long NoLower = long.MinValue;

    /// <summary>A row without an upper bound.</summary>
    public const long NoUpper = long.MaxValue;

    internal IntegerModel()
    {
    }

    /// <summary>Whether the objective is to be as large as possible; else as small.</summary>
    public required bool Maximise { get; init; }

    /// <summary>Smallest value by variable; finite.</summary>
    public required ImmutableArray<long> Lower { get; init; }

    /// <summary>Largest value by variable; finite, never below <see cref="Lower"/>.</summary>
    public required ImmutableArray<long> Upper { get; init; }

    /// <summary>Objective coefficient by variable.</summary>
    public required ImmutableArray<long> Objective { get; init; }

    /// <summary>One place more than there are rows.</summary>
    public required ImmutableArray<int> RowStart { get; init; }

    public required ImmutableArray<int> Columns { get; init; }

    public required ImmutableArray<long> Coefficients { get; init; }

    /// <summary>Smallest activity by row; <see cref="NoLower"/> for none.</summary>
    public required ImmutableArray<long> RowLower { get; init; }

    /// <summary>Largest activity by row; <see cref="NoUpper"/> for none.</summary>
    public required ImmutableArray<long> RowUpper { get; init; }

    /// <summary>Variables, rising, that have a value to start from; a wish, not a condition. A complete and feasible hint is also an answer: no outcome is worse.</summary>
    public required ImmutableArray<int> HintVariables { get; init; }

    public required ImmutableArray<long> HintValues { get; init; }

    /// <summary>By variable, or empty when none was named.</summary>
    public required ImmutableArray<string?> VariableNames { get; init; }

    /// <summary>By row, or empty when none was named.</summary>
    public required ImmutableArray<string?> RowNames { get; init; }

    public int VariableCount => Lower.Length;

    public int RowCount => RowLower.Length;

    /// <summary>For messages: <c>row 3 "budget of p7"</c>.</summary>
    public string RowLabel(int row) => Label("row", row, RowNames);

    /// <summary>For messages: <c>variable 12 "p7 to n3"</c>.</summary>
    public string VariableLabel(int variable) => Label("variable", variable, VariableNames);

    internal static string Label(string kind, int index, IReadOnlyList<string?> names)
    {
        var name = index < names.Count ? names[index] : null;
        return string.Create(CultureInfo.InvariantCulture, $"{kind} {index}{(name is null ? "" : $" \"{name}\"")}");
    }
}
