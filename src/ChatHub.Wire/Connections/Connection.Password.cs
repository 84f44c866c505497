using System.Buffers;
using ChatHub.Chat;
using ChatHub.Framing;
using ChatHub.Wire.Admission;

namespace ChatHub.Wire.Connections;

/// <summary>The shared password of a Chat listener: asked for before the client sees or says anything. Stands in no log.</summary>
internal sealed partial class Connection
{
    private const int MostTries = 3;

    /// <summary>Most bytes of a line with a password.</summary>
    private const int MostPasswordBytes = 1024;

    private async Task<bool> AskPasswordAsync(SharedPassword password)
    {
        var telnet = new TelnetFilter();
        var line = new ArrayBufferWriter<byte>();
        var buffer = new byte[MostPasswordBytes];
        var (tries, received) = (0, 0);
        Tell("this port has a password: type it, or /pass and the word 请输入密码");
        while (await ReceiveAsync(buffer) is > 0 and var count)
        {
            Volatile.Write(ref _bytesIn, _bytesIn + count);
            received += count;
            if (received > 8 * MostPasswordBytes)
            {
                return Refuse(); // nothing but empty lines would go on for as long as the password may take
            }

            for (ReadOnlyMemory<byte> rest = buffer.AsMemory(0, count); !rest.IsEmpty;)
            {
                var end = rest.Span.IndexOfAny((byte)'\n', (byte)'\r');
                line.Write(rest.Span[..(end < 0 ? rest.Length : end)]);
                if (line.WrittenCount > MostPasswordBytes)
                {
                    return Refuse();
                }

                if (end < 0)
                {
                    break;
                }

                var ending = rest.Span[end..].StartsWith("\r\n"u8) ? 2 : 1;
                rest = rest[(end + ending)..];
                var word = WordOf(line.WrittenSpan.ToArray(), telnet);
                line.Clear();
                if (word.Length == 0)
                {
                    continue; // the second half of an ending that came in two reads, or only Enter
                }

                if (password.IsRight(word))
                {
                    _early = rest.ToArray();
                    return true;
                }

                if (++tries == MostTries)
                {
                    return Refuse();
                }

                Tell("that is not the password 密码错误");
            }
        }

        Abort(DisconnectReason.ClientClosed);
        return false;
    }

    private string WordOf(byte[] line, TelnetFilter telnet)
    {
        var text = Settings.Encoding.GetString(line.AsSpan(0, telnet.Filter(line, new ArrayBufferWriter<byte>()))).Trim();
        return text.StartsWith("/pass ", StringComparison.OrdinalIgnoreCase) ? text["/pass ".Length..].Trim() : text;
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
        catch (Exception failure) when (failure is System.Net.Sockets.SocketException or ObjectDisposedException or IOException)
        {
            // It is gone.
        }

        CloseSocket();
    }

    private void Tell(string line) => Output.Send(Listener.Protocol.Refusal(line));
}
