using System.Diagnostics;

namespace ChatHub.EndToEnd.Tests.Server;

/// <summary>File systems that only one server sees: small, full or read-only ones, gone with it. Needs no rights where the system lets users make namespaces.</summary>
internal static class MountNamespace
{
    private static readonly bool s_isRoot = Environment.UserName == "root";

    /// <summary>The options of <c>unshare</c> that make one.</summary>
    public static string[] Options => s_isRoot ? ["--mount"] : ["--mount", "--map-root-user"];

    /// <summary>Where a path of the server's namespace is seen from outside.</summary>
    public static string Seen(PublishedServer server, string path) => $"/proc/{server.ProcessId}/root{path}";

    /// <summary>Runs a command in the server's namespace.</summary>
    public static async Task RunInAsync(PublishedServer server, params string[] command)
    {
        string[] enter = ["-t", $"{server.ProcessId}", "--mount", .. s_isRoot ? (string[])[] : ["--user", "--preserve-credentials"], .. command];
        using var process = Process.Start(new ProcessStartInfo("nsenter", enter) { RedirectStandardError = true })!;
        using var deadline = Deadline.After();
        var error = await process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        Assert.True(process.ExitCode == 0, $"'{string.Join(' ', command)}' ended with {process.ExitCode}: {error}");
    }
}
