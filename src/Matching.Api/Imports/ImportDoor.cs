using System.Collections.Immutable;
using Matching.Api.Catalogue;
using Matching.Api.Rights;
using Matching.Api.Scopes;
using Matching.Api.Wire;
using Matching.Engine.Needs;
using Matching.Engine.Rounds;
using Matching.Files;
using Matching.Silo.Desks;
using Matching.Silo.Imports;
using Matching.Silo.Store;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Imports;

/// <summary>Reads tables that come over HTTP: by the reader of files, against the catalogue, within what the caller may see.</summary>
/// <remarks>Communes outside of the caller's reach are left out of what a row may name, so a row that names one is told exactly what a row that names none is told.</remarks>
internal sealed class ImportDoor(IMatchingHost host, KnownPlaces places, ImportSettings settings, ImportTurns turns, TimeProvider clock)
{
    /// <summary>Everything that is wrong with a table, or what it would do.</summary>
    public async Task<(ImportPreview Preview, string? Digest)> LookAsync(HttpContext context, ImportKind kind, ImportForm form, int? year, Scope scope)
    {
        using var turn = Turn(context);
        using var time = Limit(context);
        try
        {
            var (reading, faults, order) = await ReadAsync(context.Request, kind, form, year, scope, time.Token).ConfigureAwait(false);
            var outlook = order is null ? null : await host.Imports.LookAsync(Caller.Of(context.User).Id, order, time.Token).ConfigureAwait(false);
            return (Told(reading, faults, outlook), outlook is not null && outlook.Count(RowEffect.Refused) == 0 ? outlook.Digest : null);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw TooSlow();
        }
    }

