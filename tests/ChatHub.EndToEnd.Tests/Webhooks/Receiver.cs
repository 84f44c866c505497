using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace ChatHub.EndToEnd.Tests.Webhooks;

/// <summary>Something that webhooks are sent to: it writes down each request and answers with the status that the test wants. Over plain sockets.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<Request> _requests = [];
    private readonly SemaphoreSlim _came = new(0);

    public Receiver()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Its address; the path stands for a secret.</summary>
    public string Url => $"http://{_listener.LocalEndpoint}/a-secret-path";

    /// <summary>The status of the answers.</summary>
    public int Status { get; set; } = 204;

    /// <summary>All requests, in order.</summary>
    public IReadOnlyList<Request> Requests => [.. _requests];

    /// <summary>Those that were answered with success.</summary>
    public IReadOnlyList<Request> Taken => [.. _requests.Where(one => one.Status < 300)];

    /// <summary>Waits until it has what the test wants.</summary>
    public async Task UntilAsync(Func<Receiver, bool> has, string what, TimeSpan? within = null)
    {
        using var deadline = Deadline.After(within);
        while (!has(this))
        {
            try
            {
                await _came.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"{what}: got {string.Join(", ", Requests.Select(one => $"{one.Event} {one.Status}"))}");
            }
        }
    }

    public void Dispose() => _listener.Dispose(); // not _came: a request may still be on its way

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var _ = client;
            await using var stream = new BufferedStream(client.GetStream());
            while (true)
            {
                var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                for (var line = await LineAsync(stream); line.Length > 0; line = await LineAsync(stream))
                {
                    headers[line.Split(':')[0]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
                }

                var body = new byte[int.Parse(headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture)];
                await stream.ReadExactlyAsync(body);
                _requests.Enqueue(new(Status, headers, body));
                _came.Release();
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {_requests.Last().Status} Answer\r\nContent-Length: 0\r\n\r\n"));
                await stream.FlushAsync();
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException)
        {
            // the other side has closed
        }
    }

    private static async Task<string> LineAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (!(line is [.., (byte)'\r'] && one[0] == '\n'))
        {
            await stream.ReadExactlyAsync(one);
            line.Add(one[0]);
            if (line is [.., (byte)'\r', (byte)'\n'])
            {
                break;
            }
        }

        return Encoding.ASCII.GetString([.. line]).TrimEnd();
    }

    /// <summary>A request.</summary>
    internal sealed record Request(int Status, Dictionary<string, string> Headers, byte[] Body)
    {
        public JsonNode Json => JsonNode.Parse(Body)!;

        public string Event => (string)Json["event"]!;

        public string Id => (string)Json["id"]!;

        public string? Text => (string?)Json["entry"]?["text"];
    }
}
