using System.Net;
using System.Reflection;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Hosting;

/// <summary>What the server prints when it runs: where it listens, and what to type.</summary>
internal static class StartupBanner
{
    public static string Version { get; } =
        typeof(StartupBanner).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "?";

    public static IEnumerable<string> Lines(IReadOnlyList<ListenerSnapshot> listeners, IEnumerable<string> urls, IEnumerable<string> notes)
    {
        yield return $"ChatHub {Version} is running";
        var width = Math.Max("dashboard".Length, listeners.Select(listener => listener.Name.Length).DefaultIfEmpty().Max());
        foreach (var listener in listeners)
        {
            yield return $"  {listener.Name.PadRight(width)}  {What(listener)}";
        }

        foreach (var url in urls)
        {
            yield return $"  {"dashboard".PadRight(width)}  {url}";
        }

        foreach (var note in notes)
        {
            yield return note;
        }

        yield return "Press Ctrl-C to stop.";
    }

    private static string What(ListenerSnapshot listener) => listener.State switch
    {
        ListenerState.Listening => $"{listener.BoundEndpoint,-16}  nc localhost {IPEndPoint.Parse(listener.BoundEndpoint!).Port}",
        ListenerState.Faulted => $"faulted: {listener.Endpoint}: {listener.Fault}",
        _ => $"stopped ({listener.Endpoint})",
    };
}
