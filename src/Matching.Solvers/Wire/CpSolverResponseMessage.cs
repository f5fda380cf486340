using System.Text;

namespace Matching.Solvers.Wire;

/// <summary>CpSolverStatus of OR-Tools.</summary>
internal enum CpSolverStatus
{
    Unknown = 0,
    ModelInvalid = 1,
    Feasible = 2,
    Infeasible = 3,
    Optimal = 4,
}

/// <summary>An answer as OR-Tools' CpSolverResponse, of which we read and write what we use (field numbers: cp_model.proto of 9.15).</summary>
internal sealed record CpSolverResponseMessage
{
    public CpSolverStatus Status { get; init; }

    public long[] Solution { get; init; } = [];

    public double Objective { get; init; }

    /// <summary>The bound in whole numbers; the one in floating point loses digits beyond 2^53.</summary>
    public long LowerBound { get; init; }

    public double Work { get; init; }

    public string Info { get; init; } = "";

    public byte[] Write()
    {
        var message = new ProtoWriter();
        message.Integer(1, (long)Status);
        message.Packed(2, Solution);
        message.Double(3, Objective);
        message.Double(17, Work);
        message.Bytes(20, Encoding.UTF8.GetBytes(Info));
        message.Integer(29, LowerBound);
        return message.Written.ToArray();
    }

    /// <exception cref="FormatException">The bytes are not a message.</exception>
    public static CpSolverResponseMessage Read(ReadOnlySpan<byte> bytes)
    {
        var solution = new List<long>();
        var response = new CpSolverResponseMessage();
        var message = new ProtoReader(bytes);
        while (message.Next())
        {
            switch (message.Field)
            {
                case 1:
                    response = response with { Status = (CpSolverStatus)message.Integer() };
                    break;
                case 2:
                    message.Integers(solution);
                    break;
                case 3:
                    response = response with { Objective = message.Double() };
                    break;
                case 17:
                    response = response with { Work = message.Double() };
                    break;
                case 20:
                    response = response with { Info = Encoding.UTF8.GetString(message.Bytes()) };
                    break;
                case 29:
                    response = response with { LowerBound = message.Integer() };
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        return response with { Solution = [.. solution] };
    }
}
