using System.Collections.Immutable;
using System.Globalization;

namespace Matching.Files;

/// <summary>What should have stood there, to complete "expected …" and "cần …".</summary>
internal readonly record struct Wanted(string En, string Vi);

/// <summary>The faults (or the warnings) of one file: the first thousand in full, the rest as a count.</summary>
/// <remarks>A bad file may have a million bad rows; nobody reads more than a thousand, and memory must not grow with them.</remarks>
internal sealed class FaultLog(string file)
{
    public const int Listed = 1_000;

    public string File => file;

    private readonly List<FileFault> _listed = [];

    public long Count { get; private set; }

    public void Add(long line, string? column, string? value, FaultKind kind, Wanted wanted)
    {
        if (Count++ < Listed)
        {
            _listed.Add(new FileFault(file, line, column, value is null ? null : Printable.Of(value), kind, wanted.En, wanted.Vi));
        }
    }

    public void Add(long line, string? column, ReadOnlySpan<byte> value, FaultKind kind, Wanted wanted)
    {
        if (Count++ < Listed)
        {
            _listed.Add(new FileFault(file, line, column, Printable.Of(value), kind, wanted.En, wanted.Vi));
        }
    }

    public void CopyTo(ImmutableArray<FileFault>.Builder all)
    {
        // Cross-checks at the end of a file speak of earlier lines; a reader repairs from top to bottom.
        all.AddRange(_listed.OrderBy(fault => fault.Line));
        if (Count > Listed)
        {
            var rest = Count - Listed;
            all.Add(new FileFault(
                file,
                0,
                null,
                rest.ToString(CultureInfo.InvariantCulture),
                FaultKind.MoreFaults,
                string.Create(CultureInfo.InvariantCulture, $"nothing; {rest} more are not listed: repair the first {Listed} and read again"),
                string.Create(CultureInfo.InvariantCulture, $"sửa {Listed} lỗi đầu rồi đọc lại; còn {rest} lỗi chưa liệt kê")));
        }
    }
}
