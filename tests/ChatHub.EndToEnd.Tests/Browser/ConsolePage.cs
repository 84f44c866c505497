using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Browser;

/// <summary>A page of the dashboard, with everything noted that should not happen behind it.</summary>
public sealed partial class ConsolePage : IAsyncDisposable
{
    private const float ActionMilliseconds = 30_000;
    private const float NavigationMilliseconds = 60_000;

    private readonly IBrowserContext _context;
    private readonly string _host;
    private readonly ConcurrentQueue<string> _consoleErrors = new();
    private readonly ConcurrentQueue<string> _pageErrors = new();
    private readonly ConcurrentQueue<string> _foreignRequests = new();
    private bool _mayLose;

    private ConsolePage(IBrowserContext context, IPage page, string url)
    {
        _context = context;
        _host = new Uri(url).Authority;
        Page = page;

        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _consoleErrors.Enqueue($"{message.Text} ({message.Location})");
            }
        };
        page.PageError += (_, error) => _pageErrors.Enqueue(error);
        page.Crash += (_, _) => _pageErrors.Enqueue("the page crashed");
        page.WebSocket += (_, socket) => NoteHost(socket.Url);
        context.Request += (_, request) => NoteHost(request.Url);
    }

    public IPage Page { get; }

    /// <summary>What scripts and the browser reported as errors on the console.</summary>
    public IReadOnlyCollection<string> ConsoleErrors => _consoleErrors;

    /// <summary>Exceptions that no script caught.</summary>
    public IReadOnlyCollection<string> PageErrors => _pageErrors;

    /// <summary>Requests that left the host.</summary>
    public IReadOnlyCollection<string> ForeignRequests => _foreignRequests;

    /// <summary>Where pictures of failed tests go.</summary>
    public static string ScreenshotFolder { get; } =
        Environment.GetEnvironmentVariable("CHATHUB_SCREENSHOTS") is { Length: > 0 } folder
            ? Path.GetFullPath(folder)
            : Path.Combine(Path.GetTempPath(), "chathub-screenshots");

    /// <summary>Another place that the page is meant to go to.</summary>
    public string? MayGoTo { get; set; }

    internal static async Task<ConsolePage> OpenAsync(IBrowserContext context, string url)
    {
        context.SetDefaultTimeout(ActionMilliseconds);
        context.SetDefaultNavigationTimeout(NavigationMilliseconds);
        await OperatorSignIn.SignInAsync(context, url);
        var page = new ConsolePage(context, await context.NewPageAsync(), url);
        await page.Page.GotoAsync(url);
        return page;
    }

    /// <summary>All that happened behind the page and should not.</summary>
    public IReadOnlyList<string> Problems =>
    [
        .. ConsoleErrors.Where(text => !_mayLose || !LostConnection().IsMatch(text)).Select(text => $"console: {text}"),
        .. PageErrors.Select(text => $"uncaught: {text}"),
        .. ForeignRequests.Select(text => $"left the host: {text}"),
    ];

    /// <summary>Fails when anything happened behind the page that should not.</summary>
    public void AssertClean() => Assert.True(Problems.Count == 0, $"Behind the page at {_host}:\n{string.Join('\n', Problems)}");

    /// <summary>Forgets that the browser lost its connection, and that it goes on losing it, and nothing else: for a test that stopped the server on purpose.</summary>
    public void ForgetLostConnections() => _mayLose = true;

    /// <summary>Forgets that a page was answered with a status: for a test that is refused on purpose.</summary>
    public void ForgetStatus(int status) => Forget(error => error.Contains($"status of {status} ", StringComparison.Ordinal));

    /// <summary>Takes a picture into <see cref="ScreenshotFolder"/>.</summary>
    /// <returns>The file.</returns>
    public async Task<string> TakeScreenshotAsync(string name)
    {
        var file = Path.Combine(ScreenshotFolder, string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')) + ".png");
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = file });
        return file;
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    // What Chromium and the framework say of a server that went away, or that stops.
    [GeneratedRegex("ERR_CONNECTION_(REFUSED|RESET|CLOSED|FAILED)|ERR_EMPTY_RESPONSE|^WebSocket connection to |WebSocket closed with status code|WebSocket failed to connect|Failed to complete negotiation|Failed to start the connection|Connection disconnected with error|Failed to fetch|status of 503 .*/_blazor")]
    private static partial Regex LostConnection();

    private void Forget(Predicate<string> expected)
    {
        for (var left = _consoleErrors.Count; left > 0 && _consoleErrors.TryDequeue(out var error); left--)
        {
            if (!expected(error))
            {
                _consoleErrors.Enqueue(error);
            }
        }
    }

    private void NoteHost(string url)
    {
        var address = new Uri(url);
        if (address.Scheme is not ("data" or "blob" or "about") && address.Authority != _host && address.Authority != MayGoTo)
        {
            _foreignRequests.Enqueue(url);
        }
    }
}
