using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace Matching.Api.Wire;

/// <summary>A JSON body, read strictly: a wrong one is refused with a sentence and never reaches the handler.</summary>
internal sealed class Body<T> : IEndpointParameterMetadataProvider
    where T : class
{
    private Body(T value) => Value = value;

    public T Value { get; }

    public static async ValueTask<Body<T>?> BindAsync(HttpContext context)
    {
        var largest = context.GetEndpoint()?.Metadata.GetMetadata<LargestBody>()?.Bytes ?? LargestBody.Usual;
        return new Body<T>(StrictBody.Read<T>(await StrictBody.BytesAsync(context, largest).ConfigureAwait(false)));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new Microsoft.AspNetCore.Http.Metadata.AcceptsMetadata(["application/json"], typeof(T)));
}

/// <summary>How many bytes an endpoint takes.</summary>
internal sealed record LargestBody(int Bytes)
{
    public const int Usual = 256 * 1024;
}

/// <summary>The bytes of a body and what may stand in them.</summary>
internal static class StrictBody
{
    private const int LongestText = 4_000;

    public static async Task<byte[]> BytesAsync(HttpContext context, int largest)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new Refused(StatusCodes.Status415UnsupportedMediaType, "media_type", "Send application/json in UTF-8.", "Hãy gửi application/json mã UTF-8.");
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted).ConfigureAwait(false);
            if (read.Buffer.Length > largest)
            {
                reader.AdvanceTo(read.Buffer.End);
                throw Refused.Of(StatusCodes.Status413PayloadTooLarge, "too_large", $"The body holds more than {largest} bytes. Send it in parts.", $"Nội dung vượt quá {largest} byte. Hãy chia nhỏ.");
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    public static T Read<T>(byte[] bytes)
        where T : class
    {
        try
        {
            RefuseOddText(bytes);
            return JsonSerializer.Deserialize<T>(bytes, ApiJson.Options) ?? throw Unreadable("$", "an object is expected, not null", "cần một đối tượng, không phải null");
        }
        catch (JsonException e)
        {
            var at = string.IsNullOrEmpty(e.Path) ? "$" : e.Path;
            throw Unreadable(at, Reason(e), Reason(e));
        }
        catch (DecoderFallbackException)
        {
            throw Unreadable("$", "the text is not UTF-8", "văn bản không phải UTF-8");
        }
        catch (ArgumentException e)
        {
            // A domain type guards its own range.
            throw Refused.Invalid([new Fault(e.ParamName ?? "$", FirstLine(e.Message), FirstLine(e.Message))]);
        }
    }

    // The store and spreadsheets choke on control characters; nobody types them.
    private static void RefuseOddText(byte[] bytes)
    {
        _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(bytes);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = ApiJson.Depth });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            {
                continue;
            }

            string text;
            try
            {
                text = reader.GetString()!;
            }
            catch (InvalidOperationException)
            {
                throw Unreadable("$", "a text holds half a character", "một chuỗi chứa ký tự không trọn vẹn");
            }

            if (text.Length > LongestText)
            {
                throw Unreadable("$", "a text is longer than 4000 characters", "một chuỗi dài hơn 4000 ký tự");
            }

            if (text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')))
            {
                throw Unreadable("$", "a text holds control characters", "một chuỗi chứa ký tự điều khiển");
            }
        }
    }

    private static string Reason(JsonException e)
    {
        var text = FirstLine(e.InnerException is { } inner and not InvalidOperationException ? inner.Message : e.Message);
        var path = text.IndexOf(" Path: ", StringComparison.Ordinal);
        return path < 0 ? text : text[..path];
    }

    private static string FirstLine(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }

    private static Refused Unreadable(string at, string en, string vi) => new(
        StatusCodes.Status400BadRequest,
        "bad_json",
        $"The body cannot be read at {at}: {en}. Correct it and send it again.",
        $"Không đọc được nội dung tại {at}: {vi}. Hãy sửa và gửi lại.")
    {
        Faults = [new Fault(at, en, vi)],
    };
}
