namespace ChatHub.Wire.Admission;

/// <summary>The bans, in memory and in their store. Safe for all threads; looking one up takes no lock.</summary>
internal sealed class BanList
{
    /// <summary>Most bans.</summary>
    public const int Most = 10_000;

    private readonly Lock _gate = new();
    private readonly IBanStore? _store;
    private Entry[] _entries;
    private volatile PrefixTable<Entry> _table;

    public BanList(IBanStore? store)
    {
        _store = store;
        _entries = [.. (store?.Read() ?? []).Take(Most).Select(ban => new Entry(ban))];
        _table = TableOf(_entries);
    }

    public bool IsEmpty => _table.IsEmpty;

    /// <summary>The ban that an address is under; null when there is none.</summary>
    public Ban? Find(UInt128 address, DateTimeOffset now) => EntryOf(address, now)?.Ban;

    /// <summary>Counts that the ban of an address turned one away or ended one.</summary>
    public void Hit(UInt128 address, DateTimeOffset now) => EntryOf(address, now)?.Hit(now);

    /// <summary>Adds a ban, in the place of one of the same range. Those that are over go with it.</summary>
    /// <returns>Why not, as a sentence; null when it is there.</returns>
    public string? Add(Ban ban)
    {
        lock (_gate)
        {
            var others = _entries.Where(entry => entry.Ban.Range != ban.Range && entry.Ban.HoldsAt(ban.MadeAt)).ToArray();
            if (others.Length >= Most)
            {
                return $"there are {Most} bans already: remove some first, or ban a range";
            }

            Keep([.. others, new Entry(ban)]);
            return null;
        }
    }

    /// <returns>The ban that is gone; null when there was none of that range.</returns>
    public Ban? Remove(AddressRange range)
    {
        lock (_gate)
        {
            if (Array.Find(_entries, entry => entry.Ban.Range == range) is not { } gone)
            {
                return null;
            }

            Keep([.. _entries.Where(entry => entry != gone)]);
            return gone.Ban;
        }
    }

    /// <summary>Those that hold, the newest first.</summary>
    public IReadOnlyList<BanSnapshot> List(DateTimeOffset now) =>
        [.. Volatile.Read(ref _entries).Where(entry => entry.Ban.HoldsAt(now)).Select(entry => entry.Snapshot()).OrderByDescending(one => one.Ban.MadeAt)];

    private static PrefixTable<Entry> TableOf(Entry[] entries) => new(entries.Select(entry => (entry.Ban.Range, entry)));

    private Entry? EntryOf(UInt128 address, DateTimeOffset now) => _table.Find(address, now, static (entry, now) => entry.Ban.HoldsAt(now));

    private void Keep(Entry[] entries)
    {
        _store?.Write([.. entries.Select(entry => entry.Ban)]);
        Volatile.Write(ref _entries, entries);
        _table = TableOf(entries);
    }

    private sealed class Entry(Ban ban)
    {
        private long _hits;
        private long _lastAt;

        public Ban Ban => ban;

        public void Hit(DateTimeOffset now)
        {
            Interlocked.Increment(ref _hits);
            Volatile.Write(ref _lastAt, now.UtcTicks);
        }

        public BanSnapshot Snapshot() => new(
            ban, Volatile.Read(ref _hits), Volatile.Read(ref _lastAt) is not 0 and var at ? new DateTimeOffset(at, TimeSpan.Zero) : null);
    }
}
