using System.Text.RegularExpressions;
using ChatHub.EndToEnd.Tests.Browser;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

/// <summary>The page of messages, by the marks that it carries for tests.</summary>
public sealed class MessagesScreen(ConsolePage behind)
{
    /// <summary>The page, with what happens behind it.</summary>
    public ConsolePage Behind { get; } = behind;

    public IPage Page => Behind.Page;

    public ILocator Rows => Get("log-row");

    /// <summary>What is set off as found.</summary>
    public ILocator Found => Rows.Locator("mark");

    public ILocator Search => Get("log-search");

    /// <summary>The detail of an entry.</summary>
    public ILocator Entry => Get("entry");

    /// <summary>The part of the address after the host.</summary>
    public string Address => new Uri(Page.Url).PathAndQuery;

    /// <summary>Anything by its mark.</summary>
    public ILocator Get(string testId) => Page.GetByTestId(testId);

    /// <summary>The rows that contain the text.</summary>
    public ILocator Row(string text) => Rows.Filter(new() { HasText = text });

    /// <summary>Waits until the page hears the keyboard.</summary>
    public async Task WaitUntilAliveAsync()
    {
        await Assertions.Expect(Get("messages-page")).ToHaveAttributeAsync("data-alive", "yes");
        await Assertions.Expect(Get("log")).ToHaveAttributeAsync("data-placed", "yes");
    }

    /// <summary>Waits until the page shows the newest and follows (<c>live</c>), or shows another place (<c>reading</c>).</summary>
    public Task ExpectAsync(string state) => Assertions.Expect(Get("log-stage")).ToHaveAttributeAsync("data-state", state, new() { Timeout = 30_000 });

    /// <summary>Waits until the address is this.</summary>
    public Task ExpectAddressAsync(string address) => Assertions.Expect(Page).ToHaveURLAsync(new Regex(Regex.Escape(address) + "$"));

    /// <summary>The first entry of which some is in view, and how far below the top of the list it is.</summary>
    public Task<string> FirstInViewAsync() => Get("log").EvaluateAsync<string>(
        """
        log => {
          const top = log.getBoundingClientRect().top;
          const row = [...log.querySelectorAll('[data-testid=log-row]')].find(row => row.getBoundingClientRect().bottom > top + 1);
          return `${row?.dataset.id} at ${row && Math.round(row.getBoundingClientRect().top - top)}`;
        }
        """);

    /// <summary>Turns the wheel, and waits until the page has what it then shows.</summary>
    public async Task WheelAsync(int pixels)
    {
        await Get("log").HoverAsync();
        await Page.Mouse.WheelAsync(0, pixels);
        await Page.WaitForFunctionAsync(
            """
            () => {
              const log = document.querySelector('[data-testid=log]');
              const box = log.getBoundingClientRect();
              const rows = [...log.querySelectorAll('[data-testid=log-row]')].map(row => row.getBoundingClientRect());
              return rows.length > 0 && rows[0].top <= box.top + 1 && rows.at(-1).bottom >= box.bottom - 1;
            }
            """);
    }
}
