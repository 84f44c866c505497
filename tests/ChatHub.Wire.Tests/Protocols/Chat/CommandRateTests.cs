using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Protocols.Chat;

/// <summary>Commands that publish nothing are slowed down by no room: so many a second are taken, and no more.</summary>
public sealed class CommandRateTests : IAsyncLifetime
{
    private const string Unknown = "* unknown command /; /help lists the commands; //text says /text\n";
    private const string Told = "* more than 50 commands in a second: the others are not taken\n";

    private readonly WireHost _host = new WireHost().With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "");

    private TestClient _ann = null!;
    private TestClient _bob = null!;

    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync();
        _ann = await _host.ConnectAsync("chat");
        _bob = await _host.ConnectAsync("chat");
        await _ann.ExpectAsync("* guest-2 joined\n");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Commands_MoreThanFiftyInASecond_AreNotTakenAndItIsToldOnce()
    {
        await _ann.SendAsync(Times(60, "/\n") + "said\n");
        await _bob.ExpectAsync("guest-1: said\n");
        await _bob.SendAsync("fence\n");

        await _ann.ExpectAsync(Times(50, Unknown) + Told + "guest-2: fence\n");
        Assert.Equal((10L, 10L), (_host.Find(_ann)!.Dropped, _host.Registry.Dropped(DropCause.TooManyCommands)));
        Assert.Equal(0, _host.Find(_bob)!.Dropped);
    }

    [Fact]
    public async Task Commands_Fifty_AreAllTaken()
    {
        await _ann.SendAsync(Times(50, "/\n"));
        await _ann.ExpectAsync(Times(50, Unknown));
        await _bob.SendAsync("fence\n");

        await _ann.ExpectAsync("guest-2: fence\n");
        Assert.Equal(0, _host.Find(_ann)!.Dropped);
    }

    [Fact]
    public async Task Commands_ASecondLater_AreTakenAgain()
    {
        await _ann.SendAsync(Times(51, "/\n"));
        await _ann.ExpectAsync(Times(50, Unknown) + Told);
        _host.Time.Advance(TimeSpan.FromSeconds(1));

        await _ann.SendAsync("/who\n" + Times(50, "/\n"));

        await _ann.ExpectAsync("* 2 in lobby: guest-1, guest-2\n" + Times(49, Unknown) + Told);
        await Deadline.Until(() => _host.Find(_ann)!.Dropped == 2, "both are counted, a moment after they are told");
    }

    [Fact]
    public async Task CommandsThatPublish_MoreThanFifty_AreNotCounted()
    {
        await _ann.SendAsync(Times(60, "/me waves\n/msg guest-2 hi\n") + "/who\n");

        await _ann.ExpectAsync(Times(60, "* to guest-2: hi\n") + "* 2 in lobby: guest-1, guest-2\n");
        await _bob.ExpectAsync(Times(60, "* guest-1 waves\n[private] guest-1: hi\n"));
        Assert.Equal(0, _host.Find(_ann)!.Dropped);
    }

    [Fact]
    public async Task CommandsThatPublish_AfterTheOthersAreNotTaken_AreTaken()
    {
        await _ann.SendAsync(Times(60, "/\n") + "/me waves\n/msg guest-2 hi\n");

        await _bob.ExpectAsync("* guest-1 waves\n[private] guest-1: hi\n");
        await _ann.ExpectAsync(Times(50, Unknown) + Told + "* to guest-2: hi\n");
    }

    private static string Times(int count, string text) => string.Concat(Enumerable.Repeat(text, count));
}
