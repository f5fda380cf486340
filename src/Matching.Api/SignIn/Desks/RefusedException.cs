using System.Collections.Immutable;
using Matching.Api.Rights;
using Microsoft.AspNetCore.Identity;

namespace Matching.Api.SignIn.Desks;

/// <summary>Something that cannot be done as asked; says why in Vietnamese and English.</summary>
internal sealed class RefusedException(int status, string code, string vi, string en) : Exception(en)
{
    public string Vietnamese => vi;

    public IResult Result() => RightsAnswer.Problem(status, code, vi, Message);

    public static RefusedException Invalid(string vi, string en) => new(StatusCodes.Status422UnprocessableEntity, "invalid", vi, en);

    public static RefusedException Conflict(string vi, string en) => new(StatusCodes.Status409Conflict, "conflict", vi, en);

    public static RefusedException WeakPassword() => new(
        StatusCodes.Status422UnprocessableEntity, "password_weak",
        $"Mật khẩu cần ít nhất {SignInRules.ShortestPassword} ký tự và không chỉ gồm từ thông dụng, dãy phím, ngày tháng hay địa chỉ của bạn. Bốn, năm từ bất kỳ là một mật khẩu tốt.",
        $"A password needs at least {SignInRules.ShortestPassword} characters and more than common words, keyboard rows, dates or your own address. Four or five random words make a good one.");
}

internal static class IdentityResults
{
    /// <exception cref="RefusedException">It did not succeed.</exception>
    public static void OrRefuse(this IdentityResult result)
    {
        if (result.Succeeded)
        {
            return;
        }

        var codes = result.Errors.Select(error => error.Code).ToArray();
        throw codes switch
        {
            _ when codes.Any(code => code is "DuplicateEmail" or "DuplicateUserName") => RefusedException.Conflict("Địa chỉ này đã có tài khoản.", "This address has an account already."),
            _ when codes.Any(code => code is "InvalidEmail" or "InvalidUserName") => RefusedException.Invalid("Địa chỉ thư điện tử không hợp lệ.", "This is no e-mail address."),
            _ when codes.Any(code => code.StartsWith("Password", StringComparison.Ordinal) && code != "PasswordMismatch") => RefusedException.WeakPassword(),
            _ when codes.Contains("ConcurrencyFailure", StringComparer.Ordinal) => RefusedException.Conflict("Tài khoản vừa được người khác sửa. Hãy đọc lại rồi thử lại.", "Somebody else has just changed the account. Read it again and retry."),
            _ => RefusedException.Invalid("Không thực hiện được: mã hoặc mật khẩu không đúng hoặc đã hết hạn.", "Not done: the token or password is wrong or has expired."),
        };
    }
}

/// <summary>Which roles go together, and what each must be given.</summary>
internal static class GrantRules
{
    private const int MostScopes = 500;

    /// <exception cref="RefusedException">An unknown role, roles that exclude each other, a scope that is missing or belongs to no role.</exception>
    public static void Check(Grant grant, RightsTable rights)
    {
        if (grant.Roles.IsEmpty)
        {
            throw RefusedException.Invalid("Cần ít nhất một vai trò.", "At least one role is needed.");
        }

        foreach (var name in grant.Roles)
        {
            var role = rights.Role(name) ?? throw RefusedException.Invalid($"Không có vai trò \"{name}\".", $"There is no role \"{name}\".");
            if (role.Alone && grant.Roles.Length > 1)
            {
                throw RefusedException.Invalid($"Vai trò \"{name}\" không đi cùng vai trò khác.", $"The role \"{name}\" goes with no other.");
            }
        }

        var reaches = grant.Roles.Select(name => rights.Role(name)!.Scope).ToHashSet();
        CheckScopes("tỉnh", "provinces", grant.Provinces, reaches.Contains(Reach.Province));
        CheckScopes("xã", "communes", grant.Communes, reaches.Contains(Reach.Commune));
        CheckScopes("nhà tài trợ", "donors", grant.Donors, reaches.Contains(Reach.Donor));
    }

    private static void CheckScopes(string vi, string en, ImmutableArray<string> scopes, bool needed)
    {
        if (needed == scopes.IsEmpty)
        {
            throw needed
                ? RefusedException.Invalid($"Vai trò này cần danh sách {vi}.", $"This role needs a list of {en}.")
                : RefusedException.Invalid($"Vai trò này không có danh sách {vi}.", $"No role of these takes a list of {en}.");
        }

        if (scopes.Length > MostScopes || scopes.Any(scope => scope.Length is 0 or > 100 || scope.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))))
        {
            throw RefusedException.Invalid($"Danh sách {vi}: nhiều nhất {MostScopes} mã, mỗi mã 1 đến 100 ký tự, không có khoảng trắng.", $"The list of {en} takes at most {MostScopes} codes of 1 to 100 characters without spaces.");
        }
    }
}
