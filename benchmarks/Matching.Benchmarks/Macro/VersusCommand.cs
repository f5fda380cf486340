namespace Matching.Benchmarks.Macro;

/// <summary>Ours beside what people would use instead, in one run.</summary>
internal static class VersusCommand
{
    public static int Run(Arguments arguments)
    {
        var parts = arguments.Text("parts", "lp,national,policies").Split(',');
        foreach (var part in parts)
        {
            switch (part)
            {
                case "lp":
                    VersusLinearPrograms.Run(arguments);
                    break;
                case "national":
                    VersusNational.Run(arguments);
                    break;
                case "policies":
                    VersusPolicies.Run(arguments);
                    break;
                default:
                    throw new ArgumentException($"There is no part \"{part}\"; there are lp, national, policies.", nameof(arguments));
            }
        }

        return 0;
    }
}
