using System.Net.Sockets;
using System.Text;

namespace ChatHub.EndToEnd.Tests.Wire;

/// <summary>
/// What has arrived from somewhere and was not taken yet. Reads only when asked, so a client whose test does not read is a
/// client that does not read. Every wait has a deadline; a wait that fails says what arrived instead.
/// </summary>
/// <param name="source">Who reads, for the messages: "ncat", "127.0.0.1:9000".</param>
/// <param name="read">Reads some bytes; 0 is the end.</param>
public sealed class ReceivedBytes(string source, Func<Memory<byte>, CancellationToken, ValueTask<int>> read)
{
    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>The other side closed, in order or not.</summary>
    public bool Ended { get; private set; }

    /// <summary>The other side reset the connection.</summary>
    public bool WasReset { get; private set; }

    private ReadOnlyMemory<byte> Pending => _buffer.AsMemory(_start, _end - _start);

    public async Task<byte[]> ReadExactlyAsync(int count, TimeSpan? within = null)
    {
        using var deadline = Deadline.After(within);
        while (Pending.Length < count)
        {
            if (!await TryFillAsync(deadline.Token))
            {
                throw Failure($"Expected {count} bytes", deadline);
            }
        }

        return Take(count);
    }

    /// <summary>Reads these bytes; fails at the first byte that differs.</summary>
    public async Task ExpectAsync(ReadOnlyMemory<byte> expected, TimeSpan? within = null)
    {
        using var deadline = Deadline.After(within);
        while (true)
        {
            var common = Math.Min(Pending.Length, expected.Length);
            if (!Pending.Span[..common].SequenceEqual(expected.Span[..common]))
            {
                throw Failure($"Expected {ByteDump.Of(expected.Span)}", null);
            }

            if (common == expected.Length)
            {
                Take(common);
                return;
            }

            if (!await TryFillAsync(deadline.Token))
            {
                throw Failure($"Expected {ByteDump.Of(expected.Span)}", deadline);
            }
        }
    }

    public Task ExpectAsync(string expected, TimeSpan? within = null) => ExpectAsync(Encoding.UTF8.GetBytes(expected), within);

    /// <summary>Reads these bytes, and then nothing for as long as <paramref name="quiet"/>.</summary>
    public async Task ExpectOnlyAsync(ReadOnlyMemory<byte> expected, TimeSpan quiet, TimeSpan? within = null)
    {
        await ExpectAsync(expected, within);
        await ExpectNothingAsync(quiet);
    }

    public Task ExpectOnlyAsync(string expected, TimeSpan quiet, TimeSpan? within = null) =>
        ExpectOnlyAsync(Encoding.UTF8.GetBytes(expected), quiet, within);

    /// <summary>Waits as long as <paramref name="quiet"/>; fails when anything arrives, the end included.</summary>
    public async Task ExpectNothingAsync(TimeSpan quiet)
    {
        using var deadline = Deadline.After(quiet);
        if (!Pending.IsEmpty || await TryFillAsync(deadline.Token) || Ended)
        {
            throw Failure($"Expected nothing for {quiet.TotalMilliseconds} ms", null);
        }
    }

    /// <summary>Reads up to and with the marker.</summary>
    public async Task<byte[]> ReadUntilAsync(ReadOnlyMemory<byte> marker, TimeSpan? within = null)
    {
        using var deadline = Deadline.After(within);
        var searched = 0;
        while (true)
        {
            var found = Pending.Span[searched..].IndexOf(marker.Span);
            if (found >= 0)
            {
                return Take(searched + found + marker.Length);
            }

            searched = Math.Max(0, Pending.Length - marker.Length + 1);
            if (!await TryFillAsync(deadline.Token))
            {
                throw Failure($"Expected something that ends in {ByteDump.Of(marker.Span)}", deadline);
            }
        }
    }

    public async Task<string> ReadUntilAsync(string marker, TimeSpan? within = null) =>
        Encoding.UTF8.GetString(await ReadUntilAsync(Encoding.UTF8.GetBytes(marker), within));

    /// <summary>Reads until the other side closes in order; a reset fails.</summary>
    public async Task<byte[]> ReadToEndAsync(TimeSpan? within = null)
    {
        var bytes = await ReadToEndOrResetAsync(within);
        return WasReset
            ? throw new WireException($"{source}: Expected an orderly end. The connection was reset after {ByteDump.Of(bytes)}")
            : bytes;
    }

    /// <summary>Reads until the other side is gone, in order or by a reset; see <see cref="WasReset"/>.</summary>
    public async Task<byte[]> ReadToEndOrResetAsync(TimeSpan? within = null)
    {
        using var deadline = Deadline.After(within);
        while (await TryFillAsync(deadline.Token))
        {
        }

        return Ended ? Take(Pending.Length) : throw Failure("Expected the end", deadline);
    }

    /// <summary>Reads for that long, and returns all that came.</summary>
    public async Task<byte[]> ReadAvailableForAsync(TimeSpan time)
    {
        using var deadline = Deadline.After(time);
        while (await TryFillAsync(deadline.Token))
        {
        }

        return Take(Pending.Length);
    }

    /// <returns>False when nothing came: the end, or the token was cancelled.</returns>
    private async Task<bool> TryFillAsync(CancellationToken cancellationToken)
    {
        if (Ended)
        {
            return false;
        }

        MakeRoom();
        try
        {
            var count = await read(_buffer.AsMemory(_end), cancellationToken);
            _end += count;
            Ended = count == 0;
            return count > 0;
        }
        catch (OperationCanceledException)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            return false;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
        {
            Ended = WasReset = true;
            return false;
        }
    }

    private void MakeRoom()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }

        if (_end < _buffer.Length)
        {
            return;
        }

        var pending = Pending;
        var larger = pending.Length > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        pending.CopyTo(larger);
        (_buffer, _start, _end) = (larger, 0, pending.Length);
    }

    private byte[] Take(int count)
    {
        var taken = Pending[..count].ToArray();
        _start += count;
        return taken;
    }

    private WireException Failure(string expectation, CancellationTokenSource? deadline)
    {
        var arrived = ByteDump.Of(Pending.Span);
        var end = WasReset ? "\n  then the connection was reset"
            : Ended ? "\n  then the other side closed"
            : deadline is { IsCancellationRequested: true } ? "\n  then nothing until the deadline"
            : "";
        return new WireException($"{source}: {expectation}\n  but got {arrived}{end}");
    }
}
