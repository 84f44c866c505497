using System.Net.Sockets;
using ChatHub.Benchmarks.Load.Lines;

namespace ChatHub.Benchmarks.Load.Clients;

/// <summary>One connection to the server: writes lines, reads lines, and checks each of them. Never waits. Used by one thread.</summary>
internal sealed class LoadClient(Socket socket, LineFormat format, Tally tally, StreamChecker checker, ILineSink sink) : IDisposable
{
    private byte[] _output = [];
    private int _outputStart;
    private int _outputEnd;
    private byte[] _rest = [];
    private int _restBytes;

    /// <summary>Its number in the loop; -1 when it is in none.</summary>
    public int Token { get; set; } = -1;

    public Socket Socket => socket;

    public StreamChecker Checker => checker;

    /// <summary>Whether anything came from the server: then it has accepted the connection.</summary>
    public bool HasInput { get; private set; }

    /// <summary>Whether an announcement came: then the server delivers to it.</summary>
    public bool IsReached { get; set; }

    /// <summary>Why it ended without being asked to; null while it has not.</summary>
    public string? Failure { get; private set; }

    /// <summary>Bytes that the socket did not take yet.</summary>
    public bool HasOutput => _outputEnd > _outputStart;

    /// <summary>Appends a line to what is to be sent.</summary>
    public void Write(in LineHeader header)
    {
        if (_outputEnd + format.Bytes > _output.Length)
        {
            MakeRoom();
        }

        format.Write(_output.AsSpan(_outputEnd), header);
        _outputEnd += format.Bytes;
    }

    /// <summary>Sends as much as the socket takes.</summary>
    /// <returns>Whether nothing is left.</returns>
    public bool Flush()
    {
        while (HasOutput && Failure is null)
        {
            var sent = socket.Send(_output.AsSpan(_outputStart, _outputEnd - _outputStart), SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
            {
                return false;
            }

            if (error != SocketError.Success)
            {
                Fail(error);
                return true;
            }

            _outputStart += sent;
        }

        _outputStart = _outputEnd = 0;
        return true;
    }

    /// <summary>Reads once and takes the lines.</summary>
    /// <param name="buffer">Where to read to; shared by all clients of the loop.</param>
    public void Receive(Span<byte> buffer)
    {
        _rest.AsSpan(0, _restBytes).CopyTo(buffer);
        var count = socket.Receive(buffer[_restBytes..], SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
        {
            return;
        }

        if (error != SocketError.Success || count == 0)
        {
            Fail(error);
            return;
        }

        HasInput = true;
        Keep(TakeLines(buffer[..(_restBytes + count)]));
    }

    public void Dispose() => socket.Dispose();

    private ReadOnlySpan<byte> TakeLines(ReadOnlySpan<byte> input)
    {
        while (input.IndexOf((byte)'\n') is >= 0 and var end)
        {
            switch (format.Read(input[..end], out var header))
            {
                case LineVerdict.Whole when header.Sender == LineHeader.Announcement:
                    IsReached = true;
                    break;
                case LineVerdict.Whole:
                    if (checker.Take(header))
                    {
                        sink.Delivered(this, header);
                    }

                    break;
                case LineVerdict.Damaged:
                    tally.Damaged++;
                    break;
                default:
                    tally.Other++;
                    break;
            }

            input = input[(end + 1)..];
        }

        return input;
    }

    private void Keep(ReadOnlySpan<byte> rest)
    {
        if (rest.Length > 2 * LineFormat.MostBytes)
        {
            tally.Damaged++; // no line is that long: its LF is gone
            rest = default;
        }

        if (rest.Length > _rest.Length)
        {
            _rest = new byte[Math.Max(256, 2 * rest.Length)];
        }

        rest.CopyTo(_rest);
        _restBytes = rest.Length;
    }

    private void MakeRoom()
    {
        var pending = _output.AsSpan(_outputStart, _outputEnd - _outputStart);
        var larger = new byte[Math.Max(pending.Length + format.Bytes, 2 * _output.Length)];
        pending.CopyTo(larger);
        _output = larger;
        (_outputStart, _outputEnd) = (0, pending.Length);
    }

    private void Fail(SocketError error)
    {
        if (Failure is null)
        {
            Failure = error == SocketError.Success ? "closed by the server" : error.ToString();
            sink.Ended(this);
        }
    }
}
