namespace Matching.Cli.Wording;

/// <summary>The ledger's commands.</summary>
internal static partial class Phrases
{
    public static readonly Phrase LedgerPurpose = new("Việc với sổ cái của dịch vụ.", "Work on the service's ledger.");

    public static readonly Phrase LedgerVerifyPurpose = new(
        "Chứng minh lại toàn bộ sổ cái từ cơ sở dữ liệu: chuỗi băm, ghi kép, số dư, cam kết, nhu cầu, phê duyệt và mọi phương án đã công bố.",
        "Re-prove the whole ledger from the store: hash chain, double entry, balances, pledges, needs, approvals and every published plan.");

    public static readonly Phrase LedgerVerifyRemark = new(
        "Chạy được khi dịch vụ đang hoạt động. Không tin số dư, mã băm hay trạng thái nào đã lưu. Hãy giữ số và mã băm của bút toán cuối ở nơi khác.",
        "Works beside the running service. No stored balance, hash or state is trusted. Keep number and hash of the last entry somewhere else.");

    public static readonly Phrase LedgerVerifyExample = new("Kiểm sổ cái trong một tệp SQLite.", "Prove the ledger in a SQLite file.");

    public static readonly Phrase LedgerVerifyPgExample = new("Kiểm sổ cái trên PostgreSQL.", "Prove the ledger on PostgreSQL.");

    public static readonly Phrase DatabaseOption = new("Tệp SQLite, hoặc \"Host=…\" cho PostgreSQL.", "A SQLite file, or \"Host=…\" for PostgreSQL.");

    public static readonly Phrase BackupPurpose = new(
        "Sao lưu toàn bộ cơ sở dữ liệu vào một tệp, kể cả khi dịch vụ đang chạy, rồi chứng minh tệp đó.",
        "Back up the whole store into one file, also while the service runs, and prove that file.");

    public static readonly Phrase BackupExample = new("Sao lưu vào một tệp mới.", "Back up into a new file.");

    public static readonly Phrase BackupFile = new("Tệp sao lưu; không ghi đè tệp đã có.", "The backup; an existing file is not overwritten.");

    public static readonly Phrase RestorePurpose = new(
        "Khôi phục bản sao lưu vào cơ sở dữ liệu trống: chứng minh trước và sau khi ghi.",
        "Restore a backup into an empty store: proved before and after it is written.");

    public static readonly Phrase RestoreExample = new("Khôi phục vào một tệp mới.", "Restore into a new file.");

    public static readonly Phrase LedgerSound = new(
        "Sổ cái {0} đúng: {1} bút toán, {2} dòng, {3} số dư, {4} cam kết, {5} dòng nhu cầu, {6} câu trả lời, {7} đợt đã công bố.",
        "The ledger {0} is sound: {1} entries, {2} postings, {3} balances, {4} pledges, {5} need lines, {6} answers, {7} published rounds.");

    public static readonly Phrase LedgerAccounts = new(
        "Sự kiện tài khoản: {0} trong chuỗi và khớp, {1} chờ dịch vụ đưa vào chuỗi.",
        "Events of accounts: {0} in the chain and as they were, {1} waiting for the service to chain them.");

    public static readonly Phrase LedgerHead = new("Bút toán cuối: {0} {1}", "Last entry: {0} {1}");

    public static readonly Phrase LedgerUnsound = new("Sổ cái {0} sai ở {1} chỗ:", "The ledger {0} is wrong in {1} places:");

    public static readonly Phrase LedgerMore = new("… và {0} chỗ khác.", "… and {0} more.");

    public static readonly Phrase StoreTrouble = new("Cơ sở dữ liệu không dùng được: {0}", "The store cannot be used: {0}");
}
