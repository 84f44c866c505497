namespace ChatHub.Wire.Admission;

/// <summary>
/// Who was turned away and why. An episode of an address and a cause begins with the first time and ends with a minute without one; only its beginning is
/// told. Bounded: the addresses of the longest ago are forgotten, and so many episodes a minute are told. Safe for all threads.
/// </summary>
internal sealed class RefusalBook
{
    /// <summary>Most addresses with causes that are remembered.</summary>
    public const int Most = 1_000;

    /// <summary>Most episodes that are told in a minute: a flood from many addresses must not become one of the log.</summary>
    public const int MostTold = 60;

    private static readonly TimeSpan s_episode = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(AddressRange Client, RefusalCause Cause), RefusalSnapshot> _rows = [];
    private readonly long[] _counts = new long[Enum.GetValues<RefusalCause>().Length];
    private DateTimeOffset _toldSince;
    private int _told;

    /// <summary>Newcomers turned away for one cause.</summary>
    public long Count(RefusalCause cause) => Volatile.Read(ref _counts[(int)cause]);

    /// <summary>Counts one.</summary>
    /// <returns>Whether an episode begins with it that is to be told.</returns>
    public bool Add(UInt128 address, RefusalCause cause, string listener, DateTimeOffset now)
    {
        Interlocked.Increment(ref _counts[(int)cause]);
        var key = (Client: AddressRange.ClientOf(address), cause);
        lock (_gate)
        {
            var begins = !_rows.TryGetValue(key, out var row) || now - row.LastAt >= s_episode;
            if (row is null && _rows.Count >= Most)
            {
                Forget();
            }

            _rows[key] = row is null
                ? new(key.Client, cause, listener, 1, now, now)
                : row with { Count = row.Count + 1, LastAt = now, Listener = listener };
            return begins && MayTell(now);
        }
    }

    /// <summary>All that is remembered, the newest first.</summary>
    public IReadOnlyList<RefusalSnapshot> List()
    {
        lock (_gate)
        {
            return [.. _rows.Values.OrderByDescending(row => row.LastAt)];
        }
    }

    private bool MayTell(DateTimeOffset now)
    {
        if (now - _toldSince >= s_episode)
        {
            (_toldSince, _told) = (now, 0);
        }

        return ++_told <= MostTold;
    }

    /// <summary>A tenth at a time, so that it need not be done for each.</summary>
    private void Forget()
    {
        foreach (var old in _rows.OrderBy(pair => pair.Value.LastAt).Take(Most / 10).Select(pair => pair.Key).ToArray())
        {
            _rows.Remove(old);
        }
    }
}
