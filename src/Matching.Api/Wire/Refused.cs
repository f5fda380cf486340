using System.Globalization;

namespace Matching.Api.Wire;

/// <summary>A request that goes no further. Thrown where it is noticed, told in one place: <see cref="Problems"/>.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">Word for machines, snake_case.</param>
/// <param name="en">Names the thing, the numbers and a way out.</param>
/// <param name="vi">The same in Vietnamese.</param>
internal sealed class Refused(int status, string code, string en, string vi) : Exception(en)
{
    public int Status => status;

    public string Code => code;

    public string En => Message;

    public string Vi => vi;

    /// <summary>What exactly is wrong, one thing each.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    public static Refused Of(int status, string code, FormattableString en, FormattableString vi) =>
        new(status, code, en.ToString(CultureInfo.InvariantCulture), vi.ToString(CultureInfo.InvariantCulture));

    /// <summary>The one answer for what is not there and for what the caller may not see: not a letter differs.</summary>
    public static Refused NotFound() => new(
        StatusCodes.Status404NotFound,
        "not_found",
        "There is nothing of that name here, or it is not yours to see. Check the id.",
        "Không có dữ liệu này, hoặc bạn không có quyền xem. Hãy kiểm tra lại mã.");

    public static Refused Invalid(IReadOnlyList<Fault> faults) => new(
        StatusCodes.Status422UnprocessableEntity,
        "invalid",
        string.Create(CultureInfo.InvariantCulture, $"{faults.Count} wrong in the request, the first: {faults[0].Member}: {faults[0].En}"),
        string.Create(CultureInfo.InvariantCulture, $"Yêu cầu có {faults.Count} chỗ sai, chỗ đầu: {faults[0].Member}: {faults[0].Vi}"))
    {
        Faults = faults,
    };
}

/// <summary>One member of a request that is wrong, and what was expected.</summary>
internal sealed record Fault(string Member, string En, string Vi);
