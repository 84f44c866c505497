using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using ChatHub.Wire.Tls;

namespace ChatHub.Wire.Tests.Tls;

public sealed class TlsTests : IDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly string _thumbprint;
    private X509Certificate? _shown;

    public TlsTests() => _thumbprint = _certificates.WriteServer(DateTime.UnixEpoch.AddYears(50));

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [InlineData(SslProtocols.Tls12, "TLS 1.2")]
    [InlineData(SslProtocols.Tls13, "TLS 1.3")]
    public async Task Client_WithTls_TalksWithOneWithout(SslProtocols version, string shown)
    {
        await using var host = await HostAsync();
        await using var client = await ConnectAsync(host, version);
        var plain = await host.ConnectAsync("plain");
        await WriteAsync(client, "hello\n");
        await plain.ExpectAsync("hello\n");
        Assert.Equal("hello\n", await ReadAsync(client, 6));
        await plain.SendAsync("answer\n");
        Assert.Equal("answer\n", await ReadAsync(client, 7));

        var row = host.Registry.Open().Single(one => one.Listener == "tls");
        Assert.Equal((shown, ConnectionState.Open), (row.Tls, row.State));
        Assert.Null(host.Find(plain)!.Tls);
        Assert.Equal(_thumbprint, _shown!.GetCertHashString());
    }

    [Fact]
    public async Task Kicked_GetsWhatItIsOwedAndAnEndThatNothingIsMissingFrom()
    {
        await using var host = await HostAsync();
        await using var client = await ConnectAsync(host);
        var row = host.Registry.Open().Single();
        for (var i = 0; i < 50; i++)
        {
            await host.SayAsync($"{i:00}");
        }

        host.Registry.Disconnect(row.Id, DisconnectReason.Kicked, "mia", "enough");

        var all = await ReadToEndAsync(client);
        Assert.Equal(string.Concat(Enumerable.Range(0, 50).Select(i => $"[服务器]：{i:00}\n")) + "[服务器]：an operator ended your connection: enough\n", all);
    }

    [Fact]
    public async Task Much_InBothDirections_ComesWholeAndInOrder()
    {
        await using var host = await HostAsync();
        await using var client = await ConnectAsync(host);
        var lines = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"{i:00000} {new string('x', 190)}\n"));
        var sending = WriteAsync(client, lines);
        Assert.Equal(lines, await ReadAsync(client, lines.Length)); // Relay gives it back
        await sending;
    }

    [Fact]
    public async Task SlowReader_WithTls_IsCutOffAtItsBound()
    {
        await using var host = await HostAsync(new LimitsOptions { OutboxBytes = 64 * 1024 });
        await using var client = await ConnectAsync(host);
        var plain = await host.ConnectAsync("plain");
        var message = new string('x', 60_000) + "\n";
        for (var i = 0; i < 1000 && host.Registry.Open().Any(one => one.Listener == "tls"); i++)
        {
            await plain.SendAsync(message);
            await plain.ExpectAsync(message);
        }

        await Deadline.Until(() => host.Registry.Closed() is [{ Reason: DisconnectReason.SlowConsumer }], "it is cut off");
    }

    [Fact]
    public async Task Handshake_HalfOpen_IsSeenAndEndedAfterItsTime()
    {
        await using var host = await HostAsync();
        var silent = await host.ConnectWithoutWaitingAsync("tls");
        await Deadline.Until(() => host.Find(silent) is { State: ConnectionState.Handshaking }, "it is seen");
        host.Time.Advance(TimeSpan.FromSeconds(10));
        host.Listeners.Sweep();
        Assert.Equal(DisconnectReason.HandshakeFailed, (await host.ClosedAsync(silent)).Reason);
        Assert.Equal(1, host.Listeners.Access.Refused(RefusalCause.Handshake));
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

    [Fact]
    public async Task Certificate_Changed_IsShownToNewcomersAndDropsNobody()
    {
        await using var host = await HostAsync();
        await using var before = await ConnectAsync(host);
        var next = _certificates.WriteServer(DateTime.UnixEpoch.AddYears(51));
        host.Time.Advance(TimeSpan.FromSeconds(5));
        host.Listeners.Sweep();

        await using var after = await ConnectAsync(host);

        Assert.Equal(next, _shown!.GetCertHashString());
        Assert.NotEqual(_thumbprint, next);
        await WriteAsync(before, "still here\n");
        Assert.Equal("still here\n", await ReadAsync(after, 11));

        _certificates.Spoil(DateTime.UnixEpoch.AddYears(52));
        host.Time.Advance(TimeSpan.FromSeconds(5));
        host.Listeners.Sweep();
        await using var last = await ConnectAsync(host);
        Assert.Equal(next, _shown!.GetCertHashString());
        Assert.Single(host.Log.Lines(1016));
        Assert.Single(host.Log.Lines(1017));
    }

    [Theory]
    [InlineData(ClientCertificates.Required, true, true)]
    [InlineData(ClientCertificates.Required, false, false)]
    [InlineData(ClientCertificates.Required, null, false)]
    [InlineData(ClientCertificates.Optional, true, true)]
    [InlineData(ClientCertificates.Optional, false, false)]
    [InlineData(ClientCertificates.Optional, null, true)]
    public async Task ClientCertificate_IsAskedForAndChecked(ClientCertificates asked, bool? trusted, bool getsIn)
    {
        using var good = _certificates.Client(trusted: true);
        using var wrong = _certificates.Client(trusted: false);
        await using var host = await HostAsync(set: tls => (tls.ClientCertificates, tls.ClientCaFile) = (asked, _certificates.CaFile));
        var client = await host.ConnectWithoutWaitingAsync("tls");
        try
        {
            await using var stream = await AuthenticateAsync(client, SslProtocols.None, trusted switch { true => good, false => wrong, null => null });
            await WriteAsync(stream, "hello\n");
            Assert.Equal(getsIn ? "hello\n" : "", await ReadAsync(stream, 6));
        }
        catch (Exception failure) when (!getsIn && failure is IOException or AuthenticationException or SocketException)
        {
            // that is how it is told
        }

        if (!getsIn)
        {
            Assert.Equal(DisconnectReason.HandshakeFailed, (await host.ClosedAsync(client)).Reason);
        }
    }

    [Fact]
    public async Task Certificate_ThatCannotBeRead_FaultsTheListenerWithAWord()
    {
        await using var host = new WireHost().With("tls", ListenerProtocol.Relay, relay => relay.Tls.CertificateFile = "/nowhere/server.pem");
        var listener = await host.Listeners.StartAsync("tls");
        Assert.Equal(ListenerState.Faulted, listener.State);
        Assert.StartsWith("the certificate cannot be read: ", listener.Fault, StringComparison.Ordinal);
    }

    private Task<WireHost> HostAsync(LimitsOptions? limits = null, Action<TlsOptions>? set = null) => new WireHost(limits)
        .With("tls", ListenerProtocol.Relay, relay =>
        {
            relay.Greeting = "";
            relay.Tls.CertificateFile = _certificates.CertificateFile;
            set?.Invoke(relay.Tls);
        }).With("plain", ListenerProtocol.Relay, relay => relay.Greeting = "").StartAsync();

    private async Task<SslStream> ConnectAsync(WireHost host, SslProtocols version = SslProtocols.None)
    {
        var client = await host.ConnectWithoutWaitingAsync("tls");
        var stream = await AuthenticateAsync(client, version, null);
        await Deadline.Until(() => host.Find(client) is { State: ConnectionState.Open }, "it is open");
        return stream;
    }

    private async Task<SslStream> AuthenticateAsync(TestClient client, SslProtocols version, X509Certificate2? certificate)
    {
        var stream = new SslStream(client.Stream());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = version,
            ClientCertificates = certificate is null ? null : [certificate],
            RemoteCertificateValidationCallback = (_, shown, _, _) => (_shown = shown) is not null, // made by the test itself
        }, Deadline.Token);
        return stream;
    }

    private static Task WriteAsync(SslStream stream, string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), Deadline.Token).AsTask();

    private static async Task<string> ReadAsync(SslStream stream, int bytes)
    {
        var buffer = new byte[bytes];
        var count = await stream.ReadAtLeastAsync(buffer, bytes, throwOnEndOfStream: false, Deadline.Token);
        return Encoding.UTF8.GetString(buffer, 0, count);
    }

    private static async Task<string> ReadToEndAsync(SslStream stream)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, Deadline.Token);
        return Encoding.UTF8.GetString(all.ToArray());
    }
}
