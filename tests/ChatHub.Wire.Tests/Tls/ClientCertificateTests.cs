using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ChatHub.Chat;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Listeners;
using ChatHub.Wire.Tls;

namespace ChatHub.Wire.Tests.Tls;

/// <summary>Which clients get in by their certificates.</summary>
public sealed class ClientCertificateTests : TlsTest
{
    [Theory]
    [InlineData(ClientCertificates.Required, true, true)]
    [InlineData(ClientCertificates.Required, false, false)]
    [InlineData(ClientCertificates.Required, null, false)]
    [InlineData(ClientCertificates.Optional, true, true)]
    [InlineData(ClientCertificates.Optional, false, false)]
    [InlineData(ClientCertificates.Optional, null, true)]
    public async Task ClientCertificate_IsAskedForAndChecked(ClientCertificates asked, bool? trusted, bool getsIn)
    {
        using var good = Certificates.Client(trusted: true);
        using var wrong = Certificates.Client(trusted: false);
        await using var host = await HostAsync(set: tls => (tls.ClientCertificates, tls.ClientCaFile) = (asked, Certificates.CaFile));
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
    public async Task ClientCertificate_OfAnIntermediateThatTheClientSends_GetsIn()
    {
        var (shown, issuer) = Certificates.ClientOfAnIntermediate();
        await using var host = await HostAsync(set: tls => (tls.ClientCertificates, tls.ClientCaFile) = (ClientCertificates.Required, Certificates.CaFile));
        await using var stream = new SslStream((await host.ConnectWithoutWaitingAsync("tls")).Stream());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ClientCertificateContext = SslStreamCertificateContext.Create(shown, [issuer], offline: true),
            RemoteCertificateValidationCallback = (_, server, _, _) => server is not null,
        }, Deadline.Token);

        await WriteAsync(stream, "hello\n");
        Assert.Equal("hello\n", await ReadAsync(stream, 6));
    }

    [Fact]
    public async Task ClientCa_ThatIsDamaged_FaultsTheListenerWithItsName()
    {
        var damaged = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(damaged, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", Deadline.Token);
            await using var host = new WireHost().With("tls", ListenerProtocol.Relay, relay =>
                (relay.Tls.CertificateFile, relay.Tls.ClientCertificates, relay.Tls.ClientCaFile) = (Certificates.CertificateFile, ClientCertificates.Required, damaged));
            var listener = await host.Listeners.StartAsync("tls");

            Assert.Equal(ListenerFaults.CertificateUnread + ListenerFaults.NoCertificate + damaged, listener.Fault);
        }
        finally
        {
            File.Delete(damaged);
        }
    }

    [Theory]
    [InlineData(true)] // the certificate of a server, which the same authority has issued
    [InlineData(false)] // one that was good until yesterday
    public async Task ClientCertificate_OfTheAuthorityButNotForAClientNow_DoesNotGetIn(bool ofAServer)
    {
        using var shown = ofAServer ? Certificates.ServerOfTheIssuer() : Certificates.ExpiredClient();
        await using var host = await HostAsync(set: tls => (tls.ClientCertificates, tls.ClientCaFile) = (ClientCertificates.Required, Certificates.CaFile));

        Assert.False(await GetsInAsync(host, shown));
        Assert.Equal(1, host.Listeners.Access.Refused(RefusalCause.Handshake));
    }

    [Fact]
    public async Task ClientCa_Changed_HoldsForNewcomers()
    {
        using var old = Certificates.Client(trusted: true);
        TestCertificates.Touch(Certificates.CaFile, 0);
        await using var host = await HostAsync(set: tls => (tls.ClientCertificates, tls.ClientCaFile) = (ClientCertificates.Required, Certificates.CaFile));
        Assert.True(await GetsInAsync(host, old));

        using var next = Certificates.Client(trusted: true); // by another authority
        TestCertificates.Touch(Certificates.CaFile, 1);
        Assert.False(await GetsInAsync(host, next));
        host.Time.Advance(TimeSpan.FromSeconds(5));
        host.Listeners.Sweep();

        Assert.True(await GetsInAsync(host, next));
        Assert.False(await GetsInAsync(host, old));
    }

    /// <summary>Whether a client with that certificate is answered.</summary>
    private async Task<bool> GetsInAsync(WireHost host, X509Certificate2 shown)
    {
        var client = await host.ConnectWithoutWaitingAsync("tls");
        try
        {
            await using var stream = await AuthenticateAsync(client, SslProtocols.None, shown);
            await WriteAsync(stream, "hello\n");
            if (await ReadAsync(stream, 6) == "hello\n")
            {
                return true;
            }
        }
        catch (Exception failure) when (failure is IOException or AuthenticationException or SocketException)
        {
            // that is how it is told
        }

        Assert.Equal(DisconnectReason.HandshakeFailed, (await host.ClosedAsync(client)).Reason);
        return false;
    }
}
