using System.Net.Sockets;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Connections;

/// <summary>How long the kernel waits for the acknowledgement of a client that may be gone: <c>TCP_USER_TIMEOUT</c> of what was accepted.</summary>
public sealed class VanishedClientTests
{
    [Theory]
    [InlineData(SlowConsumerPolicy.Disconnect, "00:00:10", 145_000)]
    [InlineData(SlowConsumerPolicy.Disconnect, "01:00:00", 0)]
    [InlineData(SlowConsumerPolicy.DropOldest, "00:00:10", 0)]
    public async Task Client_ThatAcknowledgesNothing_IsGivenUpUnlessItMayBeSlowForLonger(SlowConsumerPolicy policy, string writeTimeout, int milliseconds)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the option is one of Linux");
        var sockets = new ScriptedListeners();
        await using var host = await new WireHost(new LimitsOptions { WriteTimeout = TimeSpan.Parse(writeTimeout, System.Globalization.CultureInfo.InvariantCulture) }, factory: sockets)
            .With("chat", ListenerProtocol.Chat, chat => chat.SlowConsumer = policy).StartAsync();
        await host.ConnectAsync("chat");

        var option = new byte[sizeof(int)];
        Assert.Equal(option.Length, Assert.Single(sockets.Sockets).GetRawSocketOption((int)ProtocolType.Tcp, 18, option));
        Assert.Equal(milliseconds, BitConverter.ToInt32(option));
    }
}
