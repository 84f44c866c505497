using Bunit;
using ChatHub.Server.Dashboard.Listeners;
using ChatHub.Server.Listeners;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Tests.Storage.MessageLog;
using ChatHub.Wire.Listeners;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Listeners;

public sealed class ListenersPageTests : DashboardTest
{
    [Fact]
    public async Task Unused_Shadowed_IsSaidAndCanBeRemoved()
    {
        var kept = Services.GetRequiredService<KeptListeners>();
        kept.Put(new("relay", new() { Endpoint = "127.0.0.1:1" }));
        kept.Usable([Services.GetRequiredService<ListenerManager>().Find("relay")!]);
        _ = Dialogs;
        var page = Render<ListenersPage>();
        Assert.Contains("the settings file has a listener of that name", page.Find(Test("listener-unused")).TextContent, StringComparison.Ordinal);

        var asking = page.Find(Test("listener-forget")).ClickAsync(new());
        await Dialogs.WaitForElement(Test("confirm")).ClickAsync(new());
        await asking;

        Assert.Empty(page.FindAll(Test("listener-unused")));
        Assert.Empty(kept.All);
    }

    [Fact]
    public void File_NotRead_IsSaidToOperators()
    {
        File.WriteAllText(Services.GetRequiredService<TempFolder>().File("listeners.json"), "{");

        Assert.Contains("listeners.json could not be read when the server started and is now listeners.json.damaged-", Render<ListenersPage>().Find(Test("listeners-unread")).TextContent, StringComparison.Ordinal);
        Assert.Null(Services.GetRequiredService<ClientNoteBook>().Problem);
    }
}
