using Matching.Cli.Terminal;

namespace Matching.Cli.Tests;

public sealed class AdminTests : IDisposable
{
    private const string Password = "gió lùa qua cửa bếp 57";

    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task An_administrator_is_made_once_beside_the_ledger()
    {
        _desk.Secrets.Enqueue(Password);
        Assert.Equal(ExitCode.Done, await CreateAsync());
        Assert.Contains("quantri@quy.example was created", _desk.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(_desk.At("fund.users.db")));
        Assert.False(File.Exists(_desk.At("fund.db")));

        _desk.Secrets.Enqueue(Password);
        Assert.Equal(ExitCode.BadInput, await CreateAsync());
        Assert.Contains("has an account already", _desk.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, _desk.Error + _desk.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_weak_password_is_refused_in_the_persons_language()
    {
        _desk.Secrets.Enqueue("matkhau123456789");
        Assert.Equal(ExitCode.BadInput, await CreateAsync("--lang", "vi"));
        Assert.Contains("Mật khẩu cần ít nhất 15 ký tự", _desk.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_answers_that_differ_and_no_answer_make_no_account()
    {
        Assert.Equal(ExitCode.BadInput, await CreateAsync());
        _desk.AsksTwice = true;
        _desk.Secrets.Enqueue(Password);
        _desk.Secrets.Enqueue(Password + "8");
        Assert.Equal(ExitCode.BadInput, await CreateAsync());
        Assert.False(File.Exists(_desk.At("fund.users.db")));
    }

    private Task<int> CreateAsync(params string[] more) => _desk.RunAsync(["admin", "create", "--database", _desk.At("fund.db"), "--email", "quantri@quy.example", .. more]);
}
