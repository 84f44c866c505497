using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Protocols.Chat;

/// <summary>A listener's own greeting is a line of its own.</summary>
public sealed class GreetingTests
{
    [Theory]
    [InlineData("Hi {name}, {room} has {others}")]
    [InlineData("Hi {name}, {room} has {others}\n")]
    public async Task Greeting_OfTheListener_EndsAsALine(string greeting)
    {
        await using var host = await new WireHost().With("chat", ListenerProtocol.Chat, chat => chat.Greeting = greeting).StartAsync();
        var client = await host.ConnectAsync("chat");
        await client.ExpectAsync("Hi guest-1, lobby has 0\n");
        await host.ConnectAsync("chat");
        await client.ExpectAsync("* guest-2 joined\n");
    }
}
