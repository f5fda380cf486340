using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Matching.Api.Rights;

/// <summary>Answers of sign-in and rights: ProblemDetails with the sentence in Vietnamese (detail and "vi") and English ("en") and a word for machines ("code").</summary>
internal static class RightsAnswer
{
    public static IResult Problem(int status, string code, string vi, string en) => TypedResults.Problem(Details(status, code, vi, en));

    public static ProblemDetails Details(int status, string code, string vi, string en) => new()
    {
        Status = status,
        Type = "about:blank",
        Title = ReasonPhrases.GetReasonPhrase(status),
        Detail = vi,
        Extensions = { ["code"] = code, ["vi"] = vi, ["en"] = en },
    };

    public static IResult NotSignedIn() => Problem(
        StatusCodes.Status401Unauthorized, "not_signed_in", "Bạn chưa đăng nhập, hoặc phiên đã kết thúc. Hãy đăng nhập hoặc gửi khóa API.", "You are not signed in, or the session has ended. Sign in, or send an API key.");

    public static IResult Denied() => Problem(
        StatusCodes.Status403Forbidden, "forbidden", "Vai trò của bạn không được làm việc này. Hãy hỏi quản trị viên.", "Your role does not allow this. Ask an administrator.");

    /// <summary>What lies outside the caller's reach and what does not exist: the same answer to the byte.</summary>
    public static IResult NotFound() => Problem(
        StatusCodes.Status404NotFound, "not_found",
        "Không có dữ liệu này, hoặc bạn không có quyền xem. Hãy kiểm tra lại mã.", "There is nothing of that name here, or it is not yours to see. Check the id.");

    public static IResult AntiforgeryMissing() => Problem(
        StatusCodes.Status400BadRequest, "antiforgery", "Thiếu hoặc sai mã chống giả mạo. Hãy tải lại trang rồi thử lại.",
        "The antiforgery token is missing or wrong. Read it from GET /api/v1/session and send it in the header X-CSRF-Token.");
}
