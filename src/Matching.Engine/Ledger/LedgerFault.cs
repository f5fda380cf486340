using System.Globalization;

namespace Matching.Engine.Ledger;

/// <summary>What can be wrong with a ledger. Names are printed by <c>matching ledger verify</c>.</summary>
public enum LedgerFaultKind
{
    /// <summary>A sequence number is missing, doubled, or out of order.</summary>
    Gap = 0,

    /// <summary>An entry does not name the hash of the one before.</summary>
    BrokenLink,

    /// <summary>An entry's content does not give the hash that is stored with it.</summary>
    BrokenHash,

    /// <summary>Debits and credits of one measure differ within an entry.</summary>
    Unbalanced,

    /// <summary>The postings are not what a movement of their kind posts.</summary>
    ForeignAccount,

    /// <summary>An amount is zero, or beyond 10^15.</summary>
    OutOfRange,

    /// <summary>An account that must not fall below zero did, or a source rose above it.</summary>
    BelowZero,

    /// <summary>The parts of a pledge do not add up to what was promised.</summary>
    PledgeDoesNotAddUp,

    /// <summary>More was sent out than the donor had handed over.</summary>
    SentBeforeReceived,

    /// <summary>More is held, taken or given by others than a line asks for.</summary>
    LineOverfull,

    /// <summary>A stored balance is not the sum of its postings.</summary>
    BalanceDiffers,

    /// <summary>Two entries bear the same idempotency key.</summary>
    KeyTwice,

    /// <summary>The stored head of the chain is not the last entry.</summary>
    HeadDiffers,

    /// <summary>The state of a line is not what the ledger says it asks for.</summary>
    LineStateDiffers,

    /// <summary>The state of a pledge is not what the ledger says was promised.</summary>
    PledgeStateDiffers,

    /// <summary>A committed amount belongs to no approved and published plan.</summary>
    CommittedWithoutApproval,

    /// <summary>A plan was approved by the one who proposed or made it.</summary>
    ApprovedByProposer,

    /// <summary>What the ledger committed for a round is not what its plan says.</summary>
    PlanDiffers,

    /// <summary>A stored snapshot or plan does not have the hash that is stored with it.</summary>
    DocumentChanged,

    /// <summary>A published plan breaks what Matching.Verify checks.</summary>
    PlanFailsVerification,

    /// <summary>The database itself reports damage.</summary>
    DatabaseDamaged,

    /// <summary>An answer kept for an idempotency key belongs to no entry.</summary>
    AnswerWithoutEntry,

    /// <summary>A commune's code is in no table that counted when it was written down.</summary>
    PlaceUnresolved,

    /// <summary>The chain holds an event of an account that the accounts do not hold so.</summary>
    AccountEventDiffers,
    /// <summary>What a published round added breaks, together with what earlier ones gave, a condition of the donor.</summary>
    ConditionBrokenOverRounds,
}

/// <summary>One thing that is wrong, where, and by how much.</summary>
/// <param name="Sequence">Number of the entry, or 0 when it is about no single one.</param>
/// <param name="Thing">Account, pledge, line, round or key.</param>
/// <param name="Stated">What is stored.</param>
/// <param name="Expected">What follows from the entries.</param>
public sealed record LedgerFault(LedgerFaultKind Kind, long Sequence, string Thing, string Stated, string Expected)
{
    public static LedgerFault Of(LedgerFaultKind kind, long sequence, string thing, long stated, long expected) =>
        new(kind, sequence, thing, stated.ToString(CultureInfo.InvariantCulture), expected.ToString(CultureInfo.InvariantCulture));

