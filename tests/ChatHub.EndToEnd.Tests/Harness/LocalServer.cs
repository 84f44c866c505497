using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatHub.EndToEnd.Tests.Harness;

/// <summary>A TCP server inside the test that treats every connection the same way; it ends with the test.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;

    private LocalServer(Func<Socket, CancellationToken, Task> serve)
    {
        _listener.Start();
        _accepting = AcceptAsync(serve);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>Sends back what it receives; at the end of input says "bye" and closes.</summary>
    public static LocalServer Echo() => new(async (socket, token) =>
    {
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer, token) is > 0 and var count)
        {
            await socket.SendAsync(buffer.AsMemory(0, count), token);
        }

        await socket.SendAsync("bye"u8.ToArray(), token);
    });

    /// <summary>Says nothing; tells the test how each connection ended.</summary>
    public static LocalServer Silent(Action<SocketError> ended) => new(async (socket, token) =>
    {
        try
        {
            await socket.ReceiveAsync(new byte[1], token);
            ended(SocketError.Success);
        }
        catch (SocketException exception)
        {
            ended(exception.SocketErrorCode);
        }
    });

    /// <summary>Answers these paths with HTML and all others with 404.</summary>
    public static LocalServer Pages(IReadOnlyDictionary<string, string> pages) => new(async (socket, token) =>
    {
        await using var stream = new NetworkStream(socket, ownsSocket: false);
        using var reader = new StreamReader(stream);
        var path = (await reader.ReadLineAsync(token))?.Split(' ')[1] ?? "";
        while (await reader.ReadLineAsync(token) is { Length: > 0 })
        {
        }

        var found = pages.TryGetValue(path, out var html);
        var body = Encoding.UTF8.GetBytes(html ?? "no such page");
        var head = $"HTTP/1.1 {(found ? "200 OK" : "404 Not Found")}\r\nContent-Type: text/html; charset=utf-8\r\n"
            + $"Content-Length: {body.Length}\r\nConnection: close\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(head), token);
        await socket.SendAsync(body, token);
    });

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting; // before the listener is gone: between two connections the loop would ask it for the next
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync(Func<Socket, CancellationToken, Task> serve)
    {
        var served = new List<Task>();
        try
        {
            while (true)
            {
                served.Add(ServeAsync(await _listener.AcceptSocketAsync(_stopping.Token), serve));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(served);
        }
    }

    private async Task ServeAsync(Socket socket, Func<Socket, CancellationToken, Task> serve)
    {
        using (socket)
        {
            try
            {
                await serve(socket, _stopping.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
            {
                // The other side or the test has gone.
            }
        }
    }
}
