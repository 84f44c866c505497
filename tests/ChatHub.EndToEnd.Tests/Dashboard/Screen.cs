using ChatHub.EndToEnd.Tests.Browser;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

/// <summary>The operator's screen, by the marks that it carries for tests.</summary>
public sealed class Screen(ConsolePage behind)
{
    /// <summary>The page, with what happens behind it.</summary>
    public ConsolePage Behind { get; } = behind;

    public IPage Page => Behind.Page;

    public ILocator Rows => Get("connection-row");

    public ILocator Log => Get("log");

    public ILocator LogRows => Get("log-row");

    /// <summary>The button that jumps to the newest line; there only while one reads further up.</summary>
    public ILocator NewLines => Get("log-new");

    public ILocator SendText => Get("send-text");

    public ILocator Target => Get("send-target");

    /// <summary>The line that tells what became of the last send.</summary>
    public ILocator Outcome => Get("send-outcome");

    /// <summary>Anything by its mark.</summary>
    public ILocator Get(string testId) => Page.GetByTestId(testId);

    /// <summary>The row of the socket of that name.</summary>
    public ILocator Row(string name) => Rows.Filter(new() { Has = Page.GetByText(name, new() { Exact = true }) });

    /// <summary>The lines of the log that contain the text.</summary>
    public ILocator LogRow(string text) => LogRows.Filter(new() { HasText = text });

    public ILocator Listener(string name) => Page.Locator($"[data-testid='listener-row'][data-name='{name}']");

    public ILocator Start(string listener) => Listener(listener).GetByTestId("listener-start");

    public ILocator Stop(string listener) => Listener(listener).GetByTestId("listener-stop");

    public ILocator Fault(string listener) => Listener(listener).GetByTestId("listener-fault");

    /// <summary>Says yes to what the page asks.</summary>
    public Task ConfirmAsync() => Get("confirm").ClickAsync();

    /// <summary>Types the text and presses Enter.</summary>
    public async Task SendAsync(string text)
    {
        await SendText.FillAsync(text);
        await SendText.PressAsync("Enter");
    }

    /// <summary>The rows, from top to bottom, by the numbers of their connections: the first that came has 1.</summary>
    public async Task ExpectRowsAsync(params long[] ids)
    {
        await Assertions.Expect(Rows).ToHaveCountAsync(ids.Length);
        for (var at = 0; at < ids.Length; at++)
        {
            await Assertions.Expect(Rows.Nth(at)).ToHaveAttributeAsync("data-id", $"{ids[at]}");
        }
    }

    /// <summary>Waits until the page is alive: what can be typed into, and the log, have their scripts.</summary>
    public async Task WaitUntilAliveAsync()
    {
        await Assertions.Expect(Page.Locator("form[data-scope='send']")).ToHaveAttributeAsync("data-alive", "yes");
        await Assertions.Expect(Log).ToHaveAttributeAsync("data-placed", "yes");
    }
}
