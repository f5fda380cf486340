namespace Matching.Files;

/// <summary>
/// Keeps text that a spreadsheet would run as a formula from being run: on export such a cell begins with an apostrophe, and reading takes it off again.
/// </summary>
/// <remarks>
/// Dangerous first characters are <c>= + - @</c>, their full-width twins, tab and line breaks. An apostrophe is added before those, and before an
/// apostrophe that is itself followed by a dangerous character or an apostrophe; that makes the rule reversible for every text.
/// </remarks>
internal static class Neutral
{
    private const string Dangerous = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    public static bool NeedsMark(ReadOnlySpan<char> text) =>
        !text.IsEmpty && (Dangerous.Contains(text[0], StringComparison.Ordinal) || HidesMark(text));

    public static string Restore(string text) => HidesMark(text) ? text[1..] : text;

    private static bool HidesMark(ReadOnlySpan<char> text) =>
        text.Length > 1 && text[0] == '\'' && (text[1] == '\'' || Dangerous.Contains(text[1], StringComparison.Ordinal));
}
