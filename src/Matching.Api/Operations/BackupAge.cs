namespace Matching.Api.Operations;

/// <summary>What lies in the folder of backups. A backup gets its name only when it was proved; parts and unsound ones do not count.</summary>
internal static class BackupAge
{
    /// <summary>Age of the newest; <see langword="null"/> if there is none or the folder cannot be read.</summary>
    public static double? Seconds(string folder, DateTimeOffset now) =>
        Files(folder).Select(file => (double?)Math.Max(0, (now.UtcDateTime - file.LastWriteTimeUtc).TotalSeconds)).Min();

    public static int Count(string folder) => Files(folder).Count();

    private static IEnumerable<FileInfo> Files(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFiles("*.db").Where(file => !file.Name.EndsWith(".users.db", StringComparison.Ordinal))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
