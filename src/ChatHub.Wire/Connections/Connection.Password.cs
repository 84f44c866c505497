using System.Buffers;
using System.Net.Sockets;
using ChatHub.Chat;
using ChatHub.Framing;
using ChatHub.Wire.Admission;

namespace ChatHub.Wire.Connections;

/// <summary>The shared password of a Chat listener: asked for before the client sees or says anything. Stands in no log.</summary>
internal sealed partial class Connection
{
    private const int MostTries = 3;

    private const int MostPasswordBytes = PasswordLine.MostBytes;

    private async Task<bool> AskPasswordAsync(SharedPassword password)
    {
        _openingFailure = RefusalCause.Password;
        var telnet = TelnetFilter.Suits(Settings.Encoding) ? new TelnetFilter() : null;
        var replies = new ArrayBufferWriter<byte>();
        var line = new ArrayBufferWriter<byte>();
        var buffer = new byte[MostPasswordBytes];
        var (tries, received) = (0, 0);
        Tell("this port has a password: type it, or /pass and the word 请输入密码");
        while (await ReceiveOrEndAsync(buffer) is > 0 and var count)
        {
            Volatile.Write(ref _bytesIn, _bytesIn + count);
            received += count;
            if (received > 8 * MostPasswordBytes)
            {
                return Refuse(); // nothing but empty lines would go on for as long as the password may take
            }

            var rest = buffer.AsMemory(0, count);
            while (PasswordLine.Take(ref rest, telnet, line, replies))
            {
                var word = PasswordLine.WordOf(line.WrittenSpan, Settings.Encoding);
                line.Clear();
                if (word.Length == 0)
                {
                    continue; // the second half of an ending that came in two reads, or only Enter
                }

                if (password.IsRight(word))
                {
                    Answer(replies);
                    if (telnet is not null)
                    {
                        Protocol.GoOnFrom(telnet);
                    }

                    _early = rest.ToArray();
                    return true;
                }

                if (++tries == MostTries)
                {
                    return Refuse();
                }

                Tell("that is not the password 密码错误");
            }

            if (line.WrittenCount > MostPasswordBytes)
            {
                return Refuse();
            }

            Answer(replies);
        }

        if (tries > 0)
        {
            FailOpening(); // who guesses twice and leaves, again and again, is no passer-by
        }
        else
        {
            Abort(DisconnectReason.ClientClosed);
        }

        return false;
    }

    /// <summary>Who resets the connection has left, as who ends it.</summary>
    private async Task<int> ReceiveOrEndAsync(byte[] buffer)
    {
        try
        {
            return await ReceiveAsync(buffer);
        }
        catch (Exception failure) when ((failure as SocketException ?? failure.InnerException as SocketException) is { SocketErrorCode: SocketError.ConnectionReset })
        {
            return 0;
        }
    }

    private void Answer(ArrayBufferWriter<byte> replies)
    {
        if (replies.WrittenCount > 0)
        {
            Output.Send(replies.WrittenSpan.ToArray());
            replies.Clear();
        }
    }

    private bool Refuse()
    {
        if (_services.Access.Refuse(Address, RefusalCause.Password, Identity.Listener))
        {
            WireLog.TurnedAway(_services.Logger, AddressRange.ClientOf(Address).ToString(), Identity.Listener, RefusalCause.Password);
        }

        Tell("wrong password 密码错误");
        _abortReason = DisconnectReason.WrongPassword;
        EndOpening();
        return false;
    }

    /// <summary>Lets what was told be sent; the client then has a moment to read it.</summary>
    private void EndOpening()
    {
        ((ISessionOutput)Output).Complete(DisconnectReason.WrongPassword);
        _ = ReadAwayAsync();
    }

    private async Task ReadAwayAsync()
    {
        var buffer = new byte[MostPasswordBytes];
        var left = 64 * 1024;
        try
        {
            while (left > 0 && await ReceiveAsync(buffer) is > 0 and var count)
            {
                left -= count;
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException or IOException)
        {
            // It is gone.
        }

        CloseSocket();
    }

    private void Tell(string line) => Output.Send(Listener.Protocol.Refusal(line));
}
