using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

/// <summary>Tests of one server, its screens and its clients. They end in the order that leaves no screen without its server.</summary>
public abstract class DashboardTest(PublishedBuild build, BrowserFixture browser) : BrowserTest(browser)
{
    private PublishedServer? _server;
    private Visitors? _visitors;

    private protected PublishedServer Server => _server ?? throw new InvalidOperationException("The test has started no server");

    private protected Visitors Visitors => _visitors ??= new Visitors(Server);

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        try
        {
            await base.DisposeAsync();
        }
        finally
        {
            _visitors?.Dispose();
            if (_server is not null)
            {
                await _server.DisposeAsync();
            }
        }
    }

    /// <summary>Starts the server of this test.</summary>
    private protected async Task<PublishedServer> StartServerAsync(IReadOnlyDictionary<string, string>? settings = null) =>
        _server = await build.StartServerAsync(settings);

    /// <summary>Opens the screen in another person's browser.</summary>
    private protected async Task<Screen> OpenScreenAsync(BrowserNewContextOptions? options = null)
    {
        var screen = new Screen(await OpenAsync(Server.DashboardUrl, options));
        await screen.WaitUntilAliveAsync();
        return screen;
    }

    /// <summary>Opens a page of the dashboard in another person's browser.</summary>
    /// <param name="path">Its address, like <c>connections?open=1</c>.</param>
    /// <param name="options">The screen's size, the language and so on.</param>
    private protected async Task<PageScreen> OpenPageAsync(string path, BrowserNewContextOptions? options = null) =>
        new(await OpenAsync($"{Server.DashboardUrl}/{path}", options));
}
