using System.Security.Cryptography;
using Matching.Api.Imports;
using Matching.Api.Rights;
using Matching.Api.Wire;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Matching.Api.Docs;

/// <summary>The OpenAPI document and its viewer, both from this process alone.</summary>
internal static class ApiDescription
{
    private const string Name = "v1";
    private const string Address = "/openapi/v1.json";

    public static void AddApiDescription(this IServiceCollection services)
    {
        services.AddOpenApi(Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo { Title = "Matching", Version = Name, Description = "Needs, pledges, rounds and deliveries of a child protection fund. How to call it: docs/api.md." };
                document.Servers = [];
                ProblemDocs.AddSchema(document);
                return Task.CompletedTask;
            });
            options.AddOperationTransformer(Describe);
            options.AddSchemaTransformer(BareIds);
        });
        services.AddSingleton<ApiDocument>();
    }

    public static void MapApiDescription(this WebApplication app) =>
        app.MapGet(Address, (ApiDocument document, HttpContext context) => document.AnswerAsync(context)).AllowAnonymous().IsAnonymous("openapi").ExcludeFromDescription();

    /// <summary>The viewer has no endpoints of its own: it stands before whatever asks who calls.</summary>
    public static void UseApiViewer(this WebApplication app) =>
        app.UseSwaggerUI(viewer =>
        {
            viewer.RoutePrefix = "openapi";
            viewer.SwaggerEndpoint(Address, "Matching");
            viewer.DocumentTitle = "Matching API";
        });

    // What every operation shares: which right it needs, its key and version headers, how it refuses.
    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<Operation>().FirstOrDefault() is { } right)
        {
            operation.Description = "Operation " + right.Name + " of the table of rights.";
            operation.Tags = new HashSet<OpenApiTagReference> { new(right.Name.Split('.')[0], context.Document) };
        }

        if (metadata.OfType<TakesKey>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "Idempotency-Key",
                In = ParameterLocation.Header,
                Required = true,
                Description = "New for every wish; the same key with the same wish is done once and answered alike.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 255 },
            });
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = HeaderNames.IfMatch,
                In = ParameterLocation.Header,
                Required = metadata.OfType<NeedsVersion>().Any() || metadata.OfType<MatchesPreview>().Any(),
                Description = metadata.OfType<MatchesPreview>().Any()
                    ? "ETag of the preview; refused with 412 when the table would do something else by now."
                    : "ETag of what you saw, or *; refused with 412 when it has changed since.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        var (method, address) = (context.Description.HttpMethod, "/" + context.Description.RelativePath?.TrimEnd('/'));
        if (metadata.OfType<TakesTable>().Any())
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = "The table: as the body, or as the one file of a form. docs/spreadsheets.md.",
                Content = ImportUpload.Types.ToDictionary(type => type, type => new OpenApiMediaType { Schema = File(type) }, StringComparer.Ordinal),
            };
        }
        else if (Examples.Of(method, address) is { } example && operation.RequestBody?.Content is { } content && content.TryGetValue("application/json", out var body))
        {
            body.Example = example;
        }

        if (metadata.OfType<GivesTable>().FirstOrDefault() is { } table)
        {
            operation.Responses ??= [];
            operation.Responses["200"] = new OpenApiResponse
            {
                Description = "The table.",
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [table.Type.Split(';')[0]] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } } },
            };
        }

        ProblemDocs.Describe(operation, metadata, method, address, context.Document);
        return Task.CompletedTask;
    }

    private static OpenApiSchema File(string type)
    {
        var file = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        return type == ImportUpload.Form
            ? new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { ["file"] = file } }
            : file;
    }

    // Ids, amounts of đồng and exact shares are written as bare values.
    private static Task BareIds(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(Engine.Quantities.Vnd))
        {
            schema.Type = JsonSchemaType.Integer;
            schema.Format = "int64";
        }
        else if (type.Assembly == typeof(Engine.Quantities.Vnd).Assembly && type.IsValueType && !type.IsEnum && schema.Properties is null or { Count: 0 })
        {
            schema.Type = JsonSchemaType.String;
        }

        return Task.CompletedTask;
    }
}

/// <summary>The OpenAPI document, made once.</summary>
internal sealed class ApiDocument
{
    private readonly Lazy<Task<(byte[] Bytes, EntityTagHeaderValue Tag)>> _made;

    public ApiDocument(IServiceProvider services) => _made = new(() => MakeAsync(services));

    public async Task AnswerAsync(HttpContext context)
    {
        var (bytes, tag) = await _made.Value.ConfigureAwait(false);
        context.Response.Headers.ETag = tag.ToString();
        context.Response.Headers.CacheControl = "no-cache";
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task<(byte[] Bytes, EntityTagHeaderValue Tag)> MakeAsync(IServiceProvider services)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1").GetOpenApiDocumentAsync().ConfigureAwait(false);
        using var stream = new MemoryStream();
        await document.SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_1).ConfigureAwait(false);
        var bytes = stream.ToArray();
        return (bytes, new EntityTagHeaderValue("\"" + Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16)) + "\""));
    }
}
