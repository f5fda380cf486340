using System.Buffers.Binary;
using System.Text;
using Matching.Api.SignIn.Passwords;
using Matching.Api.SignIn.Store;
using Microsoft.AspNetCore.Identity;

namespace Matching.Api.Rights.Tests.SignIn;

public sealed class PasswordTests
{
    [Fact]
    public void The_hash_is_pbkdf2_with_sha512_and_at_least_the_rounds_that_owasp_asks()
    {
        var hash = Convert.FromBase64String(new AccountHasher().HashPassword(new Account(), SignInHost.Password));
        Assert.Equal(1, hash[0]); // format of ASP.NET Core Identity, version 3
        Assert.Equal(2u, BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1))); // HMAC-SHA512
        Assert.True(BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)) >= 210_000);
        Assert.Equal(16u, BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(9))); // bytes of salt
        Assert.Equal(13 + 16 + 32, hash.Length);
    }

    [Fact]
    public void One_word_typed_in_two_ways_is_one_password()
    {
        var hasher = new AccountHasher();
        var hash = hasher.HashPassword(new Account(), SignInHost.Password.Normalize(NormalizationForm.FormD));
        Assert.Equal(PasswordVerificationResult.Success, hasher.VerifyHashedPassword(new Account(), hash, SignInHost.Password.Normalize(NormalizationForm.FormC)));
    }

    [Theory]
    [InlineData("password12345678")]
    [InlineData("P@ssw0rdP@ssw0rd")]
    [InlineData("MậtKhẩu123456789")]
    [InlineData("qwertyuiopasdfghjkl")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("abcdefghijklmnopqrst")]
    [InlineData("0912345678 0912345678")]
    [InlineData("anhyeuem19901990")]
    [InlineData("hoangthithuy.hoangthithuy")]
    [InlineData("Vietnamvodich2026!!")]
    [InlineData("xyzwxyzwxyzwxyzwxyzw")]
    public void Passwords_of_common_pieces_are_refused(string password) =>
        Assert.True(GuessablePasswords.Pieces(password, "hoangthithuy@dienbien.example") < GuessablePasswords.LeastPieces);

    [Theory]
    [InlineData("gió lùa qua cửa bếp 57")]
    [InlineData("four wet umbrellas bark")]
    [InlineData("k7#Vd2!qPz9&mX4w")]
    [InlineData(SignInHost.Password)]
    public void A_few_random_words_or_signs_are_taken(string password) =>
        Assert.True(GuessablePasswords.Pieces(password, "hoangthithuy@dienbien.example") >= GuessablePasswords.LeastPieces);
}
