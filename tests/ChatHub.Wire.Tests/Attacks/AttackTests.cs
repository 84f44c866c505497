using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using ChatHub.Wire.Tests.Admission;
using ChatHub.Wire.Tests.Tls;
using ChatHub.Wire.Tls;

namespace ChatHub.Wire.Tests.Attacks;

/// <summary>
/// A hundred honest clients chat over real sockets while others attack: everyone honest gets everything, in the order of each sender. The clock stands still, so what is held back stays
/// held back, and what has a deadline lasts for the whole attack.
/// </summary>
public sealed class AttackTests : IAsyncLifetime
{
    private const int Honest = 100;
    private const int MessagesOfEach = 20;

    private readonly TestCertificates _certificates = new();
    private readonly List<TestClient> _attackers = [];
    private WireHost _host = null!;
    private TestClient[] _honest = [];

    public async ValueTask InitializeAsync()
    {
        _certificates.WriteServer();
        _certificates.Client(trusted: true).Dispose();
        _host = await new WireHost(new LimitsOptions { Exempt = "127.0.0.1" })
            .With("relay", ListenerProtocol.Relay, relay => (relay.Greeting, relay.Echo) = ("", true))
            .With("other", ListenerProtocol.Chat, chat => chat.Room = "attacked")
            .With("proxied", ListenerProtocol.Relay, relay => (relay.Room, relay.ProxyFrom) = ("attacked", "127.0.0.1"))
            .With("tls", ListenerProtocol.Relay, relay => (relay.Room, relay.Tls.CertificateFile) = ("attacked", _certificates.CertificateFile))
            .With("members", ListenerProtocol.Relay, relay => (relay.Room, relay.Tls.CertificateFile, relay.Tls.ClientCertificates, relay.Tls.ClientCaFile) =
                ("attacked", _certificates.CertificateFile, ClientCertificates.Required, _certificates.CaFile))
            .StartAsync();
        _honest = await Task.WhenAll(Enumerable.Range(0, Honest).Select(_ => _host.ConnectAsync("relay")));
    }

    public async ValueTask DisposeAsync()
    {
        _attackers.ForEach(attacker => attacker.Dispose());
        await _host.DisposeAsync();
        _certificates.Dispose();
    }

    [Fact]
    public async Task HalfOpenHandshakes_AThousand_HurtNobodyAndEndAtTheirDeadline()
    {
        await ManyAsync("tls", 1_000, "127.0.0.1", "\u0016\u0003\u0001\u0002\u0000"); // the first bytes of a client's hello
        await Deadline.Until(() => _host.Registry.Open().Count(one => one.State == ConnectionState.Handshaking) == 1_000, "all are in the handshake");
        await ChatAsync();

        await Deadline.Until(
            () =>
            {
                _host.Time.Advance(TimeSpan.FromSeconds(10)); // that of the last is counted anew when TLS begins, a moment after it is seen
                _host.Listeners.Sweep();
                return _host.Registry.Count == Honest;
            },
            "they are gone");
        Assert.Equal(1_000, _host.Listeners.Access.Refused(RefusalCause.Handshake));
    }

    [Fact]
    public async Task WrongCertificates_Forty_AreRefusedAndHurtNobody()
    {
        using var wrong = _certificates.Client(trusted: false);
        var attacks = Enumerable.Range(0, 40).Select(_ => ShowAsync(wrong)).ToArray();
        await ChatAsync();
        await Task.WhenAll(attacks);
        await Deadline.Until(() => _host.Registry.Count == Honest, "they are gone");
        Assert.Equal(40, _host.Listeners.Access.Refused(RefusalCause.Handshake));
        Assert.Equal(Honest * MessagesOfEach, _host.Hub.Totals.MessagesIn);
    }

    [Fact]
    public async Task SlowProxyHeaders_HurtNobody()
    {
        await ManyAsync("proxied", 300, "127.0.0.1", "PROXY TCP4 192.0.2.");
        await ChatAsync();
        await Deadline.Until(() => _host.Registry.Open().Count(one => one.State == ConnectionState.Handshaking) == 300, "all are taken in and wait for their headers");
    }

    [Fact]
    public async Task ConnectFlood_FromOneAddress_IsTurnedAwayAndHurtsNobody()
    {
        var flood = ManyAsync("relay", 500, "127.0.0.2", "");
        await ChatAsync();
        await flood;
        await Deadline.Until(() => _host.Registry.Total + _host.Listeners.Access.Refused(RefusalCause.TooManyConnections) == Honest + 500, "all were looked at");
        Assert.Equal(Honest + 16, _host.Registry.Count);
    }

