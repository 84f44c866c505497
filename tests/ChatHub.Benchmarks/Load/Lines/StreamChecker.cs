namespace ChatHub.Benchmarks.Load.Lines;

/// <summary>Follows the sequences that one receiver gets of all senders, and counts what is wrong with them.</summary>
/// <param name="tally">Where it counts.</param>
/// <param name="senders">How many senders there are.</param>
/// <param name="fromFirst">The receiver came in the middle: each sequence begins with the first line it gets. False: with number 0.</param>
internal sealed class StreamChecker(Tally tally, int senders, bool fromFirst = false)
{
    private readonly uint[] _next = new uint[senders];
    private readonly ulong[] _seen = new ulong[senders]; // bit i: the line i places before the newest was seen; 0: none was

    /// <summary>Takes a line that was received whole.</summary>
    /// <returns>Whether it is new: false for a double, and for a line of nobody.</returns>
    public bool Take(in LineHeader header)
    {
        if (header.Sender >= _next.Length)
        {
            tally.Damaged++;
            return false;
        }

        ref var next = ref _next[header.Sender];
        ref var seen = ref _seen[header.Sender];
        if (fromFirst && seen == 0)
        {
            next = header.Number;
        }

        if (header.Number == next)
        {
            next++;
            seen = (seen << 1) | 1;
        }
        else if (header.Number > next)
        {
            var gap = header.Number - next;
            tally.Lost += gap;
            next = header.Number + 1;
            seen = gap >= 63 ? 1 : (seen << ((int)gap + 1)) | 1;
        }
        else if (!TakeLate(ref seen, next - 1 - header.Number))
        {
            tally.Doubled++;
            return false;
        }

        tally.Received++;
        return true;
    }

    /// <summary>Lines of a sender that have not come, counted from the newest that has.</summary>
    /// <param name="sender">The sender.</param>
    /// <param name="sent">How many it has sent.</param>
    public long Missing(int sender, uint sent) => (long)sent - _next[sender];

    /// <summary>A line behind the newest: late if it was missed, otherwise a double. More than 63 behind nobody remembers, and it counts as a double.</summary>
    private bool TakeLate(ref ulong seen, uint behind)
    {
        if (behind >= 64 || (seen & (1UL << (int)behind)) != 0)
        {
            return false;
        }

        // A receiver that came in the middle was not owed what was before its first line: then this was not counted as lost.
        var missed = behind < 63 - System.Numerics.BitOperations.LeadingZeroCount(seen);
        tally.Lost -= missed || !fromFirst ? 1 : 0;
        tally.Reordered++;
        seen |= 1UL << (int)behind;
        return true;
    }
}
