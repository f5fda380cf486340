using System.Text;

namespace Matching.Cli.Terminal;

/// <summary>Reads a secret: unseen from a terminal, or one line of whatever the input is.</summary>
internal static class Secrets
{
    /// <returns><see langword="null"/> at the end of the input.</returns>
    public static string? Read(string prompt) => Console.IsInputRedirected ? FirstLine() : Unseen(prompt);

    // As UTF-8 whatever the locale says, like all other text of this command.
    private static string? FirstLine()
    {
        using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return input.ReadLine();
    }

    private static string? Unseen(string prompt)
    {
        Console.Error.Write(prompt);
        var secret = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Console.Error.WriteLine();
                    return secret.Length == 0 ? null : secret.ToString();
                case ConsoleKey.Backspace:
                    secret.Length = Math.Max(0, secret.Length - 1);
                    break;
                default:
                    if (!char.IsControl(key.KeyChar))
                    {
                        secret.Append(key.KeyChar);
                    }

                    break;
            }
        }
    }
}
