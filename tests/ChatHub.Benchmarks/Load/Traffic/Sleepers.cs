using System.Net.Sockets;
using ChatHub.Benchmarks.Load.Clients;

namespace ChatHub.Benchmarks.Load.Traffic;

/// <summary>Clients that connect, with a small receive buffer, and never read: what a server does for the others shows how it treats these.</summary>
internal sealed class Sleepers(LoadContext context, ClientLoop loop) : IDisposable
{
    private const int ReceiveBuffer = 4096;

    private readonly Connector _connector = new(context.Server.Endpoint);
    private readonly Queue<(Socket Socket, long OpenedAt)> _sockets = new();

    /// <summary>How many of those that were closed by now had been cut off by the server.</summary>
    public int CutOff { get; private set; }

    /// <summary>How many were opened.</summary>
    public int Opened { get; private set; }

    /// <summary>Opens some.</summary>
    public void Open(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _sockets.Enqueue((_connector.Open(ReceiveBuffer), context.Clock.Now));
            Opened++;
        }
    }

    /// <summary>Replaces those that have slept for long enough.</summary>
    public void Replace(long now, TimeSpan life)
    {
        while (_sockets.TryPeek(out var oldest) && now - oldest.OpenedAt > RunClock.Of(life))
        {
            _sockets.Dequeue();
            Wake(oldest.Socket);
            Open(1);
        }
    }

    /// <summary>Wakes and closes all, which shows who was cut off.</summary>
    public void WakeAll()
    {
        while (_sockets.TryDequeue(out var sleeper))
        {
            Wake(sleeper.Socket);
        }
    }

    public void Dispose()
    {
        foreach (var (socket, _) in _sockets)
        {
            socket.Dispose();
        }
    }

    /// <summary>What had come before the cut may still be there to read; then comes the end, or a reset. One that was not cut off has nothing more for now.</summary>
    private void Wake(Socket socket)
    {
        SocketError error;
        while (socket.Receive(loop.Buffer, SocketFlags.None, out error) > 0)
        {
            // There may be more.
        }

        CutOff += error == SocketError.WouldBlock ? 0 : 1;
        socket.Dispose();
    }
}
