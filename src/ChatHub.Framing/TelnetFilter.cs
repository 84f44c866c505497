using System.Buffers;
using System.Text;

namespace ChatHub.Framing;

/// <summary>
/// Takes telnet commands (RFC 854) out of a byte stream and refuses every option, so that telnet, and programs that speak it
/// unasked, can be read as plain text. Commands may be split over reads anywhere: data and replies are the same.
/// </summary>
/// <remarks>One filter a connection; it MUST be used by one thread at a time. Its state is bounded whatever comes in.</remarks>
public sealed class TelnetFilter
{
    private const byte Nul = 0;

    private State _state;
    private bool _afterCr;               // the last data byte was CR
    private byte _verb;                  // WILL, WONT, DO or DONT, whose option comes next
    private TelnetRefusals? _refusals;   // made on the first offer or request: most clients make none

    private enum State : byte
    {
        Data,
        Command,             // after IAC
        Option,              // after IAC WILL, WONT, DO or DONT
        Subnegotiation,      // after IAC SB
        SubnegotiationIac,   // after IAC within a subnegotiation
    }

    /// <summary>IAC EOF (236, RFC 1184) was seen: the peer sends no more. plink says so instead of closing.</summary>
    public bool EndOfInput { get; private set; }

    /// <summary>A telnet command was seen, so the peer speaks telnet. IAC IAC is no command but the data byte 0xFF.</summary>
    public bool IsTelnet { get; private set; }

    /// <summary>Whether text in an encoding can be read through a filter: where the byte 255, which begins a command, is a letter (я of windows-1251, ÿ of iso-8859-1), words would lose it.</summary>
    public static bool Suits(Encoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        return encoding.GetString([0xFF]) is not [var only] || !char.IsLetter(only);
    }

    /// <summary>Removes telnet commands, and the NUL that RFC 854 puts after a CR that is no end of line; both in place.</summary>
    /// <param name="buffer">Bytes as read. Only the returned number of bytes at its start mean anything afterwards.</param>
    /// <param name="replies">
    /// Gets the bytes to send to the peer: at most 3 for a negotiation of 3, and 19 for an AYT of 2. Not touched when there is
    /// nothing to say.
    /// </param>
    /// <returns>The number of data bytes; 0 to the buffer's length.</returns>
    public int Filter(Span<byte> buffer, IBufferWriter<byte> replies)
    {
        if (_state == State.Data && !buffer.ContainsAny(Telnet.Iac, Nul))
        {
            _afterCr = buffer.IsEmpty ? _afterCr : buffer[^1] == '\r';
            return buffer.Length;
        }

        ArgumentNullException.ThrowIfNull(replies);
        return Compact(buffer, replies);
    }

    private int Compact(Span<byte> buffer, IBufferWriter<byte> replies)
    {
        int read = 0;
        int written = 0;
        while (read < buffer.Length)
        {
            switch (_state)
            {
                case State.Data:
                    int data = DataLength(buffer[read..]);
                    buffer.Slice(read, data).CopyTo(buffer[written..]);
                    written += data;
                    read += data;
                    if (read < buffer.Length)
                    {
                        written += TakeSpecial(buffer[read++], buffer[written..]);
                    }

                    break;

                case State.Subnegotiation:
                    int iac = buffer[read..].IndexOf(Telnet.Iac);
                    _state = iac < 0 ? State.Subnegotiation : State.SubnegotiationIac;
                    read = iac < 0 ? buffer.Length : read + iac + 1;
                    break;

                case State.SubnegotiationIac:
                    // IAC IAC is a data byte in there; any other command but SE has no meaning there and is skipped with the rest.
                    _state = buffer[read++] == Telnet.Se ? State.Data : State.Subnegotiation;
                    break;

                case State.Option:
                    (_refusals ??= new()).Answer(_verb, buffer[read++], replies);
                    _state = State.Data;
                    break;

                case State.Command:
                    written += TakeCommand(buffer[read++], buffer[written..], replies);
                    break;
            }
        }

        return written;
    }

    // Length of the data before the next IAC or NUL.
    private int DataLength(ReadOnlySpan<byte> bytes)
    {
        int special = bytes.IndexOfAny(Telnet.Iac, Nul);
        int data = special < 0 ? bytes.Length : special;
        _afterCr = data == 0 ? _afterCr : bytes[data - 1] == '\r';
        return data;
    }

    // An IAC or a NUL among data. Returns the number of data bytes it gave.
    private int TakeSpecial(byte value, Span<byte> destination)
    {
        if (value == Telnet.Iac)
        {
            _state = State.Command;
            return 0;
        }

        bool padding = _afterCr;
        _afterCr = false;
        destination[0] = value;
        return padding ? 0 : 1;
    }

    // The byte after IAC. Returns the number of data bytes it gave.
    private int TakeCommand(byte command, Span<byte> destination, IBufferWriter<byte> replies)
    {
        _state = State.Data;
        if (command == Telnet.Iac)
        {
            _afterCr = false;
            destination[0] = command;
            return 1;
        }

        // Bytes below the first command known mean nothing after IAC: removed, but no sign of telnet.
        IsTelnet |= command >= Telnet.Eof;
        switch (command)
        {
            case Telnet.Will or Telnet.Wont or Telnet.Do or Telnet.Dont:
                _verb = command;
                _state = State.Option;
                break;

            case Telnet.Sb:
                _state = State.Subnegotiation;
                break;

            case Telnet.AreYouThere:
                replies.Write("[ChatHub is here]\r\n"u8);
                break;

            case Telnet.Eof:
                EndOfInput = true;
                break;
        }

        return 0;
    }
}
