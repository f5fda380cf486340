using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Matching.Engine.Rounds;
using Matching.Samples;

namespace Matching.Engine.Tests.Allocation;

/// <summary>Many random rounds under one test; a failing seed is printed as the expression that makes its round again.</summary>
internal static class Seeds
{
    private const int Printed = 20;

    /// <param name="upTo">Seeds from 1 to this.</param>
    /// <param name="options">What the rounds may hold.</param>
    /// <param name="claim">Throws where the claim does not hold.</param>
    /// <param name="except">Seeds that are left out for a known fault.</param>
    /// <param name="spelled">Filled in by the compiler.</param>
    public static void Hold(
        int upTo, RandomOptions options, Action<Round> claim, int[]? except = null, [CallerArgumentExpression(nameof(options))] string spelled = "")
    {
        var faults = new StringBuilder();
        var failed = new List<int>();
        foreach (var seed in Enumerable.Range(1, upTo).Except(except ?? []))
        {
            var round = RandomRound.Create(seed, options);
            try
            {
                claim(round);
            }
            catch (Exception fault)
            {
                failed.Add(seed);
                if (failed.Count <= Printed)
                {
                    faults.Append(CultureInfo.InvariantCulture, $"RandomRound.Create({seed}, {spelled}): {fault.GetType().Name}: {fault.Message}\n");
                }
            }
        }

        Assert.True(failed.Count == 0, $"{failed.Count} seeds failed: {string.Join(", ", failed)}\n{faults}");
    }
}