    /// <param name="lang">"vi" for Vietnamese; anything else is English.</param>
    public string Describe(string lang)
    {
        var vi = string.Equals(lang, "vi", StringComparison.Ordinal);
        var where = Sequence == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{(vi ? "bút toán" : "entry")} {Sequence}, ");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Kind}: {where}{Thing}: {(vi ? Vietnamese(Kind) : English(Kind))} ({(vi ? "đang ghi" : "stored")}: {Stated}; {(vi ? "phải là" : "expected")}: {Expected})");
    }

    public override string ToString() => Describe("en");

    private static string English(LedgerFaultKind kind) => kind switch
    {
        LedgerFaultKind.Gap => "a number of the sequence is missing, doubled or out of order",
        LedgerFaultKind.BrokenLink => "it does not name the hash of the entry before",
        LedgerFaultKind.BrokenHash => "its content does not give its hash",
        LedgerFaultKind.Unbalanced => "debits and credits differ",
        LedgerFaultKind.ForeignAccount => "the postings are not those of such a movement",
        LedgerFaultKind.OutOfRange => "an amount is zero or too large",
        LedgerFaultKind.BelowZero => "the account went below zero, or a source above it",
        LedgerFaultKind.PledgeDoesNotAddUp => "the parts do not add up to what was promised",
        LedgerFaultKind.SentBeforeReceived => "more was sent out than was handed over",
        LedgerFaultKind.LineOverfull => "more is held, taken or given by others than the line asks for",
        LedgerFaultKind.BalanceDiffers => "the balance is not the sum of its postings",
        LedgerFaultKind.KeyTwice => "the idempotency key was used twice",
        LedgerFaultKind.HeadDiffers => "the head of the chain is not the last entry",
        LedgerFaultKind.LineStateDiffers => "the line does not ask for what the ledger says",
        LedgerFaultKind.PledgeStateDiffers => "the pledge does not promise what the ledger says",
        LedgerFaultKind.CommittedWithoutApproval => "committed without an approved and published plan",
        LedgerFaultKind.ApprovedByProposer => "approved by the one who proposed or made it",
        LedgerFaultKind.PlanDiffers => "what was committed is not what the plan says",
        LedgerFaultKind.DocumentChanged => "the stored document does not have its hash",
        LedgerFaultKind.PlanFailsVerification => "the published plan fails verification",
        LedgerFaultKind.DatabaseDamaged => "the database reports damage",
        LedgerFaultKind.PlaceUnresolved => "the commune's code does not resolve",
        LedgerFaultKind.AccountEventDiffers => "an event of an account was changed or taken away",
        LedgerFaultKind.ConditionBrokenOverRounds => "the rounds together break what the donor asks of the whole pledge",
        _ => "an answer is kept for an entry that is not there",
    };

    private static string Vietnamese(LedgerFaultKind kind) => kind switch
    {
        LedgerFaultKind.Gap => "số thứ tự bị thiếu, bị lặp hoặc sai thứ tự",
        LedgerFaultKind.BrokenLink => "không nêu mã băm của bút toán liền trước",
        LedgerFaultKind.BrokenHash => "nội dung không khớp mã băm",
        LedgerFaultKind.Unbalanced => "tổng nợ và tổng có không bằng nhau",
        LedgerFaultKind.ForeignAccount => "các dòng không đúng loại chuyển động",
        LedgerFaultKind.OutOfRange => "số tiền hoặc số lượng bằng 0 hoặc quá lớn",
        LedgerFaultKind.BelowZero => "tài khoản xuống dưới 0, hoặc nguồn lên trên 0",
        LedgerFaultKind.PledgeDoesNotAddUp => "các phần không cộng đủ số đã cam kết",
        LedgerFaultKind.SentBeforeReceived => "đã gửi đi nhiều hơn số đã nhận",
        LedgerFaultKind.LineOverfull => "phần giữ, phần đã cấp và phần nguồn khác vượt nhu cầu",
        LedgerFaultKind.BalanceDiffers => "số dư không bằng tổng các dòng",
        LedgerFaultKind.KeyTwice => "khóa chống lặp được dùng hai lần",
        LedgerFaultKind.HeadDiffers => "đầu chuỗi không phải bút toán cuối",
        LedgerFaultKind.LineStateDiffers => "dòng nhu cầu không khớp sổ cái",
        LedgerFaultKind.PledgeStateDiffers => "cam kết không khớp sổ cái",
        LedgerFaultKind.CommittedWithoutApproval => "đã cấp khi chưa có phương án được duyệt và công bố",
        LedgerFaultKind.ApprovedByProposer => "người duyệt cũng là người đề xuất hoặc lập phương án",
        LedgerFaultKind.PlanDiffers => "số đã cấp không khớp phương án",
        LedgerFaultKind.DocumentChanged => "tài liệu đã lưu không khớp mã băm",
        LedgerFaultKind.PlanFailsVerification => "phương án đã công bố không qua được kiểm tra",
        LedgerFaultKind.DatabaseDamaged => "cơ sở dữ liệu báo hỏng",
        LedgerFaultKind.PlaceUnresolved => "mã xã không tra được",
        LedgerFaultKind.AccountEventDiffers => "một sự kiện của tài khoản đã bị sửa hoặc xóa",
        LedgerFaultKind.ConditionBrokenOverRounds => "các đợt cộng lại trái với điều kiện của nhà tài trợ cho cả cam kết",
        _ => "câu trả lời được giữ cho một bút toán không tồn tại",
    };
}
