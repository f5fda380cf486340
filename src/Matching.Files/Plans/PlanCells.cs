using Matching.Engine.Quantities;

namespace Matching.Files;

/// <summary>Exact fractions and decimals of the plan tables.</summary>
internal sealed class PlanCells(CsvTable table)
{
    private static readonly Wanted s_share = new(
        "whole đồng, or whole đồng, a space and a fraction below one, e.g. 123 1/3", "số đồng nguyên, hoặc số nguyên, dấu cách và phân số nhỏ hơn một, ví dụ 123 1/3");

    private static readonly Wanted s_ratio = new("a fraction from 0 to 1, e.g. 37/100", "phân số từ 0 đến 1, ví dụ 37/100");

    private static readonly Wanted s_decimals = new("a number with six decimals, e.g. 0.370000", "số có sáu chữ số sau dấu chấm, ví dụ 0.370000");

    public FairShare Share(int column)
    {
        var cell = table.Cell(column);
        var space = cell.IndexOf((byte)' ');
        var whole = space < 0 ? cell : cell[..space];
        if (Digits.TryRead(whole, out var vnd) && vnd < PlanReader.LargestNumber)
        {
            if (space < 0)
            {
                return new FairShare(vnd);
            }

            if (TryFraction(cell[(space + 1)..], out var remainder, out var denominator) && remainder < denominator)
            {
                return new FairShare(vnd, remainder, denominator);
            }
        }

        table.Fault(column, FaultKind.NotANumber, s_share);
        return default;
    }

    public Ratio Ratio(int column)
    {
        if (TryFraction(table.Cell(column), out var numerator, out var denominator) && numerator <= denominator)
        {
            return new Ratio(numerator, denominator);
        }

        table.Fault(column, FaultKind.NotANumber, s_ratio);
        return Engine.Quantities.Ratio.Zero;
    }

    /// <summary>Checks a cell that only repeats, cut after six decimals, what exact columns say.</summary>
    public void Repeats(int column, decimal exact)
    {
        if (!TryDecimals(table.Cell(column), out var stated))
        {
            table.Fault(column, FaultKind.NotANumber, s_decimals);
        }
        else if (stated != exact)
        {
            var shown = exact.ToString("0.000000", System.Globalization.CultureInfo.InvariantCulture);
            table.Fault(column, FaultKind.Contradiction, new($"{shown}, as follows from the exact columns", $"{shown}, theo các cột chính xác"));
        }
    }

    /// <summary>A number with exactly six decimals.</summary>
    public decimal Decimals(int column)
    {
        if (TryDecimals(table.Cell(column), out var value))
        {
            return value;
        }

        table.Fault(column, FaultKind.NotANumber, s_decimals);
        return 0;
    }

    private static bool TryDecimals(ReadOnlySpan<byte> cell, out decimal value)
    {
        value = 0;
        var point = cell.IndexOf((byte)'.');
        if (point < 0 || cell.Length != point + 7 || !Digits.TryRead(cell[..point], out var whole) || !Digits.TryRead(cell[(point + 1)..], out var millionths))
        {
            return false;
        }

        value = whole + (millionths / 1_000_000m);
        return true;
    }

    private static bool TryFraction(ReadOnlySpan<byte> cell, out long numerator, out long denominator)
    {
        denominator = 0;
        numerator = 0;
        var slash = cell.IndexOf((byte)'/');
        return slash > 0 && Digits.TryRead(cell[..slash], out numerator) && Digits.TryRead(cell[(slash + 1)..], out denominator)
            && denominator is > 0 and < long.MaxValue;
    }
}
