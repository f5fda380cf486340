using Matching.Api.SignIn;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;
using Refused = Matching.Api.SignIn.Desks.RefusedException;

namespace Matching.Cli.Commands;

/// <summary><c>matching admin create --database DB --email ADDRESS</c>: the only way to the first administrator.</summary>
internal static class AdminCommand
{
    public static Verb Create(Shell shell)
    {
        var admin = new Verb("admin", Phrases.AdminPurpose, shell.Language) { Examples = [new("matching admin create --database fund.db --email quantri@quy.example", Phrases.AdminCreateExample)] };
        var create = new Verb("create", Phrases.AdminCreatePurpose, shell.Language)
        {
            Examples =
            [
                new("matching admin create --database fund.db --email quantri@quy.example", Phrases.AdminCreateExample),
                new("matching admin create --database fund.db --email quantri@quy.example < password.txt", Phrases.AdminCreatePipedExample),
            ],
            Remark = Phrases.AdminCreateRemark,
        };
        var database = LedgerCommand.Database(shell);
        var email = Choices.Text(shell, "--email", "ADDRESS", Phrases.EmailOption);
        email.Required = true;
        create.Add(database);
        create.Add(email);
        create.SetAction((parsed, cancel) => RunAsync(parsed.GetRequiredValue(database), parsed.GetRequiredValue(email), shell, cancel));
        admin.Add(create);
        return admin;
    }

    private static async Task<int> RunAsync(string database, string email, Shell shell, CancellationToken cancel)
    {
        var password = shell.ReadSecret(shell.Say(Phrases.AskPassword)) ?? throw new RefusedException(shell.Say(Phrases.NoPassword));
        if (shell.AsksTwice && shell.ReadSecret(shell.Say(Phrases.AskPasswordAgain)) != password)
        {
            throw new RefusedException(shell.Say(Phrases.PasswordsDiffer));
        }

        cancel.ThrowIfCancellationRequested();
        try
        {
            await FirstAdministrator.CreateAsync(database, email, password);
        }
        catch (Refused refused)
        {
            throw new RefusedException(shell.Language == Language.Vietnamese ? refused.Vietnamese : refused.Message);
        }

        await shell.Out.WriteLineAsync(shell.Say(Phrases.AdminCreated, email));
        return ExitCode.Done;
    }
}
