namespace ChatHub.Chat.Tests;

/// <summary>Who is told that somebody comes or goes. The log always is.</summary>
public sealed class NoticeTests
{
    [Fact]
    public async Task Notices_RoomAsLargeAsAllowed_AreDelivered()
    {
        using var host = new HubUnderTest(new HubOptions { NoticesUpTo = 2 });
        var one = await host.JoinAsync();
        var two = await host.JoinAsync();
        host.Hub.Close(two.Session, DisconnectReason.ClientClosed);

        await one.Output.Until(output => output.Notices.Contains("Disconnected guest-2"));
        Assert.Contains("Connected guest-2", one.Output.Notices);
    }

    [Fact]
    public async Task Notices_LargerRoom_AreInTheLogOnly()
    {
        using var host = new HubUnderTest(new HubOptions { NoticesUpTo = 2 });
        var one = await host.JoinAsync();
        var two = await host.JoinAsync();
        await one.Output.Until(output => output.Notices.Contains("Connected guest-2"));
        var three = await host.JoinAsync();
        host.Hub.Close(three.Session, DisconnectReason.ClientClosed);
        await three.Output.Completed.Soon();
        await two.Say("fence").Soon();

        await one.Output.UntilTexts(1);
        Assert.DoesNotContain(one.Output.Notices, notice => notice.EndsWith("guest-3", StringComparison.Ordinal));
        Assert.Equal(
            [SystemEvent.Connected, SystemEvent.Disconnected],
            host.Hub.History.Newest(100).Where(entry => entry.Sender == "guest-3").Select(entry => entry.Event));
    }

    [Fact]
    public async Task Notices_UpToZero_AreNeverDelivered()
    {
        using var host = new HubUnderTest(new HubOptions { NoticesUpTo = 0 });
        var one = await host.JoinAsync();
        var two = await host.JoinAsync();
        host.Hub.Close(two.Session, DisconnectReason.ClientClosed);
        await two.Output.Completed.Soon();
        await one.Say("fence").Soon();

        await one.Output.UntilTexts(1);
        Assert.Empty(one.Output.Notices);
        Assert.Equal(3, host.Hub.History.Newest(100).Count(entry => entry.Kind == MessageKind.System));
    }

    [Fact]
    public async Task Notices_BetweenMessages_AreLoggedWhereTheyHappened()
    {
        using var host = new HubUnderTest(new HubOptions { NoticesUpTo = 0 });
        var one = await host.JoinAsync();
        await one.Say("a").Soon();
        var two = await host.JoinAsync();
        await one.Say("b").Soon();
        host.Hub.Close(two.Session, DisconnectReason.ClientClosed);
        await one.Say("c").Soon();

        await one.Output.UntilTexts(3);
        Assert.Equal(["+", "a", "+", "b", "-", "c"], host.Hub.History.Newest(100).Select(entry => entry.Event switch
        {
            SystemEvent.Connected => "+",
            SystemEvent.Disconnected => "-",
            _ => entry.Text,
        }));
    }

    [Fact]
    public async Task Rename_LargeRoom_IsStillTold()
    {
        using var host = new HubUnderTest(new HubOptions { NoticesUpTo = 0 });
        var one = await host.JoinAsync();
        var two = await host.JoinAsync();
        host.Hub.Rename(two.Session, "Ann");

        await one.Output.Until(output => output.Notices.Contains("Renamed Ann"));
    }
}
