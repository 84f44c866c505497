using System.Net.Sockets;
using ChatHub.Wire.Connections;

namespace ChatHub.Wire.Listeners;

/// <summary>
/// Newcomers that there is no place for: each gets a line and is closed once it has closed its side too. To close over bytes that it
/// sent would make the kernel reset the connection, and the line might be lost with it.
/// </summary>
internal sealed class TurnedAway(LimitsInForce limits, TimeProvider time)
{
    /// <summary>Most bytes of one newcomer that are read and thrown away.</summary>
    private const int MostBytes = 256 * 1024;

    // Shared by all: nobody looks at what is in it.
    private static readonly byte[] s_thrownAway = GC.AllocateUninitializedArray<byte>(4 * 1024, pinned: true);

    private int _waiting;

    /// <summary>Most newcomers, of all listeners together, whose end is waited for; further ones are closed when what had come from them is read.</summary>
    public static int MostWaiting { get; } = Math.Min(64, Descriptors.Spare / 4);

    /// <summary>Tells one and closes it; returns at once.</summary>
    /// <param name="socket">The newcomer.</param>
    /// <param name="line">What it is told; empty for nothing.</param>
    /// <param name="mayWait">Whether it may keep its descriptor until it closes, for the close timeout at most.</param>
    public void Tell(Socket socket, ReadOnlyMemory<byte> line, bool mayWait)
    {
        try
        {
            socket.Blocking = false;
            socket.Send(line.Span, SocketFlags.None, out _);
            socket.Shutdown(SocketShutdown.Send);
            if (mayWait && TryWait())
            {
                _ = WaitAsync(socket);
                return;
            }

            for (var left = MostBytes; left > 0 && socket.Receive(s_thrownAway, SocketFlags.None, out _) is > 0 and var count;)
            {
                left -= count;
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // It is gone already.
        }

        socket.Dispose();
    }

    private bool TryWait()
    {
        if (Interlocked.Increment(ref _waiting) <= MostWaiting)
        {
            return true;
        }

        Interlocked.Decrement(ref _waiting);
        return false;
    }

    private async Task WaitAsync(Socket socket)
    {
        using var deadline = new CancellationTokenSource(limits.Now.CloseTimeout, time);
        try
        {
            for (var left = MostBytes; left > 0 && await socket.ReceiveAsync(s_thrownAway, SocketFlags.None, deadline.Token) is > 0 and var count;)
            {
                left -= count;
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It is gone, or it had its time.
        }

        socket.Dispose();
        Interlocked.Decrement(ref _waiting);
    }
}
