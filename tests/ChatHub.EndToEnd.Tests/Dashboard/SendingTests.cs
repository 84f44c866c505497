using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Dashboard;

/// <summary>What the send box does beside plain words, from a real browser to real sockets.</summary>
public sealed class SendingTests(PublishedBuild build, BrowserFixture browser) : DashboardTest(build, browser)
{
    private static readonly Dictionary<string, string> s_devices = new()
    {
        ["ChatHub__Listeners__raw__Endpoint"] = "127.0.0.1:0",
        ["ChatHub__Listeners__raw__Protocol"] = "Raw",
        ["ChatHub__Listeners__raw__Encoding"] = "gb18030",
    };

    [Theory]
    [InlineData("en-US", "No pair of hex digits at character 2.")]
    [InlineData("zh-CN", "第 2 个字符处不是一对十六进制数字。")]
    public async Task Hex_ToAListener_ArrivesAsExactlyTheseBytes(string language, string refusal)
    {
        var (screen, device) = await OpenWithDeviceAsync(language);
        await screen.Target.SelectOptionAsync("listener:raw");
        await screen.Get("send-more").ClickAsync();
        await screen.Get("send-as-hex").ClickAsync();
        await screen.SendAsync("4x");
        await Assertions.Expect(screen.Outcome).ToHaveTextAsync(refusal);
        await Assertions.Expect(screen.SendText).ToHaveValueAsync("4x");

        await screen.Get("send-ending").SelectOptionAsync("CrLf");
        await screen.SendText.FillAsync("48 65 00 ff 1b");
        await Assertions.Expect(screen.Get("send-preview")).ToContainTextAsync("48 65 00 FF 1B 0D 0A");
        await screen.SendText.PressAsync("Enter");

        await device.ExpectAsync(new byte[] { 0x48, 0x65, 0x00, 0xFF, 0x1B, 0x0D, 0x0A });
        await Assertions.Expect(screen.LogRow("48 65 00 FF 1B")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Text_ToAGb18030Listener_ArrivesInItAndIsShownBefore()
    {
        var (screen, device) = await OpenWithDeviceAsync();
        await screen.Target.SelectOptionAsync("listener:raw");
        await screen.Get("send-more").ClickAsync();
        await screen.SendText.FillAsync("你好");
        await Assertions.Expect(screen.Get("send-preview")).ToContainTextAsync("4 bytes gb18030");
        await screen.SendText.PressAsync("Enter");

        await device.ExpectAsync(new byte[] { 0xC4, 0xE3, 0xBA, 0xC3 });
    }

    [Fact]
    public async Task Repeat_IsStopped_SendsNoMore()
    {
        var (screen, device) = await OpenWithDeviceAsync();
        await screen.Target.SelectOptionAsync("listener:raw");
        await screen.Get("send-more").ClickAsync();
        await screen.Get("send-fill").ClickAsync();
        await screen.SendText.FillAsync("<{n}>");
        await screen.Get("send-repeat").Locator("summary").ClickAsync();
        await screen.Get("send-repeat-every").FillAsync("0.2");
        await screen.Get("send-repeat-times").FillAsync("1000");
        await screen.Get("send-repeat-times").PressAsync("Tab");
        await screen.Get("send-repeat-go").ClickAsync();
        await device.ExpectAsync("<1><2><3>");

        await screen.Get("job-stop").ClickAsync();
        await Assertions.Expect(screen.Get("job")).ToHaveAttributeAsync("data-state", "Stopped");
        await screen.Get("send-fill").ClickAsync(); // a plain word again
        await screen.SendAsync("END");
        await device.ReadUntilAsync("END"); // behind what was on its way
        await device.ExpectNothingAsync(TimeSpan.FromMilliseconds(700));
    }

    [Fact]
    public async Task File_OfAMegabyte_ArrivesExactly()
    {
        var (screen, device) = await OpenWithDeviceAsync();
        var bytes = new byte[1024 * 1024 + 7];
        new Random(7).NextBytes(bytes);
        await screen.Target.SelectOptionAsync("listener:raw");
        await screen.Get("send-more").ClickAsync();
        await screen.Get("send-file").SetInputFilesAsync(new FilePayload { Name = "firmware.bin", MimeType = "application/octet-stream", Buffer = bytes });

        Assert.Equal(bytes, await device.ReadExactlyAsync(bytes.Length, TimeSpan.FromSeconds(60)));
        await Assertions.Expect(screen.Outcome).ToHaveTextAsync("The file was sent to 1.");
        await Assertions.Expect(screen.LogRow("firmware.bin (1,048,583 / 1,048,583 B)")).ToBeVisibleAsync();
    }

    // The page is told a moment after a sheet opened: whoever is in one of its boxes by then stays there.
    private const string OpenAndWriteAtOnce =
        """
        sheet => new Promise(told => {
          sheet.addEventListener('toggle', () => setTimeout(told, 0), { once: true });
          sheet.open = true;
          sheet.querySelector('[data-name]').focus();
        })
        """;

    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public async Task SnippetAndHistory_AreKeptByTheBrowser_AndFilledInForEach(string language)
    {
        await StartServerAsync();
        var screen = await OpenScreenAsync(new() { Locale = language });
        var tom = await Visitors.ChatAsync("Tom");
        await screen.Get("send-more").ClickAsync();
        await screen.SendText.FillAsync("hello {name}");
        await screen.Get("send-snippets").EvaluateAsync(OpenAndWriteAtOnce);
        await Assertions.Expect(screen.Get("send-snippet-name")).ToBeFocusedAsync();
        await screen.Get("send-snippet-name").FillAsync("greet");
        await screen.Get("send-snippet-keep").ClickAsync();
        await Assertions.Expect(screen.Get("send-snippets").Locator(".use")).ToHaveCountAsync(1);
        await screen.SendText.FillAsync("");

        await screen.Page.ReloadAsync();
        await screen.WaitUntilAliveAsync();
        await screen.Get("send-more").ClickAsync();
        await screen.Get("send-snippets").Locator("summary").ClickAsync();
        await screen.Get("send-snippets").Locator("[data-find]").FillAsync("GREE");
        await screen.Get("send-snippets").Locator(".use").ClickAsync();
        await Assertions.Expect(screen.SendText).ToHaveValueAsync("hello {name}");
        await Assertions.Expect(screen.Get("send-fill")).ToHaveAttributeAsync("aria-pressed", "true");
        await screen.SendText.PressAsync("Enter");
        await tom.ExpectAsync("[server] hello Tom\n");

        await Assertions.Expect(screen.SendText).ToHaveValueAsync("");
        await screen.Get("send-history").Locator("summary").ClickAsync();
        await screen.Get("send-history").Locator(".use").First.ClickAsync();
        await Assertions.Expect(screen.SendText).ToHaveValueAsync("hello {name}");
    }

    private async Task<(Screen Screen, WireClient Device)> OpenWithDeviceAsync(string language = "en-US")
    {
        await StartServerAsync(s_devices);
        var screen = await OpenScreenAsync(new() { Locale = language });
        var device = await WireClient.ConnectAsync(Server.Port("raw"));
        Device = device;
        await Assertions.Expect(screen.Rows).ToHaveCountAsync(1);
        return (screen, device);
    }

    private WireClient? Device { get; set; }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Device?.Dispose();
        await base.DisposeAsync();
    }
}
