using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Protocols.Chat;

/// <summary>What a newcomer gets to read is bounded in bytes, or it would be over its outbox before it said a word.</summary>
public sealed class WelcomeSizeTests : IAsyncLifetime
{
    private readonly WireHost _host = new WireHost()
        .With("chat", ListenerProtocol.Chat)
        .With("relay", ListenerProtocol.Relay, relay => (relay.Greeting, relay.Echo) = ("", false));

    private TestClient _sender = null!;

    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync();
        _sender = await _host.ConnectAsync("relay");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Welcome_AfterMessagesTooLongForIt_LeavesThemOut()
    {
        await SayAsync("short");
        await SayAsync([.. Enumerable.Repeat(new string('x', 100_000), 21)]);

        Assert.Equal("guest-1: short\n", await HistoryOfANewcomerAsync());
    }

    [Fact]
    public async Task Welcome_AfterManyLongMessages_HasTheNewestThatFit()
    {
        await SayAsync([.. Enumerable.Range(1, 30).Select(number => $"{number:00} " + new string('x', 5_000))]);

        var lines = (await HistoryOfANewcomerAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["25", "26", "27", "28", "29", "30"], lines.Select(line => line["guest-1: ".Length..][..2]));
        Assert.All(lines, line => Assert.Equal("guest-1: 25 ".Length + 5_000, line.Length));
    }

    [Fact]
    public async Task Welcome_AfterALongMessageAndShortOnes_HasTheShortOnes()
    {
        await SayAsync("one", new string('x', 30_000), new string('y', 10_000), "two");

        Assert.Equal($"guest-1: {new string('y', 10_000)}\nguest-1: two\n", await HistoryOfANewcomerAsync());
    }

    private async Task SayAsync(params string[] texts)
    {
        var before = Said();
        foreach (var text in texts)
        {
            await _sender.SendAsync(text + "\n");
        }

        await Deadline.Until(() => Said() == before + texts.Length, "all is said");
    }

    private int Said() => _host.Hub.History.Newest(int.MaxValue).Count(message => message.Kind == MessageKind.Text);

    private async Task<string> HistoryOfANewcomerAsync()
    {
        var newcomer = await _host.ConnectAsync("chat");
        newcomer.EndSending();
        var welcome = Encoding.UTF8.GetString(await newcomer.ReadToEndAsync());
        Assert.InRange(welcome.Length, 1, 40_000);
        var greeting = "* Welcome to ChatHub. You are guest-2. /help lists the commands.\n* Room lobby: one other is here.\n";
        Assert.StartsWith(greeting, welcome, StringComparison.Ordinal);
        return welcome[greeting.Length..];
    }
}
