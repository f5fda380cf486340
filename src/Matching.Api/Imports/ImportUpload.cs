using Matching.Api.Wire;
using Microsoft.Net.Http.Headers;

namespace Matching.Api.Imports;

/// <summary>The file that a request carries: as its body, or as the one file of a form.</summary>
internal sealed record ImportUpload(MemoryStream Content, string FileName)
{
    public const string Xlsx = TableForm.Xlsx;
    public const string Csv = "text/csv";
    public const string Form = "multipart/form-data";
    private const string Bytes = "application/octet-stream";

    public static readonly string[] Types = [Xlsx, Csv, Bytes, Form];

    /// <param name="name">As the caller calls the file; only shown.</param>
    /// <exception cref="Refused">It is no table by its type, or too large.</exception>
    public static async Task<ImportUpload> ReadAsync(HttpRequest request, string? name, CancellationToken cancel)
    {
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var stated) ? stated.MediaType.Value : null;
        if (string.Equals(type, Form, StringComparison.OrdinalIgnoreCase))
        {
            return await OfFormAsync(request, name, cancel).ConfigureAwait(false);
        }

        if (!Types.Contains(type, StringComparer.OrdinalIgnoreCase) || request.Headers.ContentEncoding.Count > 0)
        {
            throw Refused.Of(
                StatusCodes.Status415UnsupportedMediaType, "media_type",
                $"Send the table as {Csv} in UTF-8, as {Xlsx}, or as the one file of a form ({Form}), not compressed.",
                $"Hãy gửi bảng dạng {Csv} mã UTF-8, {Xlsx}, hoặc là tệp duy nhất của biểu mẫu ({Form}), không nén.");
        }

        var ending = string.Equals(type, Xlsx, StringComparison.OrdinalIgnoreCase) ? ".xlsx" : string.Equals(type, Csv, StringComparison.OrdinalIgnoreCase) ? ".csv" : "";
        return new ImportUpload(await CopyAsync(request.Body, cancel).ConfigureAwait(false), name ?? "table" + ending);
    }

    private static async Task<ImportUpload> OfFormAsync(HttpRequest request, string? name, CancellationToken cancel)
    {
        IFormFileCollection files;
        try
        {
            files = (await request.ReadFormAsync(cancel).ConfigureAwait(false)).Files;
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } or IOException { InnerException: null })
        {
            throw new Refused(StatusCodes.Status400BadRequest, "bad_request", "The form cannot be read: it is cut short or malformed. Send it again.", "Không đọc được biểu mẫu: dữ liệu bị thiếu hoặc sai dạng. Hãy gửi lại.");
        }

        if (files.Count != 1)
        {
            throw Refused.Of(StatusCodes.Status400BadRequest, "bad_request", $"The form holds {files.Count} files; one is expected.", $"Biểu mẫu có {files.Count} tệp; cần đúng một tệp.");
        }

        await using var content = files[0].OpenReadStream();
        return new ImportUpload(await CopyAsync(content, cancel).ConfigureAwait(false), name ?? files[0].FileName);
    }

    private static async Task<MemoryStream> CopyAsync(Stream from, CancellationToken cancel)
    {
        var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0)
        {
            if (content.Length + read > ImportSettings.UploadBytes)
            {
                throw Refused.Of(
                    StatusCodes.Status413PayloadTooLarge, "too_large",
                    $"The file holds more than {ImportSettings.UploadBytes} bytes. Split the table.",
                    $"Tệp vượt quá {ImportSettings.UploadBytes} byte. Hãy chia nhỏ bảng.");
            }

            content.Write(buffer, 0, read);
        }

        content.Position = 0;
        return content;
    }
}
