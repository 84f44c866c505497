using ChatHub.Chat;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Protocols;

public sealed class MessageTooLongTests : IAsyncLifetime
{
    private const string Told = "* message too long: 16 bytes are allowed; it was not delivered 消息过长，未发送\n";

    private readonly WireHost _host = new WireHost()
        .With("chat", ListenerProtocol.Chat, chat => (chat.Greeting, chat.MaxMessageBytes) = ("", 16));

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Message_AsLongAsAllowed_IsDelivered()
    {
        var (other, client) = await TwoAsync();
        await client.SendAsync("1234567890123456\n");
        await other.ExpectAsync("guest-2: 1234567890123456\n");
    }

    [Fact]
    public async Task Message_TooLong_IsToldAndTheNextIsDelivered()
    {
        var (other, client) = await TwoAsync();
        await client.SendAsync("before\n12345678901234567\nafter\n");

        await client.ExpectAsync(Told);
        await other.ExpectAsync("guest-2: before\nguest-2: after\n");
        Assert.Equal(1, _host.Registry.Dropped(DropCause.TooLong));
    }

    [Fact]
    public async Task Message_TooLongAgainWithinAMinute_EndsTheSession()
    {
        var (other, client) = await TwoAsync();
        await client.SendAsync("12345678901234567\n");
        await client.ExpectAsync(Told);
        _host.Time.Advance(TimeSpan.FromSeconds(59));
        await client.SendAsync("12345678901234567\nnot any more\n");

        await client.ExpectAsync("[server] your connection is closed because a message was too long again\n");
        await client.ExpectEndAsync();
        client.Dispose();
        Assert.Equal(DisconnectReason.MessageTooLong, (await _host.ClosedAsync(client)).Reason);
        await other.ExpectAsync("* guest-2 left\n");
    }

    [Fact]
    public async Task Message_TooLongAgainAfterAMinute_IsToldAgain()
    {
        var (_, client) = await TwoAsync();
        await client.SendAsync("12345678901234567\n");
        await client.ExpectAsync(Told);
        _host.Time.Advance(TimeSpan.FromSeconds(61));
        await client.SendAsync("12345678901234567\n");

        await client.ExpectAsync(Told);
    }

    private async Task<(TestClient Other, TestClient Client)> TwoAsync()
    {
        var other = await _host.ConnectAsync("chat");
        var client = await _host.ConnectAsync("chat");
        await other.ExpectAsync("* guest-2 joined\n");
        return (other, client);
    }
}
