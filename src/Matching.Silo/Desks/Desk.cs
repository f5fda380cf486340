using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Matching.Engine.Intents;
using Matching.Engine.Ledger;
using Matching.Silo.Imports;
using Matching.Silo.Store;

namespace Matching.Silo.Desks;

/// <summary>One change that is decided and not yet written.</summary>
internal sealed record Work(string Subject, long Version, string Action, object Details, string? Reason, ImmutableArray<Movement> Movements)
{
    /// <summary>Of a table that was taken in: stands in the receipt.</summary>
    public ImportCounts? Import { get; init; }
    /// <summary>Changes of other things that belong to it: entries of their own before it, without the key.</summary>
    public ImmutableArray<Work> Before { get; init; } = [];
}

/// <summary>How every desk writes: the answer of a known key again, else decide, post, append to the journal, keep the answer; all or nothing.</summary>
internal sealed class Desk(Writer writer)
{
    public const int LongestKey = 255;

    /// <summary>Does it once.</summary>
    /// <param name="operation">Name of what is asked, with its subject: part of what a repeated key must agree in.</param>
    /// <param name="body">What is asked; part of it, too.</param>
    /// <param name="decide">Reads, decides, and tracks changed rows.</param>
    public Task<Answer> DoAsync(Intent intent, string operation, object body, Func<WriteScope, Decision<Work>> decide, CancellationToken cancel) =>
        DoAllAsync(
            intent, operation, body,
            scope =>
            {
                var decision = decide(scope);
                return decision.Refusal is { } refusal ? refusal : (ImmutableArray<Work>)[decision.Value];
            },
            cancel);

    /// <summary>Does several changes once, in one transaction; at least one. The last of them bears the key and answers for all.</summary>
    /// <inheritdoc cref="DoAsync" path="/param"/>
    public Task<Answer> DoAllAsync(Intent intent, string operation, object body, Func<WriteScope, Decision<ImmutableArray<Work>>> decide, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(intent);
        if (!IsName(intent.Actor) || !IsName(intent.Key))
        {
            return Task.FromResult(Answer.Refused(Refusal.Of(
                RefusalCode.Invalid,
                $"Actor and key are 1 to {LongestKey} letters without control characters.",
                $"Người thực hiện và khóa gồm 1 đến {LongestKey} ký tự, không có ký tự điều khiển.")));
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(operation + "\n" + StoreJson.Text(body))));
        return WatchedAsync(
            operation,
            () => writer.RunAsync(
                scope =>
                {
                    var answer = Earlier(scope, intent, sha256) ?? Now(scope, intent, sha256, decide);
                    return (answer, Keep: answer is { Refusal: null, Replayed: false });
                },
                cancel));
    }

    /// <summary>The refusal of a caller who saw another version; <see langword="null"/> when it fits or none was stated.</summary>
    public static Refusal? Stale(Intent intent, string subject, long version) => intent.IfVersion is { } seen && seen != version
        ? Refusal.Of(
            RefusalCode.Stale,
            $"{subject} is at version {version}; you saw {seen}. Read it again and decide anew.",
            $"{subject} đang ở phiên bản {version}; bạn đã xem phiên bản {seen}. Hãy đọc lại rồi quyết định.")
        : null;

    // Traces and figures name what was asked and how it ended, never of whom.
    private async Task<Answer> WatchedAsync(string operation, Func<Task<Answer>> write)
    {
        var begun = Stopwatch.GetTimestamp();
        using var trace = StoreMeter.Traces.StartActivity("write");
        trace?.SetTag("matching.operation", operation.Split(' ')[0]);
        var (outcome, refusal) = ("failed", (RefusalCode?)null);
        try
        {
            var answer = await write().ConfigureAwait(false);
            (outcome, refusal) = (answer.Refusal is not null ? "refused" : answer.Replayed ? "replayed" : "done", answer.Refusal?.Code);
            return answer;
        }
        finally
        {
            trace?.SetTag("matching.outcome", outcome);
            writer.Figures.Answered(outcome, refusal, Stopwatch.GetElapsedTime(begun));
        }
    }

    private static bool IsName(string text) => text is { Length: > 0 and <= LongestKey } && !text.Any(char.IsControl);

    // One statement for both: the answer that is kept, and the entry whose answer was forgotten.
    private static Answer? Earlier(WriteScope scope, Intent intent, string sha256)
    {
        using var rows = scope.Query(
            "SELECT i.body_sha256, i.answer, j.sequence FROM (SELECT 1 AS one) o LEFT JOIN intents i ON i.caller = @p0 AND i.key = @p1 LEFT JOIN journal j ON j.key = @p2",
            intent.Actor, intent.Key, intent.Actor + "/" + intent.Key);
        rows.Read();
        if (rows.IsDBNull(0))
        {
            return rows.IsDBNull(2)
                ? null
                : Answer.Refused(Refusal.Of(
                    RefusalCode.KeyReused,
                    $"Key {intent.Key} was used for entry {rows.GetInt64(2)}, and its answer is not kept any more. Look that entry up, or make a new key.",
                    $"Khóa {intent.Key} đã dùng cho bút toán {rows.GetInt64(2)} và câu trả lời không còn được giữ. Hãy xem bút toán đó, hoặc tạo khóa mới."));
        }

        return rows.GetString(0) == sha256
            ? new Answer { Receipt = StoreJson.Read<Receipt>(rows.GetString(1)), Replayed = true }
            : Answer.Refused(Refusal.Of(
                RefusalCode.KeyReused,
                $"Key {intent.Key} came before with another wish. Make a new key for every wish; repeat one only unchanged.",
                $"Khóa {intent.Key} đã được dùng cho yêu cầu khác. Mỗi yêu cầu cần một khóa mới; chỉ lặp lại yêu cầu giữ nguyên nội dung."));
    }

    private static Answer Now(WriteScope scope, Intent intent, string sha256, Func<WriteScope, Decision<ImmutableArray<Work>>> decide)
    {
        var decision = decide(scope);
        if (decision.Refusal is { } refusal)
        {
            return Answer.Refused(refusal);
        }

        var works = decision.Value;
        foreach (var part in works.SelectMany(static work => work.Before.Add(work)))
        {
            if (scope.Append(Draft(intent.Actor, part, ReferenceEquals(part, works[^1]) ? intent.Actor + "/" + intent.Key : null), part.Movements) is { } notEnough)
            {
                return Answer.Refused(notEnough);
            }
        }

        var done = works[^1];
        var receipt = new Receipt(done.Subject, done.Version, scope.Sequence, scope.NowMicroseconds) { Import = done.Import };
        scope.Execute(
            "INSERT INTO intents (caller, key, body_sha256, answer, sequence, at_microseconds) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)",
            intent.Actor, intent.Key, sha256, StoreJson.Text(receipt), scope.Sequence, scope.NowMicroseconds);
        return new Answer { Receipt = receipt };
    }

    /// <summary>The entry of a change, to be numbered and chained when it is appended.</summary>
    internal static JournalEntry Draft(string actor, Work work, string? key) => new()
    {
        Sequence = 0,
        AtMicroseconds = 0,
        Actor = actor,
        Action = work.Action,
        Subject = work.Subject,
        Reason = work.Reason,
        Details = StoreJson.Text(work.Details),
        Key = key,
        PreviousHash = JournalEntry.Genesis,
        Hash = JournalEntry.Genesis,
    };
}
