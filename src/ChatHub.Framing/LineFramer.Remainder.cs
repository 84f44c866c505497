namespace ChatHub.Framing;

/// <summary>What no slice of a read is: bytes that came over several reads, endings cut by a read, and messages over the limit.</summary>
public sealed partial class LineFramer
{
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
}
