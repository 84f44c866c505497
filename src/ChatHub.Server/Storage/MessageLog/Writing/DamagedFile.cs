namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>Sets a file aside that cannot be gone on with.</summary>
internal static class DamagedFile
{
    /// <summary>Renames a file, with what SQLite keeps beside it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="at">Now.</param>
    /// <param name="what">What is wrong with it, in a word.</param>
    /// <returns>Its name now.</returns>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be renamed.</exception>
    public static string SetAside(string path, DateTimeOffset at, string what = "damaged")
    {
        var name = MessageLogFiles.SetAsideName(path, at, what);
        var aside = name;
        for (var next = 2; File.Exists(aside); next++)
        {
            aside = $"{name}-{next}";
        }

        foreach (var (from, to) in MessageLogFiles.WithCompanions(path).Zip(MessageLogFiles.WithCompanions(aside)))
        {
            if (File.Exists(from))
            {
                File.Move(from, to);
            }
        }

        return Path.GetFileName(aside);
    }

    /// <summary>Renames the WAL of a file that is not there any more, which has entries that the file does not have.</summary>
    /// <returns>Its name now; null where there is none, or where it cannot be renamed.</returns>
    public static string? SetCompanionsAside(string path, DateTimeOffset at)
    {
        var (wal, aside) = (path + "-wal", MessageLogFiles.SetAsideName(path, at, "moved") + "-wal");
        try
        {
            if (!File.Exists(wal) || new FileInfo(wal).Length == 0)
            {
                return null;
            }

            File.Move(wal, aside);
            return Path.GetFileName(aside);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // SQLite finds that it does not belong to a new file
        }
        finally
        {
            DeleteCompanions(path);
        }
    }

    /// <summary>Deletes what SQLite keeps beside a file that is not there any more, as far as that can be done.</summary>
    public static void DeleteCompanions(string path)
    {
        foreach (var companion in MessageLogFiles.WithCompanions(path).Skip(1))
        {
            try
            {
                File.Delete(companion);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // SQLite deletes those of a file that is new by itself
            }
        }
    }
}
