using System.Linq.Expressions;

namespace Matching.Api.Wire;

/// <summary>Rows behind a key, in the order that the database itself keeps them.</summary>
internal static class AfterKey
{
    private static readonly System.Reflection.MethodInfo s_compare = ((Func<string?, string?, int>)string.Compare).Method;

    public static IQueryable<TRow> After<TRow>(this IQueryable<TRow> rows, Expression<Func<TRow, string>> key, string after)
    {
        // A member of an object, not a constant, so that the statement is the same for every page.
        var bound = Expression.Property(Expression.Constant(new Bound(after)), nameof(Bound.Key));
        var isAfter = Expression.GreaterThan(Expression.Call(s_compare, key.Body, bound), Expression.Constant(0));
        return rows.Where(Expression.Lambda<Func<TRow, bool>>(isAfter, key.Parameters));
    }

    private sealed record Bound(string Key);
}
