using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatHub.EndToEnd.Tests.Attacks;

/// <summary>Clients who chat: each says a line a second, reads all lines of all, and notes how long each took from its sender to here and whether one is missing.</summary>
internal sealed class HonestCrowd : IDisposable
{
    private readonly List<Socket> _sockets = [];
    private readonly List<Task> _work = [];
    private readonly CancellationTokenSource _stop = new();
    private ConcurrentQueue<double> _took = [];
    private long _said;
    private long _read;
    private int _faults;

    /// <summary>Lines that were said, by all.</summary>
    public long Said => Interlocked.Read(ref _said);

    /// <summary>Lines that were read, by all together: each line once by each.</summary>
    public long Read => Interlocked.Read(ref _read);

    /// <summary>Lines out of their sender's order or missing, and clients who were cut off.</summary>
    public int Faults => Volatile.Read(ref _faults);

    /// <summary>They come in.</summary>
    /// <param name="port">A port whose lines come back to their sender too, without a greeting.</param>
    /// <param name="count">How many.</param>
    public async Task ComeAsync(int port, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port);
            _sockets.Add(socket);
        }

        for (var number = 0; number < count; number++)
        {
            var (socket, name) = (_sockets[number], number);
            _work.Add(Task.Run(() => ReadAsync(socket, count)));
            _work.Add(Task.Run(() => TalkAsync(socket, name)));
        }
    }

    /// <summary>The times, in milliseconds, that lines took in a while.</summary>
    public async Task<double[]> ListenAsync(TimeSpan span)
    {
        _took = [];
        await Task.Delay(span, TimeProvider.System, TestContext.Current.CancellationToken);
        return [.. _took];
    }

    public void Dispose()
    {
        _stop.Cancel();
        _sockets.ForEach(socket => socket.Dispose());
        Task.WaitAll([.. _work]);
        _stop.Dispose();
    }

    private async Task TalkAsync(Socket socket, int name)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(name * 10), TimeProvider.System, _stop.Token); // not all at once
            for (var line = 0; await beat.WaitForNextTickAsync(_stop.Token); line++)
            {
                Interlocked.Increment(ref _said);
                await socket.SendAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"h {name} {line} {TimeProvider.System.GetTimestamp()}\n")), _stop.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            NoteEnd();
        }
    }

    private async Task ReadAsync(Socket socket, int count)
    {
        var (next, buffer, kept) = (new int[count], new byte[64 * 1024], 0);
        try
        {
            for (int got; (got = await socket.ReceiveAsync(buffer.AsMemory(kept), _stop.Token)) > 0;)
            {
                kept += got;
                var from = 0;
                for (int end; (end = buffer.AsSpan(from, kept - from).IndexOf((byte)'\n')) >= 0; from += end + 1)
                {
                    Take(buffer.AsSpan(from, end), next);
                }

                buffer.AsSpan(from, kept - from).CopyTo(buffer);
                kept -= from;
            }

            NoteEnd();
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            NoteEnd();
        }
    }

    /// <summary>Notes a line of the crowd; those of attackers are none of its business.</summary>
    private void Take(ReadOnlySpan<byte> line, int[] next)
    {
        if (!line.StartsWith("h "u8))
        {
            return;
        }

        var words = Encoding.ASCII.GetString(line).Split(' ');
        var (name, number) = (int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture));
        if (number != next[name])
        {
            Interlocked.Increment(ref _faults);
        }

        next[name] = number + 1;
        Interlocked.Increment(ref _read);
        _took.Enqueue(TimeProvider.System.GetElapsedTime(long.Parse(words[3], CultureInfo.InvariantCulture)).TotalMilliseconds);
    }

    private void NoteEnd()
    {
        if (!_stop.IsCancellationRequested)
        {
            Interlocked.Increment(ref _faults);
        }
    }
}
