using System.Text.Json;

namespace Matching.Files;

/// <summary>Puts a plan in place as a whole: everything is written into a hidden folder beside it, which then takes its name.</summary>
internal static class OutputFolder
{
    private const string Temporary = ".matching-tmp-";
    private const string Replaced = ".matching-old-";

    /// <param name="write">Writes the files into the folder that it is given. When it throws, nothing remains.</param>
    /// <exception cref="PlanFolderException">The folder holds something that is not ours, or cannot be written.</exception>
    public static void Replace(string folder, Action<string> write)
    {
        var target = Resolve(folder);
        RefuseForeign(target);
        var parent = Path.GetDirectoryName(target) ?? throw NotAPlace(folder);
        var name = Path.GetFileName(target);
        var made = FirstMissing(parent);
        var suffix = Path.GetRandomFileName();
        var temporary = Path.Combine(parent, $"{Temporary}{name}-{suffix}");
        var done = false;
        try
        {
            Directory.CreateDirectory(temporary);
            write(temporary);
            Swap(temporary, target, Path.Combine(parent, $"{Replaced}{name}-{suffix}"));
            done = true;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new PlanFolderException(
                $"The plan could not be written to {folder}: {trouble.Message} Nothing was changed; name another folder or make room.",
                $"Không ghi được phương án vào {folder}: {trouble.Message} Chưa có gì thay đổi; hãy chọn thư mục khác hoặc giải phóng ổ đĩa.",
                trouble);
        }
        finally
        {
            if (!done)
            {
                RemoveQuietly(temporary, made);
            }
        }
    }

    private static string Resolve(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

        // A link stays a link; what it points to is replaced.
        return Directory.Exists(full) ? new DirectoryInfo(full).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full : full;
    }

    private static void RefuseForeign(string target)
    {
        if (File.Exists(target))
        {
            throw new PlanFolderException($"{target} is a file; name a folder for the plan.", $"{target} là một tệp; hãy nêu tên một thư mục cho phương án.");
        }

        if (!Directory.Exists(target))
        {
            return;
        }

        string[] entries;
        try
        {
            entries = [.. Directory.EnumerateFileSystemEntries(target).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new PlanFolderException($"{target} cannot be read: {trouble.Message}", $"Không đọc được {target}: {trouble.Message}", trouble);
        }

        var foreign = entries.FirstOrDefault(entry => !PlanFiles.InOrder.Contains(entry));
        if (foreign is not null)
        {
            throw new PlanFolderException(
                $"{target} holds {foreign}, which is no part of a plan; name an empty folder or a new one.",
                $"{target} có {foreign}, không thuộc phương án nào; hãy nêu thư mục trống hoặc thư mục mới.");
        }

        if (entries.Length > 0 && !HasMarker(Path.Combine(target, PlanFiles.Summary)))
        {
            throw new PlanFolderException(
                $"{target} is not empty and its summary.json is not that of a plan of ours; name an empty folder or a new one.",
                $"{target} không trống và summary.json ở đó không phải của một phương án; hãy nêu thư mục trống hoặc thư mục mới.");
        }
    }

    private static bool HasMarker(string summary)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(summary));
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("format", out var format)
                && format.ValueKind == JsonValueKind.String && format.ValueEquals(PlanFiles.Marker);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or JsonException)
        {
            return false;
        }
    }

    private static void Swap(string temporary, string target, string replaced)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(temporary, target);
            return;
        }

        Directory.Move(target, replaced);
        try
        {
            Directory.Move(temporary, target);
        }
        catch
        {
            Directory.Move(replaced, target); // back as it was
            throw;
        }

        RemoveQuietly(replaced, made: null);
    }

    private static void RemoveQuietly(string folder, string? made)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            // Parents that were made only for this plan go as well, unless somebody used them meanwhile.
            for (var parent = Path.GetDirectoryName(folder); made is not null && parent is not null; parent = Path.GetDirectoryName(parent))
            {
                if (Directory.Exists(parent) && !Directory.EnumerateFileSystemEntries(parent).Any())
                {
                    Directory.Delete(parent);
                }

                made = string.Equals(parent, made, StringComparison.Ordinal) ? null : made;
            }
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            // The plan itself is unharmed, and the reason for being here is on its way to the caller.
        }
    }

    private static string? FirstMissing(string parent)
    {
        string? missing = null;
        for (var folder = parent; folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            missing = folder;
        }

        return missing;
    }

    private static PlanFolderException NotAPlace(string folder) =>
        new($"{folder} cannot be replaced by a plan; name a folder of its own.", $"Không thể ghi phương án đè lên {folder}; hãy nêu một thư mục riêng.");
}
