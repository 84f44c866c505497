using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Browser;

/// <summary>
/// One headless Chromium for all tests: the machine's own, nothing is downloaded. CHROMIUM names another one. Every page gets
/// a context of its own, as if each were another person's browser.
/// </summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    // Enough for anything on one machine, even a busy one.
    private const float ExpectMilliseconds = 30_000;

    private static readonly string[] Names = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"];

    // The browser must not look for updates and the like: tests run where there is no network.
    private static readonly string[] Arguments =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-smooth-scrolling",
    ];

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Opens the address in a new context.</summary>
    /// <param name="url">Requests to any other host than this address's are recorded as foreign.</param>
    /// <param name="options">The screen's size, the colour scheme and so on; 1440x900 and light unless set.</param>
    internal async Task<ConsolePage> OpenAsync(string url, BrowserNewContextOptions? options = null)
    {
        var browser = await GetBrowserAsync();
        options ??= new BrowserNewContextOptions();
        options.ViewportSize ??= new ViewportSize { Width = 1440, Height = 900 };
        var context = await browser.NewContextAsync(options);
        try
        {
            return await ConsolePage.OpenAsync(context, url);
        }
        catch
        {
            await context.CloseAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
        _gate.Dispose();
    }

    private static string FindExecutable()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } given)
        {
            return given;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"No browser on the PATH ({string.Join(", ", Names)}), and CHROMIUM is not set");
    }

    private async Task<IBrowser> GetBrowserAsync()
    {
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            Assertions.SetDefaultExpectTimeout(ExpectMilliseconds);
            // Playwright starts Chromium without its sandbox unless told otherwise: it must, where the tests run as root.
            return _browser ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = FindExecutable(),
                Headless = true,
                Args = Arguments,
                Timeout = 30_000,
            });
        }
        finally
        {
            _gate.Release();
        }
    }
}
