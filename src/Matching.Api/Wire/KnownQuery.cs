using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Matching.Api.Wire;

/// <summary>Refuses query parameters that an endpoint does not know: a filter with a slip in its name would otherwise show everything.</summary>
internal static class KnownQuery
{
    public static EndpointFilterDelegate Only(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in factory.MethodInfo.GetParameters())
        {
            if (parameter.IsDefined(typeof(AsParametersAttribute)))
            {
                known.UnionWith(parameter.ParameterType.GetProperties().Select(property => property.Name));
            }
            else if (parameter.GetCustomAttribute<Microsoft.AspNetCore.Mvc.FromQueryAttribute>() is { } named)
            {
                known.Add(named.Name ?? parameter.Name!);
            }
            else
            {
                known.Add(parameter.Name!);
            }
        }

        return context =>
        {
            foreach (var (name, values) in context.HttpContext.Request.Query)
            {
                if (!known.Contains(name) || values.Count > 1)
                {
                    throw Refused.Of(
                        StatusCodes.Status400BadRequest, "bad_query",
                        $"The query parameter '{Short(name)}' is not one of this address, or is stated twice. See /openapi/v1.json.",
                        $"Tham số '{Short(name)}' không thuộc địa chỉ này hoặc bị lặp. Xem /openapi/v1.json.");
                }

                if (values[0] is { } text && (text.Length > 1000 || text.Any(char.IsControl) || text.Contains('\uFFFD', StringComparison.Ordinal)))
                {
                    throw Refused.Of(
                        StatusCodes.Status400BadRequest, "bad_query",
                        $"The query parameter '{Short(name)}' is longer than 1000 characters or holds control characters.",
                        $"Tham số '{Short(name)}' dài hơn 1000 ký tự hoặc chứa ký tự điều khiển.");
                }
            }

            return next(context);
        };
    }

    /// <summary>Ids in the address that nothing can bear lead nowhere.</summary>
    public static ValueTask<object?> NoOddIds(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        foreach (var (_, value) in context.HttpContext.Request.RouteValues)
        {
            if (value is string text && (text.Length > 255 || text.Any(char.IsControl) || text.Contains('\uFFFD', StringComparison.Ordinal)))
            {
                throw Refused.NotFound();
            }
        }

        return next(context);
    }

    private static string Short(string name) => new([.. name.Take(40).Select(letter => char.IsControl(letter) ? '?' : letter)]);
}
