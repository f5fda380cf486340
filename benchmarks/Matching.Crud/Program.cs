using Matching.Crud;
using Microsoft.EntityFrameworkCore;

// What the service is measured beside (docs/benchmarks.md): one table, one row a pledge, read, change, save. No ledger, no audit, no idempotency, no sign-in,
// nothing that keeps two requests from giving the same đồng away twice.
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddDbContextPool<Fund>(options => options.UseSqlite("Data Source=" + args[0]));
await using var app = builder.Build();
await using (var scope = app.Services.CreateAsyncScope())
{
    await scope.ServiceProvider.GetRequiredService<Fund>().Database.EnsureCreatedAsync();
}

app.MapGet("/pledges", (Fund fund, string? donor, int limit) => fund.Pledges.AsNoTracking().Where(row => donor == null || row.Donor == donor).OrderBy(row => row.Id).Take(limit).ToListAsync());
app.MapGet("/pledges/{id}", async (Fund fund, string id) => await fund.Pledges.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id) is { } row ? Results.Ok(row) : Results.NotFound());
app.MapPost("/pledges", async (Fund fund, PledgeRow row) =>
{
    fund.Pledges.Add(row);
    await fund.SaveChangesAsync();
    return Results.Ok(row);
});
app.MapPost("/pledges/{id}/accept", (Fund fund, string id) => ChangeAsync(fund, id, row => row.State = "accepted"));
app.MapPost("/pledges/{id}/receive", (Fund fund, string id, Part part) => ChangeAsync(fund, id, row => row.Received += part.Amount));
await app.StartAsync();
await Console.Out.WriteLineAsync($"serve: listening on {app.Urls.First()} ");
await app.WaitForShutdownAsync();

static async Task<IResult> ChangeAsync(Fund fund, string id, Action<PledgeRow> change)
{
    if (await fund.Pledges.FindAsync(id) is not { } row)
    {
        return Results.NotFound();
    }

    change(row);
    await fund.SaveChangesAsync();
    return Results.Ok(row);
}
