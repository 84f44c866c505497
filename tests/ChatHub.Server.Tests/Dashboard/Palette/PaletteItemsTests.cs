using Bunit;
using ChatHub.Server.Dashboard.Palette;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Palette;

public sealed class PaletteItemsTests : DashboardTest
{
    private static readonly string[] s_ofAll = ["theme-system", "theme-light", "theme-dark", "language-en", "language-zh-Hans"];

    [Fact]
    public void Actions_OfAnAdministrator_StartWhatStandsAndStopWhatListens()
    {
        Source.Listeners = [Sample.Listener("lab", ListenerState.Stopped), Sample.Listener("relay")];

        Assert.Equal([.. "start-lab drain-relay stop-relay add-listener".Split(' '), .. s_ofAll], Actions().Select(item => item.Key));
    }

    [Theory]
    [InlineData(OperatorRole.Operator)]
    [InlineData(OperatorRole.Viewer)]
    public void Actions_OfOthers_HaveNoneOnListeners(OperatorRole role)
    {
        Source.Listeners = [Sample.Listener("lab", ListenerState.Stopped), Sample.Listener("relay")];
        Me.SetAuthenticationState(Task.FromResult(new AuthenticationState(Sample.Of(role).ToPrincipal("test"))));

        Assert.Equal(s_ofAll, Actions().Select(item => item.Key));
    }

    [Fact]
    public async Task Actions_Run_StartAtOnceAndAskBeforeTheyStop()
    {
        var manager = Services.GetRequiredService<ListenerManager>();
        Source.Listeners = [Sample.Listener("relay", ListenerState.Stopped)];
        await Actions().Single(item => item.Key == "start-relay").Run();
        Assert.Equal(ListenerState.Listening, State());

        Source.Listeners = [Sample.Listener("relay", connections: 3)];
        _ = Dialogs;
        foreach (var (click, expected) in new[] { ("cancel", ListenerState.Listening), ("confirm", ListenerState.Stopped) })
        {
            var asking = Dialogs.InvokeAsync(Actions().Single(item => item.Key == "stop-relay").Run);
            Assert.Contains("3", Dialogs.WaitForElement(".question").TextContent, StringComparison.Ordinal);
            await Dialogs.Find(Test(click)).ClickAsync(new());
            await asking;
            Assert.Equal(expected, State());
        }

        ListenerState State() => manager.List().Single(one => one.Name == "relay").State;
    }

    private List<PaletteItem> Actions()
    {
        var feed = Services.GetRequiredService<ViewerFeed>();
        var wake = () => { };
        feed.Watch(wake); // the first to watch reads anew
        List<PaletteItem> items = [.. Services.GetRequiredService<PaletteItems>().Find("", TextCatalog.All[0]).Where(item => item.Group == PaletteGroup.Action)];
        feed.Unwatch(wake);
        return items;
    }
}
