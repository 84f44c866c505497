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
public sealed class LineFramer
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

    /// <summary>
    /// Time until <see cref="TryFlush"/> has something to do, zero if it has now. Null when nothing waits, or when
    /// <see cref="LineFramerOptions.FlushAfter"/> is infinite.
    /// </summary>
    public TimeSpan? UntilFlush
    {
        get
        {
            if (_state is State.Empty or State.AfterCr || _options.FlushAfter == Timeout.InfiniteTimeSpan)
            {
                return null;
            }

            TimeSpan left = Patience() - _time.GetElapsedTime(_lastByteAt);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

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

    /// <summary>Gives the remainder as a frame if silence has lasted long enough, or ends the skipping of a too long message.</summary>
    /// <param name="frame">The remainder: <see cref="FrameOutcome.Flushed"/>; <see cref="FrameOutcome.Terminated"/> if it ends in CR.</param>
    /// <returns>False if nothing is due, and when only a skipping was ended.</returns>
    public bool TryFlush(out Frame frame)
    {
        ReleaseHandedOut();
        if (UntilFlush == TimeSpan.Zero)
        {
            return TryTakeRemainder(FrameOutcome.Flushed, out frame);
        }

        frame = default;
        return false;
    }

    /// <summary>Gives what is left when the stream has ended. The framer is empty afterwards.</summary>
    /// <param name="frame">The remainder: <see cref="FrameOutcome.EndOfInput"/>; <see cref="FrameOutcome.Terminated"/> if it ends in CR.</param>
    /// <returns>False if nothing was left.</returns>
    public bool TryComplete(out Frame frame)
    {
        ReleaseHandedOut();
        bool taken = TryTakeRemainder(FrameOutcome.EndOfInput, out frame);
        _state = State.Empty;
        return taken;
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

    private bool TryReadSlowly(ref ReadOnlySpan<byte> input, out Frame frame)
    {
        ReleaseHandedOut();
        frame = default;
        ReadOnlySpan<byte> read = input;
        while (!input.IsEmpty)
        {
            switch (_state)
            {
                case State.AfterCr:
                    input = input[0] == Lf ? input[1..] : input;
                    _state = State.Empty;
                    break;

                case State.Skipping:
                    Skip(ref input);
                    break;

                case State.HeldCr:
                    frame = EndHeldCr(ref input);
                    _midRead = !input.IsEmpty && input.Length < read.Length;
                    return true;

                default:
                    if (TryExtend(ref input, read, out frame))
                    {
                        _midRead = !input.IsEmpty;
                        return true;
                    }

                    break;
            }
        }

        _midRead = false;
        return false;
    }

    // Adds to the remainder, which may be empty, up to the next ending, the limit or the end of input.
    private bool TryExtend(ref ReadOnlySpan<byte> input, ReadOnlySpan<byte> read, out Frame frame)
    {
        int end = input.IndexOfAny(Cr, Lf);
        int run = end < 0 ? input.Length : end;
        if (_remainder.Length + run > _maxText)
        {
            frame = CutTooLong(ref input, run);
            return true;
        }

        bool endingKnown = end >= 0 && (input[end] == Lf || end + 1 < input.Length);
        if (!endingKnown)
        {
            Keep(input, read, heldCr: end >= 0);
            input = default;
            frame = default;
            return false;
        }

        LineEnding kind = input[end] == Lf ? LineEnding.Lf : input[end + 1] == Lf ? LineEnding.CrLf : LineEnding.Cr;
        int length = run + (kind == LineEnding.CrLf ? 2 : 1);
        if (_remainder.Length == 0)
        {
            frame = new Frame(input[..length], run, kind, FrameOutcome.Terminated);
        }
        else
        {
            _remainder.Append(input[..length]);
            frame = TakeRemainder(kind, FrameOutcome.Terminated);
        }

        input = input[length..];
        return true;
    }

    private void Keep(ReadOnlySpan<byte> input, ReadOnlySpan<byte> read, bool heldCr)
    {
        bool oneCharacter = !_midRead && (_options.Utf8 ? Utf8Boundary.IsOneCharacter(read) : read.Length == 1);
        _keystrokes = oneCharacter && (_keystrokes || _remainder.Length == 0);
        _remainder.Append(input);
        _state = heldCr ? State.HeldCr : State.Text;
        _lastByteAt = _time.GetTimestamp();
    }

    private Frame EndHeldCr(ref ReadOnlySpan<byte> input)
    {
        if (input[0] != Lf)
        {
            return TakeRemainder(LineEnding.Cr, FrameOutcome.Terminated);
        }

        _remainder.Append(input[..1]);
        input = input[1..];
        return TakeRemainder(LineEnding.CrLf, FrameOutcome.Terminated);
    }

    private Frame CutTooLong(ref ReadOnlySpan<byte> input, int run)
    {
        int text = _remainder.Length + run;
        ReadOnlySpan<byte> bytes = input;
        if (_remainder.Length > 0)
        {
            _remainder.Append(input[..(_maxText - _remainder.Length)]);
            bytes = _remainder.TakeAll();
        }

        bytes = bytes[.._maxText];

        int cut = _options.Utf8 ? Utf8Boundary.TrimIncomplete(bytes) : bytes.Length;
        SkippedBytes += text - cut;
        input = input[run..];
        _state = State.Skipping;
        _lastByteAt = _time.GetTimestamp();
        return new Frame(bytes[..cut], cut, LineEnding.None, FrameOutcome.TooLong);
    }

    private void Skip(ref ReadOnlySpan<byte> input)
    {
        int end = input.IndexOfAny(Cr, Lf);
        if (end < 0)
        {
            SkippedBytes += input.Length;
            input = default;
            _lastByteAt = _time.GetTimestamp();
            return;
        }

        SkippedBytes += end;
        _state = input[end] == Cr ? State.AfterCr : State.Empty;
        input = input[(end + 1)..];
    }

    private bool TryTakeRemainder(FrameOutcome withoutEnding, out Frame frame)
    {
        switch (_state)
        {
            case State.Text:
                frame = TakeRemainder(LineEnding.None, withoutEnding);
                return true;

            case State.HeldCr:
                frame = TakeRemainder(LineEnding.Cr, FrameOutcome.Terminated);
                _state = State.AfterCr;
                return true;

            case State.Skipping:
                _state = State.Empty;
                break;
        }

        frame = default;
        return false;
    }

    private Frame TakeRemainder(LineEnding ending, FrameOutcome outcome)
    {
        ReadOnlySpan<byte> bytes = _remainder.TakeAll();
        int endingLength = ending switch { LineEnding.None => 0, LineEnding.CrLf => 2, _ => 1 };
        _state = State.Empty;
        return new Frame(bytes, bytes.Length - endingLength, ending, outcome);
    }

    // A frame handed out from the buffer stays valid until the next call, which is now.
    private void ReleaseHandedOut()
    {
        if (!HasRemainder)
        {
            _remainder.Release();
        }
    }

    // How much silence what waits has to be given. The graces lengthen FlushAfter and never shorten it.
    private TimeSpan Patience()
    {
        TimeSpan patience = _options.FlushAfter;
        if (_state != State.Text)
        {
            return patience;
        }

        if (_options.Utf8 && Utf8Boundary.TrimIncomplete(_remainder.Bytes) < _remainder.Length)
        {
            patience = Longer(patience, _options.IncompleteGrace);
        }

        return _keystrokes ? Longer(patience, _options.KeystrokeGrace) : patience;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
