using Matching.Api.Rights;
using Matching.Api.Wire;

namespace Matching.Api.Service;

/// <summary>Nobody without a name gets behind the door, whatever stands before it.</summary>
internal static class KnownCaller
{
    public static ValueTask<object?> OnlyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Caller.Of(context.HttpContext.User).Id.Length > 0
            ? next(context)
            : throw new Refused(StatusCodes.Status401Unauthorized, "not_signed_in", "Sign in, or send an API key.", "Hãy đăng nhập hoặc gửi khóa API.");
}
