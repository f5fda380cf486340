namespace Matching.Cli.Wording;

/// <summary>Making the first administrator.</summary>
internal static partial class Phrases
{
    public static readonly Phrase AdminPurpose = new("Việc với quản trị viên của dịch vụ.", "Work on the service's administrators.");

    public static readonly Phrase AdminCreatePurpose = new(
        "Tạo một quản trị viên; dịch vụ không có tài khoản mặc định.",
        "Create an administrator; the service has no default account.");

    public static readonly Phrase AdminCreateRemark = new(
        "Mật khẩu được hỏi trên màn hình, hoặc đọc từ một dòng của đầu vào; không bao giờ là tham số. Lần đăng nhập đầu tiên sẽ đăng ký xác thực hai bước.",
        "The password is asked for, or read from one line of the input; it is never an argument. The first sign-in sets up the second factor.");

    public static readonly Phrase AdminCreateExample = new("Tạo quản trị viên đầu tiên.", "Create the first administrator.");

    public static readonly Phrase AdminCreatePipedExample = new("Đọc mật khẩu từ một tệp.", "Read the password from a file.");

    public static readonly Phrase EmailOption = new("Địa chỉ thư điện tử dùng để đăng nhập.", "The e-mail address to sign in with.");

    public static readonly Phrase AskPassword = new("Mật khẩu (ít nhất 15 ký tự): ", "Password (at least 15 characters): ");

    public static readonly Phrase AskPasswordAgain = new("Nhập lại mật khẩu: ", "The password again: ");

    public static readonly Phrase NoPassword = new(
        "Chưa có mật khẩu: đầu vào trống. Hãy chạy lại trong cửa sổ lệnh, hoặc đưa mật khẩu vào đầu vào.",
        "There is no password: the input is empty. Run this in a terminal, or give the password on the input.");

    public static readonly Phrase PasswordsDiffer = new("Hai lần nhập khác nhau. Hãy chạy lại.", "The two passwords differ. Run this again.");

    public static readonly Phrase AccountsBackedUp = new(
        "Tài khoản và khóa được sao lưu vào {0}; hãy giữ cả hai tệp.",
        "Accounts and keys are backed up in {0}; keep both files.");

    public static readonly Phrase AccountsRestored = new(
        "Tài khoản và khóa đã được khôi phục; mọi người đăng nhập lại.",
        "Accounts and keys were restored; everybody signs in anew.");

    public static readonly Phrase AdminCreated = new(
        "Đã tạo quản trị viên {0}. Hãy đăng nhập để đăng ký xác thực hai bước.",
        "The administrator {0} was created. Sign in to set up the second factor.");
}
