using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using ChatHub.Chat;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Connections;

namespace ChatHub.Wire.Tests.Tls;

/// <summary>Handshakes that are made, and those that are not.</summary>
public sealed class HandshakeTests : TlsTest
{
    [Fact]
    public async Task Handshake_HalfOpen_IsSeenAndEndedAfterItsTime()
    {
        await using var host = await HostAsync();
        var silent = await host.ConnectWithoutWaitingAsync("tls");
        await Deadline.Until(() => host.Find(silent) is { State: ConnectionState.Handshaking }, "it is seen");
        await SweepUntilAsync(() => host.Find(silent) is null, host); // its time is counted anew when TLS begins, a moment after it is seen
        Assert.Equal(DisconnectReason.HandshakeFailed, (await host.ClosedAsync(silent)).Reason);
        Assert.Equal(1, host.Listeners.Access.Refused(RefusalCause.Handshake));
    }

    [Fact]
    public async Task Handshake_WhoseFirstRecordNeverEnds_IsEndedAfterItsTime()
    {
        await using var host = await HostAsync();
        var slow = await host.ConnectWithoutWaitingAsync("tls");
        await slow.SendAsync("\u0016\u0003\u0001\u0002\u0000\u0001"); // 512 bytes are said, one comes
        await Deadline.Until(() => host.Find(slow) is { State: ConnectionState.Handshaking }, "it is seen");
        await SweepUntilAsync(() => host.Find(slow) is null, host); // its time is counted anew when TLS begins, a moment after it is seen
        Assert.Equal(DisconnectReason.HandshakeFailed, (await host.ClosedAsync(slow)).Reason);
    }

    [Theory]
    [InlineData("h")] // the first byte tells, whatever would come later
    [InlineData("\u0016\u0002\u0000\u0002\u0000")] // SSL 2
    [InlineData("\u0016\u0003\u0001\u0000\u0000")] // nothing
    [InlineData("\u0016\u0003\u0001@\u0001")] // a byte more than a record has
    public async Task Handshake_ThatBeginsWithNoRecordOfTls_EndsAtOnce(string bytes)
    {
        await using var host = await HostAsync();
        var strange = await host.ConnectWithoutWaitingAsync("tls");
        await strange.SendAsync(bytes);
        Assert.Equal(DisconnectReason.HandshakeFailed, (await host.ClosedAsync(strange)).Reason);
    }

    [Fact]
    public async Task Handshake_InPieces_IsMade()
    {
        await using var host = await HostAsync();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(host.EndpointOf("tls"), Deadline.Token);
        await using var stream = new SslStream(new InPieces(new NetworkStream(socket)), leaveInnerStreamOpen: false, (_, shown, _, _) => shown?.Subject == "CN=localhost");
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, Deadline.Token);
        Assert.True(stream.IsAuthenticated);
    }

    [Fact]
    public async Task Connection_ThatHasEnded_IsStillKnownWithItsVersion()
    {
        await using var host = await HostAsync();
        var client = await host.ConnectWithoutWaitingAsync("tls");
        await using var stream = await AuthenticateAsync(client, SslProtocols.Tls12, null);
        await Deadline.Until(() => host.Find(client) is { State: ConnectionState.Open, Tls: "TLS 1.2" }, "it is open");
        client.Reset();

        await Deadline.Until(() => host.Registry.Closed().Count == 1, "it has ended");
        Assert.Equal("TLS 1.2", host.Registry.Closed()[0].Tls);
    }

    /// <summary>By hand, since a platform may not let a client ask for it.</summary>
    [Theory]
    [InlineData(2, 21, 70)] // TLS 1.1: an alert, protocol_version
    [InlineData(3, 22, 2)] // TLS 1.2: a handshake, the server's hello
    public async Task Handshake_OfAnOldVersion_IsRefused(byte version, byte record, byte expected)
    {
        await using var host = await HostAsync();
        var old = await host.ConnectWithoutWaitingAsync("tls");
        byte[] hello =
        [
            3, version, .. new byte[32], 0, // the version, a random number, no session
            0, 4, 0xC0, 0x09, 0xC0, 0x2B, // ECDHE with ECDSA: AES-128 with CBC and SHA-1, and with GCM
            1, 0, // no compression
            0, 26, 0, 10, 0, 4, 0, 2, 0, 23, // P-256
            0, 11, 0, 2, 1, 0, // points as they are
            0, 13, 0, 8, 0, 6, 4, 3, 2, 3, 5, 3, // signatures with ECDSA
        ];
        await old.SendBytesAsync([22, 3, 1, 0, (byte)(hello.Length + 4), 1, 0, 0, (byte)hello.Length, .. hello]);

        var answer = new byte[7];
        await old.Stream().ReadExactlyAsync(answer, Deadline.Token);

        Assert.Equal((record, expected), (answer[0], record == 22 ? answer[5] : answer[6]));
    }

    [Fact]
    public async Task Handshake_WithPlainText_EndsIt()
    {
        await using var host = await HostAsync();
        var plain = await host.ConnectWithoutWaitingAsync("tls");
        await plain.SendAsync("hello, is this a chat?\n");
        Assert.Equal(DisconnectReason.HandshakeFailed, (await host.ClosedAsync(plain)).Reason);
        await using var client = await ConnectAsync(host); // and it serves the next
    }

    private static Task SweepUntilAsync(Func<bool> ended, WireHost host) => Deadline.Until(
        () =>
        {
            host.Time.Advance(TimeSpan.FromSeconds(10));
            host.Listeners.Sweep();
            return ended();
        },
        "its time is over");
}
