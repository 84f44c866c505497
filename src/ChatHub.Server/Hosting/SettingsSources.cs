using System.Reflection;
using ChatHub.Server.Hosting.SettingsChanges;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.FileProviders;

namespace ChatHub.Server.Hosting;

/// <summary>Where settings come from, each over the one before: built in, beside the program, in the working directory, environment, command line.</summary>
internal static class SettingsSources
{
    /// <exception cref="InvalidDataException">A settings file cannot be read.</exception>
    public static void AddChatHubSettings(this ConfigurationManager configuration, string programDirectory)
    {
        using var builtIn = Assembly.GetExecutingAssembly().GetManifestResourceStream("appsettings.json")
            ?? throw new InvalidOperationException("The settings that are built into the program are missing: build it again.");
        var all = ((IConfigurationBuilder)configuration).Sources;
        var sources = all.Select(source => source is JsonConfigurationSource { FileProvider: PhysicalFileProvider { Root: var root }, Path: { } path } ? new SettingsFile(Path.Combine(root, path)) : source).ToList();
        // Read into memory: the manager loads its sources anew with each change, a stream can be read once.
        var defaults = new ConfigurationBuilder().AddJsonStream(builtIn).Build().AsEnumerable().Where(pair => pair.Value is not null);
        sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults.ToArray() });
        var here = Directory.GetCurrentDirectory();
        if (Path.TrimEndingDirectorySeparator(here) != Path.TrimEndingDirectorySeparator(programDirectory))
        {
            sources.Insert(sources.FindLastIndex(source => source is SettingsFile) + 1, new SettingsFile(Path.Combine(here, "appsettings.json")));
        }

        all.Clear(); // the manager would read all of them again for each one that is changed
        sources.ForEach(all.Add);
    }
}
