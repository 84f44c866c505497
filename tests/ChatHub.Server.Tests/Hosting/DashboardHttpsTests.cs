using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ChatHub.Server.Hosting;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Tests.Tls;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Hosting;

/// <summary>The dashboard over HTTPS with the certificate of the settings.</summary>
public sealed class DashboardHttpsTests : IDisposable
{
    private static readonly DateTime s_later = new(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TestCertificates _certificates = new();

    [Fact]
    public async Task Certificate_FileIsReplaced_NewcomersGetTheNewOneAndConnectionsGoOn()
    {
        var first = _certificates.WriteServer();
        await using var server = await StartAsync();
        await using var old = await ConnectAsync(server);
        Assert.Equal(first, ShownTo(old));
        Assert.StartsWith("HTTP/1.1 200", await AskAsync(old), StringComparison.Ordinal);

        var second = _certificates.WriteServer(s_later);
        server.Time.Advance(TimeSpan.FromSeconds(6));

        await using var newcomer = await ConnectAsync(server);
        Assert.Equal(second, ShownTo(newcomer));
        Assert.StartsWith("HTTP/1.1 200", await AskAsync(newcomer), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await AskAsync(old), StringComparison.Ordinal);
        Assert.Equal(first, ShownTo(old));
    }

    [Fact]
    public async Task Certificate_FileIsReplacedByAWrongOne_TheOldOneIsServed()
    {
        var first = _certificates.WriteServer();
        await using var server = await StartAsync();

        _certificates.Spoil(s_later);
        server.Time.Advance(TimeSpan.FromSeconds(6));

        await using var newcomer = await ConnectAsync(server);
        Assert.Equal(first, ShownTo(newcomer));
    }

    [Fact]
    public async Task Certificate_ChangesOfItsFile_AreEachSaidOnce()
    {
        var (time, log) = (new FakeTimeProvider(), new RecordingLog<DashboardCertificate>());
        _certificates.WriteServer();
        using var certificate = new DashboardCertificate(new() { CertificateFile = _certificates.CertificateFile }, time, log);
        await certificate.StartAsync(TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(log.Lines);
        _certificates.Spoil(s_later);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.StartsWith("The certificate of the dashboard has changed and cannot be read; the one before stays: ", Assert.Single(log.Lines), StringComparison.Ordinal);
        var second = _certificates.WriteServer(s_later.AddDays(1));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("The dashboard has read its certificate again, which had changed", log.Lines[^1]);
        Assert.Equal((2, second), (log.Lines.Length, certificate.Certificate.Thumbprint));
    }

    [Fact]
    public void Certificate_ThatALinkLeadsTo_IsReadAgainWhenTheLinkOfItsFolderIsSwapped()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(_certificates.CertificateFile)!, "mounted")).FullName;
        foreach (var (version, changedAt) in new[] { ("one", s_later), ("two", s_later.AddDays(1)) })
        {
            _certificates.WriteServer();
            Directory.CreateDirectory(Path.Combine(folder, version));
            File.Copy(_certificates.CertificateFile, Path.Combine(folder, version, "tls.pem"));
            File.SetLastWriteTimeUtc(Path.Combine(folder, version, "tls.pem"), changedAt);
        }

        Directory.CreateSymbolicLink(Path.Combine(folder, "data"), "one");
        File.CreateSymbolicLink(Path.Combine(folder, "tls.pem"), Path.Combine("data", "tls.pem"));
        var identity = new Wire.Tls.TlsIdentity(new(Path.Combine(folder, "tls.pem"), "", Wire.Tls.ClientCertificates.None, ""), DateTimeOffset.UnixEpoch);
        Directory.Delete(Path.Combine(folder, "data"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "data"), "two");

        Assert.Equal(new Wire.Tls.TlsChange(null), identity.Look(DateTimeOffset.UnixEpoch.AddSeconds(5)));
    }

    [Theory]
    [InlineData("no certificate")]
    [InlineData(null)]
    public void Certificate_ThatIsNone_StopsTheStart(string? content)
    {
        if (content is not null)
        {
            File.WriteAllText(_certificates.CertificateFile, content);
        }

        var refusal = Assert.Throws<SettingsException>(
            () => new DashboardCertificate(new() { CertificateFile = _certificates.CertificateFile }, TimeProvider.System, new RecordingLog<DashboardCertificate>()));
        Assert.StartsWith($"ChatHub:Dashboard:CertificateFile is '{_certificates.CertificateFile}': expected a PEM file with a certificate", Assert.Single(refusal.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https", "chat.example", "max-age=31536000")]
    [InlineData("https", "localhost", null)] // a browser would refuse everything else on this machine
    [InlineData("http", "chat.example", null)]
    [InlineData("proxied", "chat.example", "max-age=31536000")]
    public async Task StrictTransport_OverAWayToAName_IsAskedForBeyondLoopbackAndOverHttpsOnly(string way, string host, string? expected)
    {
        _certificates.WriteServer();
        await using var server = await StartAsync(way == "https" ? "https://127.0.0.1:0" : "http://127.0.0.1:0", new() { ["AllowedHosts"] = "*", ["ChatHub:Operators:Proxies"] = "127.0.0.1" });
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown is not null };
        using var client = new HttpClient(handler) { BaseAddress = server.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in") { Headers = { Host = host } };
        if (way == "proxied")
        {
            request.Headers.Add("X-Forwarded-Proto", "https");
        }

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? Assert.Single(values) : null);
    }

    [Fact]
    public async Task Endpoints_OfTheWebServerChange_AreNotFollowedWhileRunning()
    {
        _certificates.WriteServer();
        await using var server = await StartAsync();

        // To look whether it binds anew would be to wait for nothing: it is asked.
        var loader = server.App.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.ConfigurationLoader!;
        var follows = loader.GetType().GetProperty("ReloadOnChange", BindingFlags.Instance | BindingFlags.NonPublic);
        Assert.NotNull(follows);
        Assert.Equal(false, follows.GetValue(loader));
    }

    public void Dispose() => _certificates.Dispose();

    private Task<WebServer> StartAsync(string urls = "https://127.0.0.1:0", Dictionary<string, string?>? more = null) =>
        WebServer.StartAsync(new(more ?? []) { ["Urls"] = urls, ["ChatHub:Dashboard:CertificateFile"] = _certificates.CertificateFile }, accounts: false);

    private static async Task<SslStream> ConnectAsync(WebServer server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Url.Port), TestContext.Current.CancellationToken);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "localhost", RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null }, TestContext.Current.CancellationToken);
        return stream;
    }

    private static string ShownTo(SslStream stream) => ((X509Certificate2)stream.RemoteCertificate!).Thumbprint;

    /// <summary>Asks for something over a connection that stays; gives the answer's first part.</summary>
    private static async Task<string> AskAsync(SslStream stream)
    {
        await stream.WriteAsync("GET /healthz/live HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var (answer, got) = (new StringBuilder(), new byte[4096]);
        while (!answer.ToString().Contains("\r\n0\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(got, TestContext.Current.CancellationToken) is > 0 and var count)
        {
            answer.Append(Encoding.ASCII.GetString(got, 0, count));
        }

        return answer.ToString();
    }
}
