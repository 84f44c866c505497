using System.Text.RegularExpressions;
using ChatHub.EndToEnd.Tests.Browser;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

/// <summary>Any page of the dashboard, by the marks that it carries for tests.</summary>
public sealed class PageScreen(ConsolePage behind)
{
    /// <summary>The page, with what happens behind it.</summary>
    public ConsolePage Behind { get; } = behind;

    public IPage Page => Behind.Page;

    public ILocator Rows => Get("connection-row");

    public ILocator Pane => Get("connection-pane");

    /// <summary>The part of the address after the host.</summary>
    public string Address => new Uri(Page.Url).PathAndQuery;

    /// <summary>Anything by its mark.</summary>
    public ILocator Get(string testId) => Page.GetByTestId(testId);

    /// <summary>The row of the connection of that name.</summary>
    public ILocator Row(string name) => Rows.Filter(new() { Has = Page.GetByText(name, new() { Exact = true }) });

    /// <summary>The line of a listener on its page.</summary>
    public ILocator Listener(string name) => Page.Locator($"[data-testid='listener-line'][data-name='{name}']");

    /// <summary>Opens the detail of a connection.</summary>
    public async Task OpenAsync(string name)
    {
        await Row(name).GetByTestId("open").ClickAsync();
        await Assertions.Expect(Pane).ToContainTextAsync(name);
    }

    /// <summary>Says yes to what the page asks.</summary>
    public Task ConfirmAsync() => Get("confirm").ClickAsync();

    /// <summary>Waits until a page with a list hears the keyboard, and the palette too.</summary>
    public async Task WaitUntilAliveAsync(string page)
    {
        await Assertions.Expect(Get(page)).ToHaveAttributeAsync("data-alive", "yes", new() { Timeout = 30_000 });
        await Assertions.Expect(Get("palette")).ToHaveAttributeAsync("data-alive", "yes");
    }

    /// <summary>Waits until the address contains this.</summary>
    public Task ExpectAddressAsync(string part) => Assertions.Expect(Page).ToHaveURLAsync(new Regex(Regex.Escape(part)));

    /// <summary>The names in the rows, from top to bottom.</summary>
    public Task ExpectNamesAsync(params string[] names) => Assertions.Expect(Rows.GetByTestId("open")).ToHaveTextAsync(names);

    /// <summary>Nodes of the page, texts and comments included.</summary>
    public Task<int> CountNodesAsync() => Page.EvaluateAsync<int>(
        """
        () => {
          const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
          let count = 1;
          while (walker.nextNode()) {
            count++;
          }

          return count;
        }
        """);
}
