using System.Buffers;

namespace ChatHub.Framing;

/// <summary>
/// Refuses every telnet option. An option that is off may only be refused, and an answer to an answer would loop (RFC 1143):
/// so WONT and DONT get none, and an offer or request that is repeated gets one only the first time.
/// </summary>
internal sealed class TelnetRefusals
{
    private readonly OptionSet _offers = new();
    private readonly OptionSet _requests = new();

    /// <summary>Answers one negotiation with at most three bytes.</summary>
    public void Answer(byte verb, byte option, IBufferWriter<byte> replies)
    {
        if (verb == Telnet.Will && _offers.Add(option))
        {
            Write(replies, Telnet.Dont, option);
        }
        else if (verb == Telnet.Do && (option == Telnet.TimingMark || _requests.Add(option)))
        {
            // DO TIMING-MARK asks for an answer each time, not for a state (RFC 860): after Ctrl-C telnet discards output until it comes.
            Write(replies, Telnet.Wont, option);
        }
    }

    private static void Write(IBufferWriter<byte> replies, byte verb, byte option) =>
        replies.Write([Telnet.Iac, verb, option]);

    private sealed class OptionSet
    {
        private readonly ulong[] _bits = new ulong[4];

        public bool Add(byte option)
        {
            ref ulong word = ref _bits[option >> 6];
            ulong before = word;
            word |= 1UL << (option & 63);
            return word != before;
        }
    }
}
