namespace Matching.Files;

/// <summary>Days as people write them, brought to yyyy-MM-dd. What cannot be is left as it is, for the reader of the round's files to refuse.</summary>
internal static class DayText
{
    public static readonly Wanted Declare = new(
        "a day as yyyy-MM-dd, or a declared form of days: 03/04/2026 is 3 April with --dates dmy",
        "ngày viết yyyy-MM-dd, hoặc khai báo cách viết ngày: 03/04/2026 là ngày 3 tháng 4 khi có --dates dmy");

    /// <param name="undeclared">Whether the text is a day in a form that has to be declared first.</param>
    public static string Iso(string text, DateForm form, out bool undeclared)
    {
        undeclared = false;
        var separator = text.FirstOrDefault(static c => !char.IsAsciiDigit(c));
        var parts = separator is '/' or '-' or '.' ? text.Split(separator) : [];
        if (parts.Length != 3 || parts.Any(static part => part.Length == 0 || !part.All(char.IsAsciiDigit)) || parts[0].Length > 2 || parts[1].Length > 2 || parts[2].Length != 4)
        {
            return text;
        }

        undeclared = form == DateForm.Iso;
        return undeclared ? text : $"{parts[2]}-{parts[1].PadLeft(2, '0')}-{parts[0].PadLeft(2, '0')}";
    }
}
