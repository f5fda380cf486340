using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Matching.Silo.Desks;
using Matching.Silo.Store.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matching.Api.Tests.Service;

/// <summary>Tables handed in over HTTP.</summary>
public static class Tables
{
    public const string Csv = "text/csv";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string NeedsHeader = "need_id,commune_code,item_code,quantity,urgency,needed_by,site\n";

    public static Task<Reply> PreviewAsync(this TestService service, string kind, string table, string caller = People.Planner, string query = "") =>
        service.PreviewAsync(kind, Encoding.UTF8.GetBytes(table), Csv, caller, query);

    public static Task<Reply> PreviewAsync(this TestService service, string kind, byte[] table, string type, string caller = People.Planner, string query = "")
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.SendAsync(HttpMethod.Post, $"/imports/{kind}/preview{query}", null, caller, key: null, request => request.Content = Content(table, type));
    }

    public static Task<Reply> TakeAsync(this TestService service, string kind, string table, string? match, string caller = People.Planner, string? key = null, string query = "") =>
        service.TakeAsync(kind, Encoding.UTF8.GetBytes(table), Csv, match, caller, key, query);

    public static Task<Reply> TakeAsync(this TestService service, string kind, byte[] table, string type, string? match, string caller = People.Planner, string? key = null, string query = "")
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.SendAsync(HttpMethod.Post, $"/imports/{kind}{query}", null, caller, key ?? service.NewKey(), request =>
        {
            request.Content = Content(table, type);
            request.Headers.TryAddWithoutValidation(match is null ? TestService.NoMatch : "If-Match", match ?? "yes");
        });
    }

    /// <summary>Looks at the preview, insists that it is accepted, and takes the table in.</summary>
    public static async Task<Reply> TakenAsync(this TestService service, string kind, string table, string caller = People.Planner, string query = "")
    {
        var preview = await service.PreviewAsync(kind, table, caller, query);
        preview.Is(HttpStatusCode.OK);
        Assert.True((bool)preview.Json["accepted"]!, preview.Text);
        var taken = await service.TakeAsync(kind, table, preview.ETag, caller, query: query);
        taken.Is(HttpStatusCode.OK);
        return taken;
    }

    /// <summary>How many rows would be added and changed, and how many stay.</summary>
    public static (long Added, long Changed, long Unchanged) Counts(this Reply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return (reply.Number("added"), reply.Number("changed"), reply.Number("unchanged"));
    }

    /// <summary>Number of the last entry that changed something; who read personal data is written down besides.</summary>
    public static Task<long> HeadAsync(this TestService service) => OfChangesAsync(service, static changes => changes.MaxAsync(entry => entry.Sequence));

    /// <summary>How many entries changed something.</summary>
    public static Task<long> ChangesAsync(this TestService service) => OfChangesAsync(service, static changes => changes.LongCountAsync());

    private static Task<long> OfChangesAsync(TestService service, Func<IQueryable<EntryRow>, Task<long>> read)
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.App.Services.GetRequiredService<IMatchingHost>().ReadAsync((db, _) => read(db.Journal.Where(entry => entry.Action != "personal_data_read")));
    }

    public static string Need(string id, string commune, long quantity, string more = ",") =>
        string.Create(CultureInfo.InvariantCulture, $"{id},{commune},warm_set,{quantity},high{(more == "," ? ",," : more)}\n");

    private static ByteArrayContent Content(byte[] table, string type)
    {
        var content = new ByteArrayContent(table);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }
}
