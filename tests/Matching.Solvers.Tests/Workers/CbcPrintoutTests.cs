using Matching.Solvers.Cbc;

namespace Matching.Solvers.Tests.Workers;

public sealed class CbcPrintoutTests
{
    [Theory]
    [InlineData("Cbc0012I Integer solution of -105302 found by feasibility pump after 0 iterations and 0 nodes (0.15 seconds)", -105302.0, null)]
    [InlineData("Cbc0045I MIPStart provided solution with cost 0", 0.0, null)]
    [InlineData("Cbc0010I After 1000 nodes, 14 on tree, -41358 best solution, best possible -41683.451 (0.82 seconds)", -41358.0, -41683.451)]
    [InlineData("Cbc0010I After 0 nodes, 1 on tree, 1e+50 best solution, best possible 12.5 (0.76 seconds)", null, 12.5)]
    [InlineData("Cbc0031I 13 added rows had average density of 250", null, null)]
    public void Solutions_and_bounds_are_heard_in_what_CBC_prints(string line, double? objective, double? bound)
    {
        Assert.Equal((objective, bound), CbcPrintout.Read(line));
    }
}
