namespace Matching.Solvers.Wire;

/// <summary>The limits of one search as OR-Tools' SatParameters (field numbers: sat_parameters.proto of 9.15).</summary>
internal sealed record SatParametersMessage
{
    public required double Seconds { get; init; }

    public double? Work { get; init; }

    public double RelativeGap { get; init; }

    public int Seed { get; init; }

    public int Threads { get; init; } = 1;

    public byte[] Write()
    {
        var message = new ProtoWriter();
        message.Integer(31, Seed);
        message.Double(36, Seconds);
        if (Work is { } work)
        {
            message.Double(67, work);
        }

        message.Double(160, RelativeGap);
        message.Integer(206, Threads);

        // The search log is where new solutions and bounds are heard; see eng/or-tools-worker/cp-sat-thread.mjs.
        message.Integer(41, 1);
        message.Integer(186, 1);
        message.Integer(135, 0);
        return message.Written.ToArray();
    }

    /// <exception cref="FormatException">The bytes are not a message.</exception>
    public static SatParametersMessage Read(ReadOnlySpan<byte> bytes)
    {
        var parameters = new SatParametersMessage { Seconds = double.PositiveInfinity };
        var message = new ProtoReader(bytes);
        while (message.Next())
        {
            switch (message.Field)
            {
                case 31:
                    parameters = parameters with { Seed = checked((int)message.Integer()) };
                    break;
                case 36:
                    parameters = parameters with { Seconds = message.Double() };
                    break;
                case 67:
                    parameters = parameters with { Work = message.Double() };
                    break;
                case 160:
                    parameters = parameters with { RelativeGap = message.Double() };
                    break;
                case 206:
                    parameters = parameters with { Threads = checked((int)message.Integer()) };
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        return parameters;
    }
}
