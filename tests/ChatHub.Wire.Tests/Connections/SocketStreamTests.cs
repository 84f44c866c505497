using System.Net;
using System.Net.Sockets;
using ChatHub.Wire.Transport;

namespace ChatHub.Wire.Tests.Connections;

public sealed class SocketStreamTests
{
    [Fact]
    public async Task Write_ToASlowReader_ShowsProgressBeforeItsEnd()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var reader = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await reader.ConnectAsync(listener.LocalEndPoint!, Deadline.Token);
        using var writer = await listener.AcceptAsync(Deadline.Token);
        writer.SendBufferSize = 4096;
        writer.Blocking = false;
        var pieces = 0;
        await using var stream = new SocketStream(writer, () => Interlocked.Increment(ref pieces));

        const int Bytes = 4 * 1024 * 1024; // far more than both buffers hold
        var write = stream.WriteAsync(new byte[Bytes], Deadline.Token).AsTask();
        var (seen, left, buffer) = (0, Bytes, new byte[64 * 1024]);
        while (left > 0)
        {
            if (!write.IsCompleted && Volatile.Read(ref pieces) > seen)
            {
                seen = pieces;
            }

            left -= await reader.ReceiveAsync(buffer, Deadline.Token);
        }

        await write;
        Assert.True(seen > 1, "its progress is seen while it goes on");
        Assert.Equal(Bytes / 8192, pieces);
    }
}
