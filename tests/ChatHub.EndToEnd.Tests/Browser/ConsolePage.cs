using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Browser;

/// <summary>A page of the dashboard, with everything noted that should not happen behind it.</summary>
public sealed class ConsolePage : IAsyncDisposable
{
    private const float ActionMilliseconds = 10_000;
    private const float NavigationMilliseconds = 20_000;

    private readonly IBrowserContext _context;
    private readonly string _host;
    private readonly ConcurrentQueue<string> _consoleErrors = new();
    private readonly ConcurrentQueue<string> _pageErrors = new();
    private readonly ConcurrentQueue<string> _foreignRequests = new();

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

    internal static async Task<ConsolePage> OpenAsync(IBrowserContext context, string url)
    {
        context.SetDefaultTimeout(ActionMilliseconds);
        context.SetDefaultNavigationTimeout(NavigationMilliseconds);
        var page = new ConsolePage(context, await context.NewPageAsync(), url);
        await page.Page.GotoAsync(url);
        return page;
    }

    /// <summary>Fails when anything happened behind the page that should not.</summary>
    public void AssertClean()
    {
        var problems = ConsoleErrors.Select(text => $"console: {text}")
            .Concat(PageErrors.Select(text => $"uncaught: {text}"))
            .Concat(ForeignRequests.Select(text => $"left the host: {text}"))
            .ToArray();
        Assert.True(problems.Length == 0, $"Behind the page at {_host}:\n{string.Join('\n', problems)}");
    }

    /// <summary>Forgets the errors so far: after a test stopped the server on purpose, the browser reports lost connections.</summary>
    public void ForgetErrors()
    {
        _consoleErrors.Clear();
        _pageErrors.Clear();
    }

    /// <summary>Takes a picture into <see cref="ScreenshotFolder"/>.</summary>
    /// <returns>The file.</returns>
    public async Task<string> TakeScreenshotAsync(string name)
    {
        var file = Path.Combine(ScreenshotFolder, string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')) + ".png");
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = file });
        return file;
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    private void NoteHost(string url)
    {
        var address = new Uri(url);
        if (address.Scheme is not ("data" or "blob" or "about") && address.Authority != _host)
        {
            _foreignRequests.Enqueue(url);
        }
    }
}
