using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;

namespace ChatHub.EndToEnd.Tests.Server;

/// <summary>
/// What the server prints about where it listens: a line per listener and one for the dashboard, two spaces, the name, where.
/// <code>
///   relay      127.0.0.1:41231   nc localhost 41231
///   chat       faulted: address in use
///   dashboard  http://127.0.0.1:45678
/// </code>
/// </summary>
public sealed partial class StartupBanner(IEnumerable<string> expected)
{
    private const string Dashboard = "dashboard";

    private readonly ConcurrentDictionary<string, string> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly string[] _expected = [Dashboard, .. expected];
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when all that is expected was printed.</summary>
    public Task Complete => _complete.Task;

    public string DashboardUrl => Place(Dashboard).TrimEnd('/');

    /// <summary>The names that were expected and not printed.</summary>
    public IEnumerable<string> Missing => _expected.Where(name => !_places.ContainsKey(name));

    /// <summary>Where the listener listens, or <c>faulted: reason</c>.</summary>
    public string Place(string name) =>
        _places.GetValueOrDefault(name) ?? throw new InvalidOperationException($"The server did not say where '{name}' listens");

    public IPEndPoint EndPoint(string name) =>
        IPEndPoint.TryParse(Place(name), out var endPoint) && endPoint.Port > 0
            ? endPoint
            : throw new InvalidOperationException($"Listener '{name}' has no endpoint: {Place(name)}");

    public void Read(string line)
    {
        var match = Line().Match(line);
        if (match.Success && _places.TryAdd(match.Groups["name"].Value, match.Groups["where"].Value.TrimEnd()) && !Missing.Any())
        {
            _complete.TrySetResult();
        }
    }

    [GeneratedRegex(@"^  (?<name>[\w-]+) +(?<where>faulted: .*|https?://\S+|\S+:\d+)(?=\s|$)")]
    private static partial Regex Line();
}
