using Matching.Api.Rights;
using Matching.Api.Scopes;
using Matching.Api.Wire;
using Matching.Files;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Matching.Api.Imports;

/// <summary>Tables of needs, pledges and outside aid: an empty one to fill in, a preview with every fault, and the taking in of all rows or none.</summary>
internal static class ImportEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        Map(api, ImportKind.Needs, "need.import", "needs");
        Map(api, ImportKind.Pledges, "pledge.import", "pledges");
        Map(api, ImportKind.Aid, "aid.import", "aid");
    }

    private static void Map(RouteGroupBuilder api, ImportKind kind, string operation, string name)
    {
        var imports = api.MapGroup("/imports/" + name);
        imports.MapGet("/template", () => Template(kind, name)).Is(operation).WithMetadata(new NotOfTheStore(), new GivesTable(TableForm.Xlsx)).WithSummary($"An empty table of {name} to fill in, as XLSX");
        TakesTable(imports.MapPost("/preview", (HttpContext context, [AsParameters] ImportForm form, int? year, Scope scope, ImportDoor door) => PreviewAsync(context, kind, form, year, scope, door)))
            .Is(operation).WithSummary($"What a table of {name} would do, and everything that is wrong with it; changes nothing");
        TakesTable(imports.MapPost("", (HttpContext context, [AsParameters] ImportForm form, int? year, Write write, Scope scope, ImportDoor door) => TakeAsync(context, kind, form, year, write, scope, door)))
            .Is(operation).WithMetadata(new MatchesPreview()).WithSummary($"Take in a table of {name}, all of it or nothing, as its preview showed");
    }

    private static RouteHandlerBuilder TakesTable(RouteHandlerBuilder endpoint) => endpoint
        .WithMetadata(new RequestSizeLimitAttribute(ImportSettings.BodyBytes), new TakesTable())
        .DisableAntiforgery(); // the gate asks for the token; the framework's own check would refuse machine keys

    private static PushStreamHttpResult Template(ImportKind kind, string name) => TypedResults.Stream(
        async stream =>
        {
            using var file = new MemoryStream();
            TemplateFile.Write(file, kind);
            file.Position = 0;
            await file.CopyToAsync(stream).ConfigureAwait(false);
        },
        ImportUpload.Xlsx, name + ".xlsx");

    private static async Task<Ok<ImportPreview>> PreviewAsync(HttpContext context, ImportKind kind, ImportForm form, int? year, Scope scope, ImportDoor door)
    {
        var (preview, digest) = await door.LookAsync(context, kind, form, year, scope).ConfigureAwait(false);
        if (digest is not null)
        {
            context.Response.Headers.ETag = Tag.Of(digest);
        }

        return TypedResults.Ok(preview);
    }

    private static async Task<Results<Ok<ImportDone>, ProblemHttpResult>> TakeAsync(HttpContext context, ImportKind kind, ImportForm form, int? year, Write write, Scope scope, ImportDoor door)
    {
        var answer = await door.TakeAsync(context, kind, form, year, scope, write.Intent, Tag.Preview(context.Request)).ConfigureAwait(false);
        return write.Told(answer, ImportDone.Of);
    }
}

/// <summary>Marks endpoints whose body is a table, for the API's description.</summary>
internal sealed record TakesTable;
