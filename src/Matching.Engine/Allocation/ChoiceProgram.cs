using System.Collections.Immutable;

namespace Matching.Engine.Allocation;

/// <summary>
/// Largest <c>objective · x</c> over whole numbers x with <c>0 ≤ x ≤ upper</c> and <c>rowLower ≤ A x ≤ rowUpper</c>: the choice of communes, as any solver of integer programs
/// understands it.
/// </summary>
/// <remarks>The terms of row i stand at <c>RowStart[i] .. RowStart[i + 1] - 1</c> of <see cref="Columns"/> and <see cref="Factors"/>.</remarks>
public sealed record ChoiceProgram
{
    public required ImmutableArray<long> Upper { get; init; }

    public required ImmutableArray<long> Objective { get; init; }

    public required ImmutableArray<int> RowStart { get; init; }

    public required ImmutableArray<int> Columns { get; init; }

    public required ImmutableArray<long> Factors { get; init; }

    public required ImmutableArray<long> RowLower { get; init; }

    public required ImmutableArray<long> RowUpper { get; init; }

    /// <summary>Variables with a value to begin from: the choice that there is.</summary>
    public required ImmutableArray<(int Variable, long Value)> Hint { get; init; }

    /// <summary>Whether an answer is one: a value for every variable, within its range, and every row kept.</summary>
    public bool IsKeptBy(ReadOnlySpan<long> answer)
    {
        if (answer.Length != Upper.Length)
        {
            return false;
        }

        for (var j = 0; j < answer.Length; j++)
        {
            if (answer[j] < 0 || answer[j] > Upper[j])
            {
                return false;
            }
        }

        for (var i = 0; i < RowLower.Length; i++)
        {
            Int128 sum = 0;
            for (var t = RowStart[i]; t < RowStart[i + 1]; t++)
            {
                sum += (Int128)Factors[t] * answer[Columns[t]];
            }

            if (sum < RowLower[i] || sum > RowUpper[i])
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>A solver of integer programs that may choose communes better than the built-in search does.</summary>
/// <remarks>Nothing it says is believed: an answer that breaks a row is thrown away, and a choice is taken only if the flow found with it reaches more, class by class.</remarks>
public interface IChoiceSolver
{
    /// <summary>For reports: <c>CBC</c>.</summary>
    string Name { get; }

    /// <summary>A good answer within its limits of work; <see langword="null"/> when it has none.</summary>
    long[]? Solve(ChoiceProgram program, CancellationToken cancel);
}
