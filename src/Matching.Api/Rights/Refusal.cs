using Microsoft.AspNetCore.Mvc;

namespace Matching.Api.Rights;

/// <summary>Answers of sign-in and rights: ProblemDetails with the sentence in Vietnamese (detail, and "vi") and in English ("en").</summary>
internal static class Refusal
{
    public static IResult Problem(int status, string code, string vi, string en) => TypedResults.Problem(Details(status, code, vi, en));

    public static ProblemDetails Details(int status, string code, string vi, string en) => new()
    {
        Status = status,
        Type = "urn:matching:" + code,
        Title = code,
        Detail = vi,
        Extensions = { ["vi"] = vi, ["en"] = en },
    };

    public static IResult NotSignedIn() => Problem(
        StatusCodes.Status401Unauthorized, "not-signed-in", "Bạn chưa đăng nhập, hoặc phiên đã kết thúc. Hãy đăng nhập lại.", "You are not signed in, or the session has ended. Sign in again.");

    public static IResult Denied() => Problem(
        StatusCodes.Status403Forbidden, "denied", "Vai trò của bạn không có quyền này. Hãy nhờ quản trị viên nếu bạn cần.", "None of your roles has this right. Ask an administrator if you need it.");

    /// <summary>What lies outside the caller's reach and what does not exist: the same answer to the byte.</summary>
    public static IResult NotFound() => Problem(
        StatusCodes.Status404NotFound, "not-found", "Không có đối tượng này trong phạm vi của bạn.", "There is no such thing within your reach.");

    public static IResult AntiforgeryMissing() => Problem(
        StatusCodes.Status400BadRequest, "antiforgery", "Thiếu hoặc sai mã chống giả mạo. Hãy tải lại trang rồi thử lại.",
        "The antiforgery token is missing or wrong. Read it from GET /api/v1/session and send it in the header X-CSRF-Token.");
}
