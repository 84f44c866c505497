using System.Globalization;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Programs;

/// <summary>Programs as one types them: <c>{0}</c> is the port.</summary>
internal static class Typed
{
    /// <summary>The only program that tests/run.sh does not see to.</summary>
    private const string Optional = "nc.traditional";

    /// <summary>Starts what is typed, fed by a pipe.</summary>
    public static ExternalClient InAPipe(string command, int port) => Start(command, port, ExternalClient.Start);

    /// <summary>Starts what is typed, on a terminal.</summary>
    public static ExternalClient OnATerminal(string command, int port) => Start(command, port, ExternalClient.StartOnTerminal);

    private static ExternalClient Start(string command, int port, Func<string, string[], ExternalClient> start)
    {
        var words = string.Format(CultureInfo.InvariantCulture, command, port).Split(' ');
        Assert.SkipUnless(words[0] != Optional || IsThere(Optional), $"{Optional} is not installed");
        return start(words[0], words[1..]);
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
