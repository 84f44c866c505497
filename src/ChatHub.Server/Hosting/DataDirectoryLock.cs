namespace ChatHub.Server.Hosting;

/// <summary>Holds the data directory for this process, as long as it lives: two that write there would spoil each other's files.</summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private const string Name = "chathub.lock";

    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <summary>Takes it.</summary>
    /// <exception cref="SettingsException">Another process has it.</exception>
    public static DataDirectoryLock Take(string folder)
    {
        try
        {
            OwnerOnly.CreateIfMissing(Path.Combine(folder, Name));
            return new DataDirectoryLock(new FileStream(Path.Combine(folder, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new SettingsException([$"ChatHub:DataDirectory is '{folder}': another ChatHub runs on it ({Name} is held); stop that one, or set another folder"]);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new SettingsException([$"ChatHub:DataDirectory is '{folder}': expected a folder that can be written ({failure.Message})"]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
