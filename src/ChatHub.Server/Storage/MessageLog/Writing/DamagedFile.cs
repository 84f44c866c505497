namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>Sets a damaged file aside.</summary>
internal static class DamagedFile
{
    /// <summary>Renames a file, with what SQLite keeps beside it.</summary>
    /// <returns>Its name now.</returns>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be renamed.</exception>
    public static string SetAside(string path, DateTimeOffset at)
    {
        var name = MessageLogFiles.SetAsideName(path, at);
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
