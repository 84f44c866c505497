using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Protocols.Chat;

/// <summary>Nobody speaks under a name that passes for the server.</summary>
public sealed class ServerNameTests : IAsyncLifetime
{
    private const string NameRule = "a name has 1 to 32 characters, without spaces and control characters, and does not start with / [ or *";

    private readonly WireHost _host = new WireHost()
        .With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "")
        .With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "");

    private TestClient _ann = null!;

    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync();
        _ann = await _host.ConnectAsync("chat");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("[server]", NameRule)]
    [InlineData("*", NameRule)]
    [InlineData("Server", "the name Server is reserved")]
    [InlineData("服务器", "the name 服务器 is reserved")]
    public async Task Nick_OfTheServer_IsRefused(string name, string reply)
    {
        await _ann.SendAsync($"/nick {name}\n");

        await _ann.ExpectAsync($"* still guest-1: {reply}\n");
        Assert.Equal("guest-1", _host.Find(_ann)!.Name);
    }

    [Theory]
    [InlineData("server：hi")]
    [InlineData("Server:hi")]
    [InlineData("服务器：hi")]
    [InlineData("[server]：hi")]
    [InlineData("[服务器]：hi")]
    [InlineData("*：hi")]
    public async Task Relay_TextThatBeginsWithTheServersName_IsShownUnderTheClientsOwn(string text)
    {
        var relay = await _host.ConnectAsync("relay");
        await _ann.ExpectAsync("* guest-2 joined\n");
        await relay.SendAsync(text + "\n");

        await _ann.ExpectAsync($"guest-2: {text}\n");
        Assert.Equal("guest-2", _host.Find(relay)!.Name);
    }
}
