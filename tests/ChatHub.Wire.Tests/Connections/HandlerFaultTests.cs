using System.Net.Sockets;
using System.Text;
using ChatHub.Chat;
using ChatHub.Chat.MessageLog;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests;

/// <summary>A fault in handling one connection ends that one and nothing else: not its listener, not its room, not the process.</summary>
public sealed class HandlerFaultTests
{
    private const int ConnectionFailed = 1007;

    [Fact]
    public async Task Fault_InWhatAClientSays_EndsThatConnectionOnly()
    {
        await using var host = await new WireHost()
            .With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "", chat => chat with { Encoding = new Mined() }).StartAsync();
        var (poor, one, two) = (await host.ConnectAsync("chat"), await host.ConnectAsync("chat"), await host.ConnectAsync("chat"));
        await poor.ExpectAsync("* guest-2 joined\n* guest-3 joined\n");
        await one.ExpectAsync("* guest-3 joined\n");

        await poor.SendAsync("/mine\n");

        await poor.ResetByHubAsync();
        Assert.Equal(DisconnectReason.InternalError, (await host.ClosedAsync(poor)).Reason);
        await ChatsOnAsync(host, one, two);
    }

    [Fact]
    public async Task Fault_InTheWelcome_EndsThatConnectionOnly()
    {
        await using var host = await new WireHost()
            .With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "")
            .With("mined", ListenerProtocol.Raw, mined => mined.Greeting = "mine", mined => mined with { Encoding = new Mined() }).StartAsync();
        var (one, two) = (await host.ConnectAsync("chat"), await host.ConnectAsync("chat"));
        await one.ExpectAsync("* guest-2 joined\n");

        await ConnectAndBeResetAsync(host, "mined");

        await one.ExpectAsync("* guest-3 joined\n");
        await two.ExpectAsync("* guest-3 joined\n");
        await ChatsOnAsync(host, one, two);
    }

    [Fact]
    public async Task Fault_InTheLastWord_IsStillKickedAndEndsThatConnectionOnly()
    {
        await using var host = await new WireHost()
            .With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "")
            .With("mined", ListenerProtocol.Chat, mined => (mined.Greeting, mined.OperatorPrefix) = ("", "mine"), mined => mined with { Encoding = new Mined() })
            .StartAsync();
        var (poor, one, two) = (await host.ConnectAsync("mined"), await host.ConnectAsync("chat"), await host.ConnectAsync("chat"));
        await one.ExpectAsync("* guest-3 joined\n");

        host.Registry.Disconnect(host.Find(poor)!.Id, DisconnectReason.Kicked);

        Assert.Equal(DisconnectReason.Kicked, (await host.ClosedAsync(poor)).Reason);
        await ChatsOnAsync(host, one, two);
    }

    [Fact]
    public async Task Fault_InOpeningItsRoom_EndsThatConnectionAndTheListenerAcceptsOn()
    {
        var log = new BrokenLog();
        await using var host = await new WireHost(log: log)
            .With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "")
            .With("lab", ListenerProtocol.Relay, lab => (lab.Greeting, lab.Room) = ("", "lab")).StartAsync();
        var (one, two) = (await host.ConnectAsync("chat"), await host.ConnectAsync("chat"));
        await one.ExpectAsync("* guest-2 joined\n");
        log.Broken = true;

        await ConnectAndBeResetAsync(host, "lab");

        await ChatsOnAsync(host, one, two, told: false);
        log.Broken = false;
        await host.ConnectAsync("lab"); // the same listener
        Assert.All(host.Listeners.List(), listener => Assert.Equal(ListenerState.Listening, listener.State));
    }

    /// <summary>The reset may come before the client knows that it is connected.</summary>
    private static async Task ConnectAndBeResetAsync(WireHost host, string listener)
    {
        await Assert.ThrowsAsync<SocketException>(async () => await (await host.ConnectWithoutWaitingAsync(listener)).ReadToEndAsync());
        await Deadline.Until(() => host.Registry.Ended(DisconnectReason.InternalError) == 1, "it is closed for that reason");
    }

    private static async Task ChatsOnAsync(WireHost host, TestClient one, TestClient two, bool told = true)
    {
        if (told)
        {
            Assert.EndsWith(" left\n", await one.ReadLineAsync(), StringComparison.Ordinal);
            Assert.EndsWith(" left\n", await two.ReadLineAsync(), StringComparison.Ordinal);
        }

        await one.SendAsync("we chat on\n");
        Assert.EndsWith(": we chat on\n", await two.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal(2, host.Registry.Count);
        Assert.Single(host.Log.Lines(ConnectionFailed));
    }

    /// <summary>UTF-8 that fails on the word <c>mine</c>: a stand-in for a defect.</summary>
    private sealed class Mined : Encoding
    {
        public override int GetByteCount(char[] chars, int index, int count) => UTF8.GetByteCount(Safe(chars, index, count), index, count);

        public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
            UTF8.GetBytes(Safe(chars, charIndex, charCount), charIndex, charCount, bytes, byteIndex);

        public override int GetCharCount(byte[] bytes, int index, int count) => UTF8.GetCharCount(Safe(bytes, index, count), index, count);

        public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
            UTF8.GetChars(Safe(bytes, byteIndex, byteCount), byteIndex, byteCount, chars, charIndex);

        public override int GetMaxByteCount(int charCount) => UTF8.GetMaxByteCount(charCount);

        public override int GetMaxCharCount(int byteCount) => UTF8.GetMaxCharCount(byteCount);

        private static char[] Safe(char[] chars, int index, int count) =>
            chars.AsSpan(index, count).IndexOf("mine") < 0 ? chars : throw new InvalidOperationException("a defect");

        private static byte[] Safe(byte[] bytes, int index, int count) =>
            bytes.AsSpan(index, count).IndexOf("mine"u8) < 0 ? bytes : throw new InvalidOperationException("a defect");
    }

    /// <summary>A log that cannot be read while it is broken.</summary>
    private sealed class BrokenLog : IMessageLog
    {
        public bool Broken { get; set; }

        public long LastId => 0;

        public void Append(ReadOnlySpan<ChatMessage> entries)
        {
        }

        public Task WhenDeliverable(long id) => Task.CompletedTask;

        public IReadOnlyList<ChatMessage> Newest(int count, long bytes) => [];

        public IReadOnlyList<ChatMessage> Newest(string room, int count, long bytes) => Broken ? throw new IOException("a disk that fails") : [];
    }
}
