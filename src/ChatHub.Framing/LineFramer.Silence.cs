namespace ChatHub.Framing;

/// <summary>What silence and the end of input make of bytes that wait.</summary>
public sealed partial class LineFramer
{
    /// <summary>
    /// Time until <see cref="TryFlush"/> has something to do, zero if it has now. Null when nothing waits, or when text without an
    /// ending waits and <see cref="LineFramerOptions.FlushAfter"/> is infinite.
    /// </summary>
    public TimeSpan? UntilFlush
    {
        get
        {
            if (_state is State.Empty or State.AfterCr || (_state != State.HeldCr && _options.FlushAfter == Timeout.InfiniteTimeSpan))
            {
                return null;
            }

            TimeSpan left = Patience() - _time.GetElapsedTime(_lastByteAt);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
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

    // How much silence what waits has to be given. The graces lengthen FlushAfter and never shorten it.
    private TimeSpan Patience()
    {
        TimeSpan patience = _options.FlushAfter;
        if (_state != State.Text)
        {
            // A CR is an ending already: only whether a LF belongs to it is open, and that is not waited for without an end.
            return patience == Timeout.InfiniteTimeSpan ? LineFramerOptions.CrGrace : patience;
        }

        if (_options.Utf8 && Utf8Boundary.TrimIncomplete(_remainder.Bytes) < _remainder.Length)
        {
            patience = Longer(patience, _options.IncompleteGrace);
        }

        return _keystrokes ? Longer(patience, _options.KeystrokeGrace) : patience;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
