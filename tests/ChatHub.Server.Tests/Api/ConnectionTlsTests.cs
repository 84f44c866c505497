using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using ChatHub.Server.Operators;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Listeners;
using ChatHub.Wire.Tests.Tls;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Api;

/// <summary>What the API says of how a connection is encrypted.</summary>
public sealed class ConnectionTlsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connection_OverTls_HasItsVersionAndAPlainOneHasNone()
    {
        using var certificates = new TestCertificates();
        var thumbprint = certificates.WriteServer();
        await using var server = await WebServer.StartAsync(new()
        {
            ["ChatHub:Listeners:plain:Endpoint"] = "127.0.0.1:0",
            ["ChatHub:Listeners:secure:Endpoint"] = "127.0.0.1:0",
            ["ChatHub:Listeners:secure:Tls:CertificateFile"] = certificates.CertificateFile,
        });
        using var plain = new TcpClient();
        await plain.ConnectAsync(EndpointOf("plain"), Stop);
        await plain.GetStream().ReadExactlyAsync(new byte[1], Stop); // its greeting
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(EndpointOf("secure"), Stop);
        await using var secure = new SslStream(tcp.GetStream(), false, (_, certificate, _, _) => certificate?.GetCertHashString() == thumbprint);
        await secure.AuthenticateAsClientAsync("localhost");
        await secure.ReadExactlyAsync(new byte[1], Stop);

        var (_, key) = await server.Keys.CreateAsync("program", OperatorRole.Viewer, null, "mia");
        using var http = new HttpClient { BaseAddress = server.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var all = JsonNode.Parse(await http.GetStringAsync(new Uri("/api/v1/connections", UriKind.Relative), Stop))!["items"]!.AsArray();

        Assert.Equal(["plain:", $"secure:TLS 1.{secure.SslProtocol.ToString()[^1]}"], all.Select(one => $"{one!["listener"]}:{one["tls"]}").Order());

        IPEndPoint EndpointOf(string listener) => IPEndPoint.Parse(server.App.Services.GetRequiredService<ListenerManager>().List().Single(one => one.Name == listener).BoundEndpoint!);
    }
}
