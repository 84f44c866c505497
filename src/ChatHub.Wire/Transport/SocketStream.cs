using System.Net.Sockets;

namespace ChatHub.Wire.Transport;

/// <summary>A non-blocking socket as the stream that TLS works on; asynchronous only. Does not own the socket.</summary>
/// <param name="socket">The socket.</param>
/// <param name="moved">Called each time that the socket took a piece.</param>
/// <param name="read">What was read of the socket already: it comes first.</param>
internal sealed class SocketStream(Socket socket, Action? moved = null, ReadOnlyMemory<byte> read = default) : Stream
{
    /// <summary>Most bytes of a piece, so that progress of a slow reader is seen: a send ends when all of it is taken.</summary>
    private const int PieceBytes = 8 * 1024;

    private ReadOnlyMemory<byte> _read = read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_read.IsEmpty)
        {
            var count = Math.Min(buffer.Length, _read.Length);
            _read[..count].CopyTo(buffer);
            _read = _read[count..];
            return new(count);
        }

        var received = socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
        return received.IsCompleted ? received : Elsewhere(received);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var piece = buffer[..Math.Min(buffer.Length, PieceBytes)];
            buffer = buffer[await socket.SendAsync(piece, SocketFlags.None, cancellationToken)..];
            moved?.Invoke();
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>What follows is a handshake or a decryption: not on the thread that serves all sockets.</summary>
    private static async ValueTask<int> Elsewhere(ValueTask<int> received)
    {
        var count = await received;
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
