using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Browser;

/// <summary>
/// A class of tests in a browser. At the end of a test every page that it had open must be clean: no error on the console, no
/// request that left the host. When a test fails, there is a picture of each of its pages.
/// </summary>
public abstract class BrowserTest(BrowserFixture browser) : IAsyncLifetime
{
    private readonly List<ConsolePage> _pages = [];

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        var problems = failed ? [] : _pages.SelectMany(page => page.Problems).ToArray();
        for (var index = 0; index < _pages.Count; index++)
        {
            await using var page = _pages[index];
            if (failed || problems.Length > 0)
            {
                await RecordAsync(page, index + 1);
            }
        }

        Assert.True(problems.Length == 0, $"Behind the pages:\n{string.Join('\n', problems)}");
    }

    private protected BrowserFixture Browser => browser;

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
        foreach (var problem in page.Problems)
        {
            output?.WriteLine($"page {number}: {problem}");
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
