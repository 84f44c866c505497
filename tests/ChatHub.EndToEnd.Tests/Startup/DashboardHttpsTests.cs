using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.Wire.Tests.Tls;

namespace ChatHub.EndToEnd.Tests.Startup;

/// <summary>The dashboard of the published server over HTTPS.</summary>
public sealed class DashboardHttpsTests(PublishedBuild build) : IDisposable
{
    private readonly TestCertificates _certificates = new();

    [Fact]
    public async Task Certificate_IsReplacedWhileItRuns_IsServedToNewcomersAndOnlyPlainHttpIsWarnedOf()
    {
        var first = _certificates.WriteServer();
        await using var server = await build.StartServerAsync(new Dictionary<string, string>
        {
            ["Urls"] = "https://0.0.0.0:0;http://0.0.0.0:0",
            ["ChatHub__Dashboard__CertificateFile"] = _certificates.CertificateFile,
        });
        var url = new Uri(server.DashboardUrl.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
        Assert.Equal("https", url.Scheme);
        await server.SaysAsync("without HTTPS");
        var warning = Assert.Single(server.Output, line => line.Contains("without HTTPS", StringComparison.Ordinal));
        Assert.Contains("http://0.0.0.0:", warning, StringComparison.Ordinal);
        Assert.Equal(first, await ShownAsync(url.Port));

        var second = _certificates.WriteServer();
        await server.SaysAsync("The dashboard has read its certificate again, which had changed");

        Assert.Equal(second, await ShownAsync(url.Port));
    }

    public void Dispose() => _certificates.Dispose();

    private static async Task<string> ShownAsync(int port)
    {
        using var deadline = Deadline.After();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, deadline.Token);
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null }, deadline.Token);
        return ((X509Certificate2)stream.RemoteCertificate!).Thumbprint;
    }
}
