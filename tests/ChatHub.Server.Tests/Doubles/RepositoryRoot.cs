namespace ChatHub.Server.Tests.Doubles;

/// <summary>The folder of the repository that the tests run in.</summary>
internal static class RepositoryRoot
{
    /// <summary>A file of it.</summary>
    public static string File(params ReadOnlySpan<string> parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "ChatHub.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return Path.Combine([folder.FullName, .. parts]);
    }
}
