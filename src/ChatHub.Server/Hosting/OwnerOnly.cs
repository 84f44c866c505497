namespace ChatHub.Server.Hosting;

/// <summary>Files and folders that nobody but the server's own user may read. On Windows the folder that they are in decides.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode OwnFolder = OwnFile | UnixFileMode.UserExecute;

    /// <summary>Makes a file, or narrows the rights of one that is there.</summary>
    public static void Create(string file) => Open(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete).Dispose();

    /// <summary>Makes a file where there is none; one that is there keeps its rights.</summary>
    public static void CreateIfMissing(string file)
    {
        if (!File.Exists(file))
        {
            Create(file);
        }
    }

    /// <summary>Opens a file to write it anew.</summary>
    public static FileStream Write(string file) => Open(file, FileMode.Create, FileAccess.Write, FileShare.None);

    /// <summary>Makes a folder, or narrows the rights of one that is there.</summary>
    public static DirectoryInfo CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(folder);
        }

        var made = Directory.CreateDirectory(folder, OwnFolder);
        File.SetUnixFileMode(folder, OwnFolder);
        return made;
    }

    /// <summary>Makes a folder where there is none; one that is there keeps its rights, which somebody may have given to others on purpose.</summary>
    public static void CreateFolderIfMissing(string folder)
    {
        if (!Directory.Exists(folder))
        {
            CreateFolder(folder);
        }
    }

    private static FileStream Open(string file, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(file, options);
        }

        options.UnixCreateMode = OwnFile;
        var stream = new FileStream(file, options);
        File.SetUnixFileMode(stream.SafeFileHandle, OwnFile); // of one that was there
        return stream;
    }
}
