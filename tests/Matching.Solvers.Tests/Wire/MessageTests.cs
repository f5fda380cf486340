using Matching.Solvers.Integers;
using Matching.Solvers.Tests.Contract;
using Matching.Solvers.Wire;

namespace Matching.Solvers.Tests.Wire;

public sealed class MessageTests
{
    [Fact]
    public void A_model_is_read_as_it_was_written_with_its_objective_turned_to_minimise()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var model = Instances.Tiny(seed);
            var read = CpModelMessage.Read(CpModelMessage.Write(model));

            Assert.False(read.Maximise);
            Assert.Equal(model.Lower.AsEnumerable(), read.Lower);
            Assert.Equal(model.Upper.AsEnumerable(), read.Upper);
            Assert.Equal(model.Objective.Select(value => model.Maximise ? -value : value), read.Objective);
            Assert.Equal(model.RowStart.AsEnumerable(), read.RowStart);
            Assert.Equal(model.Columns.AsEnumerable(), read.Columns);
            Assert.Equal(model.Coefficients.AsEnumerable(), read.Coefficients);
            Assert.Equal(model.RowLower.AsEnumerable(), read.RowLower);
            Assert.Equal(model.RowUpper.AsEnumerable(), read.RowUpper);
        }
    }

    [Fact]
    public void The_bytes_of_a_model_are_those_of_the_published_format()
    {
        var builder = new IntegerModelBuilder(maximise: true);
        builder.AddVariable(-1, 300, 2, "names stay at home");
        builder.AddRow([0], [3], IntegerModel.NoLower, 7);
        builder.Hint(0, 2);

        var bytes = Convert.ToHexString(CpModelMessage.Write(builder.Build()));

        // variables { domain: [-1, 300] } constraints { linear { vars: 0 coeffs: 3 domain: [int64 min, 7] } } objective { vars: 0 coeffs: -2 } solution_hint { vars: 0 values: 2 }
        Assert.Equal(
            "120E120CFFFFFFFFFFFFFFFFFF01AC02" + "1A1562130A0100120103" + "1A0B8080808080808080800107" + "220F0A0100220AFEFFFFFFFFFFFFFFFF01" + "32060A0100120102", bytes);
    }

    [Fact]
    public void An_answer_and_parameters_are_read_as_they_were_written()
    {
        var response = new CpSolverResponseMessage
        {
            Status = CpSolverStatus.Feasible, Solution = [0, -5, long.MaxValue, long.MinValue], Objective = -2.5, LowerBound = -9, Work = 0.25, Info = "tìm thấy",
        };
        var parameters = new SatParametersMessage { Seconds = 12.5, Work = 0.1, RelativeGap = 0.01, Seed = 7, Threads = 3 };

        var readResponse = CpSolverResponseMessage.Read(response.Write());
        var readParameters = SatParametersMessage.Read(parameters.Write());

        Assert.Equal(response.Solution, readResponse.Solution);
        Assert.Equal(response with { Solution = [] }, readResponse with { Solution = response.Solution } with { Solution = [] }, Same);
        Assert.Equal(parameters, readParameters);

        static bool Same(CpSolverResponseMessage? one, CpSolverResponseMessage? other) =>
            one! with { Solution = other!.Solution } == other;
    }

    [Fact]
    public void Bytes_of_any_kind_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(5);
        var honest = new CpSolverResponseMessage { Status = CpSolverStatus.Optimal, Solution = [1, 2, 3], Info = "x", LowerBound = 4 }.Write();
        var refused = 0;
        for (var trial = 0; trial < 20_000; trial++)
        {
            byte[] bytes = [.. honest];
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                CpSolverResponseMessage.Read(bytes.AsSpan(0, random.Next(bytes.Length + 1)));
            }
            catch (FormatException)
            {
                refused++;
            }
        }

        Assert.True(refused > 5_000, $"Only {refused} were refused.");
    }

    [Fact]
    public void A_promise_of_more_bytes_than_there_are_is_refused_before_they_are_taken()
    {
        var broken = Assert.Throws<FormatException>(() => CpSolverResponseMessage.Read([0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]));

        Assert.Contains("promises 18446744073709551615 bytes and has 0", broken.Message, StringComparison.Ordinal);
    }
}
