using System.Reflection;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;

namespace ChatHub.Server.Hosting;

/// <summary>Where settings come from, each over the one before: built in, beside the program, in the working directory, environment, command line.</summary>
internal static class SettingsSources
{
    public static void AddChatHubSettings(this ConfigurationManager configuration, string programDirectory)
    {
        using var builtIn = Assembly.GetExecutingAssembly().GetManifestResourceStream("appsettings.json")
            ?? throw new InvalidOperationException("The settings that are built into the program are missing: build it again.");
        IList<IConfigurationSource> sources = configuration.Sources;
        // Read into memory: the manager loads its sources anew with each change, a stream can be read once.
        var defaults = new ConfigurationBuilder().AddJsonStream(builtIn).Build().AsEnumerable().Where(pair => pair.Value is not null);
        sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults.ToArray() });
        var here = Directory.GetCurrentDirectory();
        if (Path.TrimEndingDirectorySeparator(here) != Path.TrimEndingDirectorySeparator(programDirectory))
        {
            var local = new JsonConfigurationSource { Path = Path.Combine(here, "appsettings.json"), Optional = true };
            local.ResolveFileProvider();
            var after = sources.ToList().FindLastIndex(source => source is JsonConfigurationSource);
            sources.Insert(after + 1, local);
        }
    }
}
