using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Browser;

/// <summary>A class of tests in a browser: when one fails, there is a picture of each page it had open.</summary>
public abstract class BrowserTest(BrowserFixture browser) : IAsyncLifetime
{
    private readonly List<ConsolePage> _pages = [];

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        for (var index = 0; index < _pages.Count; index++)
        {
            await using var page = _pages[index];
            if (TestContext.Current.TestState?.Result == TestResult.Failed)
            {
                await RecordAsync(page, index + 1);
            }
        }
    }

    /// <summary>Opens the address as another person's browser would.</summary>
    protected async Task<ConsolePage> OpenAsync(string url, BrowserNewContextOptions? options = null)
    {
        var page = await browser.OpenAsync(url, options);
        _pages.Add(page);
        return page;
    }

    private static async Task RecordAsync(ConsolePage page, int number)
    {
        var output = TestContext.Current.TestOutputHelper;
        foreach (var error in page.ConsoleErrors.Concat(page.PageErrors))
        {
            output?.WriteLine($"page {number}: {error}");
        }

        try
        {
            var file = await page.TakeScreenshotAsync($"{TestContext.Current.Test?.TestDisplayName}-{number}");
            output?.WriteLine($"page {number}: {file}");
        }
        catch (PlaywrightException exception)
        {
            output?.WriteLine($"page {number}: no picture, {exception.Message}");
        }
    }
}
