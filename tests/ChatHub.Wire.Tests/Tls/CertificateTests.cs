using ChatHub.Wire.Listeners;
using ChatHub.Wire.Tls;

namespace ChatHub.Wire.Tests.Tls;

/// <summary>The certificate of a listener: its files, and what holds when they change.</summary>
public sealed class CertificateTests : TlsTest
{
    [Fact]
    public async Task Certificate_Changed_IsShownToNewcomersAndDropsNobody()
    {
        await using var host = await HostAsync();
        await using var before = await ConnectAsync(host);
        var next = Certificates.WriteServer(DateTime.UnixEpoch.AddYears(51));
        host.Time.Advance(TimeSpan.FromSeconds(5));
        host.Listeners.Sweep();

        await using var after = await ConnectAsync(host);

        Assert.Equal(next, Shown!.GetCertHashString());
        Assert.NotEqual(Thumbprint, next);
        await WriteAsync(before, "still here\n");
        Assert.Equal("still here\n", await ReadAsync(after, 11));

        Certificates.Spoil(DateTime.UnixEpoch.AddYears(52));
        host.Time.Advance(TimeSpan.FromSeconds(5));
        host.Listeners.Sweep();
        await using var last = await ConnectAsync(host);
        Assert.Equal(next, Shown!.GetCertHashString());
        Assert.Single(host.Log.Lines(1016));
        Assert.Single(host.Log.Lines(1017));
    }

    [Fact]
    public async Task Key_ReplacedAfterItsCertificate_IsReadAgainAndBothHold()
    {
        Certificates.WriteApart(certificate: true, key: true);
        TestCertificates.Touch(Certificates.AloneFile, 0);
        TestCertificates.Touch(Certificates.KeyFile, 0);
        await using var host = await HostAsync(set: tls => (tls.CertificateFile, tls.KeyFile) = (Certificates.AloneFile, Certificates.KeyFile));
        var next = Certificates.WriteServer();

        Certificates.WriteApart(certificate: true, key: false);
        TestCertificates.Touch(Certificates.AloneFile, 1);
        await LookAsync(Thumbprint); // the key does not fit yet
        Certificates.WriteApart(certificate: false, key: true);
        TestCertificates.Touch(Certificates.KeyFile, 1);
        await LookAsync(next);

        async Task LookAsync(string shown)
        {
            host.Time.Advance(TimeSpan.FromSeconds(5));
            host.Listeners.Sweep();
            await using var client = await ConnectAsync(host);
            Assert.Equal(shown, Shown!.GetCertHashString());
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

    [Fact]
    public void Certificate_WhoseFolderBecomesUnreadable_IsToldOnce()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("who may read everything finds nothing unreadable");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("chathub-tls-");
        try
        {
            var file = Path.Combine(folder.FullName, "server.pem");
            File.Copy(Certificates.CertificateFile, file);
            var now = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
            var identity = new TlsIdentity(TlsSettings.From(new TlsOptions { CertificateFile = file }, (_, _, _) => { })!, now);

            File.SetUnixFileMode(folder.FullName, UnixFileMode.None);
            Assert.NotNull(identity.Look(now.AddSeconds(5))?.Problem);
            Assert.Null(identity.Look(now.AddSeconds(10)));
        }
        finally
        {
            File.SetUnixFileMode(folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("no certificate at all", null, ListenerFaults.NoCertificate)]
    [InlineData(null, "no key at all", ListenerFaults.NoKey)]
    [InlineData(null, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", ListenerFaults.NotAPair)]
    public async Task Certificate_OfFilesThatAreNone_FaultsTheListenerWithWhatTheyLack(string? certificate, string? key, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("chathub-tls-");
        try
        {
            var (certificateFile, keyFile) = (Path.Combine(folder.FullName, "certificate.pem"), Path.Combine(folder.FullName, "key.pem"));
            await File.WriteAllTextAsync(certificateFile, certificate ?? await File.ReadAllTextAsync(Certificates.CertificateFile, Deadline.Token), Deadline.Token);
            await File.WriteAllTextAsync(keyFile, key ?? "", Deadline.Token);
            await using var host = new WireHost().With("tls", ListenerProtocol.Relay, relay => (relay.Tls.CertificateFile, relay.Tls.KeyFile) = (certificateFile, keyFile));
            var listener = await host.Listeners.StartAsync("tls");

            Assert.Equal(ListenerState.Faulted, listener.State);
            Assert.StartsWith(ListenerFaults.CertificateUnread + expected, listener.Fault, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
