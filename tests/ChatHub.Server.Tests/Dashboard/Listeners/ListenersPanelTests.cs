using Bunit;
using ChatHub.Server.Dashboard.Listeners;
using ChatHub.Server.Operators;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Listeners;

public sealed class ListenersPanelTests : DashboardTest
{
    private ListenerManager Manager => Services.GetRequiredService<ListenerManager>();

    [Fact]
    public void Panel_NoListeners_SaysWhereTheyAreSet() => Assert.Contains("ChatHub:Listeners", Open().Markup, StringComparison.Ordinal);

    [Fact]
    public void Row_Listening_OffersToStop()
    {
        var row = Open(Sample.Listener(connections: 3)).Find(Test("listener-row"));

        Assert.Equal("relay", row.GetAttribute("data-name"));
        Assert.Contains("Listening", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("3 connections", row.TextContent, StringComparison.Ordinal);
        Assert.NotNull(row.QuerySelector(Test("listener-stop")));
        Assert.Null(row.QuerySelector(Test("listener-start")));
    }

    [Fact]
    public void Row_OfAViewer_SaysWhyItsButtonsDoNothing()
    {
        Me.SetAuthenticationState(Task.FromResult(new AuthenticationState(Sample.Of(OperatorRole.Viewer).ToPrincipal("test"))));
        var stop = Open(Sample.Listener()).Find(Test("listener-stop"));
        Assert.True(stop.HasAttribute("disabled"));
        Assert.Equal("Administrators start, stop and change listeners.", stop.GetAttribute("title"));
    }

    [Fact]
    public void Row_Fault_ShowsTheReasonAndOffersToStart()
    {
        var row = Open(Sample.Listener(state: ListenerState.Faulted, fault: "the port is in use by another program")).Find(Test("listener-row"));

        Assert.Equal("the port is in use by another program", row.QuerySelector(Test("listener-fault"))!.TextContent);
        Assert.NotNull(row.QuerySelector(Test("listener-start")));
    }

    [Fact]
    public async Task Stop_Asked_SaysHowManyItClosesAndStops()
    {
        await Manager.StartAsync("relay", cancellationToken: Xunit.TestContext.Current.CancellationToken);
        var panel = Open(Sample.Listener(connections: 12));
        _ = Dialogs;
        var asking = panel.Find(Test("listener-stop")).ClickAsync(new());
        Assert.Equal("Stop relay? That closes its 12 connections.", Dialogs.WaitForElement(".question").TextContent);
        Assert.Equal(ListenerState.Listening, Manager.List()[0].State);
        await Dialogs.Find(Test("confirm")).ClickAsync(new());
        await asking;

        Assert.Equal(ListenerState.Stopped, Manager.List()[0].State);
        Assert.Equal("operator", Hub.History.Newest(1)[0].Operator);
    }

    [Fact]
    public async Task Drain_Asked_SaysHowLongTheyMayGoOnAndDrains()
    {
        await Manager.StartAsync("relay", cancellationToken: Xunit.TestContext.Current.CancellationToken);
        var panel = Open(Sample.Listener(connections: 3));
        _ = Dialogs;
        var asking = panel.Find(Test("listener-drain")).ClickAsync(new());
        Assert.Equal("Drain relay? It accepts no more connections. Its 3 connections may finish; what is left after 60 seconds is closed.", Dialogs.WaitForElement(".question").TextContent);
        await Dialogs.Find(Test("confirm")).ClickAsync(new());
        await asking;

        Assert.Contains(Hub.History.Newest(10), entry => entry is { Event: ChatHub.Chat.SystemEvent.ListenerDraining, Operator: "operator" });
        Assert.NotEqual(ListenerState.Listening, Manager.List()[0].State);
    }

    [Theory]
    [InlineData(ListenerState.Stopped)]
    [InlineData(ListenerState.Draining)]
    public void Row_NotListening_OffersNoDraining(ListenerState state) => Assert.Empty(Open(Sample.Listener(state: state)).FindAll(Test("listener-drain")));

    [Fact]
    public async Task Start_Stopped_Listens()
    {
        var panel = Open(Sample.Listener(state: ListenerState.Stopped));
        await panel.Find(Test("listener-start")).ClickAsync(new());

        Assert.Equal(ListenerState.Listening, Manager.List()[0].State);
        await Manager.StopAsync("relay", cancellationToken: Xunit.TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Start_Impossible_SaysSoAndCanBeTriedAgain()
    {
        var panel = Open(Sample.Listener("unknown", ListenerState.Stopped));
        await panel.Find(Test("listener-start")).ClickAsync(new());

        var snackbar = Services.GetRequiredService<MudBlazor.ISnackbar>();
        Assert.Single(snackbar.ShownSnackbars);
        Assert.False(panel.Find(Test("listener-start")).HasAttribute("disabled"));
    }

    private IRenderedComponent<ListenersPanel> Open(params ListenerSnapshot[] listeners) =>
        Render<ListenersPanel>(parameters => parameters.Add(panel => panel.Listeners, listeners));
}