    /// <summary>Takes a table in, if it does what its preview showed.</summary>
    /// <exception cref="Refused">The table has faults; each is named.</exception>
    public async Task<Answer> TakeAsync(HttpContext context, ImportKind kind, ImportForm form, int? year, Scope scope, Intent intent, string digest)
    {
        using var turn = Turn(context);
        using var time = Limit(context);
        try
        {
            var (_, faults, order) = await ReadAsync(context.Request, kind, form, year, scope, time.Token).ConfigureAwait(false);
            if (order is null)
            {
                throw Refused.Invalid([.. faults.Take(ImportSettings.Told).Select(fault => fault.Told)]);
            }

            return await host.Imports.TakeAsync(intent, order, digest, time.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw TooSlow();
        }
    }

    private async Task<(ImportReading Reading, ImmutableArray<ImportFault> Faults, ImportOrder? Order)> ReadAsync(
        HttpRequest request, ImportKind kind, ImportForm form, int? year, Scope scope, CancellationToken cancel)
    {
        new Faults().Between("year", year, 2000, 2100).Refuse();
        var options = form.Options(settings.Limits) with { Aliases = await places.AliasesAsync(cancel).ConfigureAwait(false) };
        var upload = await ImportUpload.ReadAsync(request, form.Name, cancel).ConfigureAwait(false);
        await using var content = upload.Content;
        var round = await RoundAsync(kind, scope, cancel).ConfigureAwait(false);
        var reading = await Task.Run(() => SheetImport.Read(content, upload.FileName, kind, round, options, cancel), cancel).ConfigureAwait(false);
        ImmutableArray<ImportFault> faults = reading.IsAccepted ? [.. OwnRules(reading, scope)] : [.. reading.Faults.Select(ImportFault.Of)];
        return (reading, faults, faults.IsEmpty ? Order(reading, year) : null);
    }

    private ImportOrder Order(ImportReading reading, int? year) => reading.Kind switch
    {
        ImportKind.Needs => new ImportOrder.Needs(reading.ContentSha256, reading.Needs, year ?? Days.Today(clock).Year, year is not null),
        ImportKind.Pledges => new ImportOrder.Pledges(reading.ContentSha256, reading.Pledges, PledgeCells.Stated),
        _ => new ImportOrder.Aid(reading.ContentSha256, reading.Aid),
    };

    /// <summary>What rows may name: the catalogue, of needs and aid only the caller's own communes.</summary>
    private async Task<Round> RoundAsync(ImportKind kind, Scope scope, CancellationToken cancel)
    {
        var catalogue = await places.ReadAsync(cancel).ConfigureAwait(false);
        if (kind == ImportKind.Pledges)
        {
            return catalogue; // the catalogue is open, and a donor may name any commune
        }

        var own = catalogue with { Communes = [.. catalogue.Communes.Where(scope.Sees)] };
        if (kind == ImportKind.Needs)
        {
            return own;
        }

        var needs = await host.ReadAsync(
            (db, token) => scope.Needs(db).Where(row => row.State == "reported" || row.State == "verified").OrderBy(row => row.Id).Select(row => row.Document).ToListAsync(token), cancel).ConfigureAwait(false);
        return own with { Needs = [.. needs.Select(document => StoreJson.Read<NeedRecord>(document).Line)] };
    }

    // Rules of the service beside those of the files: ids that an address can hold, and donors that the caller speaks for.
    private static IEnumerable<ImportFault> OwnRules(ImportReading reading, Scope scope)
    {
        for (var i = 0; i < reading.Rows.Length; i++)
        {
            var id = reading.Kind switch { ImportKind.Needs => reading.Needs[i].Id.Value, ImportKind.Pledges => reading.Pledges[i].Id.Value, _ => null };
            if (id is not null && !Faults.IsId(id))
            {
                yield return Fault(i, reading.Kind == ImportKind.Needs ? "need_id" : "pledge_id", id, "bad_id", Faults.IdEn, Faults.IdVi);
            }

            if (reading.Kind == ImportKind.Pledges && reading.Pledges[i].Donor is var donor && (!Faults.IsId(donor.Value) || !scope.Sees(donor)))
            {
                yield return Fault(i, "donor_id", donor.Value, "unknown_reference", "one of the donors that you speak for is expected", "cần mã nhà tài trợ mà bạn đại diện");
            }
        }

        ImportFault Fault(int at, string column, string value, string code, string en, string vi) => new(
            reading.Sheet, reading.Rows[at], column, value, code,
            FormattableString.Invariant($"Dòng {reading.Rows[at]}, cột {column}: \"{value}\"; {vi}."), FormattableString.Invariant($"Row {reading.Rows[at]}, column {column}: \"{value}\"; {en}."));
    }

    private static ImportPreview Told(ImportReading reading, ImmutableArray<ImportFault> faults, ImportOutlook? outlook)
    {
        var rows = outlook?.Rows ?? [];
        var refused = rows.Where(row => row.Refusal is not null).Select(row => new ImportFault(
            reading.Sheet, reading.Rows[row.Index], null, row.Id, Problems.Name(row.Refusal!.Code),
            FormattableString.Invariant($"Dòng {reading.Rows[row.Index]}: {row.Refusal.Vi}"), FormattableString.Invariant($"Row {reading.Rows[row.Index]}: {row.Refusal.En}")));
        ImmutableArray<ImportFault> all = [.. faults, .. refused];
        var counted = all.Length > ImportSettings.Told && all[^1].Code != "more_faults"
            ? new ImportFault(reading.Sheet, 0, null, null, "more_faults", FormattableString.Invariant($"Còn {all.Length - ImportSettings.Told} lỗi khác."), FormattableString.Invariant($"{all.Length - ImportSettings.Told} more faults."))
            : null;
        var warnings = reading.Warnings.Select(ImportFault.Of).Concat(Unverified(reading, rows));
        return new ImportPreview(
            outlook is not null && all.IsEmpty, Spelling.Of(reading.Kind), reading.Sheet, reading.ContentSha256.Length == 0 ? null : reading.ContentSha256,
            Count(RowEffect.Added), Count(RowEffect.Changed), Count(RowEffect.Unchanged),
            [.. rows.Where(row => row.Effect is RowEffect.Added or RowEffect.Changed).Take(ImportSettings.Told).Select(row => new ImportRow(reading.Rows[row.Index], row.Id, row.Effect, row.Changes))],
            counted is null ? all : [.. all.Take(ImportSettings.Told), counted], [.. warnings.Take(ImportSettings.Told)]);

        int Count(RowEffect effect) => rows.Count(row => row.Effect == effect);
    }

    // A table does not verify: another person does, when it is in.
    private static IEnumerable<ImportFault> Unverified(ImportReading reading, ImmutableArray<RowOutlook> rows) => reading.Kind != ImportKind.Needs ? [] :
        rows.Where(row => row.Effect == RowEffect.Added && reading.Needs[row.Index].Status != NeedStatus.Reported).Select(row => new ImportFault(
            reading.Sheet, reading.Rows[row.Index], "status", Spelling.Of(reading.Needs[row.Index].Status), "assumed",
            FormattableString.Invariant($"Dòng {reading.Rows[row.Index]}: nhu cầu được ghi là đã báo cáo; người khác sẽ xác minh hoặc từ chối sau."),
            FormattableString.Invariant($"Row {reading.Rows[row.Index]}: the need is taken in as reported; somebody else verifies or rejects it later.")));

    private IDisposable Turn(HttpContext context)
    {
        if (turns.Take(Caller.Of(context.User).Id) is { } turn)
        {
            return turn;
        }

        context.Response.Headers.RetryAfter = "5";
        throw Refused.Of(
            StatusCodes.Status429TooManyRequests, "too_many",
            $"{ImportSettings.AtOnce} of your tables are being read. Wait until one of them is done.",
            $"Đang đọc {ImportSettings.AtOnce} bảng của bạn. Hãy chờ một bảng xong.");
    }

    private CancellationTokenSource Limit(HttpContext context)
    {
        var time = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        time.CancelAfter(TimeSpan.FromSeconds(settings.Seconds));
        return time;
    }

    private Refused TooSlow() => Refused.Of(
        StatusCodes.Status413PayloadTooLarge, "too_large",
        $"The table was not read within {settings.Seconds} seconds, and nothing of it was taken in. Split it.",
        $"Không đọc xong bảng trong {settings.Seconds} giây và không có gì được ghi. Hãy chia nhỏ bảng.");
}
