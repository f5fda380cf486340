using System.Text;

namespace Matching.Api.Rights;

/// <summary>docs/rights.md, written from the table of rights; a test fails when the two differ.</summary>
internal static class RightsPage
{
    public static string Of(RightsTable table)
    {
        var page = new StringBuilder();
        page.Append("""
            # Rights

            Written from [rights.json](../src/Matching.Api/Rights/rights.json), which also makes the policies and the tests. What it does not name is denied. `UPDATE_GOLDEN=1` with
            the tests of `Matching.Api.Rights.Tests` rewrites this page.

            **all** everywhere · **province** the caller's provinces and their communes · **commune** the caller's communes · **donor** the donors the caller speaks for · **self** the caller's own account.
            Something outside the caller's reach is answered 404, exactly like something that does not exist; an operation that no role of the caller has is answered 403.

            ## Roles

            | role | Vietnamese | given with | second factor | with other roles | machine key |
            |---|---|---|---|---|---|

            """);
        foreach (var role in table.Roles)
        {
            page.Append("| ").Append(role.Name).Append(" | ").Append(role.Vi).Append(" | ").Append(role.Scope is Reach.All ? "-" : Word(role.Scope) + "s")
                .Append(" | ").Append(role.SecondFactor ? "required" : "-").Append(" | ").Append(role.Alone ? "no" : "yes").Append(" | ").Append(role.Key ? "yes" : "no").Append(" |\n");
        }

        page.Append("\n## Operations\n\nPersonal: shows or changes data of donors or of people who use the service.\n\n| operation | Vietnamese | kind | personal |");
        foreach (var role in table.Roles)
        {
            page.Append(' ').Append(role.Name).Append(" |");
        }

        page.Append("\n|---|---|---|---|").Insert(page.Length, "---|", table.Roles.Length).Append('\n');
        foreach (var operation in table.Operations)
        {
            page.Append("| `").Append(operation.Name).Append("` | ").Append(operation.Vi).Append(" | ").Append(Word(operation.Kind)).Append(" | ").Append(operation.Personal ? "yes" : "").Append(" |");
            foreach (var role in table.Roles)
            {
                page.Append(' ').Append(operation.Rights.TryGetValue(role.Name, out var reach) ? Word(reach) : "").Append(" |");
            }

            page.Append('\n');
        }

        return page.Append("\nWithout sign-in: ").AppendJoin(", ", table.Anonymous).Append(".\n").ToString();
    }

    private static string Word<T>(T value)
        where T : struct, Enum =>
#pragma warning disable CA1308 // A word of the page, not a key.
        value.ToString().ToLowerInvariant();
#pragma warning restore CA1308
}
