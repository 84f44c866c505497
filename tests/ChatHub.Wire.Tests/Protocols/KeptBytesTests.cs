using System.Runtime.InteropServices;
using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Protocols;

/// <summary>What the history holds of a read is about what was said in it.</summary>
public sealed class KeptBytesTests
{
    [Theory]
    [InlineData("x\n/\n")] // a command between publishes what was said before it
    [InlineData("x\n\n\n\n\n\n\n\n")]
    [InlineData("a longer one\n")]
    public async Task ShortMessages_OfALargeRead_DoNotHoldIt(string lines)
    {
        await using var host = await new WireHost().With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "").StartAsync();
        var client = await host.ConnectAsync("chat");
        var times = 64 * 1024 / lines.Length;
        var sent = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(lines, times)));

        await client.SendBytesAsync(sent);
        await Deadline.Until(() => host.Hub.History.LastId == times + 2, "all is in the history, after the start of the listener and the coming of the client");

        var said = host.Hub.History.Newest(int.MaxValue).Where(message => message.Kind == MessageKind.Text).ToArray();
        Assert.NotEmpty(said);
        Assert.All(said, message =>
        {
            Assert.True(MemoryMarshal.TryGetArray(message.Body, out var array));
            Assert.InRange(array.Array!.Length, message.Body.Length, 4 * 1024);
        });
    }
}
