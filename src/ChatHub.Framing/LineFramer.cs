using System.Runtime.CompilerServices;

namespace ChatHub.Framing;

/// <summary>
/// Cuts a byte stream into messages: at LF, CR LF or a lone CR; after silence; at the end of input; at the size limit.
/// Without a flush in between, the frames are the same however the stream was split into reads.
/// </summary>
/// <remarks>
/// One framer a connection; it MUST be used by one thread at a time. Feed each read by calling <see cref="TryRead"/> until it
/// returns false: that series is what "a read" means for <see cref="LineFramerOptions.KeystrokeGrace"/>.
/// Between reads a framer without a remainder holds no buffer.
/// </remarks>
public sealed partial class LineFramer
{
    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';

    private readonly LineFramerOptions _options;
    private readonly TimeProvider _time;
    private readonly int _maxText;

    private RemainderBuffer _remainder;
    private State _state;
    private bool _midRead;       // this read has given a frame already and has bytes left
    private bool _keystrokes;    // every read that fed the remainder brought one character
    private long _lastByteAt;    // timestamp; meaningful while something waits

    /// <summary>Makes a framer for one connection.</summary>
    /// <param name="options">How to cut; may be shared.</param>
    /// <param name="time">The clock that silence is measured by.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public LineFramer(LineFramerOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Validate();
        _options = options;
        _time = time;
        _maxText = options.MaxMessageBytes;
        _remainder = new RemainderBuffer(_maxText + 2);
    }

    private enum State : byte
    {
        Empty,      // nothing waits
        Text,       // the remainder is text whose ending has not come
        HeldCr,     // the remainder ends in CR; a LF after it would belong to it
        AfterCr,    // nothing waits, and a LF that comes next belongs to a CR that is already dealt with
        Skipping,   // inside the rest of a message that was too long
    }

    /// <summary>Bytes wait for more: text without an ending, or a CR that a LF may follow. False while a too long message is skipped.</summary>
    public bool HasRemainder => _state is State.Text or State.HeldCr;

    /// <summary>
    /// Text bytes of too long messages that are in no frame, in total so far: what was cut off and what was skipped, without
    /// their line endings.
    /// </summary>
    public long SkippedBytes { get; private set; }

    /// <summary>Takes the next frame out of <paramref name="input"/>.</summary>
    /// <param name="input">Bytes of the stream not yet taken; advanced past what was. Empty when the result is false.</param>
    /// <param name="frame">The frame: a slice of the input if it lies in it whole, else a view of the framer's own buffer.</param>
    /// <returns>False if the input is used up; what was left of it is kept as the remainder.</returns>
    public bool TryRead(ref ReadOnlySpan<byte> input, out Frame frame)
    {
        if (_state == State.Empty && !_remainder.IsRented)
        {
            int end = input.IndexOfAny(Cr, Lf);
            if ((uint)end <= (uint)_maxText)
            {
                if (input[end] == Lf)
                {
                    frame = Slice(ref input, end, 1, LineEnding.Lf);
                    return true;
                }

                if (end + 1 < input.Length)
                {
                    frame = input[end + 1] == Lf ? Slice(ref input, end, 2, LineEnding.CrLf) : Slice(ref input, end, 1, LineEnding.Cr);
                    return true;
                }
            }
        }

        return TryReadSlowly(ref input, out frame);
    }

    // Inlined: it runs once a line, on the hot path.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Frame Slice(ref ReadOnlySpan<byte> input, int text, int ending, LineEnding kind)
    {
        var frame = new Frame(input[..(text + ending)], text, kind, FrameOutcome.Terminated);
        input = input[(text + ending)..];
        _midRead = !input.IsEmpty;
        return frame;
    }
}
