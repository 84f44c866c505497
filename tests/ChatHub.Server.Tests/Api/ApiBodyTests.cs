using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatHub.Server.Operators;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Api;

/// <summary>A body that is refused does not cost the connection that it came over.</summary>
public sealed class ApiBodyTests
{
    private static readonly string s_long = "{\"to\":{\"everyone\":true},\"text\":\"" + new string('x', 100_000);

    public static TheoryData<string, bool, HttpStatusCode> Bodies => new()
    {
        { "{", false, HttpStatusCode.BadRequest },
        { "{", true, HttpStatusCode.BadRequest },
        { "nonsense" + new string(' ', 200_000), false, HttpStatusCode.BadRequest }, // wrong at its first byte, and long
        { "nonsense" + new string(' ', 200_000), true, HttpStatusCode.BadRequest },
        { s_long, false, HttpStatusCode.BadRequest }, // wrong at its end
        { s_long, true, HttpStatusCode.BadRequest },
        { "{\"shoe\":1}", false, HttpStatusCode.BadRequest },
        { "{\"shoe\":1," + new string(' ', 200_000) + "\"x\":2}", true, HttpStatusCode.BadRequest },
        { "", true, HttpStatusCode.BadRequest },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Connection_AfterARefusedBody_IsUsedAgain(string body, bool chunked, HttpStatusCode expected)
    {
        await using var server = await WebServer.StartAsync();
        var (_, key) = await server.Keys.CreateAsync("program", OperatorRole.Operator, null, "mia");
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Url.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        stream.ReadTimeout = 20_000;

        for (var round = 0; round < 2; round++)
        {
            await SendAsync(stream, key!, "POST", "/api/v1/messages", body, chunked);
            Assert.Equal(expected, await StatusAsync(stream));
            await SendAsync(stream, key!, "GET", "/api/v1/rooms", null, false);
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(stream));
        }
    }

    /// <summary>Kestrel would go on to read where it was interrupted: what came of the body as the next request, or into "Reading is already in progress" and a stack trace in the log.</summary>
    [Theory]
    [InlineData("POST", "/api/v1/messages")]
    [InlineData("PATCH", "/api/v1/connections/77")]
    public async Task Client_LeavesWithinABody_NothingMoreIsReadOfIt(string method, string path)
    {
        await using var server = await WebServer.StartAsync();
        var (_, key) = await server.Keys.CreateAsync("program", OperatorRole.Operator, null, "mia");
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, server.Url.Port, TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 64\r\n\r\n"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Continue, await StatusAsync(client.GetStream())); // the signal that the endpoint reads the body
            // Nothing to refuse yet: an endpoint that has answered leaves the rest to Kestrel, which then says rightly that it is missing.
            await client.GetStream().WriteAsync("{\""u8.ToArray(), TestContext.Current.CancellationToken);
        }

        await Until.True(() => server.Said.Lines.Any(line => line.StartsWith("Connection id", StringComparison.Ordinal) && line.EndsWith("stopped.", StringComparison.Ordinal)), "the connection has ended");
        Assert.DoesNotContain(server.Said.Lines, line => line.Contains("bad request data", StringComparison.Ordinal) || line.Contains("abnormally", StringComparison.Ordinal));
    }

    private static async Task SendAsync(NetworkStream stream, string key, string method, string path, string? body, bool chunked)
    {
        var head = $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n";
        if (body is null)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head + "\r\n"));
            return;
        }

        head += "Content-Type: application/json\r\n" + (chunked ? "Transfer-Encoding: chunked\r\n\r\n" : $"Content-Length: {body.Length}\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        foreach (var part in body.Chunk(7_000))
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(chunked ? $"{part.Length:x}\r\n{new string(part)}\r\n" : new string(part)));
        }

        if (chunked)
        {
            await stream.WriteAsync("0\r\n\r\n"u8.ToArray());
        }
    }

    /// <summary>Reads one whole answer.</summary>
    private static async Task<HttpStatusCode> StatusAsync(NetworkStream stream)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var lines = new List<string>();
        while (lines is not [.., ""])
        {
            lines.Add(await LineAsync(stream, deadline.Token));
        }

        if (lines.Any(line => line.Equals("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase)))
        {
            for (var length = -1; length != 0;)
            {
                length = Convert.ToInt32(await LineAsync(stream, deadline.Token), 16);
                await stream.ReadExactlyAsync(new byte[length + 2], deadline.Token);
            }
        }
        else if (lines.FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } line)
        {
            await stream.ReadExactlyAsync(new byte[int.Parse(line.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)], deadline.Token);
        }

        return (HttpStatusCode)int.Parse(lines[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<string> LineAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (one[0] != '\n')
        {
            await stream.ReadExactlyAsync(one, cancellation);
            line.Append((char)one[0]);
        }

        return line.ToString().TrimEnd();
    }
}