    [Fact]
    public async Task MessageFlood_FromOneAddress_IsHeldBackAndHurtsNobody()
    {
        var flooders = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => AttackerAsync("other", "127.0.0.3")));
        var floods = flooders.Select(flooder => SendAsync(flooder, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("spam\n", 200_000))))).ToArray();
        await ChatAsync();
        var taken = _host.Registry.Open().Where(one => one.Listener == "other").Sum(one => one.MessagesIn);
        Assert.InRange(taken, 1, 80 + 16 + 1); // four bursts for the address, and the one of each that brings it below nothing
        _attackers.ForEach(attacker => attacker.Dispose());
        await Task.WhenAll(floods);
    }

    [Fact]
    public async Task HundredMegabytesWithoutAnEnding_AreRefusedAndHurtNobody()
    {
        var attacker = await AttackerAsync("other", "127.0.0.1"); // exempt: nothing slows it down
        var sending = SendAsync(attacker, new byte[100 * 1024 * 1024].AsMemory());
        await ChatAsync();
        await Deadline.Until(() => _host.Registry.Dropped(DropCause.TooLong) > 0, "it is refused");
        attacker.Dispose();
        await sending;
        Assert.Equal(0, _host.Hub.Totals.MessagesIn - (Honest * MessagesOfEach));
    }

    [Fact]
    public async Task ThousandBans_MadeWhileTheyChat_HurtNobodyAndKeepOut()
    {
        var banning = Task.Run(() =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                var range = AddressRangeTests.Parse($"10.{i / 250}.{i % 250}.0/{24 + (i % 9)}");
                _host.Listeners.Access.Ban(new Ban(range, null, "", "mia", _host.Time.GetUtcNow()), "mia", true, out _);
            }

            _host.Listeners.Access.Ban(new Ban(AddressRangeTests.Parse("127.0.0.4"), null, "", "mia", _host.Time.GetUtcNow()), "mia", true, out _);
        });
        await ChatAsync();
        await banning;
        var banned = await AttackerAsync("relay", "127.0.0.4", waits: false);
        Assert.Equal("[服务器]：your address is banned\n", Encoding.UTF8.GetString(await banned.ReadToEndAsync()));
        Assert.Equal(1_001, _host.Listeners.Access.Bans().Count);
    }

    [Fact]
    public async Task RandomCommands_TwentyThousand_AreAnsweredWithoutHarm()
    {
        var random = new Random(3);
        string[] pieces = ["/", "/nick ", "/msg ", "/me ", "/who", "/help ", "//", "guest-1", "guest-101 ", "：", "\u202e", "\0", "\u001b[2J", "\u00ff\u00fd\u0001", "小明", "😀", " ", "\t", "x", "/nick server", new string('y', 100)];
        var lines = new StringBuilder();
        for (var i = 0; i < 20_000; i++)
        {
            for (var part = random.Next(1, 6); part > 0; part--)
            {
                lines.Append(pieces[random.Next(pieces.Length)]);
            }

            lines.Append('\n');
        }

        var attacker = await AttackerAsync("other", "127.0.0.1");
        using var answers = new MemoryStream();
        var reading = attacker.CopyUntilResetAsync(answers);
        await attacker.SendAsync(lines.ToString());
        await ChatAsync();
        attacker.EndSending();
        await reading;
        Assert.False(answers.ToArray().AsSpan().IndexOfAnyInRange((byte)0x1b, (byte)0x1b) >= 0, "no escape comes back as it went in");
        Assert.DoesNotContain(_host.Log.Lines(1007), line => line.Length > 0); // no connection failed
    }

    private async Task<TestClient> AttackerAsync(string listener, string address, bool waits = true)
    {
        Action<Socket> from = socket => socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        var attacker = waits ? await _host.ConnectAsync(listener, from) : await TestClient.ConnectAsync(_host.EndpointOf(listener), from);
        lock (_attackers)
        {
            _attackers.Add(attacker);
        }

        return attacker;
    }

    /// <summary>Shows a certificate until the end of the connection.</summary>
    private async Task ShowAsync(X509Certificate2 certificate)
    {
        var attacker = await AttackerAsync("members", "127.0.0.1", waits: false);
        try
        {
            await using var stream = new SslStream(attacker.Stream());
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                ClientCertificates = [certificate],
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
            }, Deadline.Token);
            await stream.WriteAsync("let me in\n"u8.ToArray(), Deadline.Token);
            Assert.Equal(0, await stream.ReadAsync(new byte[100], Deadline.Token));
        }
        catch (Exception failure) when (failure is IOException or AuthenticationException or SocketException)
        {
            // that is how it is told
        }
    }

    private async Task ManyAsync(string listener, int count, string address, string begin)
    {
        for (var i = 0; i < count; i++)
        {
            var attacker = await AttackerAsync(listener, address, waits: false);
            attacker.TrySend(Encoding.Latin1.GetBytes(begin));
        }
    }

    /// <summary>Each says its messages, and each gets those of all, in the order of each sender.</summary>
    private async Task ChatAsync()
    {
        var reading = _honest.Select(CheckAsync).ToArray();
        await Task.WhenAll(_honest.Select(async (client, number) =>
        {
            for (var i = 0; i < MessagesOfEach; i++)
            {
                await client.SendAsync($"{number} {i}\n");
            }
        }));
        await Task.WhenAll(reading);
    }

    private static async Task CheckAsync(TestClient client)
    {
        var next = new int[Honest];
        foreach (var line in await client.ReadLinesAsync(Honest * MessagesOfEach))
        {
            if (line.Split(' ') is [var sender, var number] && int.TryParse(sender, out var from) && from < Honest)
            {
                Assert.Equal(next[from]++, int.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        Assert.All(next, count => Assert.Equal(MessagesOfEach, count));
    }

    private static async Task SendAsync(TestClient attacker, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await attacker.SendAsync(bytes);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // the hub had enough of it, or the test has
        }
    }
}
