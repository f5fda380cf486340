using Matching.Engine.Intents;
using Matching.Silo.Store;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Matching.Api.Wire;

/// <summary>How failures are told: ProblemDetails with a word for machines and a sentence in both languages.</summary>
/// <remarks>No trace id and no address stand in it, so that equal refusals are equal bytes.</remarks>
internal sealed class Problems(ILogger<Problems> log) : IExceptionHandler
{
    /// <summary>Status of a refusal of the system of record.</summary>
    public static int StatusOf(RefusalCode code) => code switch
    {
        RefusalCode.NotFound => StatusCodes.Status404NotFound,
        RefusalCode.Invalid or RefusalCode.KeyReused => StatusCodes.Status422UnprocessableEntity,
        RefusalCode.NotYou => StatusCodes.Status403Forbidden,
        RefusalCode.Stale => StatusCodes.Status412PreconditionFailed,
        _ => StatusCodes.Status409Conflict,
    };

    public static ProblemHttpResult Of(Refusal refusal) =>
        Of(StatusOf(refusal.Code), Name(refusal.Code), refusal.En, refusal.Vi, refusal.Things, []);

    public static ProblemHttpResult Of(int status, string code, string en, string vi, IReadOnlyList<string> things, IReadOnlyList<Fault> faults) =>
        TypedResults.Problem(Details(status, code, en, vi, things, faults));

    public static string Name(RefusalCode code) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString());

    /// <summary>Gives a bare status (no such address, wrong method, wrong media type) its body.</summary>
    public static Task FillAsync(StatusCodeContext bare)
    {
        var response = bare.HttpContext.Response;
        var (code, en, vi) = response.StatusCode switch
        {
            400 => ("bad_request", "A part of the address or a header cannot be read. See /openapi/v1.json for what is expected.", "Địa chỉ hoặc tiêu đề không đọc được. Xem /openapi/v1.json để biết yêu cầu."),
            401 => ("not_signed_in", "Sign in, or send an API key.", "Hãy đăng nhập hoặc gửi khóa API."),
            403 => ("forbidden", "Your role does not allow this. Ask an administrator.", "Vai trò của bạn không được làm việc này. Hãy hỏi quản trị viên."),
            404 => ("not_found", "There is nothing of that name here, or it is not yours to see. Check the id.", "Không có dữ liệu này, hoặc bạn không có quyền xem. Hãy kiểm tra lại mã."),
            405 => ("method_not_allowed", "This address does not take that method; the Allow header lists those that it takes.", "Địa chỉ này không nhận phương thức đó; tiêu đề Allow liệt kê các phương thức được nhận."),
            413 => ("too_large", "The request is too large. Send it in parts.", "Yêu cầu quá lớn. Hãy chia nhỏ."),
            415 => ("media_type", "Send application/json in UTF-8.", "Hãy gửi application/json mã UTF-8."),
            429 => ("too_many", "Too many requests. Wait as long as Retry-After says.", "Quá nhiều yêu cầu. Hãy chờ theo tiêu đề Retry-After."),
            503 => ("unavailable", "The service cannot answer now. Ask again with the same Idempotency-Key.", "Dịch vụ tạm thời không trả lời được. Hãy gửi lại với cùng Idempotency-Key."),
            var other => ("status_" + other.ToString(System.Globalization.CultureInfo.InvariantCulture), ReasonPhrases.GetReasonPhrase(other) + ".", ReasonPhrases.GetReasonPhrase(other) + "."),
        };
        return Of(response.StatusCode, code, en, vi, [], []).ExecuteAsync(bare.HttpContext);
    }

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        await Told(httpContext, exception).ExecuteAsync(httpContext).ConfigureAwait(false);
        return true;
    }

    private ProblemHttpResult Told(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case Refused refused:
                if (refused.Status == StatusCodes.Status503ServiceUnavailable)
                {
                    context.Response.Headers.RetryAfter = "30";
                }

                return Of(refused.Status, refused.Code, refused.En, refused.Vi, [], refused.Faults);
            case BadHttpRequestException bad:
                return Of(bad.StatusCode, "bad_request", "The request cannot be read: " + bad.Message, "Không đọc được yêu cầu: " + bad.Message, [], []);
            case StoreUnavailableException or StoreRefusedException:
                log.LogError(exception, "The store did not answer.");
                context.Response.Headers.RetryAfter = "2";
                return Of(
                    StatusCodes.Status503ServiceUnavailable, "unavailable",
                    "The store did not answer. What was sent may or may not be done: send it again with the same Idempotency-Key.",
                    "Kho dữ liệu không trả lời. Yêu cầu có thể đã hoặc chưa được thực hiện: hãy gửi lại với cùng Idempotency-Key.", [], []);
            default:
                log.LogError(exception, "A request failed.");
                return Of(
                    StatusCodes.Status500InternalServerError, "internal",
                    "Something went wrong on our side. It is in the log; send the request again with the same Idempotency-Key.",
                    "Có lỗi ở phía dịch vụ, đã được ghi lại. Hãy gửi lại yêu cầu với cùng Idempotency-Key.", [], []);
        }
    }

    private static ProblemDetails Details(int status, string code, string en, string vi, IReadOnlyList<string> things, IReadOnlyList<Fault> faults)
    {
        var details = new ProblemDetails { Status = status, Title = ReasonPhrases.GetReasonPhrase(status), Type = "about:blank", Detail = vi };
        details.Extensions["code"] = code;
        details.Extensions["vi"] = vi;
        details.Extensions["en"] = en;
        if (things.Count > 0)
        {
            details.Extensions["things"] = things;
        }

        if (faults.Count > 0)
        {
            details.Extensions["faults"] = faults;
        }

        return details;
    }
}
