using System.Text.Json.Nodes;
using Matching.Api.Imports;
using Matching.Api.Rights;
using Matching.Api.Wire;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Matching.Api.Docs;

/// <summary>How each operation refuses, with an example of each refusal as a caller in Việt Nam reads it.</summary>
internal static class ProblemDocs
{
    public const string Schema = "Problem";

    private static readonly SortedDictionary<int, (string Code, string Vi, string En)> s_examples = new()
    {
        [400] = ("bad_json", "Không đọc được nội dung tại $.quantity: cần một số. Hãy sửa và gửi lại.", "The body cannot be read at $.quantity: a number is expected. Correct it and send it again."),
        [401] = ("not_signed_in", "Bạn chưa đăng nhập, hoặc phiên đã kết thúc. Hãy đăng nhập hoặc gửi khóa API.", "You are not signed in, or the session has ended. Sign in, or send an API key."),
        [403] = ("forbidden", "Vai trò của bạn không được làm việc này. Hãy hỏi quản trị viên.", "Your role does not allow this. Ask an administrator."),
        [404] = ("not_found", "Không có dữ liệu này, hoặc bạn không có quyền xem. Hãy kiểm tra lại mã.", "There is nothing of that name here, or it is not yours to see. Check the id."),
        [409] = ("wrong_state", "Dòng N12 đã được planner xác minh.", "Line N12 is verified already, by planner."),
        [412] = ("stale", "pledge:P7 đang ở phiên bản 4; bạn đã xem phiên bản 3. Hãy đọc lại rồi quyết định.", "pledge:P7 is at version 4; you saw 3. Read it again and decide anew."),
        [413] = ("too_large", "Nội dung vượt quá 262144 byte. Hãy chia nhỏ.", "The body holds more than 262144 bytes. Send it in parts."),
        [415] = ("media_type", "Hãy gửi application/json mã UTF-8.", "Send application/json in UTF-8."),
        [422] = ("invalid", "Yêu cầu có 1 chỗ sai, chỗ đầu: quantity: 0 nằm ngoài khoảng 1 đến 1000000000000000", "1 wrong in the request, the first: quantity: 0 is out of range: 1 to 1000000000000000"),
        [428] = ("no_version", "Hãy gửi ETag của dữ liệu bạn đã xem trong If-Match, để không ghi đè thay đổi của người khác; hoặc * để làm bất kể thay đổi.", "State the ETag of what you saw as If-Match, so that nobody's change is overwritten unseen; or * to do it whatever has changed."),
        [429] = ("too_many", "Bạn đã dùng hết lượt gọi loại write. Hãy chờ 3 giây rồi gọi chậm hơn.", "You have used up your write calls for now. Wait 3 seconds, then go on more slowly."),
        [503] = ("busy", "Dịch vụ đang quá tải và yêu cầu này chưa được xử lý. Hãy gửi lại sau 2 giây với cùng Idempotency-Key.", "The service has more requests than it can work on, and this one was not begun. Send it again in 2 seconds with the same Idempotency-Key."),
    };

    /// <summary>The form of every refusal.</summary>
    public static void AddSchema(OpenApiDocument document)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        document.Components.Schemas[Schema] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "RFC 9457, with a word for machines and a sentence in both languages.",
            Required = new HashSet<string>(StringComparer.Ordinal) { "status", "code", "vi", "en" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["type"] = Text("about:blank"),
                ["title"] = Text("Name of the status."),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                ["detail"] = Text("The sentence in Vietnamese."),
                ["code"] = Text("Word for machines; docs/api.md lists them."),
                ["vi"] = Text("What is wrong, with the thing, the numbers and a way out, in Vietnamese."),
                ["en"] = Text("The same in English."),
                ["things"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String }, Description = "What has changed, is double, and so on." },
                ["faults"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { ["member"] = Text("Place in the request."), ["vi"] = Text("Vietnamese."), ["en"] = Text("English.") },
                    },
                },
            },
        };

        static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
    }

    /// <summary>Adds the refusals that the operation knows.</summary>
    public static void Describe(OpenApiOperation operation, IList<object> metadata, string? method, string address, OpenApiDocument? document)
    {
        operation.Responses ??= [];
        foreach (var status in Statuses(metadata, method, address))
        {
            var (code, vi, en) = s_examples[status];
            var response = new OpenApiResponse
            {
                Description = en,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    ["application/problem+json"] = new OpenApiMediaType
                    {
                        Schema = new OpenApiSchemaReference(Schema, document),
                        Example = new JsonObject
                        {
                            ["type"] = "about:blank", ["title"] = ReasonPhrases.GetReasonPhrase(status), ["status"] = status, ["detail"] = vi, ["code"] = code, ["vi"] = vi, ["en"] = en,
                        },
                    },
                },
            };
            if (status is 429 or 503)
            {
                response.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
                {
                    ["Retry-After"] = new OpenApiHeader { Description = "Seconds.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } },
                };
            }

            operation.Responses[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = response;
        }

        if (method == "GET" && metadata.OfType<NotOfTheStore>().FirstOrDefault() is null && metadata.OfType<Operation>().FirstOrDefault()?.Name.Split('.')[0] is not (null or "session" or "user" or "key"))
        {
            operation.Responses["304"] = new OpenApiResponse { Description = "Nothing has changed since the answer whose ETag was sent as If-None-Match." };
        }
    }

    private static IEnumerable<int> Statuses(IList<object> metadata, string? method, string address)
    {
        var isWrite = method is not ("GET" or "HEAD");
        var (takesTable, takesKey) = (metadata.OfType<TakesTable>().Any(), metadata.OfType<TakesKey>().Any());
        yield return 400;
        yield return 401; // also from sign-in itself, which asks for none and may refuse
        if (!metadata.OfType<AnonymousEndpoint>().Any())
        {
            yield return 403;
            if (address.Contains('{', StringComparison.Ordinal) || isWrite || takesKey)
            {
                yield return 404;
            }
        }

        if (isWrite)
        {
            yield return 409;
            if (metadata.OfType<IAcceptsMetadata>().Any() || takesTable)
            {
                yield return 413;
                yield return 415;
            }

            yield return 422;
        }

        if (metadata.OfType<NeedsVersion>().Any() || metadata.OfType<MatchesPreview>().Any())
        {
            yield return 412;
            yield return 428;
        }

        yield return 429;
        yield return 503;
    }
}
