namespace ChatHub.Server.Operators.Sessions;

/// <summary>A short name for what a browser calls itself: <c>Chrome 156 · Linux</c>. It is the browser's word, and proves nothing.</summary>
internal static class BrowserName
{
    private const int MostCharacters = 40;

    // Browsers call themselves by the names of those that they resemble: the more particular come first.
    private static readonly (string Mark, string Name)[] s_browsers =
    [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"),
        ("CriOS/", "Chrome"), ("HeadlessChrome/", "Chrome"), ("Chrome/", "Chrome"), ("Version/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] s_systems =
    [
        ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iPadOS"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>The name; for what is no browser its own word with its version, at most 40 characters.</summary>
    public static string Of(string agent)
    {
        foreach (var (mark, name) in s_browsers)
        {
            var at = agent.IndexOf(mark, StringComparison.Ordinal);
            if (at >= 0 && (name != "Safari" || agent.Contains("Safari/", StringComparison.Ordinal)))
            {
                var system = Array.Find(s_systems, one => agent.Contains(one.Mark, StringComparison.Ordinal)).Name;
                return $"{name} {Number(agent, at + mark.Length)}".TrimEnd() + (system is null ? "" : $" · {system}");
            }
        }

        var first = agent.Split(' ', 2)[0];
        var slash = first.IndexOf('/', StringComparison.Ordinal);
        var word = slash > 0 && !first.StartsWith("Mozilla/", StringComparison.Ordinal) ? $"{first[..slash]} {Number(first, slash + 1)}".TrimEnd() : agent;
        return word[..Math.Min(word.Length, MostCharacters)];
    }

    private static string Number(string agent, int from) => string.Concat(agent.Skip(from).TakeWhile(char.IsAsciiDigit).Take(6));
}
