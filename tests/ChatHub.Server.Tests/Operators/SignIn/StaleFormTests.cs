using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Operators.SignIn;

/// <summary>Forms of strangers whose token is in a header: the check of forms has not read them, and nobody else does.</summary>
public sealed class StaleFormTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("/sign-in/passkey")]
    [InlineData("/sign-in/passkey/ask")]
    public async Task Form_WhoseBodyDoesNotCome_IsAnsweredWithoutIt(string path)
    {
        await using var server = await WebServer.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(server.Url.Host, server.Url.Port, Stop);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: {server.Url.Authority}\r\nRequestVerificationToken: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 200000\r\n\r\nname=mia&place="), Stop);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        using var reader = new StreamReader(stream);

        Assert.Equal("HTTP/1.1 302 Found", await reader.ReadLineAsync(deadline.Token));
    }

    [Fact]
    public async Task Form_ThatIsNone_IsNoFaultOfTheServer()
    {
        await using var server = await WebServer.StartAsync();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Url };
        using var body = new StringContent("no boundary anywhere");
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/sign-in", UriKind.Relative)) { Content = body };
        request.Headers.Add("RequestVerificationToken", "x");
        using var answer = await http.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }
}
