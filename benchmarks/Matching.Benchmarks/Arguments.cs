using System.Globalization;

namespace Matching.Benchmarks;

/// <summary>Options of the form <c>--name value</c>.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">An option has no value, or something is not an option.</exception>
    public Arguments(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i += 2)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == args.Count)
            {
                throw new ArgumentException($"\"{args[i]}\" is not of the form --name value.", nameof(args));
            }

            _values[args[i][2..]] = args[i + 1];
        }
    }

    public string Text(string name, string whenMissing) => _values.GetValueOrDefault(name, whenMissing);

    public int Number(string name, int whenMissing) =>
        _values.TryGetValue(name, out var value) ? int.Parse(value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : whenMissing;
}
