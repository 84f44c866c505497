using ChatHub.Chat;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Protocols.Chat;

/// <summary>What people type into nc on a Chat listener, and what they read there.</summary>
public sealed class ChatCommandTests : IAsyncLifetime
{
    private const string NameRule = "a name has 1 to 32 characters, without spaces and control characters, and does not start with / [ or *";

    private readonly WireHost _host = new WireHost()
        .With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "")
        .With("welcome", ListenerProtocol.Chat)
        .With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "");

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
    public async Task Text_Always_ReachesTheOthersWithTheNameAndNotTheSender()
    {
        await _ann.SendAsync("hello\n");
        await _bob.ExpectAsync("guest-1: hello\n");
        await _bob.SendAsync("hi\n");
        await _ann.ExpectAsync("guest-2: hi\n");
    }

    [Fact]
    public async Task Text_Empty_IsNothing()
    {
        await _ann.SendAsync("\n\r\n\nx\n");
        await _bob.ExpectAsync("guest-1: x\n");
    }

    [Fact]
    public async Task Nick_FreeName_IsTakenAndTold()
    {
        await _ann.SendAsync("/nick 小明\nhello\n");
        await _ann.ExpectAsync("* you are now 小明\n");
        await _bob.ExpectAsync("* guest-1 is now 小明\n小明: hello\n");
        Assert.Equal("小明", _host.Find(_ann)!.Name);
    }

    [Theory]
    [InlineData("/nick", "* expected /nick NAME: take a name\n")]
    [InlineData("/nick a b", $"* still guest-1: {NameRule}\n")]
    [InlineData("/nick /quit", $"* still guest-1: {NameRule}\n")]
    [InlineData("/nick a\u202Eb", $"* still guest-1: {NameRule}\n")]
    [InlineData("/nick 123456789012345678901234567890123", $"* still guest-1: {NameRule}\n")]
    [InlineData("/nick Server", "* still guest-1: the name Server is reserved\n")]
    [InlineData("/nick guest-2", "* still guest-1: the name guest-2 is reserved\n")]
    [InlineData("/me", "* expected /me ACTION: say what you do\n")]
    [InlineData("/msg", "* expected /msg NAME TEXT: say something to one person only\n")]
    [InlineData("/msg guest-2", "* expected /msg NAME TEXT: say something to one person only\n")]
    [InlineData("/msg nobody hi", "* nobody here is called nobody; /who lists who is here\n")]
    [InlineData("/dance now", "* unknown command /dance; /help lists the commands; //text says /text\n")]
    [InlineData("/", "* unknown command /; /help lists the commands; //text says /text\n")]
    [InlineData("/\u001b[2J", "* unknown command /␛[2J; /help lists the commands; //text says /text\n")]
    public async Task Command_ThatCannotBe_SaysWhyToItsSenderOnly(string line, string reply)
    {
        await _ann.SendAsync(line + "\nfence\n");
        await _ann.ExpectAsync(reply);
        await _bob.ExpectAsync("guest-1: fence\n");
    }

    [Fact]
    public async Task Nick_TakenByAnotherInOtherCase_IsRefused()
    {
        await _bob.SendAsync("/nick Bob\n");
        await _bob.ExpectAsync("* you are now Bob\n");
        await _ann.ExpectAsync("* guest-2 is now Bob\n");
        await _ann.SendAsync("/nick BOB\n");
        await _ann.ExpectAsync("* still guest-1: the name BOB is taken\n");
    }

    [Fact]
    public async Task Nick_OfOneWhoLeft_IsFreeAgain()
    {
        await _bob.SendAsync("/nick Bob\n/quit\n");
        await _ann.ExpectAsync("* guest-2 is now Bob\n* Bob left\n");
        await _ann.SendAsync("/nick Bob\n");
        await _ann.ExpectAsync("* you are now Bob\n");
    }

    [Fact]
    public async Task Who_Always_ListsTheRoomInOrder()
    {
        await _bob.SendAsync("/nick Bob\n");
        await _ann.ExpectAsync("* guest-2 is now Bob\n");
        await _ann.SendAsync("/WHO\n");
        await _ann.ExpectAsync("* 2 in lobby: Bob, guest-1\n");
    }

    [Fact]
    public async Task Me_Always_IsSaidAsAnAction()
    {
        var relay = await _host.ConnectAsync("relay");
        await _ann.ExpectAsync("* guest-3 joined\n");
        await _ann.SendAsync("/me waves  twice\n");
        await _bob.ExpectAsync("* guest-3 joined\n* guest-1 waves  twice\n");
        await relay.ExpectAsync("* guest-1 waves  twice");
    }

    [Fact]
    public async Task Msg_ToOne_ReachesThatOneOnlyInOrder()
    {
        var relay = await _host.ConnectAsync("relay");
        await _ann.ExpectAsync("* guest-3 joined\n");
        await _ann.SendAsync("to all\n/msg guest-2 just you\n/MSG Guest-3 and you\nto all again\n");
        await _ann.ExpectAsync("* to guest-2: just you\n* to guest-3: and you\n");
        await _bob.ExpectAsync("* guest-3 joined\nguest-1: to all\n[private] guest-1: just you\nguest-1: to all again\n");
        await relay.ExpectAsync("to all\n[guest-1 → guest-3] and youto all again\n");
    }

    [Fact]
    public async Task Help_Always_ListsEveryCommand()
    {
        await _ann.SendAsync("/help\n");
        await _ann.ExpectAsync(
            "* what you type is said to the room; commands:\n" +
            "* /nick NAME        take a name\n" +
            "* /who              list who is here\n" +
            "* /me ACTION        say what you do\n" +
            "* /msg NAME TEXT    say something to one person only\n" +
            "* /help             list the commands\n" +
            "* /quit             leave\n");
    }

    [Fact]
    public async Task Quit_Always_EndsAsFarewellAndNothingAfterItIsSaid()
    {
        await _ann.SendAsync("bye\n/quit\nghost\n");
        await _ann.ExpectEndAsync();
        _ann.Dispose();
        Assert.Equal(DisconnectReason.Farewell, (await _host.ClosedAsync(_ann)).Reason);
        await _bob.ExpectAsync("guest-1: bye\n* guest-1 left\n");
        await _host.SayAsync("fence");
        await _bob.ExpectAsync("[server] fence\n");
    }

    [Fact]
    public async Task TwoSlashes_SayOne()
    {
        await _ann.SendAsync("//etc/hosts\n");
        await _bob.ExpectAsync("guest-1: /etc/hosts\n");
    }

    [Fact]
    public async Task Replies_ToOneWhoSpeaksCrLf_EndSo()
    {
        await _ann.SendAsync("hello\r\n");
        await _bob.ExpectAsync("guest-1: hello\n");
        await _ann.SendAsync("/who\r\n");
        await _ann.ExpectAsync("* 2 in lobby: guest-1, guest-2\r\n");
        await _host.SayAsync("good morning");
        await _ann.ExpectAsync("[server] good morning\r\n");
        await _bob.ExpectAsync("[server] good morning\n");
    }

    [Fact]
    public async Task Welcome_OfTheProtocol_NamesTheGuestAndTheRoomAndTheLastTwenty()
    {
        for (var i = 1; i <= 25; i++)
        {
            await _ann.SendAsync($"line {i}\n");
            await _bob.ExpectAsync($"guest-1: line {i}\n");
        }

        var carl = await _host.ConnectAsync("welcome");

        await carl.ExpectAsync("* Welcome to ChatHub. You are guest-3. /help lists the commands.\n* Room lobby: 2 others are here.\n"
            + string.Concat(Enumerable.Range(6, 20).Select(i => $"guest-1: line {i}\n")));
        await _ann.ExpectAsync("* guest-3 joined\n");
        await _ann.SendAsync("hello carl\n");
        await carl.ExpectAsync("guest-1: hello carl\n");
    }

    [Fact]
    public async Task Welcome_OfTheSettings_HasItsPlaceholdersFilled()
    {
        await using var host = await new WireHost()
            .With("chat", ListenerProtocol.Chat, chat => (chat.Greeting, chat.Room) = ("{name} in {room} with {others}\n", "lab")).StartAsync();
        await host.ConnectAndReadAsync("chat", "guest-1 in lab with 0\n");
        await host.ConnectAndReadAsync("chat", "guest-2 in lab with 1\n");
    }

    [Fact]
    public async Task Notices_InALargeRoom_AreNotSent()
    {
        await using var host = await new WireHost(hub: new HubOptions { NoticesUpTo = 2 })
            .With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "").StartAsync();
        var one = await host.ConnectAsync("chat");
        var two = await host.ConnectAsync("chat");
        var three = await host.ConnectAsync("chat");
        await three.SendAsync("/quit\n");
        await three.ExpectEndAsync();
        await two.SendAsync("fence\n");

        await one.ExpectAsync("* guest-2 joined\nguest-2: fence\n");
    }
}
