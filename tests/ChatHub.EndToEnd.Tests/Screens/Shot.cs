using ChatHub.EndToEnd.Tests.Dashboard;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Screens;

/// <summary>A screen that is pictured.</summary>
/// <param name="Name">How its files begin.</param>
/// <param name="Title">What it is called in the list of pictures.</param>
/// <param name="Path">Its address below the root; <c>{anna}</c> stands for the number of a connection, <c>{error}</c> for that of a message.</param>
/// <param name="Shown">The mark of what must be there.</param>
/// <param name="Act">What is done before the picture; gets whether it is a phone.</param>
internal sealed record Shot(string Name, string Title, string Path, string Shown, Func<PageScreen, bool, Task>? Act = null)
{
    private const string Draft = "Hello {name}, the lab closes at 18:00. 实验室 18:00 关门。";

    /// <summary>All that operators see, in the order of the list.</summary>
    public static IReadOnlyList<Shot> All { get; } =
    [
        new("console", "Console · 控制台", "", "log-row"),
        new("send-box", "The send box, opened · 展开的发送框", "", "log-row", OpenSendBoxAsync),
        new("connections", "Connections · 连接", "connections", "connection-row"),
        new("connections-pane", "One connection · 一个连接", "connections?open={anna}", "pane-acts", (_, _) => Pause.ForAsync(4)),
        new("connections-closed", "Closed connections · 已结束的连接", "connections?state=closed", "connection-row"),
        new("connections-message", "A message to many · 群发消息", "connections?q=listener:lab", "connection-row", (page, _) => ActOnAllAsync(page, "message")),
        new("connections-disconnect", "Disconnecting many · 批量断开", "connections?q=listener:lab", "connection-row", (page, _) => ActOnAllAsync(page, "disconnect")),
        new("messages", "Messages · 消息", "messages", "log-row"),
        new("message", "One message · 一条消息", "messages?around={error}&open={error}", "entry"),
        new("search", "A search · 搜索", "messages?q=error&kind=text,emote", "log-row"),
        new("listeners", "Listeners · 监听器", "listeners", "listener-line"),
        new("listener-editor", "Settings of a listener · 监听器的设置", "listeners?open=guests", "listener-editor"),
        new("access", "Access · 访问控制", "access", "ban"),
        new("overview", "Overview · 概览", "overview", "chart-connections", (_, _) => Pause.ForAsync(0.8)),
        new("audit", "Audit · 审计", "audit", "audit-row"),
        new("webhooks", "Webhooks", "webhooks", "webhook"),
        new("operators", "Operators, keys, sessions · 操作员、密钥、会话", "operators", "operator-row"),
        new("account", "Your account · 我的账户", "account", "account-name"),
        new("api-docs", "The API's page · API 页面", "api-docs", "api-operation"),
        new("palette", "Palette (Ctrl+K) · 命令面板", "", "log-row", OpenPaletteAsync),
        new("help", "Keys (?) · 快捷键", "", "log-row", (page, _) => page.Page.Keyboard.PressAsync("?")),
    ];

    private static async Task OpenSendBoxAsync(PageScreen page, bool isPhone)
    {
        await page.Get("send-more").ClickAsync();
        await page.Get("send-fill").ClickAsync();
        await page.Get("send-text").FillAsync(Draft);
        await Assertions.Expect(page.Get("send-preview")).ToBeVisibleAsync();
    }

    private static async Task ActOnAllAsync(PageScreen page, string act)
    {
        await page.Get("act-on-all").ClickAsync();
        await page.Get($"all-{act}").ClickAsync();
        await Assertions.Expect(page.Get("bulk")).ToBeVisibleAsync();
    }

    private static async Task OpenPaletteAsync(PageScreen page, bool isPhone)
    {
        await page.Get("palette-open").ClickAsync();
        await page.Page.Keyboard.TypeAsync("an");
        await Pause.ForAsync(0.6);
    }
}
